"""From a sheet whose heads were found to the rows of our table, with every doubt on the way."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from build_tools.editing.canonical import column_names, heads
from build_tools.editing.cell_text import canonical_cell, table_text
from build_tools.editing.importing.grid import Grid
from build_tools.editing.importing.header import FoundTable, Head
from build_tools.editing.importing.reading import Circumstances, Reading
from build_tools.editing.importing.remarks import Notes
from build_tools.editing.importing.table_checks import (
    TURN_BACK,
    TURNED,
    ReadTable,
    check_records,
    turned_days,
)
from build_tools.editing.importing.units import is_percentage
from build_tools.editing.importing.values import read_value
from build_tools.reading.characters import codepoint, find_forbidden, find_piled_marks
from build_tools.reading.workbooks.model import Cell
from schemas.base import References
from schemas.catalogue import Catalogue
from schemas.cell_kinds import CellKind, kinds_of
from schemas.text import fold_key, nfc

_TOTALS = frozenset(
    {"tong", "tong cong", "tong so", "cong", "toan to", "tong toan to", "cong chung", "tong hop"}
)
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?|[A-Z]|\(?\d{1,2}\)?\s*=.*", re.ASCII)
_FEWEST_NUMBERS = 3


@dataclass(slots=True, kw_only=True)
class TableReader:
    """Reads one table; `asked`, `notices` and `refused` gather what is to be said of it.

    `id_field` is the one that a form may have filled in already: alone it says nothing.
    """

    grid: Grid
    found: FoundTable[object]
    catalogue: Catalogue | None
    references: References | None
    starts_in_1904: bool
    id_field: str | None = None
    unused: int = 0  # rows that say nothing but an id
    asked: Notes
    notices: Notes
    refused: Notes

    def read(self) -> ReadTable:
        """Return the rows; those that say nothing, and totals, are left out with a notice."""
        self._check_sheet()
        by_field = self._columns()
        rows: list[tuple[str, ...]] = []
        places: list[tuple[tuple[int, int], ...]] = []
        names = column_names(self.found.model)
        for row, cells in self._with_more_than_ids(self._data_rows(by_field), by_field):
            read = self._read_row(row, cells, by_field)
            rows.append(tuple(read.get(name, "") for name in names))
            first = next(iter(by_field.values())).column
            places.append(
                tuple((row, by_field[name].column if name in by_field else first) for name in names)
            )
        table = ReadTable(tuple(rows), tuple(places))
        columns = {name: head.column for name, head in by_field.items()}
        self._check_turned_days(columns)
        if not self.refused:
            check_records(self.found, table, columns, self.references, (self.notices, self.refused))
        return table

    def _columns(self) -> Mapping[str, Head]:
        by_field: dict[str, Head] = {}
        for head in self.found.heads:
            if head.field is None:
                self._left_out(head)
            elif head.field in by_field:
                first = by_field[head.field]
                self.refused.of_cell(
                    self.found.bottom,
                    head.column,
                    f"Cột “{head.text}” và cột “{first.text}” cùng là một cột.",
                    "Xóa hoặc đổi tên một trong hai cột.",
                )
            else:
                by_field[head.field] = head
        return by_field

    def _left_out(self, head: Head) -> None:
        """Ask for a column that names no field, where something stands in it."""
        if head.is_view_only or not self._has_data(head.column):
            return
        self.asked.of_cell(
            self.found.bottom,
            head.column,
            f"cột “{head.text}” không có trong phụ lục này, sẽ bỏ qua",
        )

    def _has_data(self, column: int) -> bool:
        below = self.found.bottom
        return any(row > below and at == column for row, at in self.grid.sheet.cells)

    def _data_rows(self, by_field: Mapping[str, Head]) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        columns = {head.column for head in by_field.values()}
        known = columns | {head.column for head in self.found.heads}
        for row, cells in self.grid.by_row().items():
            if row <= self.found.bottom:
                continue
            said = {
                at: cell for at, cell in cells.items() if cell.text.strip() or cell.is_worked_out
            }
            strangers = sorted(said.keys() - known)
            own = {at: cell for at, cell in said.items() if at in columns}
            if own and not self._is_record(own, by_field) and self._is_passed_over(row, own):
                continue
            for column in strangers:
                self.refused.of_cell(
                    row, column, "Ô nằm ngoài các cột có tên.", "Xóa ô hoặc ghi tên cột ở hàng đầu."
                )
            self._check_row(row, said, columns)
            if own:
                yield row, own

    def _with_more_than_ids(
        self, rows: Iterator[tuple[int, Mapping[int, Cell]]], by_field: Mapping[str, Head]
    ) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        head = by_field.get(self.id_field or "")
        for row, cells in rows:
            if head is not None and set(cells) == {head.column}:
                self.unused += 1
            else:
                yield row, cells

    def _is_passed_over(self, row: int, own: Mapping[int, Cell]) -> bool:
        """Say whether a row is no row of data: a total, the heads again, numbers of columns."""
        texts = [cell.text.strip() for cell in own.values()]
        if fold_key(texts[0]).rstrip(" :") in _TOTALS:
            self.notices.of_row(row, f"hàng tổng “{texts[0]}” không nhập")
        elif texts == [head.text for head in self.found.heads if head.column in own]:
            self.notices.of_row(row, "hàng lặp lại tên cột không nhập")
        elif self._are_column_numbers(row, texts):
            self.notices.of_row(row, "hàng đánh số cột không nhập")
        else:
            return False
        return True

    def _is_record(self, own: Mapping[int, Cell], by_field: Mapping[str, Head]) -> bool:
        """Say whether the row is sound as it stands: then it is one, whatever it looks like."""
        cells = {
            name: own[head.column].text for name, head in by_field.items() if head.column in own
        }
        try:
            self.found.model.model_validate(cells, context=self.references)
        except ValidationError:
            return False
        return True

    def _are_column_numbers(self, row: int, texts: Sequence[str]) -> bool:
        is_next = row == self.found.bottom + 1
        numbers = [text for text in texts if _COLUMN_NUMBER.fullmatch(text)]
        return is_next and len(numbers) == len(texts) >= _FEWEST_NUMBERS

    def _check_row(self, row: int, said: Mapping[int, Cell], columns: set[int]) -> None:
        sheet = self.grid.sheet
        if said and row in sheet.hidden_rows:
            self.refused.of_row(
                row,
                "Hàng đang ẩn mà có số liệu.",
                "Hiện hàng (bỏ lọc, bỏ ẩn) rồi lưu lại; không dùng thì xóa hàng.",
            )
        for column in said:
            block = self.grid.merged_at(row, column)
            if block is not None and column in columns:
                self.refused.of_cell(row, column, "Ô bị gộp.", "Bỏ gộp ô, mỗi hàng ghi đủ các cột.")
            if (row, column) in sheet.commented:
                self.notices.of_cell(row, column, "ghi chú (comment) của ô không nhập")
        width, wanted = self.grid.widths.get(row), self.grid.widths.get(self.found.bottom)
        if width != wanted:
            self.refused.of_row(
                row,
                f"Dòng có {width} ô, dòng tên cột có {wanted} ô.",
                "Ô có dấu phân cách ở trong thì đặt trong ngoặc kép; tốt nhất là lưu lại từ Excel.",
            )

    def _check_sheet(self) -> None:
        if self.grid.sheet.is_filtered:
            self.refused.of_sheet("Trang đang lọc.", "Bỏ lọc (Data, Clear) rồi lưu lại.")
        for head in self.found.heads:
            is_hidden = head.column in self.grid.sheet.hidden_columns
            if head.field and is_hidden and self._has_data(head.column):
                self.refused.of_cell(
                    self.found.bottom,
                    head.column,
                    f"Cột “{head.text}” đang ẩn mà có số liệu.",
                    "Hiện cột rồi lưu lại; không dùng thì xóa cột.",
                )

    def _read_row(
        self, row: int, cells: Mapping[int, Cell], by_field: Mapping[str, Head]
    ) -> Mapping[str, str]:
        kinds = kinds_of(self.found.model)
        texts = {
            name: cells[head.column].text for name, head in by_field.items() if head.column in cells
        }
        read: dict[str, str] = {}
        for name, head in by_field.items():
            cell = cells.get(head.column)
            if cell is None:
                continue
            around = Circumstances(
                is_csv=self.grid.is_csv,
                starts_in_1904=self.starts_in_1904,
                is_percentage=is_percentage(self.found.model, name, texts, self.catalogue),
            )
            reading = read_value(cell, kinds[name], around)
            self._note(row, head.column, cell, reading)
            text = self._sound(row, head.column, reading.text)
            read[name] = _canonical(text, name, self.found)
        return read

    def _note(self, row: int, column: int, cell: Cell, reading: Reading) -> None:
        if reading.refused:
            self.refused.of_cell(row, column, reading.refused, reading.advice)
        if reading.asks:
            self.asked.of_cell(row, column, reading.asks)
        if cell.is_worked_out and not reading.refused:
            self.asked.of_cell(row, column, "ô là công thức, lấy kết quả đã tính khi lưu tệp")

    def _check_turned_days(self, columns: Mapping[str, int]) -> None:
        if self.grid.is_csv:
            return
        for name, column in columns.items():
            if kinds_of(self.found.model)[name].kind is CellKind.DAY:
                cells = {
                    row: cell
                    for (row, at), cell in self.grid.sheet.cells.items()
                    if at == column and row > self.found.bottom
                }
                for row in turned_days(cells, starts_in_1904=self.starts_in_1904):
                    self.refused.of_cell(row, column, TURNED, TURN_BACK)

    def _sound(self, row: int, column: int, text: str) -> str:
        """Return the text in NFC; refuse what hides in it or piles up."""
        if find_piled_marks(text) is not None:
            self.refused.of_cell(row, column, "Ô có dấu chồng chất lên một chữ.", "Gõ lại chữ đó.")
            return ""
        text = nfc(text)
        for _, index, _ in find_forbidden(text):
            self.refused.of_cell(
                row,
                column,
                f"Ô có ký tự ẩn hoặc chữ của bảng chữ khác ({codepoint(text[index])}).",
                "Xóa rồi gõ lại chữ ở ô này.",
            )
            return ""
        return text


def _canonical(text: str, name: str, found: FoundTable[object]) -> str:
    try:
        return canonical_cell(text, kinds_of(found.model)[name])
    except ValueError:
        return text  # told by the rules of the field


def annex_text(table: ReadTable, found: FoundTable[object]) -> str:
    """Return the table as its file holds it."""
    return table_text([heads(found.model), *table.rows])
