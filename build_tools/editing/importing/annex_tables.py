"""Which sheet is which annex, and their tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from build_tools.editing.canonical_head import HeadValue
from build_tools.editing.importing.grid import Grid
from build_tools.editing.importing.header import FoundTable, find_tables
from build_tools.editing.importing.model import (
    Import,
    ImportSource,
    Remark,
    UnderstoodColumn,
    UnderstoodTable,
)
from build_tools.editing.importing.remarks import Notes
from build_tools.editing.importing.table_rows import TableReader, annex_text
from build_tools.editing.importing.template import ANNEX_SHEETS
from build_tools.validation.rules.items import ID_FIELDS
from schemas.annex_row import AnnexRow
from schemas.registers import ANNEX_ROWS
from schemas.report import Annex
from schemas.text import fold_key


@dataclass(slots=True)
class AnnexTables:
    """Gathers the annexes of a file, table after table."""

    source: ImportSource
    starts_in_1904: bool = False
    annexes: dict[Annex, str] = field(default_factory=dict)
    tables: list[UnderstoodTable] = field(default_factory=list)
    asked: list[Remark] = field(default_factory=list)
    notices: list[Remark] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)
    _unused: int = 0  # rows that say nothing but an id

    @property
    def models(self) -> Mapping[Annex, type[AnnexRow]]:
        """The annexes that the file may hold."""
        wanted = self.source.annex
        return {each: row for each, row in ANNEX_ROWS.items() if wanted in {None, each}}

    def candidates(self, grid: Grid) -> Sequence[FoundTable[Annex]]:
        """Return which annexes the sheet may be; its name decides where its heads do not."""
        found = find_tables(grid, self.models)
        named = [table for table in found if _is_named(grid.sheet.name, table.kind)]
        return named or found

    def add(self, grid: Grid, found: FoundTable[Annex]) -> None:
        """Read the table of an annex."""
        annex = found.kind
        if annex in self.annexes:
            text = f"Phụ lục “{annex.label}” có ở hai trang."
            self.refused.append(Remark(grid.title, text, "Gộp vào một trang rồi xóa trang kia."))
            return
        notes = [Notes(grid), Notes(grid), Notes(grid)]
        reader = TableReader(
            grid=grid,
            found=found,
            catalogue=self.source.catalogue,
            references=self.source.references,
            starts_in_1904=self.starts_in_1904,
            id_field=None if annex is Annex.DIRECTIVES else ID_FIELDS.get(annex),
            asked=notes[0],
            notices=notes[1],
            refused=notes[2],
        )
        table = reader.read()
        self._unused += reader.unused
        self.asked += notes[0]
        self.notices += notes[1]
        self.refused += notes[2]
        self.annexes[annex] = annex_text(table, found)
        columns = tuple(_column(grid, found, index) for index in range(len(found.heads)))
        understood = UnderstoodTable(grid.title, annex.file_name, columns, len(table.rows))
        self.tables.append(understood)

    def told(self, head: Mapping[str, HeadValue] = MappingProxyType({})) -> Import:
        """Return all that was read, with the front matter where the file has one."""
        text = f"{self._unused} hàng chỉ có mã, chưa dùng, không nhập"
        return Import(
            annexes=self.annexes,
            head=head,
            tables=tuple(self.tables),
            asked=tuple(self.asked),
            notices=(*self.notices, *([Remark("", text)] if self._unused else [])),
            refused=tuple(self.refused),
        )

    def unclear(self, grid: Grid, found: Sequence[FoundTable[Annex]]) -> None:
        """Refuse a table that may be several annexes."""
        names = ", ".join(f"“{table.kind.label}”" for table in found)
        text = f"Không rõ bảng này là phụ lục nào: {names}."
        where = grid.title or "bảng"
        advice = "Ghi rõ bằng --annex, ví dụ --annex issues, hoặc đặt tên trang theo tên phụ lục."
        self.refused.append(Remark(where, text, advice))


def _column(grid: Grid, found: FoundTable[Annex], index: int) -> UnderstoodColumn:
    head = found.heads[index]
    title = found.model.model_fields[head.field].title if head.field else None
    return UnderstoodColumn(head.text, grid.where(found.bottom, head.column), title)


def _is_named(sheet: str, annex: Annex) -> bool:
    name = fold_key(sheet)
    return any(
        fold_key(each) in name for each in (ANNEX_SHEETS[annex], annex.label, annex.value)
    ) and bool(name)
