"""A sheet with the way in which its places are named to the person who filled it in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from build_tools.reading.workbooks.model import Area, Cell, Sheet, cell_name

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A sheet of a workbook, or a CSV as one; rows and columns count from 1.

    `title` names it in messages, "" for a CSV. `lines` and `widths` are those of a CSV's records:
    on which line of the file each begins, and how many cells it has.
    """

    sheet: Sheet
    title: str = ""
    lines: Mapping[int, int] = field(default_factory=dict)
    widths: Mapping[int, int] = field(default_factory=dict)

    @property
    def is_csv(self) -> bool:
        """Whether all cells are texts of a CSV, which says nothing of what they are."""
        return bool(self.lines)

    @property
    def rows(self) -> tuple[int, ...]:
        """Rows that hold something."""
        return tuple(dict.fromkeys(row for row, _ in self.sheet.cells))

    def where(self, row: int, column: int) -> str:
        """Name a cell: `trang “Đôn đốc”, ô B7`, or `dòng 7, cột 2`."""
        return self.name_cells([(row, column)])

    def name_cells(self, cells: Iterable[tuple[int, int]]) -> str:
        """Name cells, the first few by name: `trang “Đôn đốc”, ô B7, B8 và 3 ô khác`."""
        names = list(map(self._name, cells))
        shown = ("; " if self.is_csv else ", ").join(names[:_MOST_NAMED])
        more = len(names) - _MOST_NAMED
        rest = f" và {more} ô khác" if more > 0 else ""
        return f"{shown}{rest}" if self.is_csv else f"{self.title}, ô {shown}{rest}"

    def _name(self, at: tuple[int, int]) -> str:
        row, column = at
        return f"dòng {self.lines[row]}, cột {column}" if self.is_csv else cell_name(row, column)

    def name_row(self, row: int) -> str:
        """Name a row: `trang “Đôn đốc”, hàng 7`, or `dòng 7`."""
        return f"dòng {self.lines[row]}" if self.is_csv else f"{self.title}, hàng {row}"

    def row(self, row: int) -> Mapping[int, Cell]:
        """Return the cells of a row by column."""
        return {column: cell for (at, column), cell in self.sheet.cells.items() if at == row}

    def by_row(self) -> Mapping[int, Mapping[int, Cell]]:
        """Return the cells of all rows, from the top."""
        found: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in self.sheet.cells.items():
            found.setdefault(row, {})[column] = cell
        return found

    def merged_at(self, row: int, column: int) -> Area | None:
        """Return the merged block that the cell is part of."""
        blocks: Iterator[Area] = (one for one in self.sheet.merged if one.holds(row, column))
        return next(blocks, None)
