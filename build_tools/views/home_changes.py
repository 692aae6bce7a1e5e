"""What is new on the home page: what changed since the last period, and the latest reports."""

import datetime as dt
from collections.abc import Mapping

from build_tools.aggregation.figures import PROVINCE, Figures
from build_tools.views.addresses import period_uri, report_uri
from build_tools.views.cells import day_cell, number_cell
from build_tools.views.changes import (
    Movement,
    big_changes,
    big_changes_table,
    moved_threads_table,
    movement,
)
from build_tools.views.formatting import format_number, in_sentence
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.period_matters import CLOSED, OPEN, OPENED
from build_tools.views.sections import Section
from build_tools.views.teams_in_words import team_label
from build_tools.views.threads import KIND_LABELS
from schemas.catalogue import Catalogue, Report
from schemas.period import Period
from schemas.report import Annex

CHANGES, LATEST = "thay-doi", "bao-cao-moi"
SHOWN_REPORTS = 8
_LISTED = (Annex.ISSUES, Annex.REQUESTS)  # what leaders decide on; the rest is on the period's page


def changes_section(catalogue: Catalogue, figures: Figures, period: Period) -> Section:
    """Return what came and went by register, the new issues and requests, and big moves."""
    threads = figures.threads_by_report.get((period, PROVINCE), {})
    moved = {annex: movement(threads.get(annex, ()), period) for annex in KIND_LABELS}
    changes = big_changes(catalogue, figures, period, (PROVINCE, *catalogue.teams))
    threshold = format_number(catalogue.settings.change_threshold)
    opened = sum(len(each.opened) for each in moved.values())
    closed = sum(len(each.closed) for each in moved.values())
    new = [thread for annex in _LISTED for thread in moved[annex].opened]
    return Section(
        id=CHANGES,
        title=f"Thay đổi so với {in_sentence(period.previous)}",
        lead=f"{opened} việc mới, {closed} việc đã xong, {len(changes)} số liệu của tỉnh và của "
        f"Tổ biến động từ {threshold}\u00a0% trở lên.",
        tables=(
            _movement_table(moved, period),
            moved_threads_table(
                new,
                catalogue,
                caption="Vấn đề và đề nghị mới",
                empty="Không có vấn đề, đề nghị mới.",
            ),
            *(
                (big_changes_table(catalogue, changes, caption="Số liệu biến động lớn nhất"),)
                if changes
                else ()
            ),
        ),
    )


def _movement_table(moved: Mapping[Annex, Movement], period: Period) -> TableView:
    page = period_uri(period)
    return TableView(
        caption=f"Việc trong {in_sentence(period)}",
        columns=(
            Column("Loại"),
            Column("Mới", "number", uri=f"{page}#{OPENED}"),
            Column("Đã xong", "number", uri=f"{page}#{CLOSED}"),
            Column("Còn tiếp từ kỳ trước", "number", uri=f"{page}#{OPEN}"),
        ),
        rows=tuple(
            Row(
                (
                    Cell(KIND_LABELS[annex]),
                    number_cell(len(each.opened)),
                    number_cell(len(each.closed)),
                    number_cell(len(each.still_open)),
                )
            )
            for annex, each in moved.items()
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
