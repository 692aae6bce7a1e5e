"""Matters of a period by team: what came, what was closed, what is open as of its cut-off day."""

from collections.abc import Mapping

from build_tools.aggregation.figures import PROVINCE, Figures, Thread
from build_tools.views.addresses import report_uri, team_uri
from build_tools.views.cells import number_cell
from build_tools.views.changes import Movement, moved_threads_table, movement
from build_tools.views.formatting import format_number
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.pictures_read import Against, bars
from build_tools.views.sections import Section
from build_tools.views.teams_in_words import team_label
from build_tools.views.threads import KIND_LABELS, all_threads, open_threads_table
from schemas.catalogue import Catalogue
from schemas.period import Period

MATTERS, OPENED, CLOSED, OPEN = "viec", "viec-moi", "viec-da-xong", "viec-dang-mo"


def matters_sections(catalogue: Catalogue, figures: Figures, period: Period) -> tuple[Section, ...]:
    """Return the counts by team, and below them, folded, the lists that they count."""
    threads = all_threads(figures.threads_by_report.get((period, PROVINCE), {}))
    moved = movement(threads, period)
    still = [thread for thread in threads if thread.is_open]
    lists = (
        (OPENED, "Việc mới trong kỳ", moved.opened),
        (CLOSED, "Việc đã xong trong kỳ", moved.closed),
    )
    return (
        _counts_section(catalogue, figures, period, threads, moved),
        *(_list(catalogue, anchor, title, found) for anchor, title, found in lists),
        Section(
            id=OPEN,
            title="Việc đang mở đến cuối kỳ",
            fold=f"Việc đang mở đến cuối kỳ ({format_number(len(still))})",
            tables=(
                open_threads_table(
                    still, catalogue, caption="Việc đang mở", empty="Không có.", areas=True
                ),
            ),
        ),
    )


def _list(catalogue: Catalogue, anchor: str, title: str, threads: tuple[Thread, ...]) -> Section:
    table = moved_threads_table(threads, catalogue, caption=title, empty="Không có.")
    return Section(
        id=anchor, title=title, tables=(table,), fold=f"{title} ({format_number(len(threads))})"
    )


def _counts_section(
    catalogue: Catalogue,
    figures: Figures,
    period: Period,
    threads: tuple[Thread, ...],
    moved: Movement,
) -> Section:
    still = [thread for thread in threads if thread.is_open]
    rows = tuple(
        Row(
            (
                Cell(team_label(catalogue, team_id), _team_address(figures, period, team_id)),
                *_numbers(
                    Movement(
                        opened=_of(moved.opened, team_id),
                        closed=_of(moved.closed, team_id),
                        still_open=_of(still, team_id),
                    )
                ),
            )
        )
        for team_id in catalogue.teams
    )
    everything = Movement(moved.opened, moved.closed, tuple(still))
    table = TableView(
        caption="Việc theo Tổ: mới và đã xong trong kỳ, đang mở đến cuối kỳ",
        columns=(
            Column("Tổ"),
            Column("Mới", "number", uri=f"#{OPENED}"),
            Column("Đã xong", "number", uri=f"#{CLOSED}"),
            Column("Đang mở", "number", uri=f"#{OPEN}"),
            Column("Quá hạn", "number"),
            *(Column(f"{label} đang mở", "number") for label in KIND_LABELS.values()),
        ),
        rows=rows,
        total=(Cell("Toàn tỉnh"), *_numbers(everything)),
        wide=True,
    )
    picture = bars(table, "Việc đang mở và quá hạn của các Tổ", "Đang mở", Against(part="Quá hạn"))
    return Section(
        id=MATTERS,
        title="Việc phát sinh, đã xong, đang mở",
        tables=(table,),
        pictures=(picture,),
    )


def _team_address(figures: Figures, period: Period, team_id: str) -> str:
    if (period, team_id) in figures.reports:
        return report_uri(period, team_id)
    return team_uri(team_id)


def _of(threads: "tuple[Thread, ...] | list[Thread]", team_id: str) -> tuple[Thread, ...]:
    return tuple(thread for thread in threads if thread.team_id == team_id)


def _numbers(moved: Movement) -> tuple[Cell, ...]:
    by_kind: Mapping[str, int] = {
        label: sum(thread.annex is annex for thread in moved.still_open)
        for annex, label in KIND_LABELS.items()
    }
    overdue = sum(thread.overdue for thread in moved.still_open)
    counts = (len(moved.opened), len(moved.closed), len(moved.still_open), overdue)
    return tuple(number_cell(count) for count in (*counts, *by_kind.values()))
