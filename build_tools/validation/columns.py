"""Rows of a table read by columns: what stands in many cells is typed once.

Only sound rows come from here. A row with a cell at fault, or that a required cell is missing from,
is left to the reading row by row, which finds every fault and its words: so both ways say the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, repeat
from typing import Any, Generic, NamedTuple, TypeVar

from build_tools.reading.plain_tables import FIRST_LINE, Places, PlainRows
from build_tools.reading.splitting import Column
from build_tools.reading.tables import Table
from build_tools.validation.fields import FAULTY, CellField, fields_of
from build_tools.validation.rows import RowColumns, Rows
from schemas.base import Record, References
from schemas.catalogue import PlacesByLine

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class ByColumns(Generic[R]):
    """The sound rows in order, and their indexes in the table.

    `others`: index of each other row → the fields whose cells are at fault.
    """

    sound: Rows[R]
    indexes: Sequence[int]
    others: Mapping[int, Sequence[str]]


def read_columns(
    table: Table, model: type[R], indexes: Mapping[str, int], references: References | None
) -> ByColumns[R] | None:
    """Read the rows of a table by columns; None where its model must be read row by row.

    `indexes`: which column holds each field that has one.
    """
    fields = fields_of(model)
    if fields is None or not table.rows:
        return None
    cells = table.columns
    columns = [
        _Column.read(each, cells[indexes[each.name]], references)
        for each in fields
        if each.name in indexes
    ]
    faulty = _faulty(columns)
    rows: Sequence[int] = range(len(table.rows))
    is_sound: bytearray | None = None
    if faulty:
        is_sound = bytearray(repeat(1, len(rows)))
        for at in faulty:
            is_sound[at] = 0
        rows = list(compress(rows, is_sound))
    blank = {each.name: each.blank for each in fields}
    sound = _Sound(table, model, indexes, blank, columns, rows, is_sound)
    return ByColumns(Rows.later(len(rows), sound.packed) if rows else Rows(()), rows, faulty)


def _faulty(columns: Iterable["_Column"]) -> Mapping[int, Sequence[str]]:
    """Return the rows at fault in their order, and which fields of each."""
    faulty: dict[int, list[str]] = {}
    for column in columns:
        for at in column.faulty():
            faulty.setdefault(at, []).append(column.name)
    return dict(sorted(faulty.items()))


class _Column(NamedTuple):
    """The cells of a column, and the value of each different one.

    Without these all cells are written, and are values already.
    """

    name: str
    cells: Sequence[Any]
    typed: Mapping[str, object] | None

    @classmethod
    def read(cls, each: CellField, column: Column, references: References | None) -> "_Column":
        """Type the cells of a column."""
        if column.different is None:
            values = each.typed_at_once(column.cells, references)
            if values is not None:
                return cls(each.name, values, None)
        different = column.different or set(column.cells)
        return cls(each.name, column.cells, each.typed(different, references))

    @property
    def is_one(self) -> bool:
        """Whether all cells are alike."""
        return self.typed is not None and len(self.typed) == 1

    def values(self) -> Sequence[object]:
        """Return the value of each cell."""
        return self.cells if self.typed is None else list(map(self.typed.__getitem__, self.cells))

    def faulty(self) -> Sequence[int]:
        """Return the rows whose cell is at fault."""
        failing = {cell for cell, value in (self.typed or {}).items() if value is FAULTY}
        if not failing:
            return ()
        return list(compress(range(len(self.cells)), map(failing.__contains__, self.cells)))

    def some(self, is_kept: bytearray) -> "_Column":
        """Return the column of some of its rows."""
        return self._replace(cells=list(compress(self.cells, is_kept)))

    def blanks(self) -> set[str]:
        """Return the different cells in which nothing is written."""
        return {cell for cell in self.typed or () if not cell.strip()}


@dataclass(frozen=True, slots=True)
class _Sound(Generic[R]):
    """The sound rows of a table, by their indexes; `is_sound` has 1 for each that is, None of all.

    `blank`: field → its value where nothing is written, in the order of the schema.
    """

    table: Table
    model: type[R]
    indexes: Mapping[str, int]
    blank: Mapping[str, object]
    columns: Sequence[_Column]
    rows: Sequence[int]
    is_sound: bytearray | None

    def packed(self) -> RowColumns[R]:
        """Return what validating each row would give."""
        columns = self.columns
        if self.is_sound is not None:
            columns = [column.some(self.is_sound) for column in columns]
        varied = {column.name: column.values() for column in columns if not column.is_one}
        same = {column.name: column.values()[0] for column in columns if column.is_one}
        lines, places = self._stands()
        return RowColumns(
            model=self.model,
            path=self.table.path,
            fields=self.indexes,
            lines=lines,
            places=places,
            same={**self.blank, **dict.fromkeys(varied), **same},
            varied=varied,
            written=_written(columns, len(self.rows)),
        )

    def _stands(self) -> tuple[Sequence[int], PlacesByLine | Sequence[Places]]:
        """Return the line of each row and the places of its cells."""
        rows = self.table.rows
        if isinstance(rows, PlainRows):
            return [FIRST_LINE + at for at in self.rows], rows.places
        return [rows[at].line for at in self.rows], [rows[at].places for at in self.rows]


def _written(columns: Sequence[_Column], count: int) -> Sequence[set[str]]:
    """Return which fields of each row are written; rows that write the same share the set."""
    blanks = {column.name: column.blanks() for column in columns}
    always = {name for name, cells in blanks.items() if not cells}
    others = [column for column in columns if blanks[column.name] and not column.is_one]
    if not others:
        return [always] * count
    names = [column.name for column in others]
    forms = [[cell not in blanks[each.name] for cell in each.cells] for each in others]
    by_row = list(zip(*forms, strict=True))
    sets = {form: {*always, *compress(names, form)} for form in set(by_row)}
    return list(map(sets.__getitem__, by_row))
