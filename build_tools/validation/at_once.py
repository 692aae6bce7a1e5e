"""Many records of a schema, or objects of a frozen class, made at once from columns of values."""

from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cache
from itertools import repeat
from typing import Any, TypeVar, cast

from schemas.base import Record

R = TypeVar("R", bound=Record)
T = TypeVar("T")


def make_records(
    model: type[R],
    count: int,
    same: Mapping[str, object],
    columns: Mapping[str, Sequence[object]],
    written: Iterable[set[str]],
) -> list[R]:
    """Make what validating would of values that are valid.

    `same` are the values of all fields in the order of the schema, those in `columns` to be put in
    their places; `written`, for each record, the fields that its input had.
    """
    values = list(map(dict.copy, repeat(dict(same), count)))
    for name, column in columns.items():
        deque(map(dict.__setitem__, values, repeat(name), column), maxlen=0)
    return make_many(
        model,
        count,
        __dict__=values,
        __pydantic_fields_set__=written,
        __pydantic_extra__=repeat(None),
        __pydantic_private__=repeat(None),
    )


def make_many(kind: type[T], count: int, **columns: Iterable[object]) -> list[T]:
    """Make objects of a frozen class from the values of each of its slots.

    Their `__init__`, which a frozen class makes slow, is not run.
    """
    made = list(map(object.__new__, repeat(kind, count)))
    for name, values in columns.items():
        deque(map(_slot(cast("Hashable", kind), name).__set__, made, values), maxlen=0)
    return made


@cache
def _slot(kind: Any, name: str) -> Any:  # noqa: ANN401  a descriptor of the language has no type
    return next(base.__dict__[name] for base in kind.__mro__ if name in base.__dict__)
