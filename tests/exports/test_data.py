"""Rows for spreadsheets and programs: plain, stable and never run."""

import datetime as dt
import json

from build_tools.exports.data import csv_file, json_file

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
