"""A sheet whose table is written row after row as text, not cell after cell by XlsxWriter.

XlsxWriter checks, keeps and writes every cell by itself; for a table of which all is known that is
most of the time of a workbook. What is written is the same to the byte.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress
from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_ROWS_A_SPAN = 16  # rows that state together from which column to which they have cells
_TEXT = ' t="s"'
_LONGEST = 32767  # UTF-16 units, the limit of Excel


class SheetCell(NamedTuple):
    """A cell: its look, the attribute that says its type, and what stands in it."""

    look: Format
    kind: str
    value: str


class TableSheet(Worksheet):  # type: ignore[misc]  # it has no types
    """A worksheet that may be filled by columns, once, instead of cell by cell."""

    def text(self, text: str, look: Format) -> SheetCell:
        """Return a cell with a text, which is kept once for all cells of the workbook."""
        if len(text) > _LONGEST // 2:
            text = text.encode("utf-16-le")[: 2 * _LONGEST].decode("utf-16-le", "ignore")
        index = self.str_table._get_shared_string_index(text)  # noqa: SLF001
        self.str_table.count -= 1  # it counts cells, which `fill` does
        return SheetCell(look, _TEXT, str(index))

    def fill(self, columns: Sequence[Sequence[SheetCell | None]]) -> None:
        """Take the cells of every column: a head, then as many as the others have."""
        self._columns = columns
        cells = chain.from_iterable(columns)
        self.str_table.count += sum(cell is not None and cell.kind == _TEXT for cell in cells)
        self.dim_rowmin, self.dim_colmin = 0, 0
        filled = (row for row, cells in enumerate(zip(*columns, strict=True)) if any(cells))
        self.dim_rowmax: int = max(self.dim_rowmax or 0, *filled)
        self.dim_colmax = len(columns) - 1

    def _write_rows(self) -> None:
        columns = getattr(self, "_columns", None)
        if columns is None:
            super()._write_rows()
            return
        names = [f'<c r="{xl_col_to_name(at)}' for at in range(len(columns))]
        rows = list(zip(*map(_written, columns), strict=True))
        for start in range(0, len(rows), _ROWS_A_SPAN):
            block = rows[start : start + _ROWS_A_SPAN]
            span = _span(block)
            for at, row in enumerate(block, start=start):
                info = self.row_info.get(at)
                if any(row):
                    self._write_row(at, span, info)
                    self.fh.write(_line(names, at + 1, row))
                elif info is not None:
                    self._write_empty_row(at, span, info)


def _written(column: Iterable[SheetCell | None]) -> Iterator[str]:
    """Yield what stands behind the address of each cell; nothing where there is none."""
    starts: dict[tuple[Format, str], str] = {}
    for cell in column:
        if cell is None:
            yield ""
            continue
        look, kind, value = cell
        start = starts.get((look, kind))
        if start is None:
            start = starts[look, kind] = f'" s="{look._get_xf_index()}"{kind}><v>'  # noqa: SLF001
        yield f"{start}{value}</v></c>"


def _span(rows: Sequence[Sequence[str]]) -> str | None:
    """Return from which column to which the rows have cells, as `1:7`."""
    places = [at for at, cells in enumerate(zip(*rows, strict=True), start=1) if any(cells)]
    return f"{places[0]}:{places[-1]}" if places else None


def _line(names: Sequence[str], number: int, row: Sequence[str]) -> str:
    cells = zip(compress(names, row), filter(None, row), strict=True)
    return f"{''.join([f'{name}{number}{cell}' for name, cell in cells])}</row>"
