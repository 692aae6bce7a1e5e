"""Our own workbook: filled in, saved by LibreOffice in other forms, imported; the same values."""

import datetime as dt
import io
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from office_profile import vietnamese_office
from openpyxl.worksheet.worksheet import Worksheet

from build_tools.diagnostics import Diagnostics
from build_tools.editing.carry_over import carry_over
from build_tools.editing.importing.template import ANNEX_SHEETS, HEAD_SHEET, NOTHING_TO_REPORT
from build_tools.editing.workbook.form import new_workbook
from build_tools.project import Project
from build_tools.validation.loading import load_catalogue
from schemas.period import Period
from schemas.report import Annex

FEBRUARY = Period.parse("2031-02")
ROOT = Path(__file__).resolve().parents[2]
SOFFICE = shutil.which("soffice")
# CSV parted by `;`, in UTF-8, cells as they are shown, each sheet in a file of its own.
CSV_FILTER = "csv:Text - txt - csv (StarCalc):59,34,76,1,,1066,false,true,true,false,false,-1"


@pytest.fixture(scope="module")
def form() -> bytes:
    """The workbook of team 1 of the small province for February 2031."""
    project = Project(root=ROOT / "tests/fixtures/small_province")
    today = dt.date(2031, 2, 16)
    catalogue = load_catalogue(project, today=today, found=Diagnostics())
    assert catalogue is not None
    return new_workbook(catalogue, carry_over(catalogue, "to-01", FEBRUARY))


HEAD = {
    "Người soạn": "Lê Thị Ví Dụ",
    "Người soát": "Trần Thị Mẫu",
    "Ngày gửi": dt.date(2031, 2, 16),
    "Tóm tắt": "Địa bàn ổn định: một vướng mắc còn mở.",
    "Nơi nhận": "Đồng chí Tổ trưởng\nLưu Bộ phận giúp việc",
}
FIGURES = {
    ("Xã Đạ Tẻh", "KT01"): (1234.5, 1245.0, "Chính thức"),
    ("Xã Đạ Tẻh", "XH04"): (92.5, None, "Sơ bộ"),
    ("Xã Hòa Bình", "KT01"): (0.1 + 0.2, 12.3, "Ước tính"),
    ("Xã Hòa Bình", "XH04"): (100, None, "Chính thức"),
}
MEETING = {
    "Ngày": dt.date(2031, 2, 7),
    "Địa bàn": "Xã Hòa Bình",
    "Đơn vị chủ trì": "Ủy ban nhân dân xã",
    "Nội dung": "Họp, bàn; “giao mặt bằng”",
    "Loại": "Họp cấp ủy",
    "Theo phân công": "Không",
    "Thành viên dự": "Lê Thị Ví Dụ | Trần Thị Mẫu",
    "Kết luận chính": "Dòng một\nDòng hai",
}
ISSUES = (
    "VD-2031-01001,Xã Đạ Tẻh,Kinh tế,Vướng mắc,Chậm bàn giao mặt bằng đoạn qua trung tâm xã,"
    "05/01/2031,Cao,Chưa thống nhất đơn giá,Họp ba bên,Ủy ban nhân dân xã,Địa phương,28/02/2031,"
    "Đã giải quyết,12/02/2031,Đã thống nhất đơn giá,,,"
)
MEETINGS = (
    "HN-2031-01001,07/02/2031,Xã Hòa Bình,Ủy ban nhân dân xã,"
    '"Họp, bàn; “giao mặt bằng”",Họp cấp ủy,false,Lê Thị Ví Dụ | Trần Thị Mẫu,"Dòng một\n'
    'Dòng hai",,,,'
)
WANTED = {
    "issues.csv": [ISSUES],
    "indicators.csv": [
        'Xã Đạ Tẻh,KT01,"120,0","1234,5","1245,0",,Chính thức,14/02/2031,Kho bạc,,',
        'Xã Đạ Tẻh,XH04,"95,0","92,5",,,Sơ bộ,14/02/2031,Bảo hiểm xã hội,,',
        'Xã Hòa Bình,KT01,"150,0","0,3","12,3",,Ước tính,14/02/2031,Kho bạc,,',
        'Xã Hòa Bình,XH04,"95,0","100,0",,,Chính thức,14/02/2031,Bảo hiểm xã hội,,',
    ],
    "meetings.csv": MEETINGS.split("\n"),
}


def columns_of(sheet: Worksheet) -> Mapping[str, int]:
    return {str(cell.value): cell.column for cell in sheet[3]}


def fill(form: bytes) -> bytes:
    """Fill the workbook in, as an official does: known rows, a new one, what is not there."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    head = book[HEAD_SHEET]
    for row in head.iter_rows(min_row=3):
        name = str(row[0].value)
        if name in HEAD:
            row[1].value = HEAD[name]
        elif name in {annex.label for annex in Annex} - {
            Annex.INDICATORS.label,
            Annex.ISSUES.label,
            Annex.MEETINGS.label,
        }:
            row[1].value = NOTHING_TO_REPORT
    figures = book[ANNEX_SHEETS[Annex.INDICATORS]]
    at = columns_of(figures)
    for row in range(4, 8):
        key = figures.cell(row, 1).value, figures.cell(row, 2).value
        values = FIGURES[key]  # type: ignore[index]  # texts
        for name, value in zip(
            ("Thực hiện trong kỳ", "Lũy kế từ đầu năm", "Tính chất số liệu"), values, strict=True
        ):
            figures.cell(row, at[name]).value = value
    issues = book[ANNEX_SHEETS[Annex.ISSUES]]
    at = columns_of(issues)
    assert issues.cell(4, at["Mã"]).value == "VD-2031-01001"
    issues.cell(4, at["Tình trạng"]).value = "Đã giải quyết"
    issues.cell(4, at["Ngày giải quyết"]).value = dt.date(2031, 2, 12)
    issues.cell(4, at["Kết quả"]).value = "Đã thống nhất đơn giá"
    meetings = book[ANNEX_SHEETS[Annex.MEETINGS]]
    for name, column in columns_of(meetings).items():
        if name in MEETING:
            meetings.cell(4, column).value = MEETING[name]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.fixture(scope="module")
def filled(form: bytes) -> bytes:
    return fill(form)


@pytest.fixture(scope="module")
def saved_by_libreoffice(
    filled: bytes, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """The filled workbook as LibreOffice saves it: `xlsx`, `ods`, or a folder of CSV."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "to-01.xlsx").write_bytes(filled)
    profile = vietnamese_office(folder / "profile")

    def convert(kind: str) -> Path:
        target = folder / kind.partition(":")[0]
        command = [SOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", target]
        done = subprocess.run([*command, folder / "to-01.xlsx"], check=False, capture_output=True)
        assert done.returncode == 0, done.stderr
        return target

    return convert


def assert_imported(run: Any) -> None:  # noqa: ANN401  what the fixture gives
    for name, rows in WANTED.items():
        assert run.rows(name) == rows, run.told
    declared = "\n".join(
        f"  - {annex.value}" for annex in Annex if f"{annex.value}.csv" not in WANTED
    )
    head = run.files["report.md"]
    assert f"nothing_to_report:\n{declared}\n" in head
    assert "prepared_by: Lê Thị Ví Dụ\nchecked_by: Trần Thị Mẫu\n" in head
    assert "submitted_on: 16/02/2031\n" in head
    assert "recipients:\n  - Đồng chí Tổ trưởng\n  - Lưu Bộ phận giúp việc\n" in head
    assert 'summary: "Địa bàn ổn định: một vướng mắc còn mở."\n' in head
    assert "## VI. Nhiệm vụ trọng tâm kỳ tới" in head


def test_a_filled_workbook_is_a_report(import_file: Callable[..., Any], filled: bytes) -> None:
    assert_imported(import_file(filled, name="to-01.xlsx"))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_libreoffice_saves_says_the_same_to_the_digit(
    import_file: Callable[..., Any], saved_by_libreoffice: Callable[[str], Path], kind: str
) -> None:
    assert_imported(import_file(saved_by_libreoffice(kind) / f"to-01.{kind}"))


@pytest.mark.slow
def test_csv_of_a_vietnamese_libreoffice_says_the_same(
    import_file: Callable[..., Any], saved_by_libreoffice: Callable[[str], Path]
) -> None:
    folder = saved_by_libreoffice(CSV_FILTER)
    figures = (folder / f"to-01-{ANNEX_SHEETS[Annex.INDICATORS]}.csv").read_text("utf-8")
    assert ";1.234,5;1.245,0;" in figures  # as a Vietnamese official sees them
    for annex in (Annex.INDICATORS, Annex.ISSUES, Annex.MEETINGS):
        path = folder / f"to-01-{ANNEX_SHEETS[annex]}.csv"
        run = import_file(path, "--replace")
        assert run.rows(annex.file_name) == WANTED[annex.file_name], run.told


def test_an_unfilled_workbook_is_a_draft_with_what_is_missing(
    import_file: Callable[..., Any], form: bytes
) -> None:
    run = import_file(form, name="to-01.xlsx")
    assert "“Tính chất số liệu” để trống" in run.told
    assert len(run.rows("issues.csv")) == 1
    assert run.rows("meetings.csv") == []


def test_the_workbook_of_another_team_or_period_is_refused(
    import_file: Callable[..., Any], form: bytes
) -> None:
    run = import_file(form, "--team", "2", name="to-01.xlsx")
    assert "Tệp này là của Tổ theo dõi địa bàn số 1, không phải" in run.told
    assert run.code == 1
    run = import_file(form, "--period", "2031-03", name="to-01.xlsx")
    assert "Tệp này là của kỳ Tháng 02/2031, không phải Tháng 03/2031." in run.told
    assert run.files == {}
