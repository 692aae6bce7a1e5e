"""Tables of what was done with an area: meetings, requests, directives with their three steps."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from build_tools.aggregation.figures import Figures, Thread
from build_tools.views.addresses import source_title, source_uri
from build_tools.views.directive_progress import directive_cell, step_cells
from build_tools.views.formatting import MISSING, format_day, format_number
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.states import due_cell
from build_tools.views.threads import area_cell, id_cell, urgent_first
from schemas.catalogue import Catalogue, Located
from schemas.events import Meeting
from schemas.follow_up import DirectiveStep
from schemas.items import Request

SHOWN_MEETINGS = 20
_NOT_YET = "chưa ghi trong báo cáo"


def meetings_of(figures: Figures, team_id: str) -> Sequence[Located[Meeting]]:
    """Return the meetings of a team, each once, newest first."""
    reports = (figures.reports[key] for key in figures.reports if key[1] == team_id)
    return _newest_first(row for report in reports for row in report.meetings)


def meetings_by_area(
    catalogue: Catalogue, figures: Figures
) -> Mapping[str, Sequence[Located[Meeting]]]:
    """Return them by the area's code, each once, newest first."""
    del catalogue
    found: dict[str, list[Located[Meeting]]] = defaultdict(list)
    for report in figures.reports.values():
        for row in report.meetings:
            if row.record.unit_code is not None:
                found[row.record.unit_code].append(row)
    return {code: _newest_first(rows) for code, rows in found.items()}


def _newest_first(rows: Iterable[Located[Meeting]]) -> Sequence[Located[Meeting]]:
    found: dict[str, Located[Meeting]] = {}
    for row in rows:
        found.setdefault(row.record.meeting_id, row)
    return sorted(
        found.values(), key=lambda row: (-row.record.date.toordinal(), row.record.meeting_id)
    )


def meetings_table(
    meetings: Sequence[Located[Meeting]], catalogue: Catalogue, *, areas: bool
) -> TableView:
    """Return the newest meetings; the caption says how many there are in all."""
    caption = f"Họp, hội nghị, làm việc ({format_number(len(meetings))})"
    if len(meetings) > SHOWN_MEETINGS:
        caption += f", {SHOWN_MEETINGS} cuộc gần nhất"
    columns = (
        Column("Mã"),
        Column("Ngày", "date"),
        *([Column("Địa bàn")] if areas else []),
        Column("Chủ trì"),
        Column("Nội dung"),
        Column("Kết luận chính"),
    )
    return TableView(
        caption=caption,
        columns=columns,
        rows=tuple(_meeting_row(row, catalogue, areas=areas) for row in meetings[:SHOWN_MEETINGS]),
        wide=True,
        empty="Chưa ghi nhận cuộc họp nào.",
    )


def _meeting_row(row: Located[Meeting], catalogue: Catalogue, *, areas: bool) -> Row:
    meeting, place = row.record, row.source.at()
    return Row(
        (
            Cell(meeting.meeting_id, uri=source_uri(place), title=source_title(place)),
            Cell(format_day(meeting.date), sort=meeting.date.isoformat()),
            *([area_cell(meeting.unit_code, catalogue)] if areas else []),
            Cell(meeting.host),
            Cell(meeting.title),
            Cell(meeting.conclusion or MISSING, title=None if meeting.conclusion else _NOT_YET),
        )
    )


def directives_table(threads: Iterable[Thread], catalogue: Catalogue) -> TableView:
    """Return the directives of one area with their three steps (Article 2.1)."""
    rows = [_directive_row(thread, catalogue) for thread in urgent_first(threads)]
    return TableView(
        caption="Văn bản chỉ đạo: quán triệt, cụ thể hóa, triển khai",
        columns=(
            Column("Văn bản"),
            Column("Trích yếu, nhiệm vụ"),
            Column("Thời hạn", "date"),
            Column("Quán triệt", "state"),
            Column("Cụ thể hóa", "state"),
            Column("Triển khai", "state"),
        ),
        rows=tuple(row for row in rows if row is not None),
        wide=True,
        empty="Chưa có văn bản chỉ đạo nào được báo cáo.",
    )


def _directive_row(thread: Thread, catalogue: Catalogue) -> Row | None:
    step = thread.last.row.record
    if not isinstance(step, DirectiveStep):
        return None
    directive = catalogue.directives[step.directive_id].record
    return Row(
        (
            directive_cell(directive, step.unit_code),
            Cell(step.task or directive.subject),
            due_cell(thread),
            *step_cells(thread),
        )
    )


def requests_table(threads: Iterable[Thread]) -> TableView:
    """Return an area's requests and how far each is on its round trip, open ones first."""
    ordered = sorted(
        urgent_first(threads), key=lambda thread: not thread.is_open
    )  # sorting is stable: the most urgent stay first among the open ones
    rows = [_request_row(thread) for thread in ordered]
    return TableView(
        caption="Đề nghị của cấp ủy",
        columns=(
            Column("Mã"),
            Column("Nội dung đề nghị"),
            Column("Thẩm quyền cho ý kiến"),
            Column("Ngày nhận", "date"),
            Column("Báo cáo Thường trực", "date"),
            Column("Ý kiến"),
            Column("Thông báo lại", "date"),
            Column("Tình trạng", "state"),
        ),
        rows=tuple(row for row in rows if row is not None),
        wide=True,
        empty="Cấp ủy chưa có đề nghị nào được ghi nhận.",
    )


def _request_row(thread: Thread) -> Row | None:
    request = thread.last.row.record
    if not isinstance(request, Request):
        return None
    opinion = " ".join(part for part in (request.opinion, request.opinion_ref) if part)
    return Row(
        (
            id_cell(thread),
            Cell(request.content),
            Cell(request.authority.label),
            Cell(format_day(request.received_on), sort=request.received_on.isoformat()),
            Cell(format_day(request.forwarded_on), title=_blank_reason(request.forwarded_on)),
            Cell(opinion or MISSING, title=None if opinion else "chưa có ý kiến"),
            Cell(format_day(request.notified_on), title=_blank_reason(request.notified_on)),
            Cell(request.status.label, tone="none" if thread.is_open else "good"),
        )
    )


def _blank_reason(value: object) -> str | None:
    return _NOT_YET if value is None else None
