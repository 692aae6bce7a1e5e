"""Rows for spreadsheets and programs: plain, stable and never run."""

import csv
import datetime as dt
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.exports.data import csv_file, inert, json_file

RECORD = {
    "team": 'Tổ 1, "hai"',
    "due": dt.date(2026, 2, 18),
    "days_late": 5,
    "nothing_to_report": False,
    "page": None,
}  # fmt: skip


def test_csv_has_a_byte_order_mark_its_fields_as_head_and_crlf() -> None:
    assert (
        csv_file(tuple(RECORD), [RECORD])
        == (
            "\ufeffteam,due,days_late,nothing_to_report,page\r\n"
            '"Tổ 1, ""hai""",2026-02-18,5,false,\r\n'
        ).encode()
    )


def test_json_says_its_version_its_day_and_its_rows() -> None:
    assert json.loads(json_file(dt.date(2026, 7, 10), [RECORD])) == {
        "schema_version": 1,
        "as_of": "2026-07-10",
        "rows": [
            {
                "team": 'Tổ 1, "hai"',
                "due": "2026-02-18",
                "days_late": 5,
                "nothing_to_report": False,
                "page": None,
            }
        ],
    }


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+84", "'+84"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("  =1", "'  =1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("＝1", "'＝1"),
        ("một\n=1", "một\n'=1"),
        ("Tổ 1", "Tổ 1"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_run_is_made_inert(text: str, shown: str) -> None:
    assert inert(text) == shown


@given(st.text(alphabet="=+-@\t\n \u00a0aố'\"", max_size=12))
def test_no_line_of_a_cell_begins_a_formula_and_nothing_is_lost(text: str) -> None:
    made = csv_file(("cell",), [{"cell": text}]).decode("utf-8-sig")
    (_, *rows) = csv.reader(io.StringIO(made, newline=""))
    shown = rows[0][0] if rows and rows[0] else ""

    assert not any(line.strip()[:1] in set("=+-@") - {""} for line in shown.split("\n"))
    assert shown.replace("'", "") == text.replace("'", "")
