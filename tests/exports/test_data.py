"""Tables as CSV and JSON: plain and exact for programs, Vietnamese for Excel."""

import csv
import datetime as dt
import io
import json
from decimal import Decimal

from tables import EDITION, field, table

from build_tools.datasets.model import Kind
from build_tools.exports.data import csv_file, excel_csv_file, json_file

TABLE = table(
    [
        field("team", "Tổ"),
        field("period", "Kỳ", kind=Kind.PERIOD, required=True),
        field("due", "Hạn gửi", kind=Kind.DAY),
        field("days_late", "Chậm", kind=Kind.INTEGER, unit="ngày"),
        field("actual", "Thực hiện", kind=Kind.NUMBER),
        field("done", "Xong", kind=Kind.BOOLEAN),
        field("state", "Tình trạng", labels={"cham": "Chậm", "dung_han": "Đúng hạn"}),
        field("fields", "Lĩnh vực", kind=Kind.LIST, labels={"kt": "Kinh tế", "xh": "Xã hội"}),
        field("row_report", "Báo cáo", on_sheet=False),
    ],
    (
        'Tổ 1, "hai"; =1',
        "2026-Q1",
        dt.date(2026, 2, 5),
        -5,
        Decimal("1234567890123456.70"),
        False,
        "cham",
        ("kt", "xh"),
        "bao-cao/2026-q1/to-01/",
    ),
    (None, "2026", None, None, None, None, None, (), None),
)


def test_csv_for_programs_is_plain_utf_8_with_english_names_and_exact_numbers() -> None:
    assert csv_file(TABLE).decode() == (
        "team,period,due,days_late,actual,done,state,fields,row_report\r\n"
        '"Tổ 1, ""hai"";\' =1",2026-Q1,2026-02-05,-5,1234567890123456.70,false,cham,kt|xh,'
        "bao-cao/2026-q1/to-01/\r\n"
        ",2026,,,,,,,\r\n"
    )


def test_csv_for_excel_has_vietnamese_heads_words_days_and_commas() -> None:
    made = excel_csv_file(TABLE).decode()
    assert made.startswith("\ufeffTổ;Kỳ;")
    heads, first, second = csv.reader(io.StringIO(made[1:], newline=""), delimiter=";")
    assert heads == [
        *("Tổ", "Kỳ", "Hạn gửi", "Chậm", "Thực hiện", "Xong", "Tình trạng", "Lĩnh vực"),
    ]
    assert first == [
        *('Tổ 1, "hai";\' =1', "Quý I/2026", "05/02/2026", "-5", "1234567890123456,70"),
        *("Không", "Chậm", "Kinh tế; Xã hội"),
    ]
    assert second == ["", "Năm 2026", "", "", "", "", "", ""]


def test_json_says_what_it_is_and_has_texts_as_typed_and_numbers_to_the_digit() -> None:
    made = json_file(TABLE, EDITION).decode()
    whole = json.loads(made, parse_float=Decimal)
    assert {name: whole[name] for name in whole if name != "rows"} == {
        "schema_version": 1,
        "dataset": "things",
        "title": "Các thứ",
        "as_of": "2026-07-10",
        "audience": "intranet",
        "illustrative": True,
    }
    first, second = whole["rows"]
    assert first == {
        "team": 'Tổ 1, "hai"; =1',
        "period": "2026-Q1",
        "due": "2026-02-05",
        "days_late": -5,
        "actual": Decimal("1234567890123456.70"),
        "done": False,
        "state": "cham",
        "fields": ["kt", "xh"],
        "row_report": "bao-cao/2026-q1/to-01/",
    }
    assert '"actual":1234567890123456.70,' in made
    assert [name for name, value in second.items() if value is not None] == ["period", "fields"]


def test_a_table_without_rows_is_still_one() -> None:
    empty = table(TABLE.fields)
    assert json.loads(json_file(empty, EDITION))["rows"] == []
    assert csv_file(empty).decode().count("\r\n") == 1
