"""An official's desk as the guide tells of it: the sample, the forms, three mistakes in them."""

import shutil
from pathlib import Path

import openpyxl

from build_tools.editing.importing.template import NOTHING_TO_REPORT

ROOT = Path(__file__).resolve().parents[2]
BOOK, LETTER = "to-01-2026-07.xlsx", "to-01-2026-07.docx"
REPORT = "content/reports/2026-07/to-01"
SENTENCE = "Tình hình ổn định, không có việc bất thường."
EPOCH = "1784116800"  # 15/07/2026, SOURCE_DATE_EPOCH
NEW = "new report --team 1 --period 2026-07 --word --excel"
IMPORT = f"import {BOOK} --team 1 --period 2026-07"
CHECK = f"check {REPORT}/report.md"


def lay_out(root: Path, *, whole: bool = False) -> None:
    """Put the sample into the folder: of reports those of team 1 alone, unless it is to be whole.

    Without those of the others a command is quick and says the same of this team's.
    """
    shutil.copytree(ROOT / "content", root / "content", ignore=None if whole else _of_others)
    for name in ("mkdocs.yml", "site_templates"):
        (root / name).symlink_to(ROOT / name)


def _of_others(folder: str, names: list[str]) -> list[str]:
    """Name what takes no part: other teams' reports, seals."""
    is_period = Path(folder).parent.name == "reports"
    return [name for name in names if is_period and name != "to-01"]


def spoil(root: Path) -> None:
    """Make the three mistakes that the guide tells of; the form is kept beside."""
    shutil.copy(root / BOOK, root / "form.xlsx")
    book = openpyxl.load_workbook(root / BOOK)
    figures, meetings = book["Số liệu chỉ tiêu"], book["Họp, làm việc"]
    assert (figures["H3"].value, figures["A44"].value) == ("Thực hiện trong kỳ", "Xã Lạc Dương")
    figures["H4"], figures["A44"] = "1.250", "Thị trấn Lạc Dương"
    meetings["B4"] = "7/15/2026"
    book.save(root / BOOK)


def mend(root: Path) -> None:
    """Put the form back."""
    shutil.copy(root / "form.xlsx", root / BOOK)


def call_sent(root: Path) -> None:
    """Write the state of the report as it is spoken, not as the list has it."""
    file = root / REPORT / "report.md"
    text = file.read_text(encoding="utf-8")
    assert text.count("status: Dự thảo") == 1
    file.write_text(text.replace("status: Dự thảo", "status: Đã gởi"), encoding="utf-8")


def form_to_print(book: Path, printed: Path) -> None:
    """Save the form so that Office prints its sheet of figures alone, with letters and numbers."""
    form = openpyxl.load_workbook(book)
    sheet = form["Số liệu chỉ tiêu"]
    for other in form.worksheets:
        if other is not sheet:
            other.sheet_state = "hidden"
    form.active = form.index(sheet)
    sheet.print_area = "A1:I11"
    sheet.print_options.headings = True
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = None
    form.save(printed)


def fill_in(root: Path) -> None:
    """Fill the form in: the figures of last time once more."""
    book = openpyxl.load_workbook(root / BOOK)
    head = {str(row[0].value): row[1] for row in book["Thông tin báo cáo"].iter_rows(min_row=3)}
    head["Người soạn"].value = head["Họ và tên người ký"].value
    head["Tóm tắt"].value = "Du lịch hè tăng; còn 2 việc mở."
    for name in ("Dự họp, hội nghị, làm việc với địa bàn", "Trao đổi ý kiến định hướng với cấp ủy"):
        head[name].value = NOTHING_TO_REPORT
    head["Đôn đốc"].value = NOTHING_TO_REPORT
    for row in book["Số liệu chỉ tiêu"].iter_rows(min_row=4):
        if row[0].value is not None:
            before, total = row[4].value, row[5].value
            row[7].value = before
            row[8].value = None if total is None else total + (before or 0)
            row[10].value = "Chính thức"
    book.save(root / BOOK)


def write_prose(root: Path) -> None:
    """Write a sentence under each heading."""
    file = root / REPORT / "report.md"
    head, text = file.read_text(encoding="utf-8").rsplit("---\n", 1)
    headings = [line for line in text.splitlines() if line.startswith("#")]
    written = (
        f"{line}\n" if line.startswith("## I. ") else f"{line}\n\n{SENTENCE}\n" for line in headings
    )
    file.write_text(f"{head}---\n\n" + "\n".join(written), encoding="utf-8")


def misquote(root: Path) -> None:
    """Quote a figure of an indicator that there is not."""
    file = root / REPORT / "report.md"
    text = file.read_text(encoding="utf-8")
    quoted = "Thu ngân sách đạt {KT99 | Phường Lâm Viên - Đà Lạt}."
    file.write_text(text.replace(SENTENCE, quoted, 1), encoding="utf-8")
