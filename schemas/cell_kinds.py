"""What sort of value a field holds: what a form offers for it, how its cell is written."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import cache
from typing import get_args, get_origin

from pydantic.fields import FieldInfo

from schemas.base import Record, ReferenceCheck
from schemas.labelled import LabelledEnum
from schemas.period import Period


class CellKind(Enum):
    """Sorts of values; that of a list is the sort of its parts."""

    TEXT = auto()
    DAY = auto()
    NUMBER = auto()
    WHOLE_NUMBER = auto()
    YES_NO = auto()
    CHOICE = auto()  # one of a closed list: `choices`
    REFERENCE = auto()  # the id or the name of another record: `refers_to`
    PERIOD = auto()
    NESTED = auto()  # a record of its own, in front matter only


@dataclass(frozen=True, slots=True)
class FieldKind:
    """The sort of a field's value; `refers_to` is `area`, `team`, `indicator` and so on."""

    kind: CellKind
    is_list: bool = False
    choices: type[LabelledEnum] | None = None
    refers_to: str | None = None


# The first that a field is made of says what it is: a whole number is checked as a number first.
_OF_TYPES = (
    (bool, CellKind.YES_NO),
    (int, CellKind.WHOLE_NUMBER),
    (Decimal, CellKind.NUMBER),
    (dt.date, CellKind.DAY),
    (Period, CellKind.PERIOD),
)


@cache
def kinds_of(model: type[Record]) -> dict[str, FieldKind]:
    """Return the sort of each field of a schema, in its order."""
    return {name: _kind_of(info) for name, info in model.model_fields.items()}


def _kind_of(info: FieldInfo) -> FieldKind:
    parts = [*info.metadata, *_parts(info.annotation)]
    is_list = any(get_origin(part) is tuple for part in parts)
    types = [part for part in parts if isinstance(part, type)]
    choices = next((one for one in types if issubclass(one, LabelledEnum)), None)
    if choices is not None:
        return FieldKind(CellKind.CHOICE, is_list, choices=choices)
    if any(issubclass(one, Record) for one in types):
        return FieldKind(CellKind.NESTED, is_list)
    kinds = (kind for python_type, kind in _OF_TYPES if python_type in types)
    reference = next((part for part in parts if isinstance(part, ReferenceCheck)), None)
    if reference is not None:
        return FieldKind(CellKind.REFERENCE, is_list, refers_to=reference.kind)
    return FieldKind(next(kinds, CellKind.TEXT), is_list)


def _parts(annotation: object) -> Iterator[object]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)
