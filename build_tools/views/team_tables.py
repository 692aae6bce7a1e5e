"""Tables of one team: its areas, its reports."""

from build_tools.aggregation.figures import Figures, Submission, Thread
from build_tools.views.addresses import report_uri
from build_tools.views.formatting import MISSING, format_day, format_number
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.states import absent_reason, submission_cell
from build_tools.views.threads import area_cell, count_threads, unit_of
from schemas.catalogue import Catalogue

SHOWN_PERIODS = 24


def current_report_cell(figures: Figures, team_id: str) -> Cell:
    """Return the state of the team's report of the current period, leading to it."""
    current = figures.current
    if current is None:
        return Cell(MISSING, title="chưa có kỳ báo cáo nào đến hạn")
    key = (current, team_id)
    uri = report_uri(*key) if key in figures.reports else None
    return submission_cell(figures.submissions.get(key), uri)


def team_areas_table(
    catalogue: Catalogue, figures: Figures, team_id: str, threads: tuple[Thread, ...]
) -> TableView:
    """Return the areas that the team follows today, with the offices of their committees."""
    today_areas = catalogue.areas_of(team_id, figures.today)
    located = {
        row.record.unit_code: row.record
        for row in catalogue.teams[team_id].areas
        if row.record.unit_code in today_areas
    }
    rows = []
    for code in today_areas:
        counts = count_threads(each for each in threads if unit_of(each.last.row.record) == code)
        row = located[code]
        rows.append(
            Row(
                (
                    area_cell(code, catalogue),
                    Cell(row.party_org_name),
                    Cell(row.office_phone or MISSING, title=_blank(row.office_phone)),
                    Cell(row.office_email or MISSING, title=_blank(row.office_email)),
                    Cell(format_number(counts.open)),
                    Cell(format_number(counts.overdue), tone="bad" if counts.overdue else "none"),
                    Cell(format_day(row.valid_from), sort=row.valid_from.isoformat()),
                ),
                id=f"dia-ban-{code}",
            )
        )
    return TableView(
        caption="Địa bàn theo dõi",
        columns=(
            Column("Địa bàn"),
            Column("Cấp ủy"),
            Column("Điện thoại cơ quan"),
            Column("Thư công vụ"),
            Column("Việc đang mở", "number"),
            Column("Quá hạn", "number"),
            Column("Theo dõi từ", "date"),
        ),
        rows=tuple(rows),
        wide=True,
        empty="Tổ chưa được phân công địa bàn nào.",
    )


def _blank(value: str | None) -> str | None:
    return None if value else "chưa nhập"


def team_reports_table(figures: Figures, team_id: str) -> TableView:
    """Return the team's expected reports, newest first, with their state and summary."""
    periods = [period for period in figures.periods if (period, team_id) in figures.submissions]
    rows = [_report_row(figures, figures.submissions[period, team_id]) for period in periods]
    shown = tuple(reversed(rows))[:SHOWN_PERIODS]
    caption = "Các kỳ báo cáo, kỳ mới nhất trước"
    if len(rows) > SHOWN_PERIODS:
        caption += f" ({SHOWN_PERIODS} kỳ gần nhất trong {len(rows)} kỳ)"
    return TableView(
        caption=caption,
        columns=(
            Column("Kỳ"),
            Column("Tình trạng", "state"),
            Column("Hạn gửi", "date"),
            Column("Ngày gửi", "date"),
            Column("Số, ký hiệu", "code"),
            Column("Tóm tắt"),
        ),
        rows=shown,
        wide=True,
        empty="Chưa có kỳ nào phải báo cáo.",
    )


def _report_row(figures: Figures, submission: Submission) -> Row:
    key = (submission.period, submission.team_id)
    report = figures.reports.get(key)
    uri = None if report is None else report_uri(*key)
    sent = submission.submitted_on
    number = None if report is None else report.head.record.document_number
    return Row(
        (
            Cell(submission.period.label, uri=uri),
            submission_cell(submission),
            Cell(format_day(submission.due), sort=submission.due.isoformat()),
            Cell(MISSING, title="chưa gửi")
            if sent is None
            else Cell(format_day(sent), sort=sent.isoformat()),
            Cell(number or MISSING, title=None if number else absent_reason(submission)),
            Cell(MISSING, title=absent_reason(submission))
            if report is None
            else Cell(report.head.record.summary),
        )
    )
