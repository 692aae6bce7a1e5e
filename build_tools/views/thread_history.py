"""What each report said of a matter, and what had changed since the report before it."""

from collections.abc import Iterator

from build_tools.aggregation.figures import Step, Thread
from build_tools.views.addresses import report_uri, source_uri
from build_tools.views.cells import day_cell, text_cell, unbroken
from build_tools.views.formatting import count_days, in_sentence, place_label
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.report_rows import field_cell, field_title
from build_tools.views.teams_in_words import team_label
from build_tools.views.threads import status_of
from schemas.annex_row import Item
from schemas.catalogue import Catalogue
from schemas.items import Request, RequestStatus
from schemas.registers import columns

_NEVER_SAID = {"audience", "handed_over_to"}  # who may see it; told in words of its own


def history_table(thread: Thread, catalogue: Catalogue) -> TableView:
    """Return the steps, oldest first, each leading to the row of its report."""
    return TableView(
        caption="Từng báo cáo ghi gì, kỳ đầu trước",
        columns=(
            Column("Kỳ báo cáo"),
            Column("Tổ"),
            Column("Tình trạng", "state"),
            Column("Thay đổi so với báo cáo trước"),
            Column("Nguồn", "source"),
        ),
        rows=tuple(
            _row(thread.steps[index - 1] if index else None, step, catalogue)
            for index, step in enumerate(thread.steps)
        ),
    )


def _row(before: Step | None, step: Step, catalogue: Catalogue) -> Row:
    item, place = step.row.record, step.row.source.at()
    return Row(
        (
            Cell(step.period.label, report_uri(step.period, step.team_id)),
            Cell(unbroken(team_label(catalogue, step.team_id))),
            Cell(status_of(item), tone="none" if item.is_open else "good"),
            Cell("; ".join(what_changed(before, step, catalogue))),
            Cell(place_label(place), source_uri(place)),
        )
    )


def what_changed(before: Step | None, step: Step, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the changes in words; that nothing changed is said too."""
    if before is None:
        words = ["Ghi nhận lần đầu"]
    else:
        words = [
            *_taken_over(before, step, catalogue),
            *_changes(before.row.record, step.row.record, catalogue),
        ]
    receiver = step.row.record.handed_over_to
    if receiver is not None:
        words.append(f"Bàn giao cho {team_label(catalogue, receiver)}")
    return tuple(words) or ("Không thay đổi",)


def _taken_over(before: Step, step: Step, catalogue: Catalogue) -> Iterator[str]:
    if before.team_id != step.team_id:
        yield (
            f"{team_label(catalogue, step.team_id)} nhận bàn giao từ "
            f"{team_label(catalogue, before.team_id)}"
        )


def _changes(before: Item, now: Item, catalogue: Catalogue) -> Iterator[str]:
    kind = type(now)
    for name in columns(kind):
        old, new = getattr(before, name, None), getattr(now, name)
        if name in _NEVER_SAID or old == new:
            continue
        title = field_title(kind, name)
        if new in {None, ()}:
            yield f"{title}: không ghi nữa (trước là {_words(catalogue, name, old)})"
        elif old in {None, ()}:
            yield f"{title}: {_words(catalogue, name, new)}"
        else:
            yield f"{title}: {_words(catalogue, name, old)} → {_words(catalogue, name, new)}"


def _words(catalogue: Catalogue, name: str, value: object) -> str:
    return field_cell(catalogue, name, value).text.rstrip(".")


def round_trip_table(thread: Thread) -> TableView | None:
    """Return the stations of a request: received, reported, opinion, told back (Article 2.1)."""
    request = thread.last.row.record
    if not isinstance(request, Request):
        return None
    opinion = " ".join(part for part in (request.opinion, request.opinion_ref) if part)
    stations = (
        ("Bộ phận nhận đề nghị", day_cell(request.received_on), request.doc_ref),
        (
            "Báo cáo Thường trực",
            day_cell(request.forwarded_on, reason="chưa báo cáo"),
            _waited(request),
        ),
        (f"{request.authority.label} cho ý kiến", _opinion_day(thread), opinion),
        (
            "Thông báo lại cho cấp ủy",
            day_cell(request.notified_on, reason="chưa thông báo lại"),
            _whole_way(request),
        ),
    )
    return TableView(
        caption="Đường đi của đề nghị",
        columns=(Column("Bước"), Column("Ngày", "date"), Column("Nội dung")),
        rows=tuple(
            Row((Cell(label), day, text_cell(text, reason="báo cáo không ghi")))
            for label, day, text in stations
        ),
    )


def _waited(request: Request) -> str | None:
    if request.forwarded_on is None:
        return None
    return f"sau {count_days((request.forwarded_on - request.received_on).days)} kể từ ngày nhận"


def _whole_way(request: Request) -> str | None:
    if request.notified_on is None:
        return None
    days = (request.notified_on - request.received_on).days
    return f"sau {count_days(days)} kể từ ngày nhận"


def _opinion_day(thread: Thread) -> Cell:
    """Return the first report that has the opinion: rows state no day for it."""
    answered = {RequestStatus.ANSWERED, RequestStatus.TOLD_BACK}
    for step in thread.steps:
        request = step.row.record
        if isinstance(request, Request) and (request.opinion or request.status in answered):
            title = f"báo cáo không ghi ngày; có trong báo cáo {in_sentence(step.period)}"
            return Cell(
                f"theo báo cáo {in_sentence(step.period)}",
                source_uri(step.row.source.at()),
                title=title,
            )
    return day_cell(None, reason="chưa có ý kiến")
