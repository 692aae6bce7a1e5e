"""A Word document is one that a clerk can go on editing: real headings, lists, tables, fields."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Read
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from lxml import etree
from official import LAYOUT, NOTES, ROOT, document, made
from poison import MARKDOWN, SCRIPTS
from printed import printed_pages, printed_words

from build_tools.errors import UsageError
from build_tools.exports.word import make_word
from build_tools.exports.word_template import FILE, STYLES
from build_tools.views.official import (
    CodeBlock,
    ColumnHead,
    ListBlock,
    Paragraph,
    QuoteBlock,
    Rule,
    Run,
    TableBlock,
    TableRow,
)

TEMPLATES = ROOT / "site_templates/documents"
# The order of children that the standard asks for (ISO/IEC 29500-1, annex A), of those used here.
ORDERS: dict[str, Sequence[str]] = {
    "pPr": ("pStyle", "keepNext", "numPr", "pBdr", "spacing", "ind", "jc", "rPr", "sectPr"),
    "rPr": ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "strike", "sz", "szCs"),
    "tbl": ("tblPr", "tblGrid", "tr"),
    "tblPr": ("tblStyle", "tblW", "tblLayout", "tblLook", "tblCaption"),
    "tr": ("trPr", "tc"),
    "tc": ("tcPr", "p"),
    "p": ("pPr", "r"),
    "num": ("abstractNumId", "lvlOverride"),
    "sectPr": (
        *("headerReference", "footerReference", "type", "pgSz", "pgMar", "cols"),
        *("titlePg", "docGrid"),
    ),
}


@pytest.fixture(scope="module")
def word() -> bytes:
    return made(document(), "docx")


@pytest.fixture(scope="module")
def read(word: bytes) -> Read:
    return Document(io.BytesIO(word))


def styled(read: Read) -> list[tuple[str, str]]:
    return [(each.style.name or "", each.text) for each in read.paragraphs if each.style]


def parts(word: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_text_stands_in_named_styles(read: Read) -> None:
    assert styled(read)[:13] == [
        ("Title", "BÁO CÁO"),
        ("Subtitle", "kết quả hoạt động của địa bàn tháng 01/2026"),
        ("Số văn bản", "-----"),
        ("Heading 1", "I. Tình hình địa bàn"),
        ("Heading 2", "1. Kinh tế"),
        ("Nội dung", "Thu ngân sách tăng nhanh; xem văn bản (https://van.ban/1)."),
        ("Heading 1", "II. Nhiệm vụ"),
        ("List Bullet", "Việc một"),
        ("List Bullet", "Việc hai"),
        ("List Number", "Việc ba"),
        ("Nơi nhận, mục", ""),
        ("Normal", ""),  # ends the part
        ("Heading 1", "Phụ lục 1. Ngang"),
    ]
    body = next(each for each in read.paragraphs if each.style and each.style.name == "Nội dung")
    assert [run.text for run in body.runs if run.bold] == ["tăng"]
    assert [run.text for run in body.runs if run.italic] == ["nhanh"]


def cells(table: Table) -> list[list[str]]:
    return [
        ["\n".join(each.text for each in cell.paragraphs) for cell in row.cells]
        for row in table.rows
    ]


def test_letterhead_and_signature_stand_beside_each_other(read: Read) -> None:
    letterhead, signature = read.tables[0], read.tables[1]
    assert cells(letterhead) == [
        [
            "TỈNH ỦY LÂM ĐỒNG\nBỘ PHẬN GIÚP VIỆC TỔ THEO DÕI ĐỊA BÀN SỐ 1\n*",
            "ĐẢNG CỘNG SẢN VIỆT NAM",
        ],
        ["Số 12-BC/BPGV01", "Lâm Đồng, ngày 05 tháng 02 năm 2026"],
    ]
    room = "\n" * (LAYOUT.signature_lines + 1)
    assert cells(signature) == [
        ["Nơi nhận:\n- Tổ trưởng;\n- Lưu.", f"TRƯỞNG BỘ PHẬN{room}Mai Minh Cường"],
        [" ".join(NOTES)] * 2,  # one cell as broad as both
    ]
    assert "w:drawing" not in read.element.xml  # neither a seal nor a signature
    assert "w:pict" not in read.element.xml


def test_tables_are_tables_with_a_head_that_is_repeated(read: Read) -> None:
    across, upright = read.tables[2:]
    assert len(across.rows) == 61
    assert cells(across)[0] == [f"Cột {number}" for number in range(10)]
    assert cells(across)[1] == ["Dòng 0", *["1.234,5"] * 9]
    assert cells(upright)[1] == ["VD-2026-01001\nđính chính ngày 06/03/2026", "1.234,5"]
    for table in (across, upright):
        assert table.style is not None
        assert table.style.name == "Bảng phụ lục"
        repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]  # noqa: SLF001
        assert repeated == [True, *[False] * (len(table.rows) - 1)]
    bold = upright.rows[1].cells[0].paragraphs[0].runs
    assert [(run.text, run.bold) for run in bold if run.text.strip()] == [
        ("VD-2026-01001", True),
        ("đính chính ngày 06/03/2026", None),  # its style says how it looks
    ]


def test_wide_annexes_lie_across_and_later_pages_have_their_number(read: Read) -> None:
    sections = list(read.sections)
    assert [section.orientation for section in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert [section.different_first_page_header_footer for section in sections] == [
        True,
        False,
        False,
    ]
    for section in sections:
        assert " PAGE " in section.header._element.xml  # noqa: SLF001  a field, not a number
        assert section.footer.paragraphs[0].text == " ".join(NOTES)
        assert section.left_margin == pytest.approx(Mm(30), abs=Mm(0.1))
        assert section.right_margin == pytest.approx(Mm(15), abs=Mm(0.1))
    assert sections[0].first_page_header.paragraphs[0].text == ""
    assert sections[0].first_page_footer.paragraphs[0].text == " ".join(NOTES)
    assert sections[1].page_width == sections[0].page_height
    breadth = sections[1].page_width - sections[1].left_margin - sections[1].right_margin  # type: ignore[operator]
    assert sum(int(each.width or 0) for each in read.tables[2].columns) == pytest.approx(
        breadth, rel=0.01
    )


def test_the_template_as_it_comes_is_what_the_layout_asks_for() -> None:
    template = Document(str(TEMPLATES / FILE))
    section = template.sections[0]
    sides = {
        "top_margin": LAYOUT.margin_top,
        "bottom_margin": LAYOUT.margin_bottom,
        "left_margin": LAYOUT.margin_left,
        "right_margin": LAYOUT.margin_right,
        "header_distance": LAYOUT.page_number_top,
    }
    for name, asked in sides.items():
        assert getattr(section, name) == pytest.approx(Mm(float(asked)), abs=Mm(0.1)), name
    sizes = {
        "Tiêu đề Đảng": LAYOUT.party_size,
        "Cơ quan cấp trên": LAYOUT.body_size,
        "Cơ quan ban hành": LAYOUT.body_size,
        "Số văn bản": LAYOUT.body_size,
        "Địa danh, ngày tháng": LAYOUT.body_size,
        "Title": LAYOUT.heading_size,
        "Subtitle": LAYOUT.subject_size,
        "Nội dung": LAYOUT.text_size,
        "Nơi nhận, mục": LAYOUT.recipients_size,
        "Ô bảng": LAYOUT.table_size,
        "Ô bảng nhỏ": LAYOUT.small_table_size,
        "Header": LAYOUT.page_number_size,
    }
    styles: Any = template.styles
    assert {name: styles[name].font.size.pt for name in sizes} == sizes
    assert {styles[name].font.name for name in sizes} == {"Times New Roman"}
    body = styles["Nội dung"].paragraph_format
    assert body.line_spacing == Pt(float(LAYOUT.line_spacing))
    assert body.space_after == Pt(float(LAYOUT.paragraph_spacing))
    assert body.first_line_indent == pytest.approx(Mm(float(LAYOUT.first_line)), abs=Mm(0.1))


@pytest.fixture
def restyled(tmp_path: Path) -> Callable[[Callable[[Any], None]], Path]:
    """A folder of templates whose Word one was changed and saved as an office would."""

    def restyle(change: Callable[[Any], None]) -> Path:
        folder = tmp_path / "documents"
        shutil.copytree(TEMPLATES, folder)
        template = Document(str(folder / FILE))
        change(template)
        template.save(str(folder / FILE))
        return folder

    return restyle


def test_a_restyled_template_is_followed(
    restyled: Callable[[Callable[[Any], None]], Path],
) -> None:
    def change(template: Any) -> None:  # noqa: ANN401  python-docx types styles as their base
        template.styles["Nội dung"].font.size = Pt(13)
        template.styles["Heading 1"].font.name = "Arial"
        template.styles["Heading 1"].element.set(qn("w:styleId"), "DeMuc1")
        template.sections[0].left_margin = Mm(35)
        foot = template.sections[0].footer.paragraphs[0]
        foot.clear()
        for part in ("Bản in. {{ghi ", "chú}}", " Hết."):  # as Word parts what was corrected
            foot.add_run(part)

    read: Any = Document(io.BytesIO(make_word(document(), LAYOUT, restyled(change))))
    assert read.styles["Nội dung"].font.size == Pt(13)
    assert read.styles["Heading 1"].font.name == "Arial"
    heads = [each.text for each in read.paragraphs if each.style.style_id == "DeMuc1"]
    assert heads[0] == "I. Tình hình địa bàn"
    assert {round(section.left_margin.mm) for section in read.sections} == {35}
    assert read.sections[0].footer.paragraphs[0].text == f"Bản in. {' '.join(NOTES)} Hết."
    breadth = read.sections[1].page_width - read.sections[1].left_margin
    table = sum(column.width for column in read.tables[2].columns)
    assert table == pytest.approx(breadth - read.sections[1].right_margin, rel=0.01)


def test_a_template_that_lacks_something_is_refused_by_name(
    restyled: Callable[[Callable[[Any], None]], Path],
) -> None:
    folder = restyled(lambda template: template.styles["Ô bảng"].delete())
    with pytest.raises(UsageError, match="thiếu kiểu: Ô bảng"):
        make_word(document(), LAYOUT, folder)


def test_a_template_without_a_place_for_the_notes_is_refused(
    restyled: Callable[[Callable[[Any], None]], Path],
) -> None:
    def change(template: Any) -> None:  # noqa: ANN401  as above
        for foot in (template.sections[0].footer, template.sections[0].first_page_footer):
            foot.paragraphs[0].text = "Chân trang"

    with pytest.raises(UsageError, match="ghi chú"):
        make_word(document(), LAYOUT, restyled(change))


def test_a_template_that_is_no_document_is_refused(tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "documents")
    (tmp_path / "documents" / FILE).write_bytes(b"khong phai Word")
    with pytest.raises(UsageError, match="Không đọc được tệp mẫu Word"):
        make_word(document(), LAYOUT, tmp_path / "documents")


def test_the_same_document_has_the_same_bytes(word: bytes) -> None:
    assert made(document(), "docx") == word
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"
    assert b"w:rsid" not in parts(word)["word/document.xml"]


def test_its_properties_are_those_of_the_document(read: Read) -> None:
    properties = read.core_properties
    assert properties.title == "Báo cáo thử – Bộ phận giúp việc"
    assert properties.author == "Bộ phận giúp việc"
    assert properties.language == "vi-VN"
    assert properties.created is not None
    assert f"{properties.created:%Y-%m-%d}" == "2026-02-05"
    assert Document(io.BytesIO(made(document(date=None), "docx"))).core_properties.created is None


EVERY_BLOCK = (
    Paragraph(runs=(Run("Một\nhai", strike=True),)),
    ListBlock(start=5, items=((Paragraph(runs=(Run("năm"),)), Paragraph(runs=(Run("tiếp"),))),)),
    ListBlock(
        start=1,
        items=(
            (
                Paragraph(runs=(Run("một"),)),
                ListBlock(start=None, items=((Paragraph(runs=(Run("con"),)),),)),
                TableBlock(caption="", columns=(ColumnHead("A", "left", 1),), rows=()),
            ),
        ),
    ),
    QuoteBlock(blocks=(Paragraph(runs=(Run("trích"),)),)),
    CodeBlock(lines=("a  b", "c")),
    Rule(),
    TableBlock(
        caption="Bảng",
        columns=(ColumnHead("A", "left", 0.5), ColumnHead("B", "right", 0.5)),
        rows=(TableRow(("1", "2"), strong=True), TableRow((("3", "x"), ""))),
        small=True,
    ),
)


@pytest.mark.parametrize("annexes", [True, False])
def test_every_part_is_well_formed_and_in_the_order_of_the_standard(annexes: bool) -> None:  # noqa: FBT001  a parameter of the test
    changed = {} if annexes else {"annexes": ()}
    for name, part in parts(made(document(text=EVERY_BLOCK, **changed), "docx")).items():
        tree = etree.fromstring(part)
        if name in {"word/document.xml", "word/numbering.xml"}:
            for element in tree.iter():
                check_order(element, name)


def check_order(element: Any, name: str) -> None:  # noqa: ANN401  lxml has no types
    kind = etree.QName(element).localname
    order = ORDERS.get(kind)
    if order is None or (kind == "rPr" and name == "word/numbering.xml"):
        return
    found = [etree.QName(child).localname for child in element]
    assert set(found) <= set(order), (kind, found)
    places = [order.index(each) for each in found]
    assert places == sorted(places), (kind, found)
    if kind == "tc":
        assert found[-1] == "p"  # Word repairs a cell that does not end so


def test_every_list_counts_by_itself() -> None:
    word = made(document(text=EVERY_BLOCK), "docx")
    read = Document(io.BytesIO(word))
    numbered = [each for each in read.paragraphs if each.style and each.style.name == "List Number"]
    assert [each.text for each in numbered] == ["năm", "tiếp", "một"]
    ids = [each._p.pPr.numPr.numId.val for each in numbered]  # noqa: SLF001  what Word reads
    assert ids[1] == 0  # the second paragraph of an item has no number of its own
    numbering = parts(word)["word/numbering.xml"].decode()
    starts = dict(re.findall(r'w:numId="(1\d{3})".*?startOverride w:val="(\d+)"', numbering))
    assert [starts[str(ids[0])], starts[str(ids[2])]] == ["5", "1"]
    assert [
        each.text for each in read.paragraphs if each.style and each.style.name == "List Bullet 2"
    ] == ["con"]


def test_every_payload_is_text() -> None:
    payloads = (*SCRIPTS, *MARKDOWN, "]]>", "&amp;", "{{ghi chú}}", '<w:br/>"')
    text = tuple(Paragraph(runs=(Run(each),)) for each in payloads)
    table = TableBlock(
        caption=payloads[0],
        columns=(ColumnHead(payloads[1], "left", 1),),
        rows=tuple(TableRow(((each, each),)) for each in payloads),
    )
    said = document(title=payloads[0], author=payloads[1], text=(*text, table), annexes=())
    read = Document(io.BytesIO(made(said, "docx")))
    shown = [each.text for each in read.paragraphs if each.style and each.style.name == "Nội dung"]
    assert shown == list(payloads)
    assert cells(read.tables[1])[1:] == [[f"{each}\n{each}"] for each in payloads]
    assert read.core_properties.title == payloads[0]


@pytest.mark.slow
def test_libreoffice_opens_it_without_repair_and_prints_the_same_words(
    word: bytes, tmp_path: Path
) -> None:
    (pages,) = printed_words([word], tmp_path)
    assert len(pages) > 3
    plain = "".join("".join(pages).split())
    own = "".join(printed_pages(made(document(), "pdf")))
    words = [word for word in own.split() if not word.isdigit()]
    assert [word for word in words if word not in plain] == []
    assert pages[1].split()[0] == "2"  # the number of the page


def test_every_style_that_is_used_is_asked_for_in_the_template(read: Read) -> None:
    used = {each.style.name for each in read.paragraphs if each.style}
    assert used - {"Normal"} <= set(STYLES)
