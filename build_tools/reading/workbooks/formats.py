"""Number formats of spreadsheets (ECMA-376, 18.8.30): what they show and what they hide."""

import re
from dataclasses import dataclass

from build_tools.reading.workbooks.model import Look

# Formats that a workbook may use without writing them down (18.8.30); days as the system has them.
_BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
    49: "@",
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 36, *range(50, 59)), "dd/mm/yyyy"),
    **dict.fromkeys((18, 19, 20, 21, 22, 32, 33, 34, 35, 45, 46, 47), "hh:mm"),
    48: "##0.0E+0",
}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_DAY_PARTS = re.compile(r"y+|m+|d+|[hs]|am/pm|\[[hms]+\]", re.IGNORECASE)
_DIGITS = re.compile(r"[0#?]")
_DECIMALS = re.compile(r"\.([0#?]+)")
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_ZEROS = re.compile(r"0+")


@dataclass(frozen=True, slots=True)
class Format:
    """What a format makes of a number."""

    look: Look
    decimals: int | None = None
    zeros: int = 0


GENERAL = Format(Look.GENERAL)


def built_in_format(number: int) -> Format:
    """Return one of the formats that have a number alone."""
    return read_format(_BUILT_IN.get(number, "General"))


def read_format(code: str) -> Format:
    """Read a format code; of several sections the first, which is for numbers above zero."""
    plain = _LITERAL.sub("", code).partition(";")[0].strip()
    if plain.casefold() in {"general", "standard"} or not code:
        return GENERAL
    if plain == "@":
        return Format(Look.TEXT)
    if not _DIGITS.search(plain) and _DAY_PARTS.search(plain):
        return Format(_look_of_day(plain.casefold()))
    return _number_format(plain)


def _look_of_day(plain: str) -> Look:
    parts = [match.group() for match in _DAY_PARTS.finditer(plain)]
    if any(part[0] in "hs[a" for part in parts):
        return Look.TIME
    order = [part[0] for part in parts if part[0] in "dm"]
    is_by_name = any(part.startswith("mmm") for part in parts)
    is_year_first = parts[0].startswith("y")
    is_american = order[:1] == ["m"] and "d" in order and not is_by_name and not is_year_first
    return Look.AMERICAN_DAY if is_american else Look.DAY


def _number_format(plain: str) -> Format:
    shown = _DECIMALS.search(plain)
    decimals = len(shown[1]) if shown else 0
    if "%" in plain:
        return Format(Look.PERCENT, decimals)
    if _SCALED.search(plain):
        return Format(Look.SCALED, decimals)
    if "e" in plain.casefold() or "/" in plain or not _DIGITS.search(plain):
        return Format(Look.OTHER)
    is_zeros = _ZEROS.fullmatch(plain) and len(plain) > 1
    return Format(Look.NUMBER, decimals, len(plain) if is_zeros else 0)
