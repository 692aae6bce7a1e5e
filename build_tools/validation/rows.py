"""The rows of one table, kept by columns until somebody asks for a row.

By columns they go from one process to another, too: one by one each row, its place and its record
would call functions of Python on both sides.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, Generic, NamedTuple, TypeVar, overload

from build_tools.reading.plain_tables import Places
from build_tools.validation.at_once import make_many, make_records
from schemas.base import Record
from schemas.catalogue import Located, PlacesByLine, Source

R = TypeVar("R", bound=Record)


class RowColumns(NamedTuple, Generic[R]):
    """What rows are made of: valid values, and where each row stands.

    `same` are the values of all fields in the order of the schema, those in `varied` to be put in
    their places; `written`, for each row, the fields that its input had. `places` are those of the
    cells of each row, or find them all from their lines.
    """

    model: type[R]
    path: str
    fields: Mapping[str, int]
    lines: Sequence[int]
    places: PlacesByLine | Sequence[Places]
    same: Mapping[str, object]
    varied: Mapping[str, Sequence[object]]
    written: Sequence[set[str]]

    def made(self) -> list[Located[R]]:
        """Make the rows."""
        count = len(self.lines)
        places: Iterable[object]
        places = self.places if isinstance(self.places, Sequence) else repeat(self.places)
        records = make_records(self.model, count, self.same, self.varied, self.written)
        sources = make_many(
            Source,
            count,
            path=repeat(self.path),
            line=self.lines,
            fields=repeat(self.fields),
            places=places,
        )
        return make_many(Located, count, record=records, source=sources)


class Rows(Sequence[Located[R]]):
    """The sound rows of one file, in its order; equal to a tuple of them.

    Rows that were read by columns are made, all of them, when one is first asked for.
    """

    __slots__ = ("_count", "_pack", "_rows")

    def __init__(self, rows: Iterable[Located[R]] | RowColumns[R]) -> None:
        self._pack: Callable[[], RowColumns[R]] | RowColumns[R] | None = None
        self._rows: tuple[Located[R], ...] | None = None
        if isinstance(rows, RowColumns):
            self._pack, self._count = rows, len(rows.lines)
        else:
            self._rows = tuple(rows)
            self._count = len(self._rows)

    @classmethod
    def later(cls, count: int, pack: Callable[[], RowColumns[R]]) -> "Rows[R]":
        """Return so many rows of which nobody has asked yet what they are made of."""
        rows = cls(())
        rows._count, rows._pack, rows._rows = count, pack, None
        return rows

    def _columns(self) -> RowColumns[R] | None:
        if self._pack is not None and not isinstance(self._pack, RowColumns):
            self._pack = self._pack()
        return self._pack

    def _made(self) -> tuple[Located[R], ...]:
        if self._rows is None:
            columns = self._columns()
            self._rows = tuple(columns.made()) if columns else ()
        return self._rows

    def different(self, name: str) -> Iterable[object]:
        """Return all that a field holds, as often as it may be; rows kept by columns stay so."""
        columns = self._columns()
        if columns is None:
            return [getattr(row.record, name) for row in self._made()]
        return columns.varied[name] if name in columns.varied else (columns.same[name],)

    def column(self, name: str) -> Sequence[object]:
        """Return what a field holds in each row; rows kept by columns stay so."""
        columns = self._columns()
        if columns is None:
            return [getattr(row.record, name) for row in self._made()]
        if name in columns.varied:
            return columns.varied[name]
        return [columns.same[name]] * self._count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Located[R]]:
        return iter(self._made())

    @overload
    def __getitem__(self, index: int) -> Located[R]: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Located[R], ...]: ...
    def __getitem__(self, index: int | slice) -> Located[R] | tuple[Located[R], ...]:
        return self._made()[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Rows):
            return self is other or self._made() == other._made()
        return self._made() == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._made())

    def __repr__(self) -> str:
        return repr(self._made())

    def __reduce__(self) -> tuple[Any, ...]:
        return Rows, (self._columns() or self._rows,)


def column_of(rows: Sequence[Located[Record]], name: str) -> Sequence[object]:
    """Return what a field holds in each row; rows kept by columns stay so."""
    if isinstance(rows, Rows):
        return rows.column(name)
    return [getattr(row.record, name) for row in rows]


def different_in(rows: Sequence[Located[Record]], name: str) -> Iterable[object]:
    """Return all that a field holds, as often as it may be; rows kept by columns stay so."""
    return rows.different(name) if isinstance(rows, Rows) else column_of(rows, name)


def rows_where(
    rows: Sequence[Located[Record]],
    names: Sequence[str],
    holds: Callable[[tuple[Any, ...]], bool],
) -> Iterator[int]:
    """Yield the indexes of the rows in which something holds of the values of these fields.

    It is asked once of what several rows have alike, and rows kept by columns stay so.
    """
    values = list(zip(*(column_of(rows, name) for name in names), strict=True))
    holding = set(filter(holds, set(values)))
    if holding:
        yield from (at for at, each in enumerate(values) if each in holding)
