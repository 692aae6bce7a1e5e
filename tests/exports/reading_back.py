"""A workbook read back with openpyxl, each cell as a reader of the Vietnamese edition sees it."""

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook

from build_tools.views.formatting import MISSING, format_day, format_number

_DECIMALS = re.compile(r'#,##0(?:\.(0+))?(" \(ước\)")?')


def opened(made: bytes) -> Workbook:
    return load_workbook(io.BytesIO(made))


def shown(cell: Cell) -> str:
    """What the cell shows: the digits that its number format leaves of the number it holds."""
    value = cell.value
    if value is None:
        return MISSING
    if isinstance(value, dt.datetime):
        assert cell.number_format == "dd/mm/yyyy"
        return format_day(value.date())
    if isinstance(value, int | float):
        match = _DECIMALS.fullmatch(cell.number_format)
        assert match, cell.number_format
        text = format_number(Decimal(repr(value)), len(match[1] or ""))
        return f"{text} (ước)" if match[2] else text
    assert cell.data_type == "s", cell.coordinate  # a text, never "f"
    return str(value)


def rows_of(workbook: Workbook, tab: str) -> Sequence[Mapping[str, str]]:
    """The rows of a sheet by their heads."""
    heads, *rows = workbook[tab].iter_rows()
    names = [str(head.value) for head in heads]
    return [{name: shown(cell) for name, cell in zip(names, row, strict=True)} for row in rows]
