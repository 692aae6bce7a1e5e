"""Remarks of one sort on many cells, said once."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from build_tools.editing.importing.grid import Grid
from build_tools.editing.importing.model import Remark


@dataclass(slots=True)
class Notes:
    """Collects remarks on the cells of one sheet; equal ones name all their cells."""

    grid: Grid
    _cells: dict[tuple[str, str], list[tuple[int, int]]] = field(default_factory=dict)
    _others: dict[Remark, None] = field(default_factory=dict)

    def of_cell(self, row: int, column: int, text: str, advice: str = "") -> None:
        """Note a sentence about a cell."""
        self._cells.setdefault((text, advice), []).append((row, column))

    def of_row(self, row: int, text: str, advice: str = "") -> None:
        """Note a sentence about a row."""
        self._others[Remark(self.grid.name_row(row), text, advice)] = None

    def of_sheet(self, text: str, advice: str = "") -> None:
        """Note a sentence about all of the sheet."""
        self._others[Remark(self.grid.title, text, advice)] = None

    def __iter__(self) -> Iterator[Remark]:
        yield from self._others
        for (text, advice), cells in self._cells.items():
            yield Remark(self.grid.name_cells(cells), text, advice)

    def __bool__(self) -> bool:
        return bool(self._cells or self._others)
