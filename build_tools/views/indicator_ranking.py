"""One indicator by area: the ranking of a period, the areas without a figure, the series."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from build_tools.aggregation.figures import IndicatorFigure
from build_tools.views.addresses import area_anchor, team_uri
from build_tools.views.cells import change_cell, estimated_number_cell, number_cell, percent_cell
from build_tools.views.columns import without_empty_columns
from build_tools.views.formatting import MISSING, format_number
from build_tools.views.indicator_book import IndicatorBook, figure_uri
from build_tools.views.indicator_measures import linked
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.ranking_pictures import ranking_pictures
from build_tools.views.sections import Section
from build_tools.views.teams_in_words import team_label
from schemas.indicator import Aggregation, Direction, Indicator
from schemas.period import Period, PeriodKind

RANKING, BY_AREA = "xep-hang", "theo-dia-ban"
NOT_CUMULATED = "không có số lũy kế"
_MONTHS_SHOWN = 12
_ORDERS: Mapping[Direction, str] = {
    Direction.UP: "số cao đứng trước (tăng là tốt)",
    Direction.DOWN: "số thấp đứng trước (giảm là tốt)",
    Direction.NEUTRAL: "số cao đứng trước (không xét chiều tốt)",
}


def ranked(
    figures: Iterable[tuple[IndicatorFigure, Decimal]], direction: Direction
) -> list[tuple[int, IndicatorFigure]]:
    """Return the figures in order, each with its rank; equal ones share theirs: 1, 2, 2, 4.

    The lowest comes first where falling is good, else the highest.
    """
    sign = 1 if direction is Direction.DOWN else -1
    ordered = sorted(figures, key=lambda each: sign * each[1])
    found: list[tuple[int, IndicatorFigure]] = []
    last: tuple[int, Decimal] | None = None
    for place, (figure, value) in enumerate(ordered, start=1):
        if last is None or last[1] != value:
            last = place, value
        found.append((last[0], figure))
    return found


def ranking_section(book: IndicatorBook, indicator: Indicator, period: Period) -> Section:
    """Return the ranking of the period and, apart from it, the areas that gave no figure."""
    codes = book.areas(period)
    found = {code: book.figure(period, code, indicator) for code in codes}
    cumulative = indicator.aggregation is Aggregation.SUM and any(
        each is not None and each.headline is not None for each in found.values()
    )
    values = [
        (figure, value)
        for figure in found.values()
        if figure is not None and (value := _value(figure, cumulative=cumulative)) is not None
    ]
    given = {figure.scope for figure, _ in values}
    missing = [code for code in codes if code not in given]
    title = "lũy kế từ đầu năm" if cumulative else "thực hiện trong kỳ"
    table = _ranking_table(book, indicator, ranked(values, indicator.direction), title)
    return Section(
        id=RANKING,
        title="Xếp thứ tự địa bàn",
        lead=f"{period.label}, theo số {title}: {_ORDERS[indicator.direction]}; "
        "bằng nhau thì cùng hạng. Địa bàn khác nhau về quy mô, thứ tự không thay cho đánh giá.",
        tables=(
            table,
            _missing_table(book, indicator, period, missing),
        ),
        pictures=ranking_pictures(book.catalogue, indicator, period, table),
    )


def _value(figure: IndicatorFigure, *, cumulative: bool) -> Decimal | None:
    return figure.headline if cumulative else figure.actual


def _ranking_table(
    book: IndicatorBook, indicator: Indicator, rows: list[tuple[int, IndicatorFigure]], title: str
) -> TableView:
    cumulative = title.startswith("lũy kế")
    return without_empty_columns(
        TableView(
            caption=f"{len(rows)} địa bàn có số liệu ({indicator.unit})",
            columns=(
                Column("Địa bàn"),
                Column("Hạng", "number"),
                Column("Tổ"),
                Column(title[:1].upper() + title[1:], "number"),
                Column("Kế hoạch năm", "number"),
                Column("Đạt so KH", "number", "%"),
                Column("So cùng kỳ", "number", "%"),
                Column("Trong kỳ so kỳ trước", "number"),
            ),
            rows=tuple(
                _ranking_row(book, indicator, rank, figure, cumulative=cumulative)
                for rank, figure in rows
            ),
            wide=True,
            empty="Kỳ này chưa có địa bàn nào có số liệu.",
        )
    )


def _ranking_row(
    book: IndicatorBook,
    indicator: Indicator,
    rank: int,
    figure: IndicatorFigure,
    *,
    cumulative: bool,
) -> Row:
    decimals, uri = indicator.decimals, figure_uri(figure, book.figures)
    value = _value(figure, cumulative=cumulative)
    return Row(
        (
            book.area_cell(figure.scope),
            Cell(format_number(rank)),
            _team_cell(book, figure.period, figure.scope),
            estimated_number_cell(figure, value, decimals, uri=uri),
            number_cell(figure.plan, decimals, uri=uri, reason="không giao kế hoạch"),
            linked(percent_cell(figure.percent_of_plan), uri),
            linked(percent_cell(figure.percent_of_same_period), uri),
            linked(change_cell(figure.change, decimals), uri),
        ),
        id=area_anchor(figure.scope),
    )


def _team_cell(book: IndicatorBook, period: Period, code: str) -> Cell:
    team_id = book.teams[period].get(code)
    if team_id is None:
        return Cell(MISSING, title="chưa có Tổ nào theo dõi")
    return Cell(team_label(book.catalogue, team_id), team_uri(team_id))


def _missing_table(
    book: IndicatorBook, indicator: Indicator, period: Period, codes: list[str]
) -> TableView:
    return TableView(
        caption=f"{len(codes)} địa bàn chưa có số liệu, không xếp thứ tự",
        columns=(Column("Địa bàn"), Column("Tổ"), Column("Lý do")),
        rows=tuple(
            Row(
                (
                    book.area_cell(code),
                    _team_cell(book, period, code),
                    _reason_cell(book, indicator, period, code),
                )
            )
            for code in codes
        ),
        empty="Địa bàn nào cũng có số liệu.",
    )


def _reason_cell(book: IndicatorBook, indicator: Indicator, period: Period, code: str) -> Cell:
    figure = book.figure(period, code, indicator)
    if figure is None:
        return Cell(book.reason(period, code, indicator))
    reason = NOT_CUMULATED if figure.actual is not None else book.reason(period, code, indicator)
    return Cell(reason, figure_uri(figure, book.figures))


def areas_section(book: IndicatorBook, indicator: Indicator) -> Section:
    """Return the areas' figures, a table for each kind of period, each leading to its row."""
    tables = (
        _areas_table(book, indicator, periods[-_MONTHS_SHOWN:])
        for kind in PeriodKind
        if (periods := book.periods(indicator, kind))
    )
    return Section(
        id=BY_AREA,
        title="Địa bàn theo kỳ",
        lead="Số thực hiện trong kỳ; mỗi số dẫn tới dòng của phụ lục. Đơn vị đã sắp xếp giữ tên "
        "của kỳ báo cáo.",
        tables=tuple(tables),
        fold="Số của từng địa bàn",
    )


def _areas_table(
    book: IndicatorBook, indicator: Indicator, periods: tuple[Period, ...]
) -> TableView:
    present = {code for period in periods for code in book.areas(period)}
    rows = []
    for code in book.ranks:
        figures = [book.figure(period, code, indicator) for period in periods]
        if code in present or any(figures):
            cells = (
                _area_period_cell(book, indicator, code, period, figure)
                for period, figure in zip(periods, figures, strict=True)
            )
            rows.append(Row((book.lasting_name_cell(code), *cells)))
    kind = periods[0].kind.label.lower()
    return TableView(
        caption=f"Thực hiện theo {kind} ({indicator.unit})",
        columns=(Column("Địa bàn"), *(Column(period.label, "number") for period in periods)),
        rows=tuple(rows),
        wide=True,
    )


def _area_period_cell(
    book: IndicatorBook,
    indicator: Indicator,
    code: str,
    period: Period,
    figure: IndicatorFigure | None,
) -> Cell:
    if figure is None or figure.actual is None:
        uri = None if figure is None else figure_uri(figure, book.figures)
        return Cell(MISSING, uri, title=book.reason(period, code, indicator))
    uri = figure_uri(figure, book.figures)
    return estimated_number_cell(figure, figure.actual, indicator.decimals, uri=uri)
