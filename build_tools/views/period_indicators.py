"""Indicators of a period over the province: totals, teams side by side, months beside the whole.

Percentages of areas are never added up, so indicators that are shares have no total here.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal

from build_tools.aggregation.figures import PROVINCE, Figures, IndicatorFigure
from build_tools.views.addresses import indicator_anchor, indicator_uri, report_annexes_uri
from build_tools.views.cells import (
    NO_DATA,
    change_cell,
    estimated_number_cell,
    number_cell,
    percent_cell,
    reason_of,
    reported_cell,
    unit_cell,
)
from build_tools.views.columns import without_empty_columns
from build_tools.views.formatting import MISSING, in_sentence, join_words
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.pictures import Bars
from build_tools.views.pictures_read import PER_CENT, row_bars
from build_tools.views.sections import Section
from build_tools.views.teams_in_words import team_label
from schemas.base import FieldOfWork
from schemas.catalogue import Catalogue
from schemas.indicator import Aggregation, Indicator
from schemas.period import Period, PeriodKind

TOTALS, COMPARISON, ROLL_UP = "tong-hop", "so-sanh", "doi-chieu-thang"
_SHARE_OF_PLAN = "Đạt so với kế hoạch năm (%)"
DIFFERENT_AREAS = "số địa bàn có số liệu khác nhau, không đối chiếu được"


def totals_section(catalogue: Catalogue, figures: Figures, period: Period) -> Section:
    """Return the totals of the province by field; each total leads to the teams it adds up."""
    shares = [
        each.name for each in _of_period(catalogue, period) if each.aggregation is Aggregation.NONE
    ]
    not_added = (
        f"Chỉ tiêu tỷ lệ không cộng giữa các địa bàn, xem ở từng báo cáo: {'; '.join(shares)}."
    )
    tables = (_totals_table(catalogue, figures, period, field) for field in FieldOfWork)
    return Section(
        id=TOTALS,
        title="Chỉ tiêu toàn tỉnh",
        lead=not_added if shares else None,
        hint="Mỗi tổng dẫn tới số của từng Tổ ở bảng so sánh.",
        tables=tuple(table for table in tables if table.rows),
    )


def _of_period(catalogue: Catalogue, period: Period) -> list[Indicator]:
    every = (each.record for each in catalogue.indicators.values())
    return [indicator for indicator in every if period.kind in indicator.period_types]


def _combined(catalogue: Catalogue, period: Period) -> list[Indicator]:
    return [
        indicator
        for indicator in _of_period(catalogue, period)
        if indicator.aggregation is not Aggregation.NONE
    ]


def _totals_table(
    catalogue: Catalogue, figures: Figures, period: Period, field: FieldOfWork
) -> TableView:
    indicators = [each for each in _combined(catalogue, period) if each.field is field]
    table = TableView(
        caption=f"{field.label}, toàn tỉnh, {in_sentence(period)}",
        columns=(
            Column("Chỉ tiêu"),
            Column("Đơn vị tính"),
            Column("Kế hoạch năm", "number"),
            Column("Thực hiện trong kỳ", "number"),
            Column("Lũy kế", "number"),
            Column("Cùng kỳ năm trước", "number"),
            Column("Đạt so KH", "number", "%"),
            Column("So cùng kỳ", "number", "%"),
            Column("So kỳ trước", "number"),
            Column("Địa bàn có số", "number"),
        ),
        rows=tuple(_totals_row(figures, period, indicator) for indicator in indicators),
        wide=True,
    )
    return without_empty_columns(table)


def _totals_row(figures: Figures, period: Period, indicator: Indicator) -> Row:
    anchor = indicator.indicator_id
    figure = figures.indicators.get((period, PROVINCE, anchor))
    name = Cell(indicator.name, indicator_uri(anchor))
    if figure is None:
        blanks = (Cell("–", title=NO_DATA) for _ in range(8))
        return Row((name, unit_cell(indicator.unit), *blanks), id=anchor)
    uri = f"#{COMPARISON}"
    return Row(
        (
            name,
            unit_cell(indicator.unit),
            number_cell(figure.plan, indicator.decimals, reason=reason_of(figure)),
            estimated_number_cell(figure, figure.actual, indicator.decimals, uri=uri),
            estimated_number_cell(figure, figure.cumulative, indicator.decimals),
            number_cell(figure.same_period, indicator.decimals, reason=reason_of(figure)),
            percent_cell(figure.percent_of_plan),
            percent_cell(figure.percent_of_same_period),
            change_cell(figure.change, indicator.decimals, title=_compared(figure)),
            reported_cell(figure),
        ),
        id=anchor,
    )


def _compared(figure: IndicatorFigure) -> str:
    return f"so trên {figure.compared} địa bàn có số liệu ở cả hai kỳ"


Measure = Callable[[IndicatorFigure, Indicator, str | None], Cell]


def comparison_section(catalogue: Catalogue, figures: Figures, period: Period) -> Section:
    """Return the teams side by side: figure of the period, share of plan, change."""
    measures: Mapping[str, Measure] = {
        "Thực hiện trong kỳ": lambda figure, indicator, uri: estimated_number_cell(
            figure, figure.actual, indicator.decimals, uri=uri
        ),
        _SHARE_OF_PLAN: lambda figure, _, __: percent_cell(figure.percent_of_plan),
        "Thay đổi so với kỳ trước": lambda figure, indicator, _: change_cell(
            figure.change, indicator.decimals
        ),
    }
    tables = {
        caption: _comparison_table(catalogue, figures, period, caption, measure)
        for caption, measure in measures.items()
    }
    return Section(
        id=COMPARISON,
        title="So sánh giữa các Tổ",
        lead="Tổ có số địa bàn khác nhau: so tỷ lệ và thay đổi, không so số tuyệt đối.",
        hint="Mỗi số dẫn tới báo cáo của Tổ.",
        tables=tuple(table for table in tables.values() if table.rows),
        pictures=_comparison_pictures(catalogue, tables[_SHARE_OF_PLAN]),
    )


def _comparison_pictures(catalogue: Catalogue, table: TableView) -> tuple[Bars, ...]:
    """Return the teams' shares of plan of the leading indicators, beside the province's."""
    leading = {
        indicator_uri(each.record.indicator_id)
        for each in catalogue.indicators.values()
        if each.record.leading
    }
    drawn = (
        row_bars(table, row, f"{row.cells[0].text}: đạt so với kế hoạch năm", unit=PER_CENT)
        for row in table.rows
        if row.cells[0].uri in leading
    )
    return tuple(each for each in drawn if isinstance(each, Bars))


def _comparison_table(
    catalogue: Catalogue, figures: Figures, period: Period, caption: str, measure: Measure
) -> TableView:
    rows = []
    for indicator in _combined(catalogue, period):
        found = [
            figures.indicators.get((period, scope, indicator.indicator_id))
            for scope in (PROVINCE, *catalogue.teams)
        ]
        cells = (
            Cell("–", title="chưa có báo cáo")
            if figure is None
            else measure(figure, indicator, _team_uri(figures, figure))
            for figure in found
        )
        row = Row(
            (
                Cell(f"{indicator.name} ({indicator.unit})", indicator_uri(indicator.indicator_id)),
                *cells,
            )
        )
        if any(cell.text != MISSING for cell in row.cells[1:]):
            rows.append(row)
    return TableView(
        caption=caption,
        columns=(
            Column("Chỉ tiêu"),
            Column("Toàn tỉnh", "number"),
            *(Column(team_label(catalogue, team_id), "number") for team_id in catalogue.teams),
        ),
        rows=tuple(rows),
        wide=True,
    )


def _team_uri(figures: Figures, figure: IndicatorFigure) -> str | None:
    if (figure.period, figure.scope) not in figures.reports:
        return None
    anchor = indicator_anchor(figure.indicator_id)
    return f"{report_annexes_uri(figure.period, figure.scope)}#{anchor}"


def roll_up_section(catalogue: Catalogue, figures: Figures, period: Period) -> Section | None:
    """Return the months' figures beside those of the longer period's own reports."""
    if period.kind is PeriodKind.MONTH:
        return None
    rows = [
        row
        for indicator in _combined(catalogue, period)
        for scope in (PROVINCE, *catalogue.teams)
        if (row := _roll_up_row(catalogue, figures, period, indicator, scope)) is not None
    ]
    months = [month.label for month in period.months if month not in figures.periods]
    lead = (
        "Số cộng hoặc lấy cuối từ các báo cáo tháng, đặt cạnh số của báo cáo kỳ này; chỉ liệt kê "
    )
    lead += "Tổ có chênh lệch."
    if months:
        lead += f" Chưa có báo cáo của {join_words([month.lower() for month in months])}."
    table = TableView(
        caption="Đối chiếu với các tháng",
        columns=(
            Column("Chỉ tiêu"),
            Column("Phạm vi"),
            Column("Đơn vị tính"),
            Column("Từ các tháng", "number"),
            Column("Báo cáo kỳ này", "number"),
            Column("Chênh lệch", "number"),
            Column("Địa bàn đủ tháng", "number"),
        ),
        rows=tuple(rows),
        wide=True,
        empty="Không có chỉ tiêu nào vừa có ở tháng vừa có ở kỳ này.",
    )
    return Section(id=ROLL_UP, title="Đối chiếu với báo cáo tháng", lead=lead, tables=(table,))


def _roll_up_row(
    catalogue: Catalogue, figures: Figures, period: Period, indicator: Indicator, scope: str
) -> Row | None:
    own = figures.indicators.get((period, scope, indicator.indicator_id))
    rolled = figures.rolled_up.get((period, scope, indicator.indicator_id))
    if own is None or rolled is None:
        return None
    difference = difference_from_months(own, rolled)
    if scope != PROVINCE and not difference:
        return None
    is_province = scope == PROVINCE
    return Row(
        (
            Cell(indicator.name, indicator_uri(indicator.indicator_id)),
            Cell("Toàn tỉnh" if is_province else team_label(catalogue, scope)),
            unit_cell(indicator.unit),
            estimated_number_cell(rolled, rolled.actual, indicator.decimals),
            estimated_number_cell(own, own.actual, indicator.decimals, uri=_team_uri(figures, own)),
            Cell("–", title=DIFFERENT_AREAS)
            if difference is None
            else change_cell(difference, indicator.decimals),
            reported_cell(rolled),
        )
    )


def difference_from_months(own: IndicatorFigure, rolled: IndicatorFigure) -> Decimal | None:
    """Return the report's figure less the months' one, None where their areas differ."""
    if own.actual is None or rolled.actual is None or own.reported != rolled.reported:
        return None
    return own.actual - rolled.actual
