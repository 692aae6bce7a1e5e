"""Bodies of tables in which every line is one row and no cell is quoted: split by columns, at once.

Nearly every table is so. Its rows, and the places of their cells, are made where somebody asks for
them; what every row needs, the cells of a column, is there without them.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import overload

from build_tools.reading.splitting import Column, split_columns

_QUOTE = '"'
_TAB = "\t"
FIRST_LINE = 2  # the header is on the one before
Places = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row: the line where it starts, its cells, and line and column of each.

    Cells are stripped at both ends. A place is that of the cell's first character that is not a
    blank, or of its opening quote.
    """

    line: int
    cells: tuple[str, ...]
    places: Places


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a table may hold: rows with the header, cells, columns, letters of a line."""

    rows: int
    cells: int
    columns: int
    letters: int


@dataclass(slots=True, eq=False)
class LinePlaces:
    """Where the cells of a plain text's lines stand (`schemas.catalogue.PlacesByLine`)."""

    text: str
    delimiter: str
    _starts: "array[int]" = field(default_factory=lambda: array("q"))

    def of_line(self, line: int) -> Places:
        """Return line and column of each cell of a line."""
        if not self._starts:
            lengths = map(len, self.text.split("\n"))
            self._starts = array("q", accumulate(lengths, initial=0))
        start = self._starts[line - 1] + line - 1  # each line before has its end, too
        end = self._starts[line] + line - 1
        return _places(line, self.text[start:end].split(self.delimiter))


def _places(line: int, typed: Iterable[str]) -> Places:
    starts = accumulate((len(cell) + 1 for cell in typed), initial=1)
    return tuple(
        (line, start + len(cell) - len(cell.lstrip() or cell))
        for cell, start in zip(typed, starts, strict=False)
    )


@dataclass(frozen=True, slots=True, eq=False)
class PlainRows(Sequence[RawRow]):
    """Rows below a header, from line 2 on.

    `columns` are their cells as typed, blanks and all; the line's end before each row is one.
    """

    columns: tuple[Column, ...]
    places: LinePlaces

    @overload
    def __getitem__(self, index: int) -> RawRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[RawRow, ...]: ...
    def __getitem__(self, index: int | slice) -> RawRow | tuple[RawRow, ...]:
        """Make a row."""
        if isinstance(index, slice):
            return tuple(self[each] for each in range(*index.indices(len(self))))
        at = range(len(self))[index]
        first, *others = (column.cells[at] for column in self.columns)
        typed = first.removeprefix("\n"), *others
        places = _places(FIRST_LINE + at, typed)
        return RawRow(FIRST_LINE + at, tuple(map(str.strip, typed)), places)

    def cell(self, at: int, column: int) -> str:
        """Return one cell, without making its row."""
        return self.columns[column].cells[at].strip()

    def place(self, at: int, column: int) -> tuple[int, int]:
        """Return line and column of one cell, without making its row."""
        typed = [each.cells[at] for each in self.columns[: column + 1]]
        typed[0] = typed[0].removeprefix("\n")
        return _places(FIRST_LINE + at, typed)[column]

    def __len__(self) -> int:
        return len(self.columns[0].cells)


def plain_rows(text: str, delimiter: str, bounds: Bounds) -> PlainRows | None:
    """Split the body of a table; None where walking through it may find more, or a fault."""
    if _QUOTE in text or (_TAB in text and delimiter != _TAB) or _has_long(text, bounds.letters):
        return None
    end = _end_of_last(text, delimiter)
    header = text.find("\n")
    lines = text.count("\n", 0, end) + 1
    columns = text.count(delimiter, 0, header) + 1
    if lines == 1 or columns > bounds.columns:
        return None
    if lines + text.count("\n", end) > bounds.rows or lines * columns > bounds.cells:
        return None
    split = split_columns(text, range(header, end), delimiter, columns)
    if split is None:
        return None
    rows = PlainRows(split, LinePlaces(text, delimiter))
    return None if len(rows) != lines - 1 or _has_blank(rows) else rows


def _has_long(text: str, letters: int) -> bool:
    """Say whether a line may be longer than so many letters."""
    start = 0
    while len(text) - start > letters:
        end = text.rfind("\n", start, start + letters + 1)
        if end < 0:
            return True
        start = end + 1
    return False


def _end_of_last(text: str, delimiter: str) -> int:
    """Return where the last line ends that says anything; 0 where none does."""
    end = len(text)
    while end > 0:
        start = text.rfind("\n", 0, end) + 1
        if any(map(str.strip, text[start:end].split(delimiter))):
            return end
        end = start - 1
    return 0


def _has_blank(rows: PlainRows) -> bool:
    """Say whether a row has no cell that says anything."""
    first = rows.columns[0]
    blank = {cell for cell in first.different or set(first.cells) if not cell.strip()}
    return bool(blank) and any(
        not any(column.cells[at].strip() for column in rows.columns)
        for at, cell in enumerate(first.cells)
        if cell in blank
    )
