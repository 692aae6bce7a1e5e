"""Writing cells of a sheet by what their fields are, with lists and checks for those below."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from build_tools.editing.workbook.columns import YES_NO, Offer
from build_tools.editing.workbook.lists import Lists
from build_tools.editing.workbook.styles import DAY_FORMAT, TEXT_FORMAT, Styles
from schemas.cell_kinds import CellKind, FieldKind

_FIRST_DAY, _LAST_DAY = dt.date(2000, 1, 1), dt.date(2099, 12, 31)
_LARGEST = 10**15  # as a spreadsheet keeps exactly
_FORMATS = {CellKind.DAY: DAY_FORMAT, CellKind.NUMBER: "General", CellKind.WHOLE_NUMBER: "#,##0"}
PROTECTION: Mapping[str, bool] = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
}


def number_format(kind: FieldKind) -> str:
    """Return the format of the cells of a field."""
    return TEXT_FORMAT if kind.is_list else _FORMATS.get(kind.kind, TEXT_FORMAT)


@dataclass(slots=True)
class GridWriter:
    """Writes into one sheet; rows and columns count from 0."""

    sheet: Worksheet
    styles: Styles
    lists: Lists

    def value(self, row: int, column: int, value: object, look: Format) -> None:
        """Write a value as what it is: a day, a number, else a text; None leaves the cell blank."""
        if isinstance(value, bool):
            self.sheet.write_string(row, column, YES_NO[0] if value else YES_NO[1], look)
        elif isinstance(value, Decimal | int):
            self.sheet.write_number(row, column, float(value), look)
        elif isinstance(value, dt.date):
            self.sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time.min), look)
        elif value is None or value == "":
            self.sheet.write_blank(row, column, None, look)
        else:
            self.sheet.write_string(row, column, str(value), look)

    def check(
        self, first: tuple[int, int], last: tuple[int, int], kind: FieldKind, offer: Offer | None
    ) -> None:
        """Offer a list, or refuse what is no day and no number, in a block of cells."""
        options = (
            self._list(offer) if offer else _CHECKS.get(kind.kind) if not kind.is_list else None
        )
        if options:
            self.sheet.data_validation(*first, *last, dict(options))

    def _list(self, offer: Offer) -> Mapping[str, Any] | None:
        source = self.lists.source(offer.title, offer.values)
        if source is None:
            return None
        return {
            "validate": "list",
            "source": source,
            "show_error": offer.is_closed,
            "error_title": "Không có trong danh sách",
            "error_message": "Hãy chọn một giá trị trong danh sách của ô.",
        }


_CHECKS: Mapping[CellKind, Mapping[str, Any]] = {
    CellKind.DAY: {
        "validate": "date",
        "criteria": "between",
        "minimum": _FIRST_DAY,
        "maximum": _LAST_DAY,
        "error_title": "Chưa phải ngày",
        "error_message": "Ghi ngày/tháng/năm, ví dụ 05/07/2026.",
    },
    CellKind.NUMBER: {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -_LARGEST,
        "maximum": _LARGEST,
        "error_title": "Chưa phải số",
        "error_message": "Chỉ ghi số, không ghi đơn vị tính.",
    },
    CellKind.WHOLE_NUMBER: {
        "validate": "integer",
        "criteria": "between",
        "minimum": 0,
        "maximum": 100,
        "error_title": "Chưa đúng",
        "error_message": "Ghi số nguyên từ 0 đến 100.",
    },
}
