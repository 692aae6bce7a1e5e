"""What changed between a report and the one of the same kind before it."""

from dataclasses import replace

from build_tools.aggregation.figures import Figures
from build_tools.views.changes import (
    big_changes,
    big_changes_table,
    moved_threads_table,
    movement,
)
from build_tools.views.formatting import format_number, in_sentence
from build_tools.views.parts import TableView
from build_tools.views.sections import Section
from build_tools.views.threads import all_threads, open_threads_table
from schemas.catalogue import Catalogue, Report

CHANGES = "thay-doi"
SHOWN_ROWS = 8


def changes_section(catalogue: Catalogue, figures: Figures, report: Report) -> Section:
    """Return new, closed and still open matters, and figures that moved a lot."""
    period, team_id = report.period, report.team_id
    threads = all_threads(figures.threads_by_report.get(report.key, {}))
    moved = movement(threads, period)
    areas = catalogue.areas_of(team_id, catalogue.schedule.cut_off(period))
    changes = big_changes(catalogue, figures, period, (team_id, *areas))
    threshold = format_number(catalogue.settings.change_threshold)
    return Section(
        id=CHANGES,
        title=f"Thay đổi so với {in_sentence(period.previous)}",
        lead=f"{len(moved.opened)} việc mới, {len(moved.closed)} việc đã xong, "
        f"{len(moved.still_open)} việc còn tiếp; {len(changes)} số liệu biến động từ "
        f"{threshold}\u00a0% trở lên.",
        tables=_with_rows(
            moved_threads_table(
                moved.opened, catalogue, caption="Việc mới", empty="Không có việc mới."
            ),
            moved_threads_table(
                moved.closed, catalogue, caption="Việc đã xong", empty="Chưa có việc nào xong."
            ),
            open_threads_table(
                moved.still_open,
                catalogue,
                caption="Việc còn tiếp",
                empty="Không có việc nào từ kỳ trước.",
                areas=False,
            ),
            big_changes_table(catalogue, changes, caption="Số liệu biến động lớn nhất"),
        ),
    )


def in_short(section: Section, page_uri: str) -> Section:
    """Return the changes with the first rows of long tables; all of them stand on `page_uri`.

    The section itself where it is short enough.
    """
    if all(len(table.rows) <= SHOWN_ROWS for table in section.tables):
        return section
    return replace(
        section,
        tables=tuple(_first_rows(table) for table in section.tables),
        more=("Xem mọi thay đổi", f"{page_uri}#{CHANGES}"),
    )


def _first_rows(table: TableView) -> TableView:
    if len(table.rows) <= SHOWN_ROWS:
        return table
    caption = f"{table.caption}: {SHOWN_ROWS} trong {len(table.rows)}"
    return replace(table, caption=caption, rows=table.rows[:SHOWN_ROWS])


def _with_rows(*tables: TableView) -> tuple[TableView, ...]:
    """Leave out the empty tables: the sentence before them has the zeros."""
    return tuple(table for table in tables if table.rows)
