"""A sheet filled by columns has the bytes of one that XlsxWriter writes cell after cell."""

import datetime as dt
import io
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook
from xlsxwriter.format import Format

from build_tools.exports.table_sheet import SheetCell, TableSheet

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
texts = st.sampled_from(["a", "Ủy ban", " x ", "<&>", "a\nb", "\x07", "_x0007_", "𝒳"]) | st.text(
    st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5
)
cells = st.none() | texts | st.decimals(allow_nan=False, allow_infinity=False, places=2)
tables = st.integers(1, 30).flatmap(
    lambda columns: st.lists(st.lists(cells, min_size=columns, max_size=columns), max_size=40).map(
        lambda rows: [["Cột"] * columns, *rows]
    )
)
heights = st.dictionaries(st.integers(0, 45), st.floats(10, 400), max_size=4)


def started(buffer: io.BytesIO, tall: dict[int, float]) -> tuple[Workbook, TableSheet, Format]:
    workbook = Workbook(buffer, OPTIONS)
    workbook.set_properties({"created": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)})  # else now
    look = workbook.add_format({"bold": True})
    page = workbook.add_worksheet("Bảng", TableSheet)
    for row, height in tall.items():
        page.set_row(row, height)
    return workbook, page, look


def filled(rows: list[list[str | Decimal | None]], tall: dict[int, float]) -> bytes:
    buffer = io.BytesIO()
    workbook, page, look = started(buffer, tall)
    page.fill(
        [
            [
                page.text(value, look)
                if isinstance(value, str)
                else None
                if value is None
                else SheetCell(look, "", f"{value:.16G}")
                for value in column
            ]
            for column in zip(*rows, strict=True)
        ]
    )
    workbook.close()
    return buffer.getvalue()


def cell_after_cell(rows: list[list[str | Decimal | None]], tall: dict[int, float]) -> bytes:
    buffer = io.BytesIO()
    workbook, page, look = started(buffer, tall)
    for at, column in enumerate(zip(*rows, strict=True)):
        for row, value in enumerate(column):
            if isinstance(value, str):
                page.write_string(row, at, value, look)
            elif value is not None:
                page.write_number(row, at, value, look)
    workbook.close()
    return buffer.getvalue()


@given(tables, heights)
def test_a_filled_sheet_is_the_same_to_the_byte(
    rows: list[list[str | Decimal | None]], tall: dict[int, float]
) -> None:
    tall = {row: height for row, height in tall.items() if row < len(rows)}
    assert filled(rows, tall) == cell_after_cell(rows, tall)


def test_a_text_beyond_excels_limit_is_cut_at_the_same_letter() -> None:
    for text in ("a" * 40_000, "a" + "𝒳" * 20_000, "𝒳" * 16_000, "ấ" * 32_767):
        assert filled([[text]], {}) == cell_after_cell([[text]], {})
