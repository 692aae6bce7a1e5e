"""77 polluted versions of one table: the clean one's values, or refused with file and line."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import Field

from build_tools.diagnostics import Diagnostics
from build_tools.validation.records import read_rows
from schemas.base import Day, Record, ShortText, Text, WholeNumber

CORPUS = Path(__file__).resolve().parents[3] / "shared/corpora/pollock"
FILES = sorted(path.name for path in (CORPUS / "csv").glob("*.csv"))
TYPED_ONLY = {"file_header_multirow_2.csv", "file_header_multirow_3.csv"}
MUST_BE_READ = {
    "source.csv",
    "file_no_trailing_newline.csv",
    "file_one_data_row.csv",
    "file_record_delimiter_0xA.csv",
}


class Sale(Record):
    """A row of the table: what a schema of ours would say of it."""

    date: Day = Field(title="DATE")
    time: ShortText = Field(title="TIME")
    quantity: WholeNumber = Field(title="Qty")
    product: ShortText = Field(title="PRODUCTID")
    price: ShortText = Field(title="Price")
    kind: ShortText = Field(title="ProductType")
    description: Text = Field(title="ProductDescription")
    address: ShortText = Field(title="URL")
    comments: ShortText | None = Field(None, title="Comments")


def clean(name: str) -> list[list[str]]:
    with (CORPUS / "clean" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_the_corpus_is_whole() -> None:
    assert len(FILES) == 77


@pytest.mark.parametrize("name", [name for name in FILES if name not in TYPED_ONLY])
def test_a_polluted_table_is_read_right_or_refused(
    read_csv: Callable[[Path], Any], name: str
) -> None:
    reading = read_csv(CORPUS / "csv" / name)
    if name in MUST_BE_READ or reading.cells is not None:
        assert reading.cells == clean(name)
        assert reading.errors == []
    else:
        assert reading.errors[0].startswith(f"{name}:")


@pytest.mark.parametrize("name", sorted(TYPED_ONLY))
def test_a_second_row_of_heads_is_refused_by_the_types_of_the_columns(
    read_csv: Callable[[Path], Any], told: Callable[..., Any], name: str
) -> None:
    reading = read_csv(CORPUS / "csv" / name)
    found = Diagnostics()
    read_rows(reading.table, Sale, None, found)
    errors, codes = told(found)
    assert errors[0].startswith(f"{name}:2:1: “DATE”: “DATE")
    assert codes[0] == "date.malformed"


def test_the_clean_table_fits_its_types(read_csv: Callable[[Path], Any]) -> None:
    reading = read_csv(CORPUS / "csv/source.csv")
    found = Diagnostics()
    rows = read_rows(reading.table, Sale, None, found)
    assert list(found) == []
    assert len(rows) == len(clean("source.csv")) - 1
