"""The ten annexes, column by column, with a row of each as an editor would write it."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from build_tools.views.dictionary import FieldCells
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.sections import Section
from schemas.registers import ANNEX_ROWS, columns
from schemas.report import Annex
from schemas.text import slug

_BLANK = Cell("", title="để trống trong ví dụ")


def annex_sections() -> tuple[Section, ...]:
    """Return one part an annex, in the order of the report."""
    return tuple(_section(annex, examples()[annex.value]) for annex in Annex)


@cache
def examples() -> Mapping[str, Mapping[str, str]]:
    """Return annex → head of a column → what stands there in the example."""
    table = files("build_tools.views") / "annex_examples.toml"
    found: Mapping[str, Mapping[str, str]] = tomllib.loads(table.read_text(encoding="utf-8"))
    return found


def _section(annex: Annex, example: Mapping[str, str]) -> Section:
    row = ANNEX_ROWS[annex]
    said = [FieldCells.of(row, name) for name in columns(row)]
    table = TableView(
        caption=f"{annex.file_name}: các cột và một dòng ví dụ (dữ liệu minh họa)",
        columns=(
            Column("Cột"),
            Column("Ví dụ"),
            Column("Bắt buộc"),
            Column("Giá trị nhận"),
            Column("Ý nghĩa"),
        ),
        rows=tuple(_row(annex, each, example) for each in said),
        wide=True,
    )
    lead = f"Tệp {annex.file_name}, trang tính “{annex.label}” của sổ Excel."
    return Section(id=annex.value, title=annex.label, lead=lead, tables=(table,))


def _row(annex: Annex, said: FieldCells, example: Mapping[str, str]) -> Row:
    shown = example.get(said.title.text)
    return Row(
        (
            said.title,
            _BLANK if shown is None else Cell(shown),
            said.required,
            said.allowed,
            said.meaning,
        ),
        id=slug(f"{annex.value} {said.title.text}"),
    )
