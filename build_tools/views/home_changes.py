"""What is new on the home page: what changed since the last period, and the latest reports."""

import datetime as dt

from build_tools.aggregation.figures import PROVINCE, Figures
from build_tools.views.addresses import report_uri
from build_tools.views.cells import day_cell
from build_tools.views.changes import (
    big_changes,
    big_changes_table,
    moved_threads_table,
    movement,
)
from build_tools.views.formatting import format_number, in_sentence
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.sections import Section
from build_tools.views.teams_in_words import team_label
from build_tools.views.threads import all_threads
from schemas.catalogue import Catalogue, Report
from schemas.period import Period

CHANGES, LATEST = "thay-doi", "bao-cao-moi"
SHOWN_REPORTS = 8


def changes_section(catalogue: Catalogue, figures: Figures, period: Period) -> Section:
    """Return new and closed matters and big moves since the period before."""
    moved = movement(all_threads(figures.threads_by_period[period]), period)
    changes = big_changes(catalogue, figures, period, (PROVINCE, *catalogue.teams))
    threshold = format_number(catalogue.settings.change_threshold)
    return Section(
        id=CHANGES,
        title=f"Thay đổi so với {in_sentence(period.previous)}",
        lead=f"{len(moved.opened)} việc mới, {len(moved.closed)} việc đã xong, "
        f"{len(changes)} số liệu của tỉnh và của Tổ biến động từ {threshold}\u00a0% trở lên.",
        tables=(
            moved_threads_table(
                moved.opened, catalogue, caption="Việc mới", empty="Không có việc mới."
            ),
            moved_threads_table(
                moved.closed, catalogue, caption="Việc đã xong", empty="Chưa có việc nào xong."
            ),
            big_changes_table(catalogue, changes, caption="Số liệu biến động lớn nhất"),
        ),
    )


def latest_section(catalogue: Catalogue, figures: Figures) -> Section:
    """Return the reports issued last."""
    newest = sorted(figures.reports.values(), key=_newest_first)[:SHOWN_REPORTS]
    table = TableView(
        caption="Báo cáo ban hành gần đây",
        columns=(Column("Báo cáo"), Column("Ngày ban hành", "date"), Column("Tóm tắt")),
        rows=tuple(_report_row(catalogue, report) for report in newest),
        wide=True,
        empty="Chưa có báo cáo nào.",
    )
    return Section(id=LATEST, title="Báo cáo mới nhất", tables=(table,))


def _newest_first(report: Report) -> tuple[int, int, str]:
    day = report.head.record.issued_on or dt.date.min
    return -day.toordinal(), -report.period.last_day.toordinal(), report.team_id


def _report_row(catalogue: Catalogue, report: Report) -> Row:
    label = f"{team_label(catalogue, report.team_id)}, {in_sentence(report.period)}"
    return Row(
        (
            Cell(label, report_uri(report.period, report.team_id)),
            day_cell(report.head.record.issued_on),
            Cell(report.head.record.summary),
        )
    )
