"""The dictionary of data: every file's fields, made from the schemas that check them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from pydantic.fields import FieldInfo

from build_tools.views.formatting import MISSING, format_number
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.schema_fields import is_list, leaves
from build_tools.views.sections import Section
from schemas.base import Record
from schemas.files import FILE_KINDS
from schemas.labelled import LabelledEnum
from schemas.period import Period
from schemas.registers import ANNEX_ROWS, columns
from schemas.text import slug

_TYPE_WORDS: dict[type, str] = {
    bool: "đúng/sai (true, false)",
    dt.date: "ngày",
    Decimal: "số",
    int: "số nguyên",
    Period: "kỳ báo cáo",
    str: "văn bản",
}


@dataclass(frozen=True, slots=True)
class FieldCells:
    """What is said of one field, a cell each."""

    title: Cell
    required: Cell
    kind: Cell
    allowed: Cell
    meaning: Cell

    @classmethod
    def of(cls, record: type[Record], name: str) -> Self:
        """Describe a field of a record from its schema."""
        field = record.model_fields[name]
        kinds = leaves(field.annotation)
        return cls(
            Cell(field.title or name),
            Cell("có" if field.is_required() else "không"),
            Cell(_type_words(field, kinds)),
            _allowed_cell(field, kinds),
            Cell(field.description or ""),
        )


def dictionary_sections() -> tuple[Section, ...]:
    """Return one part a file: catalogue, teams, documents, the report and its annexes."""
    files = [
        _section(kind.path, kind.title, kind.record, tuple(kind.record.model_fields))
        for kind in FILE_KINDS
    ]
    annexes = [
        _section(f"reports/KỲ/to-NN/{annex.file_name}", annex.label, row, columns(row))
        for annex, row in ANNEX_ROWS.items()
    ]
    return (*files, *annexes)


def _section(path: str, title: str, record: type[Record], names: tuple[str, ...]) -> Section:
    rows = tuple(row for name in names for row in _rows(record, name))
    table = TableView(
        caption=f"{path}: {format_number(len(rows))} trường",
        columns=(
            Column("Tên cột, khóa"),
            Column("Tên tiếng Anh"),
            Column("Bắt buộc"),
            Column("Kiểu"),
            Column("Giá trị nhận"),
            Column("Ý nghĩa"),
        ),
        rows=rows,
        wide=True,
    )
    return Section(id=slug(path), title=title, lead=f"Tệp content/{path}", tables=(table,))


def _rows(record: type[Record], name: str, prefix: str = "") -> Iterator[Row]:
    """Yield the field, then the fields of the record that it holds."""
    said = FieldCells.of(record, name)
    yield Row(
        (said.title, Cell(f"{prefix}{name}"), said.required, said.kind, said.allowed, said.meaning),
        id=slug(f"{record.__name__} {name}"),
    )
    kinds = leaves(record.model_fields[name].annotation)
    nested = next((kind for kind in kinds if issubclass(kind, Record)), None)
    if nested is not None:
        for inner in nested.model_fields:
            yield from _rows(nested, inner, f"{prefix}{name}.")


def _type_words(field: FieldInfo, kinds: tuple[type, ...]) -> str:
    words = _kind_words(kinds[0])
    return f"danh sách, mỗi mục là {words}" if is_list(field.annotation) else words


def _kind_words(kind: type) -> str:
    if issubclass(kind, LabelledEnum):
        return "một trong danh sách"
    if issubclass(kind, Record):
        return "nhóm khóa"
    return _TYPE_WORDS[kind]


def _allowed_cell(field: FieldInfo, kinds: tuple[type, ...]) -> Cell:
    members = [each for kind in kinds if issubclass(kind, LabelledEnum) for each in kind]
    if members:
        return Cell("; ".join(f"{each.label} ({each.value})" for each in members))
    bounds = [
        f"{word} {getattr(limit, name)}"
        for word, name in (("từ", "ge"), ("đến", "le"))
        for limit in field.metadata
        if hasattr(limit, name)
    ]
    if bounds:
        return Cell(" ".join(bounds))
    return Cell(MISSING, title="không có danh sách giá trị")
