"""A workbook by itself: types, formats, nothing that is run, set up to be read and printed."""

import datetime as dt
import hashlib
import io
import re
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from reading_back import opened, rows_of, shown
from tables import field, table

from build_tools.datasets.books import Book, Sheet
from build_tools.datasets.model import Dataset, Kind
from build_tools.exports.workbook import workbook_file
from build_tools.exports.workbook_layout import row_heights, text_height

HOSTILE = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "{=1}", "=cmd|' /C calc'!A0", "http://x.vn/"]


def book(
    *tables: Dataset, title: str = "Báo cáo tháng 06/2026 – Tổ 1", dictionary: bool = False
) -> Book:
    return Book(
        title=title,
        facts=(("Kỳ", "Tháng 06/2026"), ("Tóm tắt", "Một câu. " * 30)),
        marks=("Dữ liệu minh họa.",),
        notes=("Dữ liệu minh họa.", "Trang dành cho mạng nội bộ."),
        sheets=tuple(
            Sheet(tab=f"Bảng {number}", table=each, source=each.topic.source)
            for number, each in enumerate(tables, start=1)
        ),
        absent=(("Đôn đốc", "Không phát sinh."),),
        author="Bộ phận giúp việc Tổ 1",
        made_on=dt.date(2026, 6, 17),
        as_of=dt.date(2026, 7, 10),
        dictionary=dictionary,
    )


FIELDS = (
    field("unit_name", "Địa bàn"),
    field("actual", "Thực hiện", kind=Kind.NUMBER, estimate_if=("quality", "uoc")),
    field("quality", "Tính chất", labels={"uoc": "Ước tính", "ct": "Chính thức"}),
    field("day", "Ngày", kind=Kind.DAY),
    field("late", "Chậm", kind=Kind.INTEGER, unit="ngày"),
    field("done", "Xong", kind=Kind.BOOLEAN),
    field("period", "Kỳ", kind=Kind.PERIOD),
    field("code", "Mã", on_sheet=False),
    field("row_source", "Tệp và dòng", aside=True),
    field("note", "Ghi chú"),
)
_DAY, _LONG_AGO = dt.date(2026, 2, 5), dt.date(1889, 1, 1)
ROWS = (
    ("Xã Đạ Tẻh", Decimal("-1234567.50"), "uoc", _DAY, 5, True, "2026-Q1", "1", "a:2", "=1"),
    ("Xã Hòa Bình", Decimal(0), "ct", _LONG_AGO, 0, False, "2026", "2", "a:3", None),
    ("Xã Bà Gia", None, "uoc", None, None, None, None, None, "a:4", "Chưa có\nsố liệu"),
    ("Xã Cát Tiên", Decimal("1234567890123456.78"), "ct", *[None] * 5, "a:5", ""),
)


@pytest.fixture(scope="module")
def made() -> bytes:
    return workbook_file(book(table(FIELDS, *ROWS)))


@pytest.fixture(scope="module")
def sheet(made: bytes) -> Worksheet:
    return opened(made)["Bảng 1"]


def test_numbers_and_days_are_such_and_show_their_digits(made: bytes) -> None:
    first, second, third, _ = rows_of(opened(made), "Bảng 1")
    assert [*first.values()] == [
        *("Xã Đạ Tẻh", "−1.234.567,50 (ước)", "Ước tính", "05/02/2026", "5", "Có", "Quý I/2026"),
        *("=1", "a:2"),
    ]
    assert (second["Thực hiện"], second["Chậm (ngày)"], second["Xong"]) == ("0", "0", "Không")
    assert (third["Thực hiện"], third["Ngày"], third["Kỳ"]) == ("–", "–", "–")
    assert "Mã" not in first


def test_what_a_spreadsheet_cannot_hold_exactly_is_written_as_text(sheet: Worksheet) -> None:
    assert shown(sheet["B5"]) == "1.234.567.890.123.456,78"
    assert sheet["B5"].data_type == "s"
    assert shown(sheet["D3"]) == "01/01/1889"
    assert sheet["D3"].data_type == "s"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_formula_or_a_link(text: str) -> None:
    whole = opened(workbook_file(book(table([field("a"), field("b")], (text, "x")), title=text)))
    for page in whole:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.coordinate
                assert cell.hyperlink is None or page.title == "Thông tin"
    cell = whole["Bảng 1"]["A2"]
    assert cell.value == text
    assert bool(cell.quotePrefix) == (text not in {"+1", "{=1}", "http://x.vn/"})


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_any_text_comes_back_as_it_is(text: str) -> None:
    whole = opened(workbook_file(book(table([field("a")], (text,)))))
    assert whole["Bảng 1"]["A2"].value == text


def test_a_letter_written_by_number_stays_as_typed() -> None:
    whole = opened(workbook_file(book(table([field("a")], ("mã _x0041_ và &#65;",)))))
    assert whole["Bảng 1"]["A2"].value == "mã _x0041_ và &#65;"


def test_the_same_book_gives_the_same_bytes_and_no_clock(made: bytes) -> None:
    assert hashlib.sha256(workbook_file(book(table(FIELDS, *ROWS)))).digest() == (
        hashlib.sha256(made).digest()
    )
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2026-06-17T00:00:00Z"}
    assert "Bộ phận giúp việc Tổ 1" in core


def test_heads_stay_in_sight_filter_and_stand_on_every_printed_page(sheet: Worksheet) -> None:
    assert [cell.value for cell in sheet[1]] == [
        *("Địa bàn", "Thực hiện", "Tính chất", "Ngày", "Chậm (ngày)", "Xong", "Kỳ", "Ghi chú"),
        "Tệp và dòng",
    ]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:I5"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_area.endswith("$A$1:$H$5")  # what is aside is not printed
    assert "Dữ liệu minh họa." in sheet.oddFooter.left.text
    assert "10/07/2026" in sheet.oddFooter.left.text


def test_columns_are_broad_enough_to_read_and_rows_high_enough_for_their_words() -> None:
    words = "một hai ba bốn năm sáu bảy tám chín mười " * 6
    page = opened(workbook_file(book(table([field("a"), field("b")], (words, "x")))))["Bảng 1"]
    width, height = page.column_dimensions["A"].width, page.row_dimensions[2].height
    assert 30 < width <= 47
    assert height >= 15 * (len(words) / width)
    assert page["A2"].alignment.wrap_text


def test_the_first_sheet_says_what_the_workbook_is_and_what_it_has_not(made: bytes) -> None:
    page = opened(made)["Thông tin"]
    words = [[cell.value for cell in row if cell.value is not None] for row in page.iter_rows()]
    assert words[0] == ["Báo cáo tháng 06/2026 – Tổ 1"]
    assert ["Dữ liệu minh họa."] in words
    assert ["Kỳ", "Tháng 06/2026"] in words
    assert ["Bảng 1", "Các thứ – reports/KỲ/to-NN/things.csv", 4] in words
    assert ["Đôn đốc", "Không phát sinh.", 0] in words


def test_the_last_sheet_explains_every_column_where_it_is_asked_for() -> None:
    whole = opened(workbook_file(book(table(FIELDS, *ROWS), dictionary=True)))
    rows = rows_of(whole, "Giải thích cột")
    assert [row["Cột"] for row in rows] == [cell.value for cell in whole["Bảng 1"][1]]
    assert rows[1]["Tên trong CSV, JSON"] == "actual"


@given(
    st.lists(st.none() | st.text("a\n ", max_size=60), min_size=1, max_size=9),
    st.floats(4, 40),
)
def test_a_row_is_as_high_as_its_highest_text(column: list[str | None], width: float) -> None:
    fields = [field("a"), field("b"), field("c", aside=True)]
    short: list[str | None] = ["x"] * len(column)
    _, *heights = row_heights(fields, [column, short, column], [width, 30.0, 4.0])
    one_line = text_height("x", width)
    assert [one_line if height is None else height for height in heights] == [
        text_height(text or "", width) for text in column
    ]
