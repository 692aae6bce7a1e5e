"""Indicators of one scope as tables: the newest figures, and the figures over the periods."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from build_tools.aggregation.figures import PROVINCE, Figures, IndicatorFigure
from build_tools.views.addresses import indicator_uri, source_title, source_uri
from build_tools.views.cells import reason_of, reported_cell
from build_tools.views.formatting import MISSING, format_number, format_percent
from build_tools.views.indicator_source import IndicatorSource
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.pictures import LEAST_POINTS
from build_tools.views.pictures_read import spark
from schemas.indicator import Aggregation, Indicator
from schemas.period import Period, PeriodKind

NO_DATA = "chưa có số liệu"
NO_REPORT = "chưa có báo cáo kỳ này"
NOT_CUMULATIVE = "chỉ tiêu không lũy kế"
NO_PLAN = "không giao kế hoạch"
NOT_COMPARABLE = "không đủ số liệu để so sánh"
_SHOWN_PERIODS = {PeriodKind.MONTH: 6, PeriodKind.QUARTER: 4}
_SHOWN_OTHERS = 3
_COURSE = Column("Diễn biến", "trend")
_TOO_FEW = "chưa đủ ba số khác 0 để vẽ"


def newest_table(source: IndicatorSource, scope: str, *, caption: str) -> TableView:
    """Return each indicator that combines, with its newest figure against plan and last year.

    Percentages have no total over areas: they stand on the pages of the areas.
    """
    rows = [
        _newest_row(indicator, figure)
        for indicator in source.indicators
        if indicator.aggregation is not Aggregation.NONE
        and (figure := _newest(source.figures, scope, indicator)) is not None
    ]
    return TableView(
        caption=caption,
        columns=(
            Column("Chỉ tiêu"),
            Column("Đơn vị tính"),
            Column("Kỳ"),
            Column("Thực hiện trong kỳ", "number"),
            Column("Lũy kế", "number"),
            Column("Kế hoạch năm", "number"),
            Column("Đạt so kế hoạch", "number"),
            Column("Cùng kỳ năm trước", "number"),
            Column("So cùng kỳ", "number"),
            Column("Địa bàn có số", "number"),
        ),
        rows=tuple(rows),
        wide=True,
        empty="Chưa có số liệu chỉ tiêu nào.",
    )


def _newest(figures: Figures, scope: str, indicator: Indicator) -> IndicatorFigure | None:
    for period in reversed(figures.periods):
        figure = figures.indicators.get((period, scope, indicator.indicator_id))
        if figure is not None and figure.reported:
            return figure
    return None


def _newest_row(indicator: Indicator, figure: IndicatorFigure) -> Row:
    return Row(
        (
            Cell(indicator.name, indicator_uri(indicator.indicator_id)),
            Cell(indicator.unit),
            Cell(figure.period.label),
            _reported_cell(indicator, figure, figure.actual, NO_DATA),
            _reported_cell(indicator, figure, figure.cumulative, NOT_CUMULATIVE),
            _value_cell(indicator, figure, figure.plan, NO_PLAN),
            _percent_cell(figure.percent_of_plan),
            _value_cell(indicator, figure, figure.same_period, NO_DATA),
            _percent_cell(figure.percent_of_same_period),
            reported_cell(figure),
        )
    )


def course_tables(source: IndicatorSource, scope: str) -> Iterator[TableView]:
    """Yield the figures of the last periods with a small line, for each kind of period.

    Only indicators that combine, under the shortest kind of period that they are collected for.
    """
    for kind in PeriodKind:
        periods = _shown_periods(source, kind)
        rows = tuple(
            _course_row(source, scope, indicator, periods)
            for indicator in source.indicators
            if indicator.aggregation is not Aggregation.NONE and _shortest_kind(indicator) is kind
        )
        stated = tuple(row for row in rows if any(each.text != MISSING for each in row.cells[3:]))
        if stated and len(periods) >= LEAST_POINTS:
            yield TableView(
                caption=f"Diễn biến theo {kind.label.lower()}, thực hiện trong kỳ",
                columns=(
                    Column("Chỉ tiêu"),
                    Column("Đơn vị tính"),
                    _COURSE,
                    *(Column(period.label, "number") for period in periods),
                ),
                rows=stated,
                wide=True,
            )


def _course_row(
    source: IndicatorSource, scope: str, indicator: Indicator, periods: list[Period]
) -> Row:
    cells = tuple(
        _period_cell(
            source,
            scope,
            indicator,
            period,
            source.figures.indicators.get((period, scope, indicator.indicator_id)),
        )
        for period in periods
    )
    name = Cell(indicator.name, indicator_uri(indicator.indicator_id))
    return Row((name, Cell(indicator.unit), course_cell(indicator.name, cells), *cells))


def course_cell(name: str, cells: Sequence[Cell]) -> Cell:
    """Return the small line of a row's figures; a dash where they are too few to draw."""
    line = spark(name, cells)
    return Cell(MISSING, title=_TOO_FEW) if line is None else Cell("", spark=line)


def _shown_periods(source: IndicatorSource, kind: PeriodKind) -> list[Period]:
    periods = [period for period in source.figures.periods if period.kind is kind]
    return periods[-_SHOWN_PERIODS.get(kind, _SHOWN_OTHERS) :]


def series_tables(
    source: IndicatorSource, area_code: str, team_id: str | None
) -> Iterator[TableView]:
    """Yield a table for each kind of period in which indicators of the area are collected.

    An indicator stands once, under the shortest kind of period that it is collected for.
    """
    for kind in PeriodKind:
        shown = _shown_periods(source, kind)
        indicators = [each for each in source.indicators if _shortest_kind(each) is kind]
        if shown and indicators:
            yield _series_table(source, area_code, team_id, indicators, shown)


def _shortest_kind(indicator: Indicator) -> PeriodKind:
    return min(indicator.period_types, key=lambda kind: kind.months)


def _series_table(
    source: IndicatorSource,
    area_code: str,
    team_id: str | None,
    indicators: list[Indicator],
    periods: list[Period],
) -> TableView:
    columns = (
        Column("Chỉ tiêu"),
        Column("Đơn vị tính"),
        _COURSE,
        *(Column(period.label, "number") for period in periods),
        Column("Lũy kế", "number"),
        Column("Kế hoạch năm", "number"),
        Column("Đạt so kế hoạch", "number"),
        Column("Tổ đạt", "number"),
        Column("Tỉnh đạt", "number"),
    )
    kind = periods[-1].kind
    return TableView(
        caption=f"Chỉ tiêu theo {kind.label.lower()}; lũy kế, kế hoạch là của kỳ gần nhất có số",
        columns=columns,
        rows=tuple(_series_row(source, area_code, team_id, each, periods) for each in indicators),
        wide=True,
    )


def _series_row(
    source: IndicatorSource,
    area_code: str,
    team_id: str | None,
    indicator: Indicator,
    periods: list[Period],
) -> Row:
    found = [
        source.figures.indicators.get((period, area_code, indicator.indicator_id))
        for period in periods
    ]
    reported = [figure for figure in found if figure is not None and figure.reported]
    newest = reported[-1] if reported else None
    cells = tuple(
        _period_cell(source, area_code, indicator, period, figure)
        for period, figure in zip(periods, found, strict=True)
    )
    return Row(
        (
            Cell(indicator.name, indicator_uri(indicator.indicator_id)),
            Cell(indicator.unit),
            course_cell(indicator.name, cells),
            *cells,
            *_standing_cells(source.figures, indicator, newest, team_id),
        )
    )


def _period_cell(
    source: IndicatorSource,
    area_code: str,
    indicator: Indicator,
    period: Period,
    figure: IndicatorFigure | None,
) -> Cell:
    if figure is None:
        return Cell(MISSING, title=NO_REPORT)
    notes = source.reasons.get((period, area_code), {})
    reason = notes.get(indicator.indicator_id, NO_DATA)
    return _reported_cell(indicator, figure, figure.actual, reason)


def _standing_cells(
    figures: Figures, indicator: Indicator, newest: IndicatorFigure | None, team_id: str | None
) -> tuple[Cell, ...]:
    if newest is None:
        return tuple(Cell(MISSING, title=NO_DATA) for _ in range(5))
    wider = [
        figures.indicators.get((newest.period, scope, indicator.indicator_id))
        for scope in (team_id or "", PROVINCE)
    ]
    return (
        _reported_cell(indicator, newest, newest.cumulative, NOT_CUMULATIVE),
        _value_cell(indicator, newest, newest.plan, NO_PLAN),
        _percent_cell(newest.percent_of_plan),
        *(_percent_cell(None if each is None else each.percent_of_plan) for each in wider),
    )


def _value_cell(
    indicator: Indicator, figure: IndicatorFigure, value: Decimal | None, reason: str
) -> Cell:
    if value is None:
        return Cell(MISSING, title=reason_of(figure, reason))
    return Cell(
        format_number(value, indicator.decimals),
        uri=source_uri(figure.sources[0]) if figure.sources else None,
        title=_sources_title(figure),
        sort=str(value),
    )


def _reported_cell(
    indicator: Indicator, figure: IndicatorFigure, value: Decimal | None, reason: str
) -> Cell:
    """Return a figure that was reported, not planned: it may be an estimate and then says so."""
    cell = _value_cell(indicator, figure, value, reason)
    if value is None or not figure.estimated:
        return cell
    return cell._replace(text=f"{cell.text} (ước)")


def _sources_title(figure: IndicatorFigure) -> str | None:
    if not figure.sources:
        return None
    first = source_title(figure.sources[0])
    others = len(figure.sources) - 1
    return first if not others else f"{first} và {others} dòng khác"


def _percent_cell(value: Decimal | None) -> Cell:
    if value is None:
        return Cell(MISSING, title=NOT_COMPARABLE)
    return Cell(format_percent(value), sort=str(value))
