"""A workbook on its way from the child process: as JSON, and back."""

from collections.abc import Sequence
from dataclasses import astuple
from typing import Any

from build_tools.reading.attachments.model import TextPart
from build_tools.reading.attachments.office import read_office
from build_tools.reading.attachments.package import open_package
from build_tools.reading.workbooks.model import Area, Cell, CellType, Look, Sheet, Workbook
from build_tools.reading.workbooks.ods import ods_texts, read_ods
from build_tools.reading.workbooks.xlsx import read_xlsx


def read_packed(kind: str, data: bytes) -> dict[str, Any]:
    """Read a `.xlsx` or `.ods`; RefusedError where it does more than show or is none."""
    parts = open_package(data)
    texts: Sequence[TextPart]
    if kind == ".ods":
        book = read_ods(parts)
        texts = tuple(ods_texts(parts, book))
    else:
        texts = read_office(data, kind).parts
        book = read_xlsx(parts)
    return {
        "starts_in_1904": book.starts_in_1904,
        "sheets": [_packed(sheet) for sheet in book.sheets],
        "texts": [[part.where, part.text] for part in texts],
    }


def _packed(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "number": sheet.number,
        "cells": [[*at, *astuple(cell)] for at, cell in sheet.cells.items()],
        "is_hidden": sheet.is_hidden,
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "is_filtered": sheet.is_filtered,
        "merged": [astuple(area) for area in sheet.merged],
        "commented": sorted(sheet.commented),
    }


def unpack(answer: dict[str, Any]) -> tuple[Workbook, tuple[TextPart, ...]]:
    """Return the workbook and all its texts, for the gate."""
    book = Workbook(
        sheets=tuple(_sheet(packed) for packed in answer["sheets"]),
        starts_in_1904=answer["starts_in_1904"],
    )
    return book, tuple(TextPart(*part) for part in answer["texts"])


def _sheet(packed: dict[str, Any]) -> Sheet:
    return Sheet(
        name=packed["name"],
        number=packed["number"],
        cells={(row, column): _cell(*cell) for row, column, *cell in packed["cells"]},
        is_hidden=packed["is_hidden"],
        hidden_rows=frozenset(packed["hidden_rows"]),
        hidden_columns=frozenset(packed["hidden_columns"]),
        is_filtered=packed["is_filtered"],
        merged=tuple(Area(*area) for area in packed["merged"]),
        commented=frozenset((row, column) for row, column in packed["commented"]),
    )


def _cell(text: str, kind: str, look: str, *rest: Any) -> Cell:  # noqa: ANN401  as packed
    return Cell(text, CellType(kind), Look(look), *rest)
