"""Values as a Vietnamese reader writes them: words for codes, `05/02/2026`, `1234,5`."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from types import NoneType
from typing import cast

from build_tools.datasets.model import Field, Kind, Value
from build_tools.views.formatting import format_day
from schemas.period import Period

YES, NO = "Có", "Không"
Shown = str | Decimal | int | dt.date | None


def in_words(field: Field, value: Value) -> Shown:
    """Return the value with words in the place of codes; numbers and days stay what they are."""
    match value:
        case bool():
            return YES if value else NO
        case tuple():
            return "; ".join(field.labels.get(each, each) for each in value) or None
        case str():
            return _word(field, value)
    return value


def column_in_words(field: Field, values: Sequence[Value]) -> list[Shown]:
    """Return `in_words` of each value of a column."""
    kinds = set(map(type, values))
    if not (field.labels or field.kind is Kind.PERIOD or kinds & {bool, tuple}):
        return cast("list[Shown]", list(values))
    if kinds <= {str, NoneType, tuple}:  # the same few in row after row
        words = {value: in_words(field, value) for value in set(values)}
        return list(map(words.__getitem__, values))
    return [in_words(field, value) for value in values]


def _word(field: Field, value: str) -> str:
    return _period(value) if field.kind is Kind.PERIOD else field.labels.get(value, value)


@lru_cache(maxsize=1 << 10)  # some dozen periods stand in row after row
def _period(value: str) -> str:
    return Period.parse(value).label


def as_text(field: Field, value: Value) -> str:
    """Return the value as the Vietnamese edition of a spreadsheet reads it; nothing for None."""
    shown = in_words(field, value)
    match shown:
        case None:
            return ""
        case Decimal():
            return f"{shown:f}".replace(".", ",")
        case dt.date():
            return format_day(shown)
    return str(shown)
