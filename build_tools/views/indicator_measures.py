"""The numbers that inputs state of an indicator, as cells, and the rows where they are summed."""

from decimal import Decimal
from typing import NamedTuple

from build_tools.aggregation.figures import PROVINCE, IndicatorFigure
from build_tools.views.addresses import team_uri
from build_tools.views.cells import (
    estimated_number_cell,
    marked_if_estimated,
    number_cell,
    reason_of,
)
from build_tools.views.formatting import MISSING, format_number
from build_tools.views.indicator_book import IndicatorBook
from build_tools.views.indicator_tables import NOT_CUMULATIVE
from build_tools.views.parts import Cell
from build_tools.views.teams_in_words import team_label
from schemas.indicator import Aggregation, Indicator
from schemas.period import PeriodKind

NOT_SUMMED = "tỷ lệ, không cộng giữa các địa bàn"


class Measure(NamedTuple):
    """A number that inputs state: field of the figure, title, part of an anchor."""

    name: str
    title: str
    anchor: str


ACTUAL = Measure("actual", "Thực hiện trong kỳ", "thuc-hien")
CUMULATIVE = Measure("cumulative", "Lũy kế từ đầu năm", "luy-ke")
PLAN = Measure("plan", "Kế hoạch năm", "ke-hoach")
SAME = Measure("same_period", "Cùng kỳ năm trước", "cung-ky")
MEASURES = (ACTUAL, CUMULATIVE, PLAN, SAME)


def row_of(scope: str, measure: Measure, kind: PeriodKind) -> str:
    """Return the anchor of a scope's row in a table of teams: `tinh-luy-ke-thang`."""
    name = "tinh" if scope == PROVINCE else scope
    return f"{name}-{measure.anchor}-{kind.value.replace('_', '-')}"


def measure_cell(
    figure: IndicatorFigure, indicator: Indicator, measure: Measure, uri: str | None
) -> Cell:
    """Return the number as a cell; what was reported is marked where it is an estimate."""
    value: Decimal | None = getattr(figure, measure.name)
    if measure is CUMULATIVE and value is None and indicator.aggregation is not Aggregation.SUM:
        return Cell(MISSING, title=NOT_CUMULATIVE)
    if measure in {PLAN, SAME}:
        return number_cell(value, indicator.decimals, uri=uri, reason=reason_of(figure))
    return estimated_number_cell(figure, value, indicator.decimals, uri=uri)


def linked(cell: Cell, uri: str | None) -> Cell:
    """Return the cell with its source, unless nothing stands in it."""
    return cell if cell.text == MISSING else cell._replace(uri=uri)


def scope_cell(book: IndicatorBook, scope: str) -> Cell:
    """Return the name of a team, linked to its page, or of the whole province."""
    if scope == PROVINCE:
        return Cell("Toàn tỉnh")
    return Cell(team_label(book.catalogue, scope), team_uri(scope))


def scopes_in_words(book: IndicatorBook, found: list[IndicatorFigure]) -> str:
    """Return the first area's name, and how many others are equal to it."""
    name = book.catalogue.areas[found[0].scope].record.full_name
    others = len(found) - 1
    return f"{name} và {format_number(others)} địa bàn khác" if others else name


def range_text(lowest: IndicatorFigure, highest: IndicatorFigure, indicator: Indicator) -> str:
    """Return `71,2 – 99,8`, or the one figure where both are the same."""
    low, high = (format_number(each.actual, indicator.decimals) for each in (lowest, highest))
    return marked_if_estimated(low if low == high else f"{low} – {high}", lowest, highest)
