"""A Word document into the folder of a draft: what is shown, refused, asked, written."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from word_files import put_in, report_document, saved, under

from build_tools.cli import main
from build_tools.project import Project
from schemas.report import REPORT_HEADINGS

Import = Callable[..., Any]
ECONOMY = "1. Kinh tế"
NAME = "bao-cao.docx"


def _headings(report: str) -> list[str]:
    body = report.split("---\n", 2)[2]
    return [line for line in body.splitlines() if line.startswith("#")]


FIXED = [f"{'#' * heading.level} {heading.text}" for heading in REPORT_HEADINGS]


def test_a_report_typed_in_word_becomes_a_draft(import_file: Import) -> None:
    done = import_file(saved(report_document()), name=NAME)
    assert done.code == 0, done.told
    report = done.files["report.md"]
    assert _headings(report) == FIXED
    assert report.count("Tình hình ổn định.") == 9
    assert "status: Dự thảo" in report
    assert done.rows("issues.csv")[0].startswith("VD-2031-01001,")  # what was open goes on


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        (
            "<w:ins w:id='1'><w:r><w:t>chữ thêm</w:t></w:r></w:ins>",
            "Chữ thêm còn ở dạng theo dõi thay đổi “chữ thêm”.",
        ),
        (
            "<w:del w:id='1'><w:r><w:delText>chữ bỏ</w:delText></w:r></w:del>",
            "Chữ xóa còn ở dạng theo dõi thay đổi “chữ bỏ”.",
        ),
        (
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>chữ kín</w:t></w:r>",
            "Chữ ẩn “chữ kín”.",
        ),
        ("<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>", "Công thức “x=2”."),
    ],
)  # fmt: skip
def test_what_has_words_in_it_is_refused_and_nothing_is_written(
    import_file: Import, xml: str, told: str
) -> None:
    data = under(ECONOMY, lambda one: put_in(one.add_paragraph("Thêm: "), xml))
    done = import_file(data, name=NAME)
    assert done.code == 1
    assert f"dưới “{ECONOMY}”, đoạn 2: {told}" in done.told
    assert done.files == {}


def test_what_is_only_looked_at_is_asked_for(import_file: Import) -> None:
    shape = "<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>"
    data = under(ECONOMY, lambda one: put_in(one.add_paragraph("Xem ảnh: "), shape))
    asked = import_file(data, name=NAME, answer=False)
    assert asked.code == 2
    assert f"dưới “{ECONOMY}”, đoạn 2: ảnh không nhập, sẽ bỏ qua" in asked.told
    assert asked.files == {}
    assert "Xem ảnh:" in import_file(data, name=NAME).files["report.md"]


def _with_parts(data: bytes, **parts: bytes) -> bytes:
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as archive:
        for name, content in parts.items():
            archive.writestr(f"word/{name.replace('__', '/').replace('_', '.')}", content)
    return target.getvalue()


OBJECT = "<w:r><w:object><v:shape/></w:object></w:r>"
PICTURE = "<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>"


def _drawn(document: DocumentObject, heading: str) -> None:
    if heading in {ECONOMY, REPORT_HEADINGS[-1].text}:
        put_in(document.add_paragraph("Biểu đồ: "), OBJECT)
    if heading == REPORT_HEADINGS[-1].text:
        put_in(document.add_paragraph("Ảnh: "), PICTURE)


def test_an_embedded_object_is_refused_with_the_place_where_it_stands(import_file: Import) -> None:
    data = _with_parts(saved(report_document(_drawn)), embeddings__oleObject1_bin=b"x")
    done = import_file(data, name=NAME)
    assert (done.code, done.files) == (1, {})
    last = REPORT_HEADINGS[-1].text
    advice = "    → Xóa đi; số liệu cần giữ thì chép thành bảng của Word hoặc viết bằng lời.\n"
    assert done.told == (
        f"Không nhập được {NAME}; chưa ghi gì:\n"
        f"  dưới “{ECONOMY}”, đoạn 2: Biểu đồ hoặc đối tượng nhúng không nhận được.\n{advice}"
        f"  dưới “{last}”, đoạn 2: Biểu đồ hoặc đối tượng nhúng không nhận được.\n{advice}"
    )


def test_so_is_a_picture_of_an_old_kind(import_file: Import) -> None:
    data = _with_parts(saved(report_document(_drawn)), media__image1_emf=b"x")
    told = import_file(data, name=NAME).told
    assert f"dưới “{REPORT_HEADINGS[-1].text}”, đoạn 3: Tệp có ảnh kiểu cũ (EMF, WMF" in told


def test_what_is_embedded_and_nowhere_seen_is_refused_as_a_whole(import_file: Import) -> None:
    data = _with_parts(saved(report_document()), fonts__font1_odttf=b"x")
    assert "\n  Tệp chứa tệp, đối tượng khác hoặc phông chữ" in import_file(data, name=NAME).told


def test_a_typed_list_becomes_a_list_and_that_is_told(import_file: Import) -> None:
    def fill(document: DocumentObject) -> None:
        document.add_paragraph("- Thu ngân sách tăng;")
        document.add_paragraph("- Giải ngân chậm.")

    done = import_file(under(ECONOMY, fill), name=NAME)
    assert "\n\n- Thu ngân sách tăng;\n- Giải ngân chậm.\n\n" in done.files["report.md"]
    assert f"  dưới “{ECONOMY}”, đoạn 2: 2 dòng gõ “-” ở đầu thành một danh sách" in done.told


def test_all_headings_that_are_wrong_are_told_at_once(import_file: Import) -> None:
    document = Document()
    for heading in REPORT_HEADINGS[2:]:
        document.add_heading(heading.text, heading.level - 1)
    done = import_file(saved(document), name=NAME)
    assert done.code == 1
    assert "Thiếu đề mục “I. Tình hình địa bàn”." in done.told
    assert "Thiếu đề mục “1. Kinh tế”." in done.told


def test_a_table_with_the_heads_of_an_annex_is_that_annex(import_file: Import) -> None:
    heads = (
        "Mã",
        "Địa bàn",
        "Lĩnh vực",
        "Loại",
        "Nội dung tóm tắt",
        "Ngày phát hiện",
        "Tình trạng",
    )
    row = ("VD-2031-01001", "Xã Đạ Tẻh", "Kinh tế", "Vướng mắc", "Đường hỏng", "5/2/2031", "Mới")

    def add(document: DocumentObject) -> None:
        table = document.add_table(2, len(heads))
        for line, texts in zip(table.rows, (heads, row), strict=True):
            for cell, text in zip(line.cells, texts, strict=True):
                cell.text = text

    done = import_file(under("III. Vấn đề nổi lên, khó khăn, vướng mắc", add), name=NAME)
    assert done.code == 0, done.told
    assert done.rows("issues.csv") == [
        "VD-2031-01001,Xã Đạ Tẻh,Kinh tế,Vướng mắc,Đường hỏng,05/02/2031,,,,,,,Mới,,,,,"
    ]
    assert "Đường hỏng" not in done.files["report.md"]


def test_another_table_stays_in_the_prose(import_file: Import) -> None:
    def add(document: DocumentObject) -> None:
        table = document.add_table(2, 2)
        for cell, text in zip(table._cells, ("Xã", "Thu", "Đạ Tẻh", "5|6"), strict=True):  # noqa: SLF001
            cell.text = text

    done = import_file(under(ECONOMY, add), name=NAME)
    assert "| Xã | Thu |\n|---|---|\n| Đạ Tẻh | 5\\|6 |" in done.files["report.md"]


def test_what_surrounds_a_report_is_asked_for(import_file: Import) -> None:
    document = report_document()
    document.add_paragraph("Nơi nhận:")
    document.add_paragraph("- Thường trực Tỉnh ủy,")
    document.element.body.insert(0, Document().add_paragraph("ĐẢNG CỘNG SẢN VIỆT NAM")._p)  # noqa: SLF001
    done = import_file(saved(document), name=NAME)
    assert done.code == 0, done.told
    assert "nằm trước đề mục I, không nhập: “ĐẢNG CỘNG SẢN VIỆT NAM”" in done.told
    assert "phần cuối văn bản “Nơi nhận: - Thường trực Tỉnh ủy,” không nhập" in done.told
    assert "Nơi nhận" not in done.files["report.md"]


@pytest.mark.parametrize("word", ["MẬT", "Số căn cước: 068079001234"])
def test_the_gate_sees_the_document_before_anything_is_shown(
    import_file: Import, word: str
) -> None:
    done = import_file(under(ECONOMY, lambda one: one.add_paragraph(word)), name=NAME)
    assert done.code == 1
    assert word not in done.told
    assert done.files == {}


def test_a_draft_is_written_over_only_when_that_is_said(import_file: Import) -> None:
    assert import_file(saved(report_document()), name=NAME).code == 0
    changed = under(ECONOMY, lambda one: one.add_paragraph("Câu mới."))
    refused = import_file(changed, name=NAME)
    assert refused.code == 2
    assert "Câu mới." not in refused.files["report.md"]
    assert "Câu mới." in import_file(changed, "--replace", name=NAME).files["report.md"]


@pytest.fixture
def form(small_province: Project, monkeypatch: pytest.MonkeyPatch, import_file: Import) -> Path:
    """The form that `diaban new report --word` gives, in the folder of the project."""
    del import_file  # sets the day
    monkeypatch.chdir(small_province.root)
    where = ["--root", str(small_province.root), "new", "report", "--word"]
    assert main([*where, "--team", "1", "--period", "2031-02"]) == 0
    return small_province.root / "to-01-2031-02.docx"


def _fill(path: Path) -> None:
    """Fill in the form as somebody would."""
    document = Document(str(path))
    for row in document.tables[0].rows:
        value = {"Người soạn": "Trần Thị Mẫu", "Tóm tắt": "Tình hình ổn định."}
        if (text := value.get(row.cells[0].text)) is not None:
            row.cells[1].paragraphs[0].text = text
    for number, paragraph in enumerate(list(document.paragraphs)):
        if not paragraph.text and paragraph.style is not None and paragraph.style.name == "Normal":
            paragraph.text = f"Đoạn {number}: thu đạt 5% * kế hoạch, "
            paragraph.add_run("rất khá").bold = True
            paragraph.insert_paragraph_before("việc thứ nhất", style="List Bullet")
            paragraph.insert_paragraph_before("việc thứ hai", style="List Bullet")
    document.save(str(path))


def test_the_form_goes_back_and_forth(import_file: Import, form: Path) -> None:
    _fill(form)
    done = import_file(form)
    assert done.code == 0, done.told
    assert "Cần xác nhận" not in done.told
    report = done.files["report.md"]
    assert _headings(report) == FIXED
    assert report.count("- việc thứ nhất\n- việc thứ hai") == 9
    assert report.count("thu đạt 5% \\* kế hoạch, **rất khá**") == 9
    assert "prepared_by: Trần Thị Mẫu" in report
    assert "summary: Tình hình ổn định." in report
    assert "Gợi ý" not in report
    assert "VD-2031-01001" not in report.split("---\n", 2)[2]  # only there to be looked at


def test_what_is_written_into_a_hint_or_a_reference_is_not_lost(
    import_file: Import, form: Path
) -> None:
    document = Document(str(form))
    hint = next(one for one in document.paragraphs if one.text.startswith("Nổi bật"))
    hint.add_run(" Thu ngân sách tăng.")
    table = next(one for one in document.tables if one.cell(1, 0).text == "VD-2031-01001")
    table.cell(1, 3).text = ""
    table.cell(1, 3).paragraphs[0].text = "Đã xong"
    table.cell(1, 3).paragraphs[0].style = table.cell(1, 2).paragraphs[0].style
    document.save(str(form))
    done = import_file(form)
    assert "phần tham khảo đã sửa (“Đã xong”) không nhập" in done.told
    assert "đoạn này viết bằng kiểu chữ gợi ý, vẫn nhập" in done.told
    assert "\nThu ngân sách tăng.\n" in done.files["report.md"]


@pytest.mark.slow
@pytest.mark.parametrize("steps", [("docx",), ("odt", "docx")])
def test_libreoffice_in_between_changes_nothing(
    import_file: Import, form: Path, tmp_path: Path, steps: tuple[str, ...]
) -> None:
    _fill(form)
    office = shutil.which("soffice")
    assert office
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    current = form
    for number, kind in enumerate(steps):
        folder = tmp_path / f"step-{number}"
        command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
        subprocess.run([*command, str(current)], check=True, capture_output=True, timeout=180)
        current = folder / f"{form.stem}.{kind}"
    through = import_file(current, "--dry-run")
    assert through.code == 0, through.told
    done = import_file(current)
    report = done.files["report.md"]
    assert _headings(report) == FIXED
    assert report.count("- việc thứ nhất\n- việc thứ hai") == 9
    assert report.count("thu đạt 5% \\* kế hoạch, **rất khá**") == 9
    assert "prepared_by: Trần Thị Mẫu" in report
    assert "Cần xác nhận" not in done.told
