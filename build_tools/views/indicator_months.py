"""Quarters and years of one indicator worked out from months, beside what their reports say."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from build_tools.aggregation.figures import PROVINCE, IndicatorFigure
from build_tools.views.addresses import period_uri
from build_tools.views.cells import change_cell, estimated_number_cell, reported_cell
from build_tools.views.formatting import MISSING, format_number
from build_tools.views.indicator_book import IndicatorBook, figure_uri
from build_tools.views.indicator_measures import ACTUAL, row_of, scope_cell
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.period_indicators import DIFFERENT_AREAS, ROLL_UP, difference_from_months
from build_tools.views.sections import Section
from schemas.indicator import Aggregation, Indicator
from schemas.period import Period, PeriodKind

MONTHS = "doi-chieu-thang"


def months_section(book: IndicatorBook, indicator: Indicator) -> Section | None:
    """Return longer periods worked out from their months beside what their own reports say."""
    months = book.periods(indicator, PeriodKind.MONTH)
    if indicator.aggregation is Aggregation.NONE or not months:
        return None
    longer = [
        period
        for kind in PeriodKind
        if kind is not PeriodKind.MONTH
        for period in reversed(book.periods(indicator, kind))
    ]
    rows = [
        row
        for period in longer
        for row in _rows(book, indicator, period, _apart(book, indicator, period), set(months))
    ]
    way = (
        "cộng các tháng"
        if indicator.aggregation is Aggregation.SUM
        else "lấy giá trị của tháng cuối"
    )
    table = TableView(
        caption="Số từ các tháng và số của báo cáo kỳ dài hơn",
        columns=(
            Column("Kỳ"),
            Column("Phạm vi"),
            Column("Từ các tháng", "number"),
            Column("Báo cáo của kỳ", "number"),
            Column("Chênh lệch", "number"),
            Column("Kết quả", "state"),
            Column("Địa bàn đủ tháng", "number"),
            Column("Địa bàn trong báo cáo kỳ", "number"),
        ),
        rows=tuple(rows),
        wide=True,
        empty="Chưa có kỳ nào vừa có báo cáo của kỳ vừa có báo cáo các tháng.",
    )
    lead = (
        f"Từ tháng lên quý, năm: {way}. So từng địa bàn có đủ các tháng và có số trong báo cáo của "
        "kỳ; Tổ và địa bàn chỉ nêu khi có chênh lệch."
    )
    return Section(id=MONTHS, title="Đối chiếu với các tháng", lead=lead, tables=(table,))


class _Apart(NamedTuple):
    """Areas that have both the months and the report, and of them those where the two differ."""

    compared: frozenset[str]
    differing: tuple[tuple[IndicatorFigure, IndicatorFigure], ...]  # the report's, the months'


def _apart(book: IndicatorBook, indicator: Indicator, period: Period) -> _Apart:
    pairs = [
        (own, rolled)
        for code in book.ranks
        if (own := book.figure(period, code, indicator)) is not None
        and (rolled := _rolled(book, indicator, period, code)) is not None
        and difference_from_months(own, rolled) is not None
    ]
    differing = tuple(pair for pair in pairs if difference_from_months(*pair))
    return _Apart(frozenset(own.scope for own, _ in pairs), differing)


def _rolled(
    book: IndicatorBook, indicator: Indicator, period: Period, scope: str
) -> IndicatorFigure | None:
    return book.rolled_up.get((period, indicator.indicator_id), {}).get(scope)


def _rows(
    book: IndicatorBook, indicator: Indicator, period: Period, apart: _Apart, months: set[Period]
) -> Iterator[Row]:
    """Yield the province, the teams whose totals differ, the areas whose figures differ."""
    known = {month for month in period.months if month in book.figures.periods}
    for scope in (PROVINCE, *book.catalogue.teams):
        own, rolled = (
            book.figure(period, scope, indicator),
            _rolled(book, indicator, period, scope),
        )
        if own is None or rolled is None:
            continue
        difference = _total_difference(book, own, rolled, apart)
        if scope == PROVINCE or difference:
            here = f"#{row_of(scope, ACTUAL, PeriodKind.MONTH)}"
            from_months = here if known <= months else f"{period_uri(period)}#{ROLL_UP}"
            from_report = f"#{row_of(scope, ACTUAL, period.kind)}"
            verdict = _verdict(apart) if scope == PROVINCE else Cell("Lệch", tone="warn")
            name = scope_cell(book, scope)
            shown = _difference_cell(difference, indicator), verdict
            yield _row(indicator, (own, rolled), (from_report, from_months), name, shown)
    for own, rolled in apart.differing:
        uris = figure_uri(own, book.figures), figure_uri(rolled, book.figures)
        difference = difference_from_months(own, rolled)
        shown = _difference_cell(difference, indicator), Cell("Lệch", tone="warn")
        yield _row(indicator, (own, rolled), uris, book.area_cell(own.scope), shown)


def _total_difference(
    book: IndicatorBook, own: IndicatorFigure, rolled: IndicatorFigure, apart: _Apart
) -> Decimal | None:
    """Return the difference of two totals, None unless both are of the very same areas."""
    teams = book.teams[own.period]
    compared = sum(own.scope in {PROVINCE, teams.get(code)} for code in apart.compared)
    if not compared == own.reported == rolled.reported:
        return None
    return difference_from_months(own, rolled)


def _row(
    indicator: Indicator,
    figures: tuple[IndicatorFigure, IndicatorFigure],
    uris: tuple[str | None, str | None],
    name: Cell,
    difference_and_verdict: tuple[Cell, Cell],
) -> Row:
    own, rolled = figures
    from_report, from_months = uris
    return Row(
        (
            Cell(own.period.label, period_uri(own.period)),
            name,
            estimated_number_cell(rolled, rolled.actual, indicator.decimals, uri=from_months),
            estimated_number_cell(own, own.actual, indicator.decimals, uri=from_report),
            *difference_and_verdict,
            reported_cell(rolled),
            reported_cell(own),
        )
    )


def _difference_cell(difference: Decimal | None, indicator: Indicator) -> Cell:
    if difference is None:
        return Cell(MISSING, title=DIFFERENT_AREAS)
    return change_cell(difference, indicator.decimals)


def _verdict(apart: _Apart) -> Cell:
    compared = format_number(len(apart.compared))
    if not apart.compared:
        return Cell("Không đối chiếu được", title=DIFFERENT_AREAS)
    if not apart.differing:
        return Cell(f"Khớp ở {compared} địa bàn", tone="good")
    return Cell(f"Lệch ở {format_number(len(apart.differing))}/{compared} địa bàn", tone="warn")
