"""What a cell says: certain, to be asked, or refused; never guessed."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.editing.importing.reading import Circumstances, Reading
from build_tools.editing.importing.values import read_value
from build_tools.reading.workbooks.model import Cell, CellType, Look
from schemas.cell_kinds import CellKind, FieldKind
from schemas.items import Severity
from schemas.numbers import parse_day, parse_decimal

N, T, D, B, E = (
    CellType.NUMBER,
    CellType.TEXT,
    CellType.DAY,
    CellType.YES_NO,
    CellType.ERROR,
)
DAY, NUMBER, TEXT = (FieldKind(kind) for kind in (CellKind.DAY, CellKind.NUMBER, CellKind.TEXT))
YES_NO, AREA = FieldKind(CellKind.YES_NO), FieldKind(CellKind.REFERENCE, refers_to="area")
CHOICE = FieldKind(CellKind.CHOICE, choices=Severity)


def read(
    cell: Cell, kind: FieldKind, *, csv: bool = False, old: bool = False, percent: bool = False
) -> Reading:
    return read_value(cell, kind, Circumstances(csv, old, percent))


CERTAIN = [
    (Cell("46208", N, Look.DAY), DAY, "05/07/2026"),
    (Cell("2026-07-05", D, Look.DAY), DAY, "05/07/2026"),
    (Cell("2026-07-05T00:00:00", D, Look.TIME), DAY, "05/07/2026"),
    (Cell("46222", N, Look.AMERICAN_DAY), DAY, "19/07/2026"),  # no month has that number
    (Cell("46210", N, Look.AMERICAN_DAY), DAY, "07/07/2026"),
    (Cell("25/07/2026"), DAY, "25/07/2026"),
    (Cell(" 2026-07-25 "), DAY, "25/07/2026"),
    (Cell("7 tháng 7"), DAY, "7 tháng 7"),  # the field's own rule refuses it
    (Cell("1234.5", N), NUMBER, "1234,5"),
    (Cell("1234.5", N, Look.NUMBER, 1), NUMBER, "1234,5"),
    (Cell("120", N, Look.NUMBER, 1), NUMBER, "120,0"),
    (Cell("1.2", N, Look.NUMBER, 3), NUMBER, "1,2000"),
    (Cell("0.30000000000000004", N), NUMBER, "0,3"),
    (Cell("1.1000000000000001", N), NUMBER, "1,1"),
    (Cell("1.5E-3", N), NUMBER, "0,0015"),
    (Cell("1.2E+5", N), NUMBER, "120000"),
    (Cell("1.23456789012346E+14", N), NUMBER, "123456789012346"),
    (Cell("-0.5", N), NUMBER, "-0,5"),
    (Cell("1234,5"), NUMBER, "1234,5"),
    (Cell("1.234"), NUMBER, "1.234"),  # two readings: the field's own rule refuses it
    (Cell("12\u00a0345"), NUMBER, "12\u00a0345"),
    (Cell("24781", N), AREA, "24781"),
    (Cell("5", N, Look.NUMBER, 0, 5), AREA, "00005"),
    (Cell("  Xã Đạ Tẻh "), AREA, "Xã Đạ Tẻh"),
    (Cell("cao"), CHOICE, "cao"),
    (Cell("true", B), YES_NO, "true"),
    (Cell("Có"), YES_NO, "true"),
    (Cell("KHÔNG"), YES_NO, "false"),
    (Cell("x"), YES_NO, "true"),
    (Cell("1", N), YES_NO, "true"),
    (Cell("dòng 1\ndòng 2 "), TEXT, "dòng 1\ndòng 2"),
    (Cell("   "), DAY, ""),
    (Cell("", T, is_worked_out=True), TEXT, ""),
]
ASKED = [
    (Cell("46208", N), DAY, "05/07/2026", "số 46208 đọc là ngày 05/07/2026"),
    (Cell("46208"), DAY, "05/07/2026", "số 46208 đọc là ngày 05/07/2026"),
    (Cell("05/07/2026"), DAY, "05/07/2026", "“05/07/2026” đọc là ngày 5 tháng 7 năm 2026"),
    (Cell("1.234,5"), NUMBER, "1234,5", "chữ “1.234,5” đọc là số 1234,5"),
    (Cell("12.3456", N, Look.NUMBER, 1), NUMBER, "12,3456", "ô hiện 12,3, giá trị thật"),
    (Cell("12.5", N, Look.NUMBER, 0), NUMBER, "12,5", "ô hiện 12, giá trị thật"),
    (Cell("1.234", N), NUMBER, "1,2340", "đọc là 1,2340, không phải 1234"),
    (Cell("5", N), TEXT, "5", "số 0 đứng đầu, nếu có, đã mất"),
]
REFUSED = [
    (Cell("#REF!", E), NUMBER, "Ô báo lỗi #REF!"),
    (Cell("#N/A", E), TEXT, "Ô báo lỗi #N/A"),
    (Cell("", N, is_worked_out=True), NUMBER, "không giữ kết quả"),
    (Cell("46206", N, Look.AMERICAN_DAY), DAY, "không rõ là 03/07/2026 hay ngày 07/03/2026"),
    (Cell("2026-04-03", D, Look.AMERICAN_DAY), DAY, "không rõ là 03/04/2026 hay ngày 04/03/2026"),
    (Cell("46208.5", N, Look.DAY), DAY, "có cả giờ"),
    (Cell("2026-07-05T10:30:00", D, Look.TIME), DAY, "có cả giờ"),
    (Cell("12", N), DAY, "Ô ghi số 12, không phải ngày"),
    (Cell("46208.5", N), DAY, "Ô ghi số 46208.5, không phải ngày"),
    (Cell("59", N, Look.DAY), DAY, "ngoài các năm"),
    (Cell("9999999", N, Look.DAY), DAY, "ngoài các năm"),
    (Cell("khong phai ngay", D, Look.DAY), DAY, "ngoài các năm"),
    (Cell("true", B), DAY, "đúng hoặc sai"),
    (Cell("46208", N, Look.DAY), NUMBER, "Ô là ngày tháng mà cột này cần một số"),
    (Cell("2026-07-05", D), NUMBER, "Ô là ngày tháng"),
    (Cell("0.125", N, Look.PERCENT, 1), NUMBER, "định dạng phần trăm (12,5 %) mà"),
    (Cell("1234000", N, Look.SCALED), NUMBER, "chia cho một nghìn"),
    (Cell("12345678901234567", N), NUMBER, "quá 15 chữ số"),
    (Cell("1.23456789012346E+016", N), NUMBER, "quá 15 chữ số"),
    (Cell("NaN", N), NUMBER, "quá 15 chữ số"),
    (Cell("46208", N, Look.DAY), TEXT, "có thể Excel đã tự đổi 12/3"),
    (Cell("2026-03-12", D, Look.DAY), AREA, "có thể Excel đã tự đổi 12/3"),
    (Cell("0.5", N, Look.PERCENT), TEXT, "có định dạng"),
    (Cell("true", B), TEXT, "đúng hoặc sai"),
    (Cell("1234567890123456789", N), TEXT, "quá 15 chữ số"),
]


@pytest.mark.parametrize(("cell", "kind", "text"), CERTAIN)
def test_what_is_certain_is_read_without_a_question(cell: Cell, kind: FieldKind, text: str) -> None:
    reading = read(cell, kind)
    assert (reading.text, reading.asks, reading.refused) == (text, "", "")


@pytest.mark.parametrize(("cell", "kind", "text", "asks"), ASKED)
def test_what_is_shown_otherwise_asks(cell: Cell, kind: FieldKind, text: str, asks: str) -> None:
    reading = read(cell, kind)
    assert (reading.text, reading.refused) == (text, "")
    assert asks in reading.asks


@pytest.mark.parametrize(("cell", "kind", "why"), REFUSED)
def test_what_could_be_two_things_is_refused_with_advice(
    cell: Cell, kind: FieldKind, why: str
) -> None:
    reading = read(cell, kind)
    assert why in reading.refused
    assert reading.advice
    assert reading.text == ""


def test_a_percentage_of_a_percentage_asks() -> None:
    reading = read(Cell("0.125", N, Look.PERCENT, 1), NUMBER, percent=True)
    assert reading.text == "12,5"
    assert reading.asks == "ô định dạng phần trăm, giá trị 0,125 đọc là 12,5 %"
    assert read(Cell("12,5 %"), NUMBER, percent=True).text == "12,5"
    assert read(Cell("12,5 %"), NUMBER).text == "12,5 %"  # the field's own rule refuses it
    assert read(Cell("1", N, Look.PERCENT, 0), NUMBER, percent=True).text == "100"


def test_days_of_1904_are_counted_from_there() -> None:
    assert read(Cell("44746", N, Look.DAY), DAY, old=True).text == "05/07/2026"


def test_a_csv_asks_for_numbers_of_days_alone() -> None:
    assert read(Cell("05/07/2026"), DAY, csv=True) == Reading("05/07/2026")
    assert read(Cell("1.234,5"), NUMBER, csv=True) == Reading("1234,5")
    assert read(Cell("46208"), DAY, csv=True).asks


@given(st.floats(0.01, 1e14).map(lambda x: float(f"{x:.15g}")))
def test_a_number_keeps_every_digit_that_the_spreadsheet_keeps(number: float) -> None:
    reading = read(Cell(repr(number), N), NUMBER)
    assert parse_decimal(reading.text) == Decimal(f"{number:.15g}")


@given(st.dates(dt.date(1900, 3, 1), dt.date(2199, 12, 31)))
def test_a_day_is_the_one_that_was_counted(day: dt.date) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    reading = read(Cell(str(serial), N, Look.DAY), DAY)
    assert parse_day(reading.text) == day


@given(
    st.sampled_from(list(CellType)),
    st.text(max_size=12),
    st.sampled_from(list(Look)),
    st.one_of(st.none(), st.integers(0, 4)),
    st.booleans(),
    st.sampled_from([DAY, NUMBER, TEXT, YES_NO, AREA, CHOICE]),
    st.booleans(),
)
def test_nothing_in_a_cell_is_a_traceback(
    kind: CellType,
    text: str,
    look: Look,
    decimals: int | None,
    worked_out: bool,  # noqa: FBT001  drawn
    field: FieldKind,
    percent: bool,  # noqa: FBT001  drawn
) -> None:
    cell = Cell(text, kind, look, decimals, is_worked_out=worked_out)
    reading = read(cell, field, percent=percent)
    assert not (reading.refused and reading.text)
