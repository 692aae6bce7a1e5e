"""The leading indicators of the four fields against plan and the same period (Article 2.1)."""

from build_tools.aggregation.figures import PROVINCE, Figures, IndicatorFigure
from build_tools.views.addresses import indicator_uri, period_uri
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
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.pictures_read import PER_CENT, Against, bars
from build_tools.views.sections import Section
from schemas.catalogue import Catalogue
from schemas.indicator import Aggregation, Indicator
from schemas.period import Period

LEADING = "chi-tieu-chinh"
NOT_COMBINED = "tỷ lệ, không cộng giữa các địa bàn"


def leading_section(catalogue: Catalogue, figures: Figures, period: Period) -> Section:
    """Return each leading indicator with its newest figure of the province up to the period."""
    leading = [each.record for each in catalogue.indicators.values() if each.record.leading]
    table = TableView(
        caption="Chỉ tiêu chính của toàn tỉnh, so với kế hoạch năm và cùng kỳ năm trước",
        columns=(
            Column("Chỉ tiêu"),
            Column("Đơn vị tính"),
            Column("Kỳ"),
            Column("Thực hiện", "number"),
            Column("Kế hoạch năm", "number"),
            Column("Đạt so KH", "number", "%"),
            Column("So cùng kỳ", "number", "%"),
            Column("So kỳ trước", "number"),
            Column("Địa bàn có số", "number"),
        ),
        rows=tuple(_row(figures, indicator, period) for indicator in leading),
        wide=True,
        empty="Danh mục chưa đánh dấu chỉ tiêu chính.",
    )
    picture = bars(
        table,
        "Chỉ tiêu chính: mức đạt so với kế hoạch năm",
        "Đạt so KH",
        Against(goal=100, goal_name="kế hoạch năm"),
        unit=PER_CENT,
    )
    return Section(id=LEADING, title="Chỉ tiêu chính", tables=(table,), pictures=(picture,))


def newest_figure(
    figures: Figures, scope: str, indicator_id: str, up_to: Period
) -> IndicatorFigure | None:
    """Return the newest figure that any area reported, not later than the period."""
    for period in reversed(figures.periods):
        figure = figures.indicators.get((period, scope, indicator_id))
        if period <= up_to and figure is not None and figure.reported:
            return figure
    return None


def _row(figures: Figures, indicator: Indicator, up_to: Period) -> Row:
    figure = newest_figure(figures, PROVINCE, indicator.indicator_id, up_to)
    page = indicator_uri(indicator.indicator_id)
    name = Cell(indicator.name, page, title=indicator.field.label)
    if figure is None:
        return Row((name, unit_cell(indicator.unit), *(Cell("–", title=NO_DATA) for _ in range(7))))
    reason = NOT_COMBINED if indicator.aggregation is Aggregation.NONE else reason_of(figure)
    cumulative = " (lũy kế)" if indicator.aggregation is Aggregation.SUM else ""
    uri = f"{period_uri(figure.period)}#{indicator.indicator_id}"
    return Row(
        (
            name,
            unit_cell(indicator.unit),
            Cell(f"{figure.period.label}{cumulative}"),
            estimated_number_cell(
                figure, figure.headline, indicator.decimals, uri=uri, reason=reason
            ),
            number_cell(figure.plan, indicator.decimals, reason=reason),
            percent_cell(figure.percent_of_plan),
            percent_cell(figure.percent_of_same_period),
            change_cell(figure.change, indicator.decimals),
            reported_cell(figure),
        )
    )
