"""Tables of matters that go on from report to report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from build_tools.aggregation.figures import Figures, Thread
from build_tools.views.addresses import area_uri, directive_uri, source_title, thread_uri
from build_tools.views.formatting import format_number
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.states import age_cell, due_cell
from schemas.annex_row import Item
from schemas.catalogue import Catalogue
from schemas.follow_up import DirectiveStep, InformationRequest, Task
from schemas.items import Issue, Recommendation, Request
from schemas.report import Annex

KIND_LABELS: Mapping[Annex, str] = {
    Annex.ISSUES: "Vấn đề",
    Annex.REQUESTS: "Đề nghị của cấp ủy",
    Annex.RECOMMENDATIONS: "Kiến nghị",
    Annex.DIRECTIVES: "Chỉ đạo",
    Annex.INFORMATION_REQUESTS: "Yêu cầu thông tin",
    Annex.TASKS: "Nhiệm vụ",
}
# A step of a directive stands on the directive's own page.
PAGE_ANNEXES = tuple(annex for annex in KIND_LABELS if annex is not Annex.DIRECTIVES)


@dataclass(frozen=True, slots=True)
class ThreadCounts:
    """How many matters are open, and how many of these are past their day."""

    open: int
    overdue: int


def all_threads(threads: Mapping[Annex, tuple[Thread, ...]]) -> tuple[Thread, ...]:
    """Return the threads of all registers, one register after the other."""
    return tuple(thread for annex in KIND_LABELS for thread in threads.get(annex, ()))


def matter_addresses(catalogue: Catalogue, figures: Figures) -> Mapping[str, str]:
    """Return id → address of its page: of every matter, and of every directive in an area.

    A directive's own id leads to its page.
    """
    del catalogue
    found = {}
    for thread in all_threads(figures.threads):
        found[thread.item_id] = thread_uri(thread.annex, thread.item_id)
        if thread.annex is Annex.DIRECTIVES:
            directive_id = thread.item_id.partition("@")[0]
            found[directive_id] = directive_uri(directive_id)
    return found


def count_threads(threads: Iterable[Thread]) -> ThreadCounts:
    """Count open and overdue ones."""
    still_open = [thread for thread in threads if thread.is_open]
    return ThreadCounts(len(still_open), sum(thread.overdue for thread in still_open))


def overdue_words(counts: ThreadCounts) -> str:
    """Return `3 quá hạn`, or that none is."""
    return (
        f"{format_number(counts.overdue)} quá hạn" if counts.overdue else "không việc nào quá hạn"
    )


def unit_of(item: Item) -> str | None:
    """Return the code of the area that the matter is about; None for a whole team."""
    match item:
        case Issue() | Request() | DirectiveStep() | Recommendation() | InformationRequest():
            return item.unit_code
        case _:
            return None


def subject_of(item: Item, catalogue: Catalogue) -> str:
    """Return what the matter is about, in the words of its row."""
    match item:
        case Issue():
            return item.title
        case Request() | Recommendation() | InformationRequest() | Task():
            return item.content
        case DirectiveStep():
            directive = catalogue.directives[item.directive_id].record
            return f"{directive.doc_ref}: {item.task or directive.subject}"
        case _:
            raise TypeError(item)


def status_of(item: Item) -> str:
    """Return the state as the last report wrote it."""
    match item:
        case Issue() | Request() | Recommendation() | DirectiveStep() | InformationRequest():
            return item.status.label
        case Task():
            return item.status.label
        case _:
            raise TypeError(item)


def urgent_first(threads: Iterable[Thread]) -> list[Thread]:
    """Order: overdue ones first, then by age, the oldest first, then by id."""
    return sorted(
        threads,
        key=lambda thread: (not thread.overdue, -(thread.age_days or 0), thread.item_id),
    )


def id_cell(thread: Thread) -> Cell:
    """Return the id, linked to the matter's page; the title names the newest row about it."""
    return Cell(
        thread.item_id.partition("@")[0],
        uri=thread_uri(thread.annex, thread.item_id),
        title=source_title(thread.last.row.source.at()),
        sort=thread.item_id,
    )


def area_cell(unit_code: str | None, catalogue: Catalogue) -> Cell:
    """Return the area's name, linked to its page."""
    if unit_code is None:
        return Cell("Cả Tổ")
    area = catalogue.areas[unit_code].record
    return Cell(area.full_name, uri=area_uri(area))


def open_threads_table(
    threads: Iterable[Thread], catalogue: Catalogue, *, caption: str, empty: str, areas: bool
) -> TableView:
    """Return the open matters, the most urgent first; `areas` adds the column of the area."""
    columns = [
        Column("Mã"),
        Column("Loại"),
        Column("Nội dung"),
        *([Column("Địa bàn")] if areas else []),
        Column("Thời hạn", "date"),
        Column("Đã mở", "number"),
        Column("Tình trạng"),
    ]
    rows = [
        _row(thread, catalogue, areas=areas)
        for thread in urgent_first(thread for thread in threads if thread.is_open)
    ]
    return TableView(
        caption=caption, columns=tuple(columns), rows=tuple(rows), wide=True, empty=empty
    )


def _row(thread: Thread, catalogue: Catalogue, *, areas: bool) -> Row:
    item = thread.last.row.record
    cells = [
        id_cell(thread),
        Cell(KIND_LABELS[thread.annex]),
        Cell(subject_of(item, catalogue)),
        *([area_cell(unit_of(item), catalogue)] if areas else []),
        due_cell(thread),
        age_cell(thread),
        Cell(status_of(item)),
    ]
    return Row(tuple(cells))
