"""Doubts that only a whole column or a whole table shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostics
from build_tools.diagnostics.wording import advice, message
from build_tools.editing.canonical import column_names
from build_tools.editing.importing.day_values import could_be_turned, read_day
from build_tools.editing.importing.header import FoundTable
from build_tools.editing.importing.reading import Circumstances
from build_tools.editing.importing.remarks import Notes
from build_tools.reading.plain_tables import RawRow
from build_tools.reading.tables import Table
from build_tools.reading.workbooks.model import Cell, CellType
from build_tools.validation.records import read_rows
from schemas.base import References
from schemas.numbers import parse_day

TURNED = "Cột này có ngày dạng chữ lẫn ngày dạng số: có thể Excel đã đổi chỗ ngày và tháng ở ô này."
TURN_BACK = "Ghi lại tất cả ngày trong cột, xem từng ngày có đúng không rồi lưu lại."


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The rows of a table as its file shall hold them: fields in its columns' order, and where."""

    rows: tuple[tuple[str, ...], ...]
    places: tuple[tuple[tuple[int, int], ...], ...]


def turned_days(cells: Mapping[int, Cell], *, starts_in_1904: bool) -> Iterator[int]:
    """Yield the rows of a column in which a spreadsheet may have turned day and month about.

    Under American settings `25/07/2026` stays a text and `05/07/2026` becomes the 7th of May.
    """
    if not any(map(_is_unturned_text, cells.values())):
        return
    around = Circumstances(is_csv=False, starts_in_1904=starts_in_1904)
    for row, cell in cells.items():
        day = read_day(cell, around).day
        if day is not None and could_be_turned(day):
            yield row


def _is_unturned_text(cell: Cell) -> bool:
    if cell.type is not CellType.TEXT:
        return False
    try:
        return not could_be_turned(parse_day(cell.text))
    except ValueError:
        return False


def check_records(
    found: FoundTable[object],
    table: ReadTable,
    columns: Mapping[str, int],
    references: References | None,
    notes: tuple[Notes, Notes],
) -> None:
    """Ask the rules of the fields; `notes` get what is only missing, and what is refused.

    What is missing may follow later: the report is a draft.
    """
    order = column_names(found.model)
    names = [name for name in order if name in columns]
    at = [order.index(name) for name in names]
    rows = tuple(
        RawRow(
            line=places[0][0],
            cells=tuple(cells[index] for index in at),
            places=tuple(places[index] for index in at),
        )
        for cells, places in zip(table.rows, table.places, strict=True)
    )
    header = tuple(found.model.model_fields[name].title or name for name in names)
    places = tuple((found.bottom, columns[name]) for name in names)
    told = Diagnostics()
    read_rows(Table("", header, places, rows), found.model, references, told)
    missing, refused = notes
    for one in told:
        kept = missing if one.code == "value.missing" else refused
        kept.of_cell(one.place.line, one.place.column, message(one), advice(one))
