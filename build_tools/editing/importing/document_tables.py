"""Tables of a Word document as sheets: the one about the report, and those that are annexes."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from build_tools.editing.importing.annex_tables import AnnexTables
from build_tools.editing.importing.document_inline import cleaned
from build_tools.editing.importing.document_own import FormParts
from build_tools.editing.importing.grid import Grid
from build_tools.editing.importing.head_sheet import is_head_sheet
from build_tools.editing.importing.header import FoundTable
from build_tools.reading.documents.model import TextCell, TextTable
from build_tools.reading.workbooks.model import Area, Cell, Sheet
from build_tools.validation.plans import plan_of
from schemas.report import Annex


def head_grid(table: TextTable, parts: FormParts) -> Grid | None:
    """Return the table about the report as a sheet; None where it is another one."""
    grid = as_grid(table, "bảng thông tin báo cáo", parts.value_cell)
    return grid if is_head_sheet(grid) else None


def find_annex(
    tables: AnnexTables, table: TextTable, where: str
) -> tuple[Grid, FoundTable[Annex]] | None:
    """Return the annex that a table is: one that has a column for all that it must have."""
    grid = as_grid(table, where, _cell_text)
    found = [one for one in tables.candidates(grid) if not _lacks(one)]
    return (grid, found[0]) if len(found) == 1 else None


def _lacks(found: FoundTable[Annex]) -> bool:
    fields = plan_of(found.model).fields
    return any(one.is_required and name not in found.fields for name, one in fields.items())


def as_grid(table: TextTable, title: str, text_of: Callable[[TextCell], str]) -> Grid:
    """Return a table as a sheet of texts; merged cells stay merged."""
    placed = [dict(_placed(row)) for row in table.rows]
    cells: dict[tuple[int, int], Cell] = {}
    merged: list[Area] = []
    for at, row in enumerate(placed):
        for column, cell in row.items():
            text = text_of(cell)
            if cell.is_covered:
                continue
            if text:
                cells[at + 1, column] = Cell(text)
            bottom = at + 1
            while bottom < len(placed) and _is_covered(placed[bottom], column):
                bottom += 1
            area = Area(at + 1, column, bottom, column + cell.span - 1)
            if (area.top, area.left) != (area.bottom, area.right):
                merged.append(area)
    return Grid(sheet=Sheet(name="", cells=cells, merged=tuple(merged)), title=title)


def _placed(row: Sequence[TextCell]) -> Iterator[tuple[int, TextCell]]:
    """Yield the cells with their columns, from 1."""
    column = 1
    for cell in row:
        yield column, cell
        column += cell.span


def _is_covered(row: Mapping[int, TextCell], column: int) -> bool:
    return column in row and row[column].is_covered


def _cell_text(cell: TextCell) -> str:
    return "\n".join(filter(None, (cleaned(one.text).strip() for one in cell.paragraphs)))
