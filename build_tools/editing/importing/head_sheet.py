"""The sheet about the report itself: a name on the left, what is said of it on the right."""

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.editing.canonical_head import HeadValue
from build_tools.editing.cell_text import canonical_cell
from build_tools.editing.importing.grid import Grid
from build_tools.editing.importing.model import ImportSource
from build_tools.editing.importing.reading import Circumstances
from build_tools.editing.importing.remarks import Notes
from build_tools.editing.importing.template import NOTHING_TO_REPORT, HeadRow, head_rows
from build_tools.editing.importing.values import read_value
from build_tools.reading.workbooks.model import Cell, CellType
from build_tools.validation.plans import head_key
from schemas.report import Annex
from schemas.text import exact_key, fold_key

_FEWEST = 5  # names that must be known for a sheet to be this one
_TICKS = frozenset({head_key(NOTHING_TO_REPORT), "x", "co", "true"})
_IDENTITY = frozenset({"team", "period"})  # named in words, compared, never taken over
_ROWS = {head_key(row.title): row for row in head_rows()}
_ANNEXES = {head_key(annex.label): annex for annex in Annex}


def is_head_sheet(grid: Grid) -> bool:
    """Say whether the sheet is the one about the report."""
    named = {head_key(cell.text) for (_, column), cell in grid.sheet.cells.items() if column == 1}
    return len(named & _ROWS.keys()) >= _FEWEST


@dataclass(slots=True, kw_only=True)
class HeadReader:
    """Reads the sheet; `asked` and `refused` gather what is to be said of it."""

    grid: Grid
    source: ImportSource
    starts_in_1904: bool
    asked: Notes
    refused: Notes

    def read(self) -> Mapping[str, HeadValue]:
        """Return field → value, "" where the cell is empty; and the annexes that are ticked."""
        values: dict[str, HeadValue] = {}
        signer: dict[str, str] = {}
        declared: list[str] = []
        for row, cells in self.grid.by_row().items():
            name = cells.get(1)
            if name is None:
                continue
            key = head_key(name.text)
            asked, annex = _ROWS.get(key), _ANNEXES.get(key)
            cell = cells.get(2)
            if annex is not None and cell is not None and self._is_ticked(row, cell):
                declared.append(annex.value)
            elif asked is not None and asked.part:
                signer[asked.part] = self._value(row, cell, asked)
            elif asked is not None:
                value = self._value(row, cell, asked)
                values[asked.field] = _lines(value) if asked.kind.is_list else value
        self._check_identity(values)
        if any(signer.values()):
            values["signer"] = {part: text for part, text in signer.items() if text}
        return {**values, "nothing_to_report": tuple(declared)}

    def _is_ticked(self, row: int, cell: Cell) -> bool:
        text = head_key(cell.text)
        if text and text not in _TICKS:
            self.refused.of_cell(
                row,
                2,
                f"Ô chỉ nhận “{NOTHING_TO_REPORT}” hoặc để trống.",
                f"Chọn “{NOTHING_TO_REPORT}”, hoặc xóa ô.",
            )
        return text in _TICKS

    def _value(self, row: int, cell: Cell | None, asked: HeadRow) -> str:
        if cell is None:
            return ""
        around = Circumstances(is_csv=False, starts_in_1904=self.starts_in_1904)
        is_whole = asked.kind.is_list or asked.field in _IDENTITY
        if is_whole and cell.type is CellType.TEXT:
            return cell.text.strip()
        reading = read_value(cell, asked.kind, around)
        if reading.refused:
            self.refused.of_cell(row, 2, reading.refused, reading.advice)
        if reading.asks:
            self.asked.of_cell(row, 2, reading.asks)
        try:
            return canonical_cell(reading.text, asked.kind)
        except ValueError:
            self.refused.of_cell(
                row, 2, f"“{asked.title}” không nhận giá trị này.", asked.description
            )
            return ""

    def _check_identity(self, values: dict[str, HeadValue]) -> None:
        """Refuse the workbook of another team or period."""
        team = self.source.catalogue.teams[self.source.team_id].team.record
        period = self.source.period
        names = {exact_key(team.team_id), exact_key(team.name)}
        told = str(values.pop("team", ""))
        if told and exact_key(told) not in names:
            self.refused.of_sheet(
                f"Tệp này là của {told}, không phải {team.name}.",
                "Xem lại --team hoặc chọn đúng tệp.",
            )
        told = str(values.pop("period", ""))
        if told and told != period.id and fold_key(told) != fold_key(period.label):
            self.refused.of_sheet(
                f"Tệp này là của kỳ {told}, không phải {period.label}.",
                "Xem lại --period hoặc chọn đúng tệp.",
            )


def _lines(text: str) -> tuple[str, ...]:
    parts = (part.strip() for line in text.split("\n") for part in line.split("|"))
    return tuple(part for part in parts if part)
