"""One indicator over the periods for the province: totals, or lowest and highest of a share."""

from build_tools.aggregation.figures import PROVINCE, IndicatorFigure
from build_tools.views.addresses import period_uri
from build_tools.views.cells import (
    change_cell,
    estimated_number_cell,
    percent_cell,
    reported_cell,
    text_cell,
)
from build_tools.views.columns import without_empty_columns
from build_tools.views.formatting import MISSING
from build_tools.views.indicator_book import IndicatorBook, extremes, figure_uri
from build_tools.views.indicator_measures import (
    ACTUAL,
    CUMULATIVE,
    MEASURES,
    PLAN,
    SAME,
    linked,
    measure_cell,
    row_of,
    scopes_in_words,
)
from build_tools.views.indicator_tables import NO_REPORT
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.pictures import Trend, Unseen
from build_tools.views.pictures_read import QUALITY, Drawn, column_of, trend
from build_tools.views.sections import Section
from schemas.indicator import Aggregation, Indicator
from schemas.period import Period, PeriodKind

SERIES = "theo-ky"
_EXTREMES: tuple[Drawn, ...] = (
    ("Cao nhất", "Cao nhất", "main"),
    ("Thấp nhất", "Thấp nhất", "plan"),
)


def series_section(book: IndicatorBook, indicator: Indicator) -> Section:
    """Return the province period by period, a table for each kind of period."""
    shares = indicator.aggregation is Aggregation.NONE
    table = _range_table if shares else _province_table
    tables = {
        kind: table(book, indicator, kind, periods)
        for kind in PeriodKind
        if (periods := book.periods(indicator, kind))
    }
    pictures = tuple(_picture(indicator, kind, each) for kind, each in tables.items())
    drawn = tuple(each for each in pictures if not isinstance(each, Unseen))
    lead = (
        "Tỷ lệ không cộng giữa các địa bàn: mỗi kỳ nêu địa bàn thấp nhất và cao nhất."
        if shares
        else "Mỗi số dẫn tới bảng các Tổ mà nó cộng lại. Tỷ lệ và thay đổi chỉ tính trên các địa "
        "bàn có cả hai số để so."
    )
    return Section(
        id=SERIES,
        title="Toàn tỉnh theo kỳ",
        lead=lead,
        tables=tuple(tables.values()),
        pictures=drawn or pictures[:1],
    )


def _picture(indicator: Indicator, kind: PeriodKind, table: TableView) -> Trend | Unseen:
    """Return the lines of one kind of period: against plan and last year, or lowest and highest."""
    title = f"{indicator.name} theo {kind.label.lower()} ({indicator.unit})"
    if indicator.aggregation is Aggregation.NONE:
        return trend(table, title, _EXTREMES)
    cumulative = column_of(table, CUMULATIVE.title) is not None
    main = CUMULATIVE if cumulative else ACTUAL
    lines: tuple[Drawn, ...] = (
        (main.title, main.title, "main"),
        (PLAN.title, PLAN.title, "plan"),
        (SAME.title, SAME.title, "other"),
    )
    return trend(table, title, lines, anew_each_year=cumulative)


def _province_table(
    book: IndicatorBook, indicator: Indicator, kind: PeriodKind, periods: tuple[Period, ...]
) -> TableView:
    return without_empty_columns(
        TableView(
            caption=f"Toàn tỉnh theo {kind.label.lower()} ({indicator.unit}), kỳ mới nhất trước",
            columns=(
                Column("Kỳ"),
                *(Column(measure.title, "number") for measure in MEASURES),
                Column("Đạt so KH", "number", "%"),
                Column("So cùng kỳ", "number", "%"),
                Column("So kỳ trước", "number"),
                Column("Địa bàn có số", "number"),
                Column(QUALITY),
            ),
            rows=tuple(_province_row(book, indicator, period) for period in reversed(periods)),
            wide=True,
        )
    )


def _province_row(book: IndicatorBook, indicator: Indicator, period: Period) -> Row:
    figure = book.figure(period, PROVINCE, indicator)
    name = Cell(period.label, f"{period_uri(period)}#{indicator.indicator_id}")
    if figure is None:
        return Row((name, *(Cell(MISSING, title=NO_REPORT) for _ in range(9))))
    uris = {each.name: f"#{row_of(PROVINCE, each, period.kind)}" for each in MEASURES}
    headline = uris["cumulative" if indicator.aggregation is Aggregation.SUM else "actual"]
    change = change_cell(
        figure.change,
        indicator.decimals,
        title=f"so trên {figure.compared} địa bàn có số liệu ở cả hai kỳ",
    )
    return Row(
        (
            name,
            *(measure_cell(figure, indicator, each, uris[each.name]) for each in MEASURES),
            linked(percent_cell(figure.percent_of_plan), headline),
            linked(percent_cell(figure.percent_of_same_period), headline),
            linked(change, uris["actual"]),
            reported_cell(figure),
            text_cell(book.quality(figure)),
        )
    )


def _range_table(
    book: IndicatorBook, indicator: Indicator, kind: PeriodKind, periods: tuple[Period, ...]
) -> TableView:
    return TableView(
        caption=f"Thấp nhất và cao nhất theo {kind.label.lower()} ({indicator.unit}), "
        "kỳ mới nhất trước",
        columns=(
            Column("Kỳ"),
            Column("Thấp nhất", "number"),
            Column("Địa bàn thấp nhất"),
            Column("Cao nhất", "number"),
            Column("Địa bàn cao nhất"),
            Column("Địa bàn có số", "number"),
            Column(QUALITY),
        ),
        rows=tuple(_range_row(book, indicator, period) for period in reversed(periods)),
        wide=True,
    )


def _range_row(book: IndicatorBook, indicator: Indicator, period: Period) -> Row:
    name = Cell(period.label, period_uri(period))
    lowest, highest = extremes(book.figure(period, code, indicator) for code in book.ranks)
    total = book.figure(period, PROVINCE, indicator)
    if total is None or not lowest:
        return Row((name, *(Cell(MISSING, title=NO_REPORT) for _ in range(6))))
    return Row(
        (
            name,
            *(cell for found in (lowest, highest) for cell in _extreme(book, indicator, found)),
            reported_cell(total),
            text_cell(book.quality(total)),
        )
    )


def _extreme(
    book: IndicatorBook, indicator: Indicator, found: list[IndicatorFigure]
) -> tuple[Cell, Cell]:
    first = found[0]
    uri = figure_uri(first, book.figures)
    return (
        estimated_number_cell(first, first.actual, indicator.decimals, uri=uri),
        book.area_cell(first.scope)._replace(text=scopes_in_words(book, found)),
    )
