"""Lines of a plain table to columns, and which cells of a column are different."""

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import NamedTuple

_AT_ONCE = 20_000  # letters
_MANY = 1000  # cells of a column, beside which what is done once for a file is little
_FEW_ALIKE = 2  # cells for each different one: fewer are not worth telling apart


class Column(NamedTuple):
    """The cells of a column, and the different ones; None where these are many that hardly repeat.

    Cells that are alike are one object where a text is long.
    """

    cells: Sequence[str]
    different: set[str] | None

    @classmethod
    def of(cls, cells: Sequence[str]) -> "Column":
        """Tell the different cells."""
        different = set(cells)
        are_few = len(cells) <= _MANY or len(cells) >= _FEW_ALIKE * len(different)
        return cls(cells, different if are_few else None)


def split_columns(text: str, body: range, delimiter: str, count: int) -> tuple[Column, ...] | None:
    """Return the columns of the lines in `body`, which begins with the end of the line before it.

    Each cell of the first column keeps the line's end before it. None where a line has more or
    fewer cells; where lines begin inside of cells, the columns are shorter than there are lines.

    A long text is split some hundred lines at a time: what these are split into stays in the
    processor's own memory until most of it is let go again.
    """
    if len(body) <= _AT_ONCE:
        split = _split(text[body.start : body.stop], delimiter, count)
        return None if split is None else _if_lines(tuple(map(Column.of, split)))
    columns = [_Gathered() for _ in range(count)]
    for lines in _some_lines(text, body):
        split = _split(lines, delimiter, count)
        if split is None:
            return None
        for column, cells in zip(columns, split, strict=True):
            column.add(cells)
    return _if_lines(tuple(column.all() for column in columns))


def _some_lines(text: str, body: range) -> Iterator[str]:
    """Yield the body in parts, each of which begins with the end of the line before it."""
    start = body.start
    while start < body.stop:
        end = text.find("\n", start + _AT_ONCE, body.stop)
        end = end if end > 0 else body.stop
        yield text[start:end]
        start = end


def _split(lines: str, delimiter: str, count: int) -> tuple[list[str], ...] | None:
    cells = lines.replace("\n", f"{delimiter}\n").split(delimiter)
    columns = tuple(cells[at::count] for at in range(1, count + 1))
    if len(cells) != len(columns[0]) * count + 1:
        return None
    return columns


def _if_lines(columns: tuple[Column, ...]) -> tuple[Column, ...] | None:
    """Return the columns; None where a row of them begins anywhere but at the end of a line."""
    first = columns[0].different or columns[0].cells
    return columns if all(map(str.startswith, first, repeat("\n"))) else None


class _Alike(dict[str, str]):
    """Each text → the first that is alike. To be asked for an item is quicker than `setdefault`."""

    def __missing__(self, text: str) -> str:
        self[text] = text
        return text


class _Gathered:
    """Cells of a column of a long text, told apart for as long as they repeat."""

    def __init__(self) -> None:
        self._cells: list[str] = []
        self._alike: _Alike | None = _Alike()

    def add(self, cells: Sequence[str]) -> None:
        """Take the cells of more lines."""
        if self._alike is None:
            self._cells += cells
            return
        self._cells += map(self._alike.__getitem__, cells)
        if _MANY < len(self._cells) < _FEW_ALIKE * len(self._alike):
            self._alike = None

    def all(self) -> Column:
        """Return the column."""
        return Column(self._cells, None if self._alike is None else set(self._alike))
