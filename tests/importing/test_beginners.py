"""Likely mistakes of an official who knows Word and Excel, acted out as the guide has it.

Each is made in the two files that `diaban new report --word --excel` gives. What is told first is
held to the letter, and what it advises is done: then the report is right.
"""

import datetime as dt
import io
import shutil
import sys
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.document import Document as DocumentObject
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from word_files import put_in

from build_tools.cli import main
from build_tools.editing.importing.template import ANNEX_SHEETS, HEAD_SHEET, NOTHING_TO_REPORT
from build_tools.project import Project
from schemas.report import Annex

ROOT = Path(__file__).resolve().parents[2]
REPORT = "content/reports/2031-02/to-01"
WHERE = ("--team", "1", "--period", "2031-02")
BOOK, LETTER = "to-01-2031-02.xlsx", "to-01-2031-02.docx"
SENTENCE = "Tình hình ổn định."
CLEAN = "Không có lỗi."
FIGURES, ISSUES = ANNEX_SHEETS[Annex.INDICATORS], ANNEX_SHEETS[Annex.ISSUES]
MEETINGS = ANNEX_SHEETS[Annex.MEETINGS]
VALUES = ((10.0, 20.5), (92.5, None), (12.0, 24.0), (90.0, None))
FILLED = {Annex.INDICATORS.label, Annex.ISSUES.label}
MEETING = {
    "Ngày": dt.date(2031, 2, 7),
    "Địa bàn": "Xã Hòa Bình",
    "Đơn vị chủ trì": "Ủy ban nhân dân xã",
    "Nội dung": "Họp giao ban",
    "Loại": "Họp cấp ủy",
    "Theo phân công": "Có",
    "Thành viên dự": "Lê Thị Ví Dụ",
    "Kết luận chính": "Thống nhất",
}
_SUFFIX = "Ghi cả đuôi của tên tệp, ví dụ .xlsx hoặc .docx."


class Desk:
    """The console of an official in the folder of the project, and the two files to fill in."""

    def __init__(self, root: Path, forms: Mapping[str, bytes], read: Callable[[], str]) -> None:
        self.root = root
        self.forms = forms
        self._read = read

    def run(self, *words: str) -> tuple[int, str]:
        """Run a command; the exit code and all that it told."""
        try:
            code = main(words)
        except SystemExit as end:  # argparse
            code = int(str(end.code))
        return code, self._read()

    def fill_book(self, change: Callable[[Workbook], object] | None = None) -> None:
        """Fill the workbook in as the guide has it, and then make the mistake."""
        book = openpyxl.load_workbook(io.BytesIO(self.forms[BOOK]))
        for row in book[HEAD_SHEET].iter_rows(min_row=3):
            name = str(row[0].value)
            if name == "Người soạn":
                row[1].value = "Lê Thị Ví Dụ"
            elif name == "Tóm tắt":
                row[1].value = "Địa bàn ổn định."
            elif name in {annex.label for annex in Annex} - FILLED:
                row[1].value = NOTHING_TO_REPORT
        figures = book[FIGURES]
        for row, (value, total) in enumerate(VALUES, start=4):
            put(figures, row, **{"Thực hiện trong kỳ": value, "Lũy kế từ đầu năm": total})
            put(figures, row, **{"Tính chất số liệu": "Chính thức"})
        if change:
            change(book)
        book.save(BOOK)

    def fill_letter(self, change: Callable[[DocumentObject], object] | None = None) -> None:
        """Write a sentence below every heading of the form, and then make the mistake."""
        letter = Document(io.BytesIO(self.forms[LETTER]))
        for paragraph in letter.paragraphs:
            if not paragraph.text and paragraph.style and paragraph.style.name == "Normal":
                paragraph.text = SENTENCE
        if change:
            change(letter)
        letter.save(LETTER)

    def bring_in(self, name: str, *options: str) -> tuple[int, str]:
        """Import one of the files without being asked."""
        return self.run("import", name, *WHERE, "--yes", *options)

    def bring_in_both(self) -> None:
        """Import both files: nothing is left to mend, as the second says at its end."""
        assert self.bring_in(BOOK)[0] == 0
        self.is_clean(self.bring_in(LETTER))

    def is_clean(self, answer: tuple[int, str]) -> None:
        """Hold an import to having found nothing to mend in the report."""
        code, told = answer
        assert (code, told.splitlines()[-1]) == (0, CLEAN), told
        assert "cảnh báo" not in told


def columns(sheet: Worksheet) -> Mapping[str, int]:
    return {str(cell.value): cell.column for cell in sheet[3]}


def put(sheet: Worksheet, row: int, **values: object) -> None:
    """Write into the columns of these names."""
    at = columns(sheet)
    for name, value in values.items():
        sheet.cell(row, at[name]).value = value


def set_head(book: Workbook, **values: object) -> None:
    """Write beside the names on the sheet about the report."""
    rows = {str(row[0].value): row[1] for row in book[HEAD_SHEET].iter_rows(min_row=3)}
    for name, value in values.items():
        rows[name].value = value


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The two files of team 1 of the small province for February 2031."""
    root = tmp_path_factory.mktemp("forms")
    shutil.copytree(ROOT / "tests/fixtures/small_province/content", root / "content")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1929600000")  # 23/02/2031
        patch.chdir(root)
        assert main(["new", "report", *WHERE, "--word", "--excel"]) == 0
    return {name: (root / name).read_bytes() for name in (BOOK, LETTER)}


@pytest.fixture
def desk(
    small_province: Project,
    forms: Mapping[str, bytes],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Desk:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1929600000")
    monkeypatch.chdir(small_province.root)
    assert not sys.stdin.isatty()

    def read() -> str:
        printed = capsys.readouterr()
        return printed.out + printed.err

    read()
    return Desk(small_province.root, forms, read)


def refused(name: str, *lines: str) -> tuple[int, str]:
    """Return the answer to a file that is not taken."""
    return 1, "\n".join((f"Không nhập được {name}; chưa ghi gì:", *lines, ""))


def test_nothing_is_wrong_the_guide_alone_leads_to_a_clean_report(desk: Desk) -> None:
    desk.fill_book()
    desk.fill_letter()
    desk.bring_in_both()
    assert desk.run("check", REPORT) == (0, f"{CLEAN}\n")
    report = (desk.root / REPORT / "report.md").read_text("utf-8")
    assert report.count(SENTENCE) == 9
    assert "summary: Địa bàn ổn định.\n" in report


def test_the_month_is_written_as_officials_write_it(desk: Desk) -> None:
    asked = ("new", "report", "--team", "to-01", "--excel", "--period")
    for typed in ("2/2031", "02-2031", "2031-2", "tháng 2/2031"):
        told = f"“{typed}” không phải là kỳ báo cáo. Có phải ý là 2031-02?\n"
        assert desk.run(*asked, typed) == (2, told)
    assert desk.run(*asked, "2031-02")[0] == 0


def test_the_file_of_one_month_is_brought_into_another(desk: Desk) -> None:
    desk.fill_book()
    assert desk.run("import", BOOK, "--team", "1", "--period", "2031-03", "--yes") == refused(
        BOOK,
        f"  trang “{HEAD_SHEET}”: Tệp này là của kỳ Tháng 02/2031, không phải Tháng 03/2031.",
        "    → Xem lại --period hoặc chọn đúng tệp.",
    )
    wrong = "content/reports/2031-03/to-01"
    told = f"Không thấy {wrong}; xem lại tên thư mục, tên tệp.\n"
    assert desk.run("check", wrong) == (2, told)
    desk.fill_letter()
    desk.bring_in_both()


def test_days_are_typed_in_other_ways(desk: Desk) -> None:
    def meeting(day: object) -> Callable[[Workbook], None]:
        def change(book: Workbook) -> None:
            put(book[MEETINGS], 4, **{**MEETING, "Ngày": day})
            set_head(book, **{Annex.MEETINGS.label: None})

        return change

    desk.fill_letter()
    desk.fill_book(meeting("2/15/2031"))
    assert desk.bring_in(BOOK) == refused(
        BOOK,
        f"  trang “{MEETINGS}”, ô B4: “Ngày”: “2/15/2031” không phải là một ngày có thật.",
        "    → Có phải ý là “15/02/2031”? Viết ngày/tháng/năm, ví dụ 05/02/2026.",
    )
    desk.fill_book(meeting("15-2-2031"))
    desk.bring_in_both()
    assert ",15/02/2031," in (desk.root / REPORT / "meetings.csv").read_text("utf-8")


def test_numbers_have_dots_units_and_words(desk: Desk) -> None:
    def change(book: Workbook) -> None:
        put(book[FIGURES], 4, **{"Thực hiện trong kỳ": "1.250"})
        put(book[FIGURES], 5, **{"Thực hiện trong kỳ": "92,5%"})
        put(book[FIGURES], 6, **{"Thực hiện trong kỳ": "12 tỷ"})

    cell = f"  trang “{FIGURES}”, ô"
    field = "“Thực hiện trong kỳ”:"
    desk.fill_letter()
    desk.fill_book(change)
    assert desk.bring_in(BOOK) == refused(
        BOOK,
        f"{cell} H4: {field} số “1.250” đọc được hai cách: 1250 hoặc 1,25.",
        "    → Nếu dấu ngăn hàng nghìn thì viết 1250; nếu dấu ngăn phần lẻ thì viết 1,25.",
        f"{cell} H6: {field} “12 tỷ” không phải là số.",
        "    → Chỉ ghi số, ví dụ 1.234,5; đơn vị và lời giải thích ghi ở cột khác. "
        "Chưa có số liệu thì để trống.",
    )

    def mend(book: Workbook) -> None:
        put(book[FIGURES], 4, **{"Thực hiện trong kỳ": "1250", "Lũy kế từ đầu năm": "1.260,5"})
        put(book[FIGURES], 4, **{"Ghi chú": "Thu tiền sử dụng đất"})
        put(book[FIGURES], 5, **{"Thực hiện trong kỳ": "92,5%"})

    desk.fill_book(mend)
    desk.bring_in_both()
    rows = (desk.root / REPORT / "indicators.csv").read_text("utf-8")
    assert 'KT01,"120,0",1250,"1260,5",' in rows
    assert 'XH04,"95,0","92,5",' in rows


def test_a_commune_has_no_accents_or_its_old_name(desk: Desk) -> None:
    areas = desk.root / "content/catalogue/areas.csv"
    row = "90002,Xã,Hòa Bình,Thử Nghiệm,"
    old = "Thị trấn Bình An; một phần xã Hòa Thuận"
    text = areas.read_text("utf-8")
    assert row in text
    areas.write_text(text.replace(row, f"{row}{old}"), "utf-8")

    def change(book: Workbook) -> None:
        put(book[FIGURES], 4, **{"Địa bàn": "Xa Da Teh"})
        put(book[FIGURES], 6, **{"Địa bàn": "Thị trấn Bình An"})
        put(book[FIGURES], 7, **{"Địa bàn": "xã hoà bình"})

    cell = f"  trang “{FIGURES}”, ô"
    ending = "Ghi đúng mã hoặc đúng tên đầy đủ, có dấu, như trong danh mục."
    desk.fill_letter()
    desk.fill_book(change)
    assert desk.bring_in(BOOK) == refused(
        BOOK,
        f"{cell} A4: “Địa bàn”: không rõ “Xa Da Teh” là địa bàn nào.",
        f"    → Có phải ý là “Xã Đạ Tẻh”? {ending}",
        f"{cell} A6: “Địa bàn”: không rõ “Thị trấn Bình An” là địa bàn nào.",
        f"    → Có phải ý là “Xã Hòa Bình”? {ending}",
    )
    desk.fill_book(lambda book: put(book[FIGURES], 7, **{"Địa bàn": "xã hoà bình"}))
    desk.bring_in_both()


def test_what_did_not_happen_is_not_declared(desk: Desk) -> None:
    def change(book: Workbook) -> None:
        set_head(book, **{"Đôn đốc": "ko có"})

    desk.fill_letter()
    desk.fill_book(change)
    assert desk.bring_in(BOOK) == refused(
        BOOK,
        f"  trang “{HEAD_SHEET}”, ô B29: Ô chỉ nhận “Không phát sinh” hoặc để trống.",
        "    → Chọn “Không phát sinh”, hoặc xóa ô.",
    )
    desk.fill_book(lambda book: set_head(book, **{"Đôn đốc": None}))
    assert desk.bring_in(LETTER)[0] == 0
    code, told = desk.bring_in(BOOK)
    assert code == 0  # a draft
    assert (
        f"{REPORT}/reminders.csv:1:1: cảnh báo [completeness.empty-annex]: "
        "Phụ lục “Đôn đốc” không có dòng nào mà chưa khai không phát sinh.\n"
    ) in told
    assert (
        "    → Điền các dòng; nếu không phát sinh thì xóa reminders.csv và ghi reminders vào mục "
        "“nothing_to_report” của report.md (trong sổ Excel: chọn “Không phát sinh” ở trang "
        "“Thông tin báo cáo”).\n"
    ) in told
    desk.fill_book()
    desk.is_clean(desk.bring_in(BOOK, "--replace"))


def test_a_row_is_copied_with_its_code(desk: Desk) -> None:
    def change(book: Workbook, code: str | None = None) -> None:
        sheet = book[ISSUES]
        for column in range(1, sheet.max_column + 1):
            sheet.cell(5, column).value = sheet.cell(4, column).value
        put(sheet, 5, **{"Nội dung tóm tắt": "Thiếu giáo viên", "Ngày phát hiện": "03/02/2031"})
        if code:
            put(sheet, 5, Mã=code)

    desk.fill_letter()
    desk.fill_book(change)
    assert desk.bring_in(LETTER)[0] == 0
    _, told = desk.bring_in(BOOK)
    assert (
        f"{REPORT}/issues.csv:3:1: cảnh báo [structure.repeated-id]: “VD-2031-01001” đã được dùng "
        "ở reports/2031-02/to-01/issues.csv, dòng 2.\n"
    ) in told
    assert (
        "    → Mỗi dòng một mã riêng; nếu hai dòng là một việc thì gộp lại, nếu là hai việc thì "
        "cấp mã mới cho một dòng.\n"
    ) in told
    desk.fill_book(lambda book: change(book, "VD-2031-01003"))
    desk.is_clean(desk.bring_in(BOOK, "--replace"))


# “Mã;Địa bàn” and so on as Excel of older days saves it: tones are letters of their own.
OLD_CSV = (
    "Mã;Địa bàn;Lĩnh vực;Loại;Nội dung tóm tắt;Ngày phát hiện;Mức độ;Tình trạng\r\n"
    "VD-2031-01001;Xã Đạ Tẻh;Kinh tế;Vướng mắc;Chậm bàn giao mặt bằng đoạn qua trung tâm xã;"
    "5/1/2031;Cao;Đang xử lý\r\n"
)
TONES = "\u0300\u0309\u0303\u0301\u0323"


def old_bytes(text: str) -> bytes:
    """Write a text in Windows-1258: a letter, then its tone."""
    parts = unicodedata.normalize("NFD", text)
    bare = unicodedata.normalize("NFC", "".join(one for one in parts if one not in TONES))
    letters = iter(bare)
    data = b""
    for letter in text:
        tones = "".join(one for one in unicodedata.normalize("NFD", letter) if one in TONES)
        data += f"{next(letters)}{tones}".encode("cp1258")
    return data


def test_an_annex_is_saved_as_an_old_csv(desk: Desk) -> None:
    Path("vuong-mac.csv").write_bytes(old_bytes(OLD_CSV))
    assert desk.bring_in("vuong-mac.csv") == refused(
        "vuong-mac.csv",
        "  dòng 1, cột 1: Tệp dùng bảng mã Windows-1258, không phải Unicode (31 từ, đầu tiên là "
        "“Mã”).",
        "    → Mở bằng Excel hoặc phần mềm đã tạo ra tệp rồi lưu lại bằng “CSV UTF-8 (Comma "
        "delimited)” hoặc mã UTF-8. Không lưu lại được thì thêm --encoding windows-1258 vào lệnh "
        "rồi xem kỹ chữ đọc được.",
    )
    desk.fill_book()
    desk.fill_letter()
    desk.bring_in_both()
    code, told = desk.bring_in("vuong-mac.csv", "--encoding", "windows-1258", "--replace")
    desk.is_clean((code, told))
    rows = (desk.root / REPORT / "issues.csv").read_text("utf-8")
    assert "Chậm bàn giao mặt bằng đoạn qua trung tâm xã,05/01/2031,Cao," in rows


def test_a_sheet_is_renamed_and_a_column_deleted(desk: Desk) -> None:
    def rename(book: Workbook) -> None:
        book[ISSUES].title = "Vướng mắc tháng 2"

    def change(book: Workbook) -> None:
        rename(book)
        book[FIGURES].delete_cols(columns(book[FIGURES])["Tính chất số liệu"])

    desk.fill_letter()
    desk.fill_book(change)
    assert desk.bring_in(BOOK) == refused(
        BOOK,
        f"  trang “{FIGURES}”, ô A3: Thiếu cột “Tính chất số liệu”.",
        "    → Thêm cột “Tính chất số liệu” vào dòng tên cột và điền đủ các dòng.",
    )
    desk.fill_book(rename)  # is known by its heads
    desk.bring_in_both()


def test_the_document_has_tracked_changes_and_retyped_headings(desk: Desk) -> None:
    def bold(letter: DocumentObject, old: str, new: str) -> None:
        heading = next(one for one in letter.paragraphs if one.text == old)
        heading.style = letter.styles["Normal"]
        heading.text = new
        heading.runs[0].bold = True

    def change(letter: DocumentObject) -> None:
        bold(letter, "2. Văn hóa - xã hội", "2. VĂN HOÁ – XÃ HỘI")  # is known all the same
        bold(letter, "3. Quốc phòng - an ninh", "3. Quốc phòng an ninh trật tự")
        first = next(one for one in letter.paragraphs if one.text == SENTENCE)
        put_in(first, "<w:ins w:id='1'><w:r><w:t> Thêm.</w:t></w:r></w:ins>")

    desk.fill_book()
    desk.fill_letter(change)
    assert desk.bring_in(LETTER) == refused(
        LETTER,
        "  dưới “2. Văn hóa - xã hội”, đoạn 3: Thiếu đề mục “3. Quốc phòng - an ninh”; có phải là "
        "“3. Quốc phòng an ninh trật tự”?",
        "    → Sửa thành “3. Quốc phòng - an ninh”.",
        "  dưới “1. Kinh tế”, đoạn 2: Chữ thêm còn ở dạng theo dõi thay đổi “Thêm.”.",
        "    → Chấp nhận hoặc bỏ hết thay đổi (Review → Accept/Reject All), tắt theo dõi, lưu lại.",
    )
    desk.fill_letter(lambda letter: bold(letter, "2. Văn hóa - xã hội", "2. VĂN HOÁ – XÃ HỘI"))
    desk.bring_in_both()


def test_a_person_and_a_mark_are_pasted_in(desk: Desk) -> None:
    number = "068079001234"

    def change(letter: DocumentObject) -> None:
        first, second = [one for one in letter.paragraphs if one.text == SENTENCE][:2]
        first.text = f"Liên hệ 0912 345 678, số định danh {number}."
        second.text = "MẬT"

    desk.fill_book()
    desk.fill_letter(change)
    code, told = desk.bring_in(LETTER)
    assert (code, told) == refused(
        LETTER,
        "  dưới “1. Kinh tế”, đoạn 2: Chỗ này có số định danh cá nhân (dãy 12 chữ số).",
        "    → Xóa số này. Nếu là số tiền, viết có dấu chấm ngăn hàng nghìn.",
        "  dưới “1. Kinh tế”, đoạn 2: Chỗ này có số điện thoại di động.",
        "    → Chỉ ghi số máy cơ quan. Số di động của cơ quan được phép đăng thì ghi vào "
        "“public_phones” trong settings.yml.",
        "  dưới “2. Văn hóa - xã hội”, đoạn 2: Chỗ này có dấu chỉ mức độ mật; tài liệu bí mật nhà "
        "nước không được đưa lên trang.",
        "    → Không lưu tài liệu này ở đây. Báo ngay cơ quan tiếp nhận ghi ở mục "
        "“secrecy_contact” trong settings.yml.",
    )
    assert number not in told
    desk.fill_book(lambda book: put(book[ISSUES], 4, **{"Ghi chú": "Gọi 0912.345.678"}))
    assert desk.bring_in(BOOK) == refused(
        BOOK,
        "  trang “Vấn đề, vướng mắc”, ô P4: Chỗ này có số điện thoại di động.",
        "    → Chỉ ghi số máy cơ quan. Số di động của cơ quan được phép đăng thì ghi vào "
        "“public_phones” trong settings.yml.",
    )
    desk.fill_book()
    desk.fill_letter()
    desk.bring_in_both()


def test_a_report_is_sent_without_what_was_open(desk: Desk) -> None:
    sent = {"Tình trạng": "Đã gửi", "Ngày gửi": dt.date(2031, 2, 16)}

    def change(book: Workbook) -> None:
        set_head(book, **sent)
        book[ISSUES].delete_rows(4)

    desk.fill_letter()
    assert desk.bring_in(LETTER)[0] == 0
    desk.fill_book(change)
    code, told = desk.bring_in(BOOK)
    assert code == 1
    assert (
        f"{REPORT}/issues.csv:1:1: lỗi [continuity.dropped]: “VD-2031-01001” còn dở ở "
        "reports/2031-01/to-01/issues.csv, dòng 2 nhưng không có trong báo cáo này.\n"
        "    → Ghi lại “VD-2031-01001” vào issues.csv với tình trạng đến cuối kỳ; xong rồi thì ghi "
        "kết quả, đã chuyển sang Tổ khác thì ghi “Bàn giao cho Tổ”.\n"
    ) in told
    desk.fill_book(lambda book: set_head(book, **sent))
    told = (
        f"{REPORT} không còn là dự thảo nên không nhập đè. Kỳ chưa khóa thì sửa thẳng trong thư "
        "mục, hoặc ghi lại “status: draft” ở report.md rồi nhập lại; kỳ đã khóa thì đính chính.\n"
    )
    assert desk.bring_in(BOOK, "--replace") == (2, told)
    report = desk.root / REPORT / "report.md"
    report.write_text(report.read_text("utf-8").replace("status: Đã gửi", "status: draft"), "utf-8")
    desk.is_clean(desk.bring_in(BOOK, "--replace"))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("bao-cao.xls", "Không nhập được loại tệp của bao-cao.xls. Lưu lại thành .xlsx."),
        (
            "bao-cao.docm",
            "Không nhập được loại tệp của bao-cao.docm. Lưu lại thành .docx, không có macro.",
        ),
        (
            "to-01-2031-02",
            f"Không nhập được loại tệp của to-01-2031-02. {_SUFFIX}",
        ),
        (
            f"~${LETTER}",
            f"~${LETTER} là tệp tạm của Word, Excel. Chọn tệp cùng tên không có “~$”.",
        ),
    ],
)
def test_the_wrong_kind_of_file_is_given(desk: Desk, name: str, told: str) -> None:
    Path(name).write_bytes(b"x")
    assert desk.bring_in(name) == (2, f"{told}\n")
    desk.fill_letter()
    assert desk.bring_in(LETTER)[0] == 0


def test_an_old_workbook_is_only_renamed(desk: Desk) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    Path("bao-cao.xlsx").write_bytes(old)  # the form of Excel 97
    assert desk.bring_in("bao-cao.xlsx") == refused(
        "bao-cao.xlsx",
        "  Tệp không đọc được: hỏng hoặc không đúng loại.",
        "    → Mở bằng Excel hoặc LibreOffice, lưu lại thành .xlsx hoặc .ods.",
    )
