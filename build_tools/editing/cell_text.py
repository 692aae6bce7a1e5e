"""How a value is written in a cell of our tables: one way for each, and one that is read back.

Days are `dd/MM/yyyy`, numbers have a decimal comma and no marks between thousands, values of closed
lists are their Vietnamese words, lists are parted by ` | `.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from schemas.base import LIST_SEPARATOR
from schemas.cell_kinds import CellKind, FieldKind
from schemas.labelled import LabelledEnum
from schemas.numbers import parse_day, parse_decimal
from schemas.period import Period

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for something else
YES, NO = "true", "false"
_YES_NO = {
    **dict.fromkeys(("1", "on", "t", "true", "y", "yes"), YES),
    **dict.fromkeys(("0", "off", "f", "false", "n", "no"), NO),
}
# Three digits behind the comma and up to three before it: a reader could take it for thousands.
_TWO_READINGS = re.compile(r"-?[1-9]\d{0,2},\d{3}", re.ASCII)


def table_text(rows: Iterable[Sequence[str]]) -> str:
    """Return a table as its file holds it: a byte order mark, commas, line feeds."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return BYTE_ORDER_MARK + text.getvalue()


def number_text(number: Decimal) -> str:
    """Write a number with all digits that it has: `1234,50`.

    What could be read two ways gets a zero that decides it: 1.234 is `1,2340`.
    """
    text = f"{number:f}".replace(".", ",")
    return f"{text}0" if _TWO_READINGS.fullmatch(text) else text


def day_text(day: dt.date) -> str:
    """Write a day as `05/02/2026`."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def canonical_cell(text: str, kind: FieldKind) -> str:
    """Return the one way of writing what the text says; an empty cell stays empty.

    ValueError for a text that the field does not take. References and free text stay as typed.
    """
    text = text.strip()
    if not text:
        return ""
    if not kind.is_list:
        return _canonical_value(text, kind)
    parts = (part.strip() for part in text.split(LIST_SEPARATOR))
    return f" {LIST_SEPARATOR} ".join(_canonical_value(part, kind) for part in parts if part)


def _canonical_value(text: str, kind: FieldKind) -> str:
    if kind.choices is not None:
        return choice_label(text, kind.choices)
    write = _WRITERS.get(kind.kind)
    return write(text) if write else text


def whole_number_text(number: Decimal) -> str:
    """Write a whole number; ValueError where it is none."""
    if number != number.to_integral_value():
        raise ValueError(number)
    return str(int(number))


def choice_label(text: str, choices: type[LabelledEnum]) -> str:
    """Return the words of the value that is named by its words or its code."""
    return choices.read(text).label


def _yes_no(text: str) -> str:
    known = _YES_NO.get(text.casefold())
    if known is None:
        raise ValueError(text)
    return known


_WRITERS: Mapping[CellKind, Callable[[str], str]] = {
    CellKind.DAY: lambda text: day_text(parse_day(text)),
    CellKind.NUMBER: lambda text: number_text(parse_decimal(text)),
    CellKind.WHOLE_NUMBER: lambda text: whole_number_text(parse_decimal(text)),
    CellKind.YES_NO: _yes_no,
    CellKind.PERIOD: lambda text: Period.parse(text).id,
}
