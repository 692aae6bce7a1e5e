"""The rows of one table, packed by columns where they go from one process to another.

One by one each row, its place and its record would call functions of Python on both sides.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any, TypeVar

from build_tools.validation.at_once import make_many, make_records
from schemas.base import Record
from schemas.catalogue import Located, PlacesByLine, Source

R = TypeVar("R", bound=Record)
_Stands = tuple[str, Mapping[str, int], Sequence[int], PlacesByLine | None, Sequence[object]]
_Values = tuple[Mapping[str, object], Mapping[str, Sequence[object]]]


class Rows(tuple[Located[R], ...]):
    """The sound rows of one file, in its order."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        """Say how to make the rows again."""
        records = [row.record for row in self]
        if not records or any(one.__pydantic_private__ is not None for one in records):
            return Rows, (list(self),)
        written = [one.__pydantic_fields_set__ for one in records]
        return _unpacked, (type(records[0]), _stands(self), _values(records), written)


def _stands(rows: Sequence[Located[Record]]) -> _Stands:
    sources = [row.source for row in rows]
    first, lines = sources[0], [source.line for source in sources]
    if not isinstance(first.places, tuple) and all(s.places is first.places for s in sources):
        return first.path, first.fields, lines, first.places, ()
    return first.path, first.fields, lines, None, [source.places for source in sources]


def _values(records: Sequence[Record]) -> _Values:
    same = vars(records[0])
    columns = zip(*(vars(one).values() for one in records), strict=True)
    named = zip(same, columns, strict=True)
    return same, {name: each for name, each in named if any(one is not each[0] for one in each)}


def _unpacked(
    model: type[R], stands: _Stands, values: _Values, written: Sequence[set[str]]
) -> Rows[R]:
    path, fields, lines, shared, places = stands
    same, columns = values
    count = len(lines)
    records = make_records(model, count, same, columns, written)
    of_rows: Iterable[object] = places if shared is None else repeat(shared)
    sources = make_many(
        Source, count, path=repeat(path), line=lines, fields=repeat(fields), places=of_rows
    )
    located: list[Located[R]] = make_many(Located, count, record=records, source=sources)
    return Rows(located)
