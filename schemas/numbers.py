"""Numbers and dates as Vietnamese officials type them. What can be read two ways is an error."""

import datetime as dt
import re
from decimal import Decimal

_PLAIN = re.compile(r"[+-]?\d+", re.ASCII)
_DECIMAL = re.compile(r"([+-]?)(\d+)([.,])(\d+)", re.ASCII)
_GROUPED = re.compile(r"([+-]?)(\d{1,3})((?:([., ])\d{3})(?:\4\d{3})*)(?:([.,])(\d+))?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_HIDDEN_BLANKS = "\u00a0\u2007\u202f"
MAX_DIGITS = 18  # more are no figure of a province, and not exact in every program that reads them
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


class AmbiguousNumberError(ValueError):
    """The text is a number in two readings, such as `1.250` (1250, or one and a quarter).

    `as_decimal` is the second as it is to be written so that nobody reads the first: `1,25`; of
    `1.234`, whose three decimals all count, `1,2340`.
    """

    def __init__(self, as_thousands: str, as_decimal: str) -> None:
        super().__init__(as_thousands, as_decimal)
        self.as_thousands = as_thousands
        self.as_decimal = as_decimal


class HiddenBlankError(ValueError):
    """A blank stands in the text that does not show as one apart (no-break space)."""

    def __init__(self, letter: str) -> None:
        super().__init__(letter)
        self.letter = letter


class TooManyDigitsError(ValueError):
    """The number has more than MAX_DIGITS digits."""


def parse_decimal(text: str) -> Decimal:
    """Read `1234`, `1234,5`, `1.234,5`, `1,234.5` or `1 234,5`.

    Raises AmbiguousNumberError for `1.234` and `1,234`, HiddenBlankError, TooManyDigitsError, and
    plain ValueError for what is no number.
    """
    text = text.strip().replace("−", "-")
    hidden = next((letter for letter in text if letter in _HIDDEN_BLANKS), None)
    if hidden:
        raise HiddenBlankError(hidden)
    if sum(letter.isdigit() for letter in text) > MAX_DIGITS:
        raise TooManyDigitsError(text)
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if match := _GROUPED.fullmatch(text):
        return _parse_grouped(match)
    if match := _DECIMAL.fullmatch(text):
        sign, whole, _, fraction = match.groups()
        return Decimal(f"{sign}{whole}.{fraction}")
    raise ValueError(text)


def _parse_grouped(match: re.Match[str]) -> Decimal:
    sign, head, groups, group_mark, decimal_mark, fraction = match.groups()
    digits = "".join(letter for letter in head + groups if letter.isdigit())
    if decimal_mark is None:
        if group_mark in ".," and len(groups) == 4:  # noqa: PLR2004  one group: a mark and 3 digits
            if head == "0":
                return Decimal(f"{sign}0.{groups[1:]}")
            raise AmbiguousNumberError(sign + digits, f"{sign}{head},{_decimals(groups[1:])}")
        return Decimal(sign + digits)
    if decimal_mark == group_mark:
        raise ValueError(match.group(0))
    return Decimal(f"{sign}{digits}.{fraction}")


def _decimals(three: str) -> str:
    """Return three decimals as two or one where zeros end them, else as four."""
    return f"{three}0" if three[-1] != "0" else three[0] + three[1:].rstrip("0")


def parse_day(text: str) -> dt.date:
    """Read `05/02/2026`, `5/2/2026` (always day first) or `2026-02-05`; ValueError otherwise."""
    text = text.strip()
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        return dt.date(year, month, day)
    if match := _ISO_DAY.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
        return dt.date(year, month, day)
    raise ValueError(text)
