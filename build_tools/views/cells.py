"""Cells of tables, formatted. A value that is not there is a dash, never a zero and never blank."""

import datetime as dt
from decimal import Decimal

from build_tools.aggregation.figures import IndicatorFigure
from build_tools.views.formatting import (
    MISSING,
    NO_BREAK_SPACE,
    format_change,
    format_day,
    format_number,
)
from build_tools.views.parts import Cell

NO_DATA = "chưa có số liệu"
WITHHELD = "không đủ số liệu được phép xem"
NOT_COMPARABLE = "kỳ này hoặc kỳ trước chưa có số liệu"
NO_PERCENT = "không tính được tỷ lệ"


def text_cell(text: str | None, *, uri: str | None = None, reason: str = NO_DATA) -> Cell:
    """Return a text; `reason` says why there is none."""
    return Cell(text, uri) if text else Cell(MISSING, title=reason)


def unbroken(text: str) -> str:
    """Return a short text that stays on one line."""
    return text.replace(" ", NO_BREAK_SPACE)


def unit_cell(unit: str) -> Cell:
    """Return a unit, kept on one line."""
    return Cell(unbroken(unit))


def number_cell(
    value: Decimal | int | None,
    decimals: int = 0,
    *,
    uri: str | None = None,
    title: str | None = None,
    reason: str = NO_DATA,
) -> Cell:
    """Return a number; `title` says more of it, `reason` why there is none."""
    if value is None:
        return Cell(MISSING, title=reason)
    return Cell(format_number(value, decimals), uri, title=title)


def reason_of(figure: IndicatorFigure, otherwise: str = NO_DATA) -> str:
    """Return why a number of the figure is not there."""
    return WITHHELD if figure.withheld else otherwise


def reported_cell(figure: IndicatorFigure) -> Cell:
    """Return how many areas gave the figure; here it is read why a total is not shown."""
    count = f"{figure.reported}/{figure.expected}"
    text = f"{count}; {WITHHELD}" if figure.withheld else count
    return Cell(text, sort=str(figure.reported))


def estimated_number_cell(
    figure: IndicatorFigure,
    value: Decimal | None,
    decimals: int,
    *,
    uri: str | None = None,
    reason: str | None = None,
) -> Cell:
    """Return a number of the figure, marked `ước` where a row that it is made of is an estimate.

    `reason` says why there is no number, where the figure itself does not.
    """
    if value is None:
        return Cell(MISSING, title=reason or reason_of(figure))
    return Cell(marked_if_estimated(format_number(value, decimals), figure), uri)


def marked_if_estimated(text: str, *figures: IndicatorFigure) -> str:
    """Return the text of figures, with `(ước)` where a row that they are made of is an estimate."""
    return f"{text} (ước)" if any(figure.estimated for figure in figures) else text


def change_cell(value: Decimal | None, decimals: int = 0, *, title: str | None = None) -> Cell:
    """Return a difference with its sign."""
    if value is None:
        return Cell(MISSING, title=NOT_COMPARABLE)
    return Cell(format_change(value, decimals), title=title)


def percent_cell(value: Decimal | None, *, signed: bool = False) -> Cell:
    """Return a percentage without its sign %, for a column whose head has it."""
    if value is None:
        return Cell(MISSING, title=NO_PERCENT)
    return Cell(format_change(value, 1) if signed else format_number(value, 1))


def day_cell(day: dt.date | None, *, reason: str = "chưa ghi ngày") -> Cell:
    """Return a day, sorted by time."""
    if day is None:
        return Cell(MISSING, title=reason)
    return Cell(format_day(day), sort=day.isoformat())
