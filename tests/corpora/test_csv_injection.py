"""Cells that a spreadsheet would run: refused on the way in, inert on the way out."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tables import texts

from build_tools.diagnostics import Diagnostics
from build_tools.exports.data import csv_file
from build_tools.exports.spreadsheet import as_typed
from build_tools.project import Project
from build_tools.validation.checking import check_content
from build_tools.validation.settings_file import load_settings
from schemas.numbers import parse_decimal

CORPUS = Path(__file__).resolve().parents[3] / "shared/corpora/csv-injection"
PAYLOADS = sorted(
    {
        entry["payload"]
        for entry in json.loads((CORPUS / "payloads.json").read_text(encoding="utf-8"))
    }
)
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
RUN = [payload for payload in PAYLOADS if payload.startswith(STARTS)]
ISSUES = "content/reports/2031-01/to-01/issues.csv"
CELL = "Chưa thống nhất đơn giá"  # a cell of text in the first row


def test_the_corpus_is_whole() -> None:
    assert len(PAYLOADS) >= 25
    assert [payload[:3] for payload in PAYLOADS if payload not in RUN] == ["DDE"]


@pytest.mark.parametrize("payload", RUN, ids=ascii)
def test_a_cell_that_would_be_run_is_refused(
    small_province: Project, told: Callable[..., Any], payload: str
) -> None:
    file = small_province.root / ISSUES
    text = file.read_bytes().decode("utf-8-sig")
    assert CELL in text
    quoted = '"{}"'.format(payload.replace('"', '""'))
    file.write_bytes(text.replace(CELL, quoted, 1).encode())
    settings = load_settings(small_province, Diagnostics())
    assert settings is not None
    assert settings.record.as_of is not None
    findings = Diagnostics(check_content(small_province, settings.record.as_of, None))
    errors, codes = told(findings)
    assert codes in (["value.formula"], ["csv.leading-break"], ["text.lone-return"])
    assert re.match(rf"{ISSUES}:2:\d+: ", errors[0])


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
@pytest.mark.parametrize("before", ["", " ", '"', "\u00a0", "Đã xong\n", "Đã xong;"], ids=ascii)
def test_a_cell_of_a_download_is_not_run_and_comes_back_as_typed(payload: str, before: str) -> None:
    text = before + payload
    made = csv_file(texts(text, "1"))
    (_, (cell, _)) = csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""))
    for part in re.split("[\n;]", cell):
        assert not part.lstrip(' "\u00a0').startswith(tuple(set(STARTS) - {"\n"}))
    assert not cell.startswith("\n")
    assert as_typed(cell) == text


@pytest.mark.parametrize("text", ["-5", "-1,5", "+3", "-1.234,5"])
def test_a_number_stays_a_number(text: str) -> None:
    made = csv_file(texts(text)).decode("utf-8-sig")
    (_, (cell,)) = csv.reader(io.StringIO(made, newline=""))
    assert parse_decimal(cell) == parse_decimal(text)
