"""Workbooks that were not made by us: what is understood, asked, refused; cell by cell."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

HEADS = ("Mã", "Địa bàn", "Lĩnh vực", "Loại", "Nội dung tóm tắt", "Ngày phát hiện", "Tình trạng")
ROW = (
    "VD-2031-01009",
    "Xã Đạ Tẻh",
    "Kinh tế",
    "Vướng mắc",
    "Đường hỏng",
    dt.date(2031, 2, 5),
    "Mới",
)
WANTED = "VD-2031-01009,Xã Đạ Tẻh,Kinh tế,Vướng mắc,Đường hỏng,05/02/2031,,,,,,,Mới,,,,,"
FIGURES = (
    "Địa bàn",
    "Chỉ tiêu",
    "Thực hiện trong kỳ",
    "Tính chất số liệu",
    "Số liệu đến ngày",
    "Nguồn",
)
DAY = "dd/mm/yyyy"


def book(change: Callable[[Worksheet], object] = lambda _: None, title: str = "Trang 1") -> bytes:
    """One sheet with the heads in row 1 and a sound row below, then changed."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    sheet.append(HEADS)
    sheet.append(ROW)
    sheet["F2"].number_format = DAY
    change(sheet)
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def figures(value: object, number_format: str = "General", indicator: str = "KT01") -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(FIGURES)
    day = dt.date(2031, 2, 14)
    sheet.append(("Xã Đạ Tẻh", indicator, value, "Sơ bộ", day, "Thuế"))
    sheet["C2"].number_format = number_format
    sheet["E2"].number_format = DAY
    return saved(made)


@pytest.fixture
def import_book(import_file: Callable[..., Any]) -> Callable[..., Any]:
    def run(data: bytes, *options: str, name: str = "tep.xlsx", **others: Any) -> Any:  # noqa: ANN401  as the fixture
        return import_file(data, *options, name=name, **others)

    return run


def put(**cells: object) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        for name, value in cells.items():
            sheet[name] = value

    return change


def titled(sheet: Worksheet) -> None:
    """Titles above, a numbering, empty rows and columns, numbers of columns, a total."""
    sheet.insert_rows(1, 3)
    sheet.insert_cols(1, 2)
    sheet["C1"] = "BÁO CÁO THÁNG 02/2031"
    sheet.merge_cells("C1:I1")
    sheet["C2"] = "Đơn vị tính: việc"
    sheet["A4"] = "STT"
    sheet["A5"] = 1
    sheet.insert_rows(5)
    for column in range(1, 10):
        sheet.cell(5, column, column)
    sheet["D9"] = "Tổng cộng"
    sheet["H6"].number_format = DAY


def in_two_rows(sheet: Worksheet) -> None:
    """Heads merged over two rows, or over two columns with heads of their own below."""
    sheet.insert_rows(2)
    for column in "ABEFG":
        sheet.merge_cells(f"{column}1:{column}2")
    sheet["C1"], sheet["D1"] = "Phân loại", None
    sheet.merge_cells("C1:D1")
    sheet["C2"], sheet["D2"] = "Lĩnh vực", "Loại (*)"
    sheet["F3"].number_format = DAY


def in_english(sheet: Worksheet) -> None:
    names = ("issue_id", "unit code", "FIELD", "kind", "title", "detected_on", "Status")
    for column, name in enumerate(names, start=1):
        sheet.cell(1, column, name)


def without_accents(sheet: Worksheet) -> None:
    names = (
        "MA",
        "dia ban:",
        "Linh vuc (*)",
        "LOẠI*",
        "Nội dung\ntóm tắt",
        "ngay phat hien",
        " Tình  trạng ",
    )
    for column, name in enumerate(names, start=1):
        sheet.cell(1, column, name)


UNDERSTOOD = {
    "as it is": lambda _: None,
    "with titles, numbers and totals": titled,
    "heads in two rows": in_two_rows,
    "heads in English": in_english,
    "heads without accents": without_accents,
    "the heads once more": put(
        **dict(zip(("A3", "B3", "C3", "D3", "E3", "F3", "G3"), HEADS, strict=True))
    ),
    "cells of blanks": put(E9="   ", A7=" "),
}


@pytest.mark.parametrize("case", UNDERSTOOD)
def test_an_ordinary_table_is_understood(import_book: Callable[..., Any], case: str) -> None:
    run = import_book(book(UNDERSTOOD[case]))
    assert run.rows("issues.csv") == [WANTED], run.told
    assert "trang “Trang 1” → issues.csv: 1 dòng" in run.told


def test_what_was_left_out_of_a_table_is_told(import_book: Callable[..., Any]) -> None:
    told = import_book(book(titled)).told
    assert "trang “Trang 1”, hàng 5: hàng đánh số cột không nhập" in told
    assert "trang “Trang 1”, hàng 9: hàng tổng “Tổng cộng” không nhập" in told
    assert "trang “Trang 1”, ô A4: “STT” bỏ qua" in told
    again = import_book(book(UNDERSTOOD["the heads once more"]), "--replace", "--dry-run").told
    assert "trang “Trang 1”, hàng 3: hàng lặp lại tên cột không nhập" in again


def general_day(sheet: Worksheet) -> None:
    sheet["F2"] = 47884
    sheet["F2"].number_format = "General"


def american(sheet: Worksheet) -> None:
    sheet["F2"].number_format = "m/d/yyyy"


def turned(sheet: Worksheet) -> None:
    """Days under American settings: one became a day, another stayed a text."""
    sheet.append(
        (*("VD-2031-01010", "Xã Đạ Tẻh", "Kinh tế", "Vướng mắc", "Cầu"), "25/02/2031", "Mới")
    )


def two_of_one(sheet: Worksheet) -> None:
    sheet["D1"] = "dia ban"


def commented(sheet: Worksheet) -> None:
    sheet["E2"].comment = Comment("hỏi lại xã", "x")


def filtered(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A1:G2"
    sheet.auto_filter.add_filter_column(0, ["x"])


def hide(row: int | None = None, column: str | None = None) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        if row:
            sheet.row_dimensions[row].hidden = True
        if column:
            sheet.column_dimensions[column].hidden = True

    return change


def clock(sheet: Worksheet) -> None:
    sheet["F2"] = dt.datetime(2031, 2, 5, 8, 30)  # noqa: DTZ001  a sheet knows no zone


def merged(sheet: Worksheet) -> None:
    sheet.append((*("VD-2031-01010", None, "Kinh tế", "Vướng mắc", "Cầu"), None, "Mới"))
    sheet.merge_cells("B2:B3")


REFUSED: dict[str, tuple[Callable[[Worksheet], object], str]] = {
    "a formula without a result": (
        put(E2='="a"&"b"'),
        "ô E2: Ô là công thức mà tệp không giữ kết quả",
    ),
    "an error": (put(E2="#REF!"), "ô E2: Ô báo lỗi #REF!"),
    "a merged cell": (merged, "ô B2: Ô bị gộp."),
    "an American day": (
        american,
        "ô F2: Ô hiện tháng trước ngày (kiểu Mỹ): không rõ là 05/02/2031",
    ),
    "days that were turned about": (turned, "ô F2: Cột này có ngày dạng chữ lẫn ngày dạng số"),
    "a day with a time": (clock, "ô F2: Ô có cả giờ"),
    "a row that is hidden": (hide(row=2), "hàng 2: Hàng đang ẩn mà có số liệu."),
    "a column that is hidden": (hide(column="E"), "ô E1: Cột “Nội dung tóm tắt” đang ẩn"),
    "a filter": (filtered, "trang “Trang 1”: Trang đang lọc."),
    "two columns of one field": (
        two_of_one,
        "ô D1: Cột “dia ban” và cột “Địa bàn” cùng là một cột.",
    ),
    "a cell beside the table": (put(J2="thừa"), "ô J2: Ô nằm ngoài các cột có tên."),
    "a place that is not there": (put(B2="Xã Lạ"), "ô B2: “Địa bàn”"),
    "a value of no list": (put(G2="Xong"), "ô G2: “Tình trạng”"),
    "a number for a text": (
        put(E2=dt.date(2031, 3, 12)),
        "ô E2: Ô là ngày tháng mà cột này cần chữ",
    ),
    "yes for a text": (put(E2=True), "ô E2: Ô ghi đúng hoặc sai"),
    "an id of another form": (put(A2="VD01"), "ô A2: “Mã”"),
    "a column that is missing": (put(G1=None, G2=None), "Thiếu cột “Tình trạng”"),
    "letters that hide": (put(E2="Đường\u200bhỏng"), "ô E2: Ô có ký tự ẩn"),
    "marks in a pile": (put(E2="a\u0301\u0301\u0301\u0301\u0301"), "ô E2: Ô có dấu chồng chất"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_doubtful_is_refused_with_its_cell(
    import_book: Callable[..., Any], case: str
) -> None:
    change, told = REFUSED[case]
    run = import_book(book(change))
    assert told in run.told
    assert (run.code, run.files) == (1, {})


def test_all_faults_of_all_sheets_are_told_at_once(import_book: Callable[..., Any]) -> None:
    made = openpyxl.load_workbook(io.BytesIO(book(put(B2="Xã Lạ", E2="#REF!"))))
    other = made.create_sheet("Nhiệm vụ")
    other.append(("Mã", "Người thực hiện", "Nhiệm vụ", "Ngày giao", "Thời hạn", "Tình trạng"))
    other.append(("NV-2031-01001", "A", "B", "mai", "01/03/2031", "Chưa thực hiện"))
    told = import_book(saved(made)).told
    assert "trang “Trang 1”, ô E2: Ô báo lỗi #REF!" in told
    assert "trang “Nhiệm vụ”, ô D2: “Ngày giao”" in told


ASKED: dict[str, tuple[bytes, str, str]] = {
    "a number of a day": (
        book(general_day),
        "ô F2: số 47884 đọc là ngày 05/02/2031",
        WANTED,
    ),
    "a text that is a day": (
        book(put(F2="05/02/2031")),
        "ô F2: chữ “05/02/2031” đọc là ngày 5 tháng 2 năm 2031",
        WANTED,
    ),
    "a number as a text": (
        figures("1.234,5"),
        "ô C2: chữ “1.234,5” đọc là số 1234,5",
        'Xã Đạ Tẻh,KT01,,"1234,5",,,Sơ bộ,14/02/2031,Thuế,,',
    ),
    "a number with three digits behind the point": (
        figures(1.234),
        "ô C2: số có ba chữ số lẻ đọc là 1,2340, không phải 1234",
        'Xã Đạ Tẻh,KT01,,"1,2340",,,Sơ bộ,14/02/2031,Thuế,,',
    ),
    "fewer digits shown": (
        figures(12.34, "0.0"),
        "ô C2: ô hiện 12,3, giá trị thật trong ô là 12,34; lấy 12,34",
        'Xã Đạ Tẻh,KT01,,"12,34",,,Sơ bộ,14/02/2031,Thuế,,',
    ),
    "a percentage": (
        figures(0.925, "0.0%", "XH04"),
        "ô C2: ô định dạng phần trăm, giá trị 0,925 đọc là 92,5 %",
        'Xã Đạ Tẻh,XH04,,"92,5",,,Sơ bộ,14/02/2031,Thuế,,',
    ),
    "a column of its own": (
        book(put(H1="Việc riêng", H2="x")),
        "ô H1: cột “Việc riêng” không có trong phụ lục này, sẽ bỏ qua",
        WANTED,
    ),
}


@pytest.mark.parametrize("case", ASKED)
def test_what_is_shown_otherwise_asks_before_it_is_written(
    import_book: Callable[..., Any], case: str
) -> None:
    data, told, row = ASKED[case]
    run = import_book(data, answer=False)
    assert "Cần xác nhận:" in run.told
    assert told in run.told
    assert (run.code, run.files) == (2, {})
    run = import_book(data)
    name = "issues.csv" if row == WANTED else "indicators.csv"
    assert run.rows(name) == [row]


def test_a_percentage_of_what_is_none_is_refused(import_book: Callable[..., Any]) -> None:
    run = import_book(figures(0.925, "0.0%", "KT01"))
    assert "ô C2: Ô có định dạng phần trăm (92,5 %) mà số liệu này không tính bằng %." in run.told


def test_noise_of_the_processor_is_no_digit(import_book: Callable[..., Any]) -> None:
    run = import_book(figures(0.1 + 0.2))
    assert run.rows("indicators.csv") == ['Xã Đạ Tẻh,KT01,,"0,3",,,Sơ bộ,14/02/2031,Thuế,,']


def test_a_code_kept_as_a_number_is_that_code(import_book: Callable[..., Any]) -> None:
    assert import_book(book(put(B2=90001))).rows("issues.csv") == [
        WANTED.replace("Xã Đạ Tẻh", "90001")
    ]


def test_comments_are_told_and_not_imported(import_book: Callable[..., Any]) -> None:
    run = import_book(book(commented))
    assert "ô E2: ghi chú (comment) của ô không nhập" in run.told
    assert "hỏi lại xã" not in run.told


def test_days_of_1904_are_counted_from_there(import_book: Callable[..., Any]) -> None:
    made = openpyxl.load_workbook(io.BytesIO(book()))
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = made.active
    assert sheet is not None
    sheet["F2"] = dt.date(2031, 2, 5)
    run = import_book(saved(made))
    assert run.rows("issues.csv") == [WANTED]
    assert "tệp đếm ngày từ năm 1904; đã tính theo đó" in run.told


def with_sheet(name: str, *rows: tuple[object, ...], state: str = "visible") -> bytes:
    made = openpyxl.load_workbook(io.BytesIO(book()))
    other = made.create_sheet(name)
    for row in rows:
        other.append(row)
    other.sheet_state = state
    return saved(made)


def test_other_sheets_are_asked_for_or_told(import_book: Callable[..., Any]) -> None:
    told = import_book(with_sheet("Nháp", ("linh tinh", "x"))).told
    assert "trang “Nháp”: không nhận ra phụ lục nào ở trang này, sẽ bỏ qua" in told
    data = with_sheet("Nháp", ("linh tinh", "x"), state="hidden")
    assert "trang “Nháp”: trang ẩn không nhập" in import_book(data, "--replace", "--dry-run").told


def test_a_hidden_sheet_with_an_annex_is_refused(import_book: Callable[..., Any]) -> None:
    run = import_book(with_sheet("Khác", HEADS, ROW, state="hidden"))
    assert "trang “Khác”: Trang đang ẩn." in run.told
    assert run.files == {}


def test_an_annex_on_two_sheets_is_refused(import_book: Callable[..., Any]) -> None:
    run = import_book(with_sheet("Khác", HEADS, ROW))
    assert "trang “Khác”: Phụ lục “Vấn đề nổi lên, khó khăn, vướng mắc” có ở hai trang." in run.told


def test_one_annex_alone_is_taken_when_that_is_said(import_book: Callable[..., Any]) -> None:
    tasks = ("Mã", "Người thực hiện", "Nhiệm vụ", "Ngày giao", "Thời hạn", "Tình trạng")
    row = ("NV-2031-01001", "A", "B", "13/02/2031", "28/02/2031", "Chưa thực hiện")
    data = with_sheet("Việc", tasks, row)
    run = import_book(data, "--annex", "tasks")
    assert run.rows("tasks.csv") == ["NV-2031-01001,A,,B,13/02/2031,28/02/2031,,Chưa thực hiện,,,"]
    assert run.rows("issues.csv") != [WANTED]


def repacked(data: bytes, **parts: bytes) -> bytes:
    """Parts of a workbook replaced or added; `__` stands for `/`."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        kept = {name: old.read(name) for name in old.namelist()}
    named = {name.replace("__", "/"): content for name, content in parts.items()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**kept, **named}.items():
            archive.writestr(name, content)
    return target.getvalue()


BOMB = b"<worksheet>" + b" " * 80_000_000 + b"</worksheet>"
ENTITIES = b'<!DOCTYPE a [<!ENTITY a "1"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
FAR = (
    b'<worksheet><dimension ref="A1:XFD1048576"/><sheetData>'
    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
)
SHEET = "xl__worksheets__sheet1.xml"
HOSTILE = {
    "no zip at all": (b"khong phai zip", "Tệp không đọc được"),
    "half a zip": (book()[:3000], "Tệp không đọc được"),
    "a zip bomb": (repacked(book(), **{SHEET: BOMB}), "quá lớn"),
    "an entity bomb": (repacked(book(), **{SHEET: ENTITIES}), "Tệp không đọc được"),
    "a macro": (repacked(book(), **{"xl__vbaProject.bin": b"x"}), "Tệp có macro"),
    "a link to elsewhere": (
        repacked(book(), **{"xl__externalLinks__externalLink1.xml": b"<externalLink/>"}),
        "dẫn tới tệp ở nơi khác",
    ),
    "DDE": (book(put(E2="=cmd|'/c calc'!A1")), "dẫn tới tệp ở nơi khác"),
    "a file inside": (repacked(book(), **{"xl__embeddings__a.bin": b"x"}), "đối tượng khác"),
    "bytes behind": (book() + b"x" * 9, "phần dữ liệu thừa"),
    "a far cell": (repacked(book(), **{SHEET: FAR}), "Không trang nào có bảng"),
    "no known type": (repacked(book(), **{"[Content_Types].xml": b"<a/>"}), "không đọc được"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_workbook_is_refused_in_a_sentence(
    import_book: Callable[..., Any], case: str
) -> None:
    data, told = HOSTILE[case]
    run = import_book(data)
    assert told in run.told
    assert "Traceback" not in run.told
    assert (run.code, run.files) == (1, {})


def test_the_gate_sees_hidden_sheets_and_comments(import_book: Callable[..., Any]) -> None:
    def note(sheet: Worksheet) -> None:
        sheet["E2"].comment = Comment("TUYỆT MẬT", "x")

    for data in (
        book(note),
        with_sheet("Nháp", ("Số căn cước", "012345678901"), state="hidden"),
        book(put(E2="TỐI MẬT")),
    ):
        run = import_book(data)
        assert (run.code, run.files) == (1, {})
        assert "Chỗ này có" in run.told
        for word in ("MẬT", "012345678901", "Đường hỏng", "Xã Đạ Tẻh"):
            assert word not in run.told.replace("mức độ mật", "")
