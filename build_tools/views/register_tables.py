"""Tables of a register: the open matters, the closed ones, totals by what decides on them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from build_tools.aggregation.figures import Thread
from build_tools.views.addresses import source_title, source_uri
from build_tools.views.cells import day_cell, text_cell
from build_tools.views.formatting import MISSING, NO_BREAK_SPACE, format_number
from build_tools.views.matters import (
    authority_cell,
    closed_on,
    competent_cell,
    responsible_cell,
    result_cell,
    state_cell,
    team_cell,
    thread_cell,
)
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.states import age_cell, due_cell
from build_tools.views.threads import area_cell, subject_of, unit_of, urgent_first
from schemas.catalogue import Catalogue
from schemas.follow_up import DirectiveStep
from schemas.items import Recommendation, Request
from schemas.report import Annex

_NOT_YET = "chưa ghi trong báo cáo"


@dataclass(frozen=True, slots=True)
class ThreadColumn:
    """A column of a register and how its cell is made of a matter."""

    column: Column
    cell: Callable[[Thread, Catalogue], Cell]


def _plain(title: str, cell: Callable[[Thread], Cell], kind: str = "text") -> ThreadColumn:
    """Return a column whose cell needs no catalogue."""
    return ThreadColumn(Column(title, kind), lambda thread, _: cell(thread))  # type: ignore[arg-type]  # only kinds of columns are given


def _opened_cell(thread: Thread) -> Cell:
    return day_cell(thread.opened_on, reason="không ghi ngày bắt đầu")


def _closed_cell(thread: Thread) -> Cell:
    return day_cell(closed_on(thread.last.row.record), reason="báo cáo không ghi ngày")


def _subject_cell(thread: Thread, catalogue: Catalogue) -> Cell:
    return Cell(subject_of(thread.last.row.record, catalogue))


def _task_cell(thread: Thread, catalogue: Catalogue) -> Cell:
    step = _step(thread)
    return Cell(step.task or catalogue.directives[step.directive_id].record.subject)


def _area(thread: Thread, catalogue: Catalogue) -> Cell:
    return area_cell(unit_of(thread.last.row.record), catalogue)


def _request(thread: Thread) -> Request:
    item = thread.last.row.record
    if not isinstance(item, Request):
        raise TypeError(item)
    return item


def _recommendation(thread: Thread) -> Recommendation:
    item = thread.last.row.record
    if not isinstance(item, Recommendation):
        raise TypeError(item)
    return item


def _step(thread: Thread) -> DirectiveStep:
    item = thread.last.row.record
    if not isinstance(item, DirectiveStep):
        raise TypeError(item)
    return item


def _progress_cell(thread: Thread) -> Cell:
    progress = _step(thread).progress_pct
    if progress is None:
        return Cell(MISSING, title=_NOT_YET)
    return Cell(f"{format_number(progress)}{NO_BREAK_SPACE}%", sort=str(progress))


def _report_cell(thread: Thread) -> Cell:
    place = thread.last.row.source.at()
    return Cell(thread.last.period.label, uri=source_uri(place), title=source_title(place))


_ID = ThreadColumn(Column("Mã"), thread_cell)
_SUBJECT = ThreadColumn(Column("Nội dung"), _subject_cell)
_AREA = ThreadColumn(Column("Địa bàn"), _area)
_TEAM = ThreadColumn(Column("Tổ"), team_cell)
_DUE = _plain("Thời hạn", due_cell, "date")
_AGE = _plain("Đã mở", age_cell, "number")
_STATE = _plain("Tình trạng", state_cell)
_CLOSED = _plain("Ngày xong", _closed_cell, "date")
_REPORT = _plain("Báo cáo gần nhất", _report_cell)


def _since(title: str) -> ThreadColumn:
    return _plain(title, _opened_cell, "date")


_RESULT = _plain("Kết quả", result_cell)
_ROUND_TRIP = (
    _since("Ngày nhận"),
    _plain(
        "Báo cáo Thường trực",
        lambda thread: day_cell(_request(thread).forwarded_on, reason="chưa báo cáo"),
        "date",
    ),
    _plain("Ý kiến", result_cell),
    _plain(
        "Thông báo lại",
        lambda thread: day_cell(_request(thread).notified_on, reason="chưa thông báo lại"),
        "date",
    ),
)
_ANSWER = (
    _since("Ngày gửi"),
    _plain(
        "Ngày trả lời",
        lambda thread: day_cell(_recommendation(thread).response_on, reason="chưa trả lời"),
        "date",
    ),
    _plain("Ý kiến trả lời", result_cell),
)
_DIRECTIVE = (
    ThreadColumn(Column("Văn bản"), thread_cell),
    ThreadColumn(Column("Nhiệm vụ"), _task_cell),
    _AREA,
    _TEAM,
    _DUE,
    _plain(
        "Quán triệt",
        lambda thread: day_cell(_step(thread).disseminated_on, reason="chưa quán triệt"),
        "date",
    ),
    _plain("Cụ thể hóa", lambda thread: text_cell(_step(thread).local_plan_ref, reason=_NOT_YET)),
    _plain("Triển khai", _progress_cell, "number"),
)

OPEN_COLUMNS: Mapping[Annex, tuple[ThreadColumn, ...]] = {
    Annex.ISSUES: (
        _ID,
        _SUBJECT,
        _AREA,
        _TEAM,
        _plain("Thẩm quyền, cơ quan giải quyết", competent_cell),
        _since("Từ ngày"),
        _DUE,
        _AGE,
        _STATE,
    ),
    Annex.REQUESTS: (
        _ID,
        _SUBJECT,
        _AREA,
        _TEAM,
        _plain("Thẩm quyền cho ý kiến", authority_cell),
        *_ROUND_TRIP,
        _AGE,
        _STATE,
    ),
    Annex.RECOMMENDATIONS: (
        _ID,
        _SUBJECT,
        _AREA,
        _TEAM,
        _plain("Gửi đến", authority_cell),
        *_ANSWER,
        _AGE,
        _STATE,
    ),
    Annex.DIRECTIVES: (*_DIRECTIVE, _AGE, _STATE),
    Annex.INFORMATION_REQUESTS: (
        _ID,
        _SUBJECT,
        _AREA,
        _TEAM,
        _plain("Nơi được yêu cầu", responsible_cell),
        _since("Ngày yêu cầu"),
        _DUE,
        _AGE,
        _STATE,
    ),
    Annex.TASKS: (
        _ID,
        _SUBJECT,
        _TEAM,
        _plain("Người thực hiện", responsible_cell),
        _since("Ngày giao"),
        _DUE,
        _AGE,
        _STATE,
    ),
}
_END = (_CLOSED, _STATE, _REPORT)
CLOSED_COLUMNS: Mapping[Annex, tuple[ThreadColumn, ...]] = {
    Annex.ISSUES: (_ID, _SUBJECT, _AREA, _TEAM, _since("Từ ngày"), _RESULT, *_END),
    # The day on which a request ends is the last of its round trip.
    Annex.REQUESTS: (
        *(each for each in OPEN_COLUMNS[Annex.REQUESTS] if each is not _AGE),
        _REPORT,
    ),
    Annex.RECOMMENDATIONS: (
        *(each for each in OPEN_COLUMNS[Annex.RECOMMENDATIONS] if each is not _AGE),
        _REPORT,
    ),
    Annex.DIRECTIVES: (*_DIRECTIVE, _plain("Minh chứng", result_cell), *_END),
    Annex.INFORMATION_REQUESTS: (
        *(each for each in OPEN_COLUMNS[Annex.INFORMATION_REQUESTS] if each not in {_AGE, _STATE}),
        *_END,
    ),
    Annex.TASKS: (
        *(each for each in OPEN_COLUMNS[Annex.TASKS] if each not in {_AGE, _STATE}),
        *_END,
    ),
}


def open_table(
    annex: Annex, threads: Iterable[Thread], catalogue: Catalogue, caption: str
) -> TableView:
    """Return the open matters: overdue ones first, then by age."""
    found = urgent_first(thread for thread in threads if thread.is_open)
    return _table(OPEN_COLUMNS[annex], found, catalogue, caption, "Không có việc nào đang mở.")


def closed_table(
    annex: Annex, threads: Iterable[Thread], catalogue: Catalogue, caption: str
) -> TableView:
    """Return the closed matters, the newest report first."""
    closed = [thread for thread in threads if thread.is_closed]
    # Sorting is stable: within a period the order of the ids stays.
    found = sorted(closed, key=lambda thread: thread.last.period, reverse=True)
    return _table(CLOSED_COLUMNS[annex], found, catalogue, caption, "Chưa có việc nào xong.")


def _table(
    columns: Sequence[ThreadColumn],
    threads: Iterable[Thread],
    catalogue: Catalogue,
    caption: str,
    empty: str,
) -> TableView:
    return TableView(
        caption=caption,
        columns=tuple(each.column for each in columns),
        rows=tuple(
            Row(tuple(each.cell(thread, catalogue) for each in columns)) for thread in threads
        ),
        wide=True,
        empty=empty,
    )
