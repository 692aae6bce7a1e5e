"""The list of the indicators by field, each with its newest figure of the province."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from build_tools.aggregation.figures import Figures, IndicatorFigure
from build_tools.views.addresses import HOME, INDICATORS, indicator_uri
from build_tools.views.cells import (
    estimated_number_cell,
    number_cell,
    percent_cell,
    reason_of,
    reported_cell,
    unit_cell,
)
from build_tools.views.formatting import MISSING, format_day, format_number
from build_tools.views.indicator import build_indicator_page, main_value
from build_tools.views.indicator_book import IndicatorBook, extremes, indicator_book
from build_tools.views.indicator_measures import NOT_SUMMED, linked, range_text
from build_tools.views.indicator_series import SERIES
from build_tools.views.indicator_tables import NO_DATA
from build_tools.views.indicator_teams import TEAMS_SERIES
from build_tools.views.page import PagePlan, PageView
from build_tools.views.parts import Cell, Column, Crumb, Row, Stat, TableView
from build_tools.views.sections import Section, sections_toc
from build_tools.views.shared import Shared
from schemas.base import FieldOfWork
from schemas.catalogue import Catalogue
from schemas.indicator import Aggregation, Indicator
from schemas.text import slug


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorsView:
    """What the page `chi-tieu/` says."""

    crumbs: tuple[Crumb, ...]
    title: str
    subtitle: str
    period: str | None
    as_of: str | None
    answer: str
    stats: tuple[Stat, ...]
    sections: tuple[Section, ...]


def plan_indicator_pages(
    catalogue: Catalogue, figures: Figures, shared: Shared | None = None
) -> Iterator[PagePlan]:
    """Plan the list of indicators, then the page of each, in the order of the catalogue."""
    shared = shared or Shared(catalogue, figures)
    yield PagePlan(INDICATORS, partial(_list_page, catalogue, figures, shared))
    for name in catalogue.indicators:
        make = partial(_indicator_page, catalogue, figures, shared, name)
        yield PagePlan(indicator_uri(name), make)


def _list_page(catalogue: Catalogue, figures: Figures, shared: Shared) -> PageView:
    view = build_indicators_view(indicator_book(catalogue, figures, shared))
    return PageView(
        uri=INDICATORS,
        kind="indicators",
        title=view.title,
        template="indicators.html.j2",
        view=view,
        section=INDICATORS,
        toc=sections_toc(view.sections),
    )


def _indicator_page(catalogue: Catalogue, figures: Figures, shared: Shared, name: str) -> PageView:
    book = indicator_book(catalogue, figures, shared)
    return build_indicator_page(book, catalogue.indicators[name].record)


def _indicators(book: IndicatorBook) -> list[Indicator]:
    return [each.record for each in book.catalogue.indicators.values()]


def build_indicators_view(book: IndicatorBook) -> IndicatorsView:
    """Say what each indicator says, field by field."""
    indicators = _indicators(book)
    current, schedule = book.figures.current, book.catalogue.schedule
    reported = sum(book.newest(indicator) is not None for indicator in indicators)
    return IndicatorsView(
        crumbs=(Crumb("Trang chủ", HOME), Crumb("Chỉ tiêu")),
        title=f"{format_number(len(indicators))} chỉ tiêu",
        subtitle="Số mới nhất của toàn tỉnh; mỗi chỉ tiêu có trang riêng theo kỳ, Tổ và địa bàn.",
        period=None if current is None else current.label,
        as_of=None if current is None else format_day(schedule.cut_off(current)),
        answer=f"{format_number(reported)}/{format_number(len(indicators))} chỉ tiêu đã có số "
        "liệu; mỗi dòng ghi kỳ của số.",
        stats=_stats(indicators),
        sections=tuple(
            _section(book, field, [each for each in indicators if each.field is field])
            for field in FieldOfWork
        ),
    )


def _stats(indicators: list[Indicator]) -> tuple[Stat, ...]:
    return tuple(
        Stat(
            label=field.label,
            value=format_number(sum(each.field is field for each in indicators)),
            detail="chỉ tiêu",
            uri=f"#{slug(field.label)}",
        )
        for field in FieldOfWork
    )


def _section(book: IndicatorBook, field: FieldOfWork, indicators: list[Indicator]) -> Section:
    table = TableView(
        caption=f"{field.label}: số mới nhất của toàn tỉnh",
        columns=(
            Column("Chỉ tiêu"),
            Column("Đơn vị tính"),
            Column("Kỳ"),
            Column("Toàn tỉnh", "number"),
            Column("Kế hoạch năm", "number"),
            Column("Đạt so KH", "number", "%"),
            Column("Cùng kỳ năm trước", "number"),
            Column("So cùng kỳ", "number", "%"),
            Column("Địa bàn có số", "number"),
            Column("Tính chất"),
            Column("Mã"),
        ),
        rows=tuple(_row(book, indicator) for indicator in indicators),
        wide=True,
        empty="Lĩnh vực này chưa có chỉ tiêu nào trong danh mục.",
    )
    return Section(id=slug(field.label), title=field.label, tables=(table,))


def _row(book: IndicatorBook, indicator: Indicator) -> Row:
    figure = book.newest(indicator)
    name = Cell(indicator.name, indicator_uri(indicator.indicator_id))
    cells = (
        tuple(Cell(MISSING, title=NO_DATA) for _ in range(8))
        if figure is None
        else _figure_cells(book, indicator, figure)
    )
    code = Cell(indicator.indicator_id)
    return Row((name, unit_cell(indicator.unit), *cells, code), id=indicator.indicator_id)


def _figure_cells(
    book: IndicatorBook, indicator: Indicator, figure: IndicatorFigure
) -> tuple[Cell, ...]:
    page = indicator_uri(indicator.indicator_id)
    reason = NOT_SUMMED if indicator.aggregation is Aggregation.NONE else reason_of(figure)
    uri = f"{page}#{TEAMS_SERIES}"
    _, way = main_value(indicator, figure)
    return (
        Cell(f"{figure.period.label}{',' if way else ''}{way}"),
        _province_cell(book, indicator, figure),
        number_cell(figure.plan, indicator.decimals, uri=uri, reason=reason),
        _share_cell(percent_cell(figure.percent_of_plan), uri, reason),
        number_cell(figure.same_period, indicator.decimals, uri=uri, reason=reason),
        _share_cell(percent_cell(figure.percent_of_same_period), uri, reason),
        reported_cell(figure),
        Cell(book.quality(figure)),
    )


def _province_cell(book: IndicatorBook, indicator: Indicator, figure: IndicatorFigure) -> Cell:
    page = indicator_uri(indicator.indicator_id)
    if indicator.aggregation is not Aggregation.NONE:
        value, _ = main_value(indicator, figure)
        return estimated_number_cell(
            figure, value, indicator.decimals, uri=f"{page}#{TEAMS_SERIES}"
        )
    lowest, highest = extremes(book.figure(figure.period, code, indicator) for code in book.ranks)
    if not lowest:
        return Cell(MISSING, title=NOT_SUMMED)
    text = range_text(lowest[0], highest[0], indicator)
    return Cell(text, f"{page}#{SERIES}", title=f"Thấp nhất – cao nhất: {NOT_SUMMED}")


def _share_cell(cell: Cell, uri: str, reason: str) -> Cell:
    return cell._replace(title=reason) if cell.text == MISSING else linked(cell, uri)
