"""How values read on a Vietnamese page: `1.234,5`, `97,5 %`, `05/02/2026`, `tháng 01/2026`."""

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from schemas.period import Period
from schemas.place import Place

MISSING = "–"  # no data; a zero is a figure and is shown as 0
MINUS = "−"
NO_BREAK_SPACE = "\u00a0"
_CONTENT = "content/"
_OUR_MARKS = str.maketrans(",.", ".,")


@lru_cache(maxsize=4096)
def format_day(day: dt.date | None) -> str:
    """Return `05/02/2026`; the missing mark for None."""
    return MISSING if day is None else f"{day:%d/%m}/{day.year:04}"


@lru_cache(maxsize=65_536)  # what equals reads the same; most figures are small and repeat
def format_number(value: Decimal | int | None, decimals: int = 0) -> str:
    """Return `1.234,5` with exactly `decimals` places, halves away from zero; marks None."""
    if value is None:
        return MISSING
    rounded = round_half_up(value, decimals)
    grouped = f"{abs(rounded):,f}".translate(_OUR_MARKS)
    return f"{MINUS}{grouped}" if rounded < 0 else grouped


def round_half_up(value: Decimal | int, decimals: int) -> Decimal:
    """Return the number with exactly `decimals` places, halves away from zero."""
    return Decimal(value).quantize(_step(decimals), rounding=ROUND_HALF_UP)


@cache
def _step(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def format_change(value: Decimal | int | None, decimals: int = 0) -> str:
    """Return a difference with its sign: `+1,5`, `−3`, `0`."""
    text = format_number(value, decimals)
    rises = value is not None and value > 0 and any(digit in text for digit in "123456789")
    return f"+{text}" if rises else text


def format_percent(value: Decimal | None, decimals: int = 1) -> str:
    """Return `97,5 %`, never broken over two lines."""
    if value is None:
        return MISSING
    return f"{format_number(value, decimals)}{NO_BREAK_SPACE}%"


def in_sentence(period: Period) -> str:
    """Return the period's name inside a sentence: `tháng 01/2026`, `quý I/2026`, `năm 2026`."""
    return period.label[:1].lower() + period.label[1:]


def count_days(days: int) -> str:
    """Return `5 ngày`."""
    return f"{format_number(days)} ngày"


def overdue_by(days: int) -> str:
    """Return `quá hạn 5 ngày`."""
    return f"quá hạn {count_days(days)}"


def late_by(days: int) -> str:
    """Return `chậm 5 ngày`."""
    return f"chậm {count_days(days)}"


def join_words(words: Sequence[str]) -> str:
    """Return `một`, `một và hai`, `một, hai và ba`."""
    if len(words) < 2:  # noqa: PLR2004  nothing to join
        return "".join(words)
    return f"{', '.join(words[:-1])} và {words[-1]}"


def place_label(place: Place) -> str:
    """Return file and line inside `content/`: `reports/2026-01/to-01/indicators.csv:12`."""
    return f"{place.path.removeprefix(_CONTENT)}:{place.line}"
