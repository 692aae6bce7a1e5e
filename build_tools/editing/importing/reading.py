"""What reading a cell gives, and what decides how it is read."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a cell in our tables; `asks` and `refused` are sentences, `advice` to the latter.

    `day` is that of a cell which the spreadsheet itself took for a day.
    """

    text: str
    asks: str = ""
    refused: str = ""
    advice: str = ""
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What else decides how a cell is read: of its file, and of its row."""

    is_csv: bool
    starts_in_1904: bool
    is_percentage: bool = False  # whether the figure is counted in percent


def refuse(text: str, advice: str) -> Reading:
    """Return a reading that stops the import."""
    return Reading("", refused=text, advice=advice)


def finite_decimal(text: str) -> Decimal | None:
    """Return the number of such digits; None where they are none."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
