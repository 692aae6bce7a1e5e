"""Rows of a table read by columns: what stands in many cells is typed once.

Only sound rows come from here. A row with a cell at fault, or that a required cell is missing from,
is left to the reading row by row, which finds every fault and its words: so both ways say the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Generic, TypeVar

from build_tools.reading.plain_tables import FIRST_LINE, Places, PlainRows
from build_tools.reading.tables import Table
from build_tools.validation.fields import FAULTY, CellField, fields_of
from build_tools.validation.rows import RowColumns, Rows
from schemas.base import Record, References
from schemas.catalogue import PlacesByLine

R = TypeVar("R", bound=Record)
_MANY = 1000  # cells of a column, beside which what is done once for a file is little
_FEW_ALIKE = 2  # cells for each different one: fewer are typed as fast as they are told apart


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
    if faulty:
        is_sound = [True] * len(rows)
        for at in faulty:
            is_sound[at] = False
        rows = list(compress(rows, is_sound))
        columns = [column.without(is_sound) for column in columns]
    blank = {each.name: each.blank for each in fields}
    sound = _rows(table, rows, model, indexes, blank, columns) if rows else Rows[R](())
    return ByColumns(sound, rows, faulty)


def _faulty(columns: Iterable["_Column"]) -> Mapping[int, Sequence[str]]:
    """Return the rows at fault in their order, and which fields of each."""
    faulty: dict[int, list[str]] = {}
    for column in columns:
        for at in column.faulty:
            faulty.setdefault(at, []).append(column.name)
    return dict(sorted(faulty.items()))


@dataclass(frozen=True, slots=True)
class _Column:
    """Values of a column, whether each stands written, and the rows in which one is at fault.

    `is_written` is None where all are; where the column is `one`, all its values are the same.
    """

    name: str
    values: Sequence[object]
    is_written: Sequence[bool] | None
    is_one: bool
    faulty: Sequence[int] = ()

    @classmethod
    def read(
        cls, each: CellField, cells: Sequence[str], references: References | None
    ) -> "_Column":
        """Type the cells of a column."""
        different = set(cells)
        if _MANY < len(cells) < _FEW_ALIKE * len(different):
            values = each.typed_at_once(cells, references)
            if values is not None:
                return cls(each.name, values, is_written=None, is_one=False)
        typed = each.typed(different, references)
        if len(typed) == 1:
            return cls._of_one(each.name, cells[0], typed[cells[0]], len(cells))
        blanks = {cell for cell in typed if not cell.strip()}
        failing = {cell for cell, value in typed.items() if value is FAULTY}
        return cls(
            name=each.name,
            values=list(map(typed.__getitem__, cells)),
            is_written=[cell not in blanks for cell in cells] if blanks else None,
            is_one=False,
            faulty=[at for at, cell in enumerate(cells) if cell in failing] if failing else (),
        )

    @classmethod
    def _of_one(cls, name: str, cell: str, value: object, count: int) -> "_Column":
        return cls(
            name=name,
            values=[value] * count,
            is_written=None if cell.strip() else [False] * count,
            is_one=True,
            faulty=range(count) if value is FAULTY else (),
        )

    def without(self, is_sound: Sequence[bool]) -> "_Column":
        """Return the column without some of its rows."""
        written = None if self.is_written is None else list(compress(self.is_written, is_sound))
        values = list(compress(self.values, is_sound))
        return replace(self, values=values, is_written=written, faulty=())


def _rows(  # noqa: PLR0913, PLR0917  each is another part of the rows
    table: Table,
    rows: Sequence[int],
    model: type[R],
    indexes: Mapping[str, int],
    blank: Mapping[str, object],
    columns: Sequence[_Column],
) -> Rows[R]:
    """Return what validating these rows of the table would give; `columns` are theirs alone."""
    lines: Sequence[int]
    places: PlacesByLine | Sequence[Places]
    if isinstance(table.rows, PlainRows):
        lines, places = [FIRST_LINE + at for at in rows], table.rows.places
    else:
        lines = [table.rows[at].line for at in rows]
        places = [table.rows[at].places for at in rows]
    varied = {column.name: column.values for column in columns if not column.is_one}
    same = {column.name: column.values[0] for column in columns if column.is_one}
    return Rows(
        RowColumns(
            model=model,
            path=table.path,
            fields=indexes,
            lines=lines,
            places=places,
            same={**blank, **dict.fromkeys(varied), **same},
            varied=varied,
            written=_written(columns, len(rows)),
        )
    )


def _written(columns: Sequence[_Column], count: int) -> Sequence[set[str]]:
    """Return which fields of each row are written; rows that write the same share the set."""
    always = {column.name for column in columns if column.is_written is None}
    others = [column for column in columns if column.is_written and not column.is_one]
    sometimes = [column.name for column in others]
    if not sometimes:
        return [always] * count
    by_row = list(zip(*(each.is_written or () for each in others), strict=True))
    sets = {forms: {*always, *compress(sometimes, forms)} for forms in set(by_row)}
    return list(map(sets.__getitem__, by_row))
