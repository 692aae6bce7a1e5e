"""Vietnamese tables in every encoding: the same values, or refused by the name of the cause."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import Field

from build_tools.diagnostics import Diagnostics
from build_tools.validation.records import read_rows
from schemas.base import Number, Record, ShortText

CORPUS = Path(__file__).resolve().parents[3] / "shared/corpora/vn-encodings"
ROWS = [
    ["mã_đơn_vị", "tên_đơn_vị", "số_đảng_viên"],
    ["01", "Thọ Xuân", "9876"],
    ["02", "Quảng Xương", "12345"],
    ["03", "Đảng ủy Khối các cơ quan", "4321"],
]
REFUSED = {
    "bidi-override.csv": ("text.bidi", "2:4", "U+202E"),
    "cyrillic-homoglyph-key.csv": ("text.mixed-script", "2:2", "U+0421"),
    "double-encoded.csv": ("text.double-encoded", "1:1", "mã hóa hai lần"),
    "tcvn5712-1.csv": ("text.tcvn3", "1:1", "TCVN3"),
    "windows-1258.csv": ("text.windows-1258", "1:1", "Windows-1258"),
    "zero-width-in-key.csv": ("text.invisible", "2:2", "U+200B"),
}
READ = ("utf8-nfc.csv", "utf8-nfd.csv", "utf8-bom-crlf.csv", "utf16le-bom-excel-unicode-text.csv")


class Named(Record):
    """Two columns of the tables with a number: what a schema of ours would say of them."""

    code: ShortText = Field(title="mã")
    value: Number = Field(title="số")


def test_every_file_of_the_corpus_is_told_of() -> None:
    files = {path.name for path in CORPUS.glob("*.csv")}
    assert files == {*REFUSED, *READ, "nbsp-number.csv", "semicolon-excel-vi.csv"}


@pytest.mark.parametrize("name", READ)
def test_every_form_of_unicode_gives_the_same_values(
    read_csv: Callable[[Path], Any], name: str
) -> None:
    assert read_csv(CORPUS / name).cells == ROWS


def test_a_table_of_a_vietnamese_excel_is_read_with_a_note(read_csv: Callable[[Path], Any]) -> None:
    assert read_csv(CORPUS / "semicolon-excel-vi.csv").cells == [
        ["mã", "tên", "tỷ_lệ", "tổng"],
        ["01", "Thọ Xuân", "98,7", "12.345"],
    ]


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_for_certain_names_its_cause(
    read_csv: Callable[[Path], Any], name: str
) -> None:
    code, place, cause = REFUSED[name]
    reading = read_csv(CORPUS / name)
    assert reading.codes == [code]
    assert reading.errors[0].startswith(f"{name}:{place}: ")
    assert cause in reading.errors[0]


def test_a_number_with_a_hidden_blank_is_refused_by_its_code_point(
    read_csv: Callable[[Path], Any], told: Callable[..., Any]
) -> None:
    reading = read_csv(CORPUS / "nbsp-number.csv")
    found = Diagnostics()
    assert read_rows(reading.table, Named, None, found) == ()
    errors, codes = told(found)
    assert codes == ["number.hidden-blank"]
    assert errors[0].startswith("nbsp-number.csv:2:4: ")
    assert "U+00A0" in errors[0]
