"""One indicator by team over the periods; the last row of a table is the sum of the others."""

from collections.abc import Iterator

from build_tools.aggregation.figures import PROVINCE
from build_tools.views.formatting import MISSING
from build_tools.views.indicator_book import IndicatorBook, extremes, figure_uri
from build_tools.views.indicator_measures import (
    MEASURES,
    Measure,
    measure_cell,
    range_text,
    row_of,
    scope_cell,
)
from build_tools.views.indicator_tables import NO_REPORT
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.sections import Section
from schemas.indicator import Aggregation, Indicator
from schemas.period import Period, PeriodKind

TEAMS_SERIES = "theo-to"


def teams_section(book: IndicatorBook, indicator: Indicator) -> Section:
    """Return the teams side by side, period by period; their sums are the province's."""
    if indicator.aggregation is Aggregation.NONE:
        tables = tuple(
            _team_ranges(book, indicator, kind, periods)
            for kind in PeriodKind
            if (periods := book.periods(indicator, kind))
        )
        lead = "Thấp nhất – cao nhất trong các địa bàn của Tổ; mỗi ô dẫn tới báo cáo của Tổ."
    else:
        tables = tuple(_team_tables(book, indicator))
        lead = "Số toàn tỉnh là tổng của các Tổ; mỗi số của Tổ dẫn tới báo cáo của Tổ."
    return Section(
        id=TEAMS_SERIES,
        title="Các Tổ theo kỳ",
        lead=lead,
        tables=tables,
        fold=f"Số của từng Tổ ({len(tables)} bảng)",
    )


def _team_tables(book: IndicatorBook, indicator: Indicator) -> Iterator[TableView]:
    for kind in PeriodKind:
        periods = book.periods(indicator, kind)
        totals = [book.figure(period, PROVINCE, indicator) for period in periods]
        for measure in MEASURES:
            if any(each is not None and getattr(each, measure.name) is not None for each in totals):
                yield TableView(
                    caption=f"{measure.title} theo {kind.label.lower()} ({indicator.unit})",
                    columns=(
                        Column("Tổ"),
                        *(Column(period.label, "number") for period in periods),
                    ),
                    rows=tuple(
                        _team_row(book, indicator, measure, scope, periods)
                        for scope in (*book.catalogue.teams, PROVINCE)
                    ),
                    wide=True,
                )


def _team_row(
    book: IndicatorBook,
    indicator: Indicator,
    measure: Measure,
    scope: str,
    periods: tuple[Period, ...],
) -> Row:
    cells = []
    for period in periods:
        figure = book.figure(period, scope, indicator)
        if figure is None:
            cells.append(Cell(MISSING, title=NO_REPORT))
        else:
            uri = figure_uri(figure, book.figures)
            cells.append(measure_cell(figure, indicator, measure, uri))
    return Row(
        (scope_cell(book, scope), *cells),
        id=row_of(scope, measure, periods[0].kind),
        strong=scope == PROVINCE,
    )


def _team_ranges(
    book: IndicatorBook, indicator: Indicator, kind: PeriodKind, periods: tuple[Period, ...]
) -> TableView:
    return TableView(
        caption=f"Thấp nhất – cao nhất theo {kind.label.lower()} ({indicator.unit})",
        columns=(Column("Tổ"), *(Column(period.label, "number") for period in periods)),
        rows=tuple(
            Row(
                (
                    scope_cell(book, team_id),
                    *(_team_range(book, indicator, period, team_id) for period in periods),
                )
            )
            for team_id in book.catalogue.teams
        ),
        wide=True,
    )


def _team_range(book: IndicatorBook, indicator: Indicator, period: Period, team_id: str) -> Cell:
    own = book.figure(period, team_id, indicator)
    codes = [code for code, team in book.teams[period].items() if team == team_id]
    lowest, highest = extremes(book.figure(period, code, indicator) for code in codes)
    if own is None or not lowest:
        return Cell(MISSING, title=NO_REPORT)
    return Cell(range_text(lowest[0], highest[0], indicator), figure_uri(own, book.figures))
