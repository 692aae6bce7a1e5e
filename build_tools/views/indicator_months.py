"""Quarters and years of one indicator worked out from months, beside what their reports say."""

from decimal import Decimal

from build_tools.aggregation.figures import PROVINCE
from build_tools.views.addresses import period_uri
from build_tools.views.cells import change_cell, estimated_number_cell
from build_tools.views.formatting import MISSING
from build_tools.views.indicator_book import IndicatorBook
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
        for scope in (PROVINCE, *book.catalogue.teams)
        if (row := _months_row(book, indicator, period, scope, set(months))) is not None
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
    lead = f"Từ tháng lên quý, năm: {way}. Tổ chỉ nêu khi có chênh lệch."
    return Section(id=MONTHS, title="Đối chiếu với các tháng", lead=lead, tables=(table,))


def _months_row(
    book: IndicatorBook, indicator: Indicator, period: Period, scope: str, months: set[Period]
) -> Row | None:
    own = book.figure(period, scope, indicator)
    rolled = book.figures.rolled_up.get((period, scope, indicator.indicator_id))
    if own is None or rolled is None:
        return None
    difference = difference_from_months(own, rolled)
    if scope != PROVINCE and not difference:
        return None
    known = {month for month in period.months if month in book.figures.periods}
    from_months = (
        f"#{row_of(scope, ACTUAL, PeriodKind.MONTH)}"
        if known <= months
        else f"{period_uri(period)}#{ROLL_UP}"
    )
    from_report = f"#{row_of(scope, ACTUAL, period.kind)}"
    return Row(
        (
            Cell(period.label, period_uri(period)),
            scope_cell(book, scope),
            estimated_number_cell(rolled, rolled.actual, indicator.decimals, uri=from_months),
            estimated_number_cell(own, own.actual, indicator.decimals, uri=from_report),
            _difference_cell(difference, indicator),
            _verdict(difference),
            Cell(f"{rolled.reported}/{rolled.expected}"),
            Cell(f"{own.reported}/{own.expected}"),
        )
    )


def _difference_cell(difference: Decimal | None, indicator: Indicator) -> Cell:
    if difference is None:
        return Cell(MISSING, title=DIFFERENT_AREAS)
    return change_cell(difference, indicator.decimals)


def _verdict(difference: Decimal | None) -> Cell:
    if difference is None:
        return Cell("Không đối chiếu được", title=DIFFERENT_AREAS)
    return Cell("Lệch", tone="warn") if difference else Cell("Khớp", tone="good")
