"""Word documents as they are shown; what is no text of the body is named, never dropped."""

import base64
import io
import zipfile

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from word_files import put_in, saved

from build_tools.reading.attachments.child import answer
from build_tools.reading.attachments.model import RefusedError
from build_tools.reading.documents.model import LossKind, TextDocument, TextParagraph, TextTable
from build_tools.reading.documents.numbering import roman
from build_tools.reading.documents.packed import read_packed, unpack
from build_tools.reading.documents.reader import read_document

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def _read(document: DocumentObject) -> TextDocument:
    return unpack(read_packed(".docx", saved(document)))[0]


def _paragraph(xml: str) -> TextDocument:
    document = Document()
    put_in(document.add_paragraph("Trước "), xml)
    return _read(document)


TEXT = "<w:r><w:t>{}</w:t></w:r>"
HINT = (
    "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
    f"{TEXT.format('Bấm vào đây')}</w:sdtContent></w:sdt>"
)
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic>"
    "<a:graphicData><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>trong hộp</w:t></w:r></w:p>"
    "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>trong hộp</w:t>"
    "</w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    ("xml", "kind", "said", "kept"),
    [
        (f"<w:ins w:id='1'>{TEXT.format('thêm')}</w:ins>", "insertion", "thêm", "Trước thêm"),
        (
            "<w:del w:id='1'><w:r><w:delText>bỏ</w:delText></w:r></w:del>",
            "deletion", "bỏ", "Trước ",
        ),
        (f"<w:moveTo w:id='1'>{TEXT.format('chuyển')}</w:moveTo>", "insertion", "chuyển", None),
        (BOX, "text-box", "trong hộp", "Trước "),
        ("<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>", "picture", "", None),
        ("<w:r><w:object/></w:r>", "object", "", None),
        ("<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>", "equation", "x=2", "Trước "),
        (
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>", "hidden-text", "ẩn", "Trước ",
        ),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>", "symbol", "Wingdings", None),
        ("<w:r><w:footnoteReference w:id='9'/></w:r>", "note", "", None),
        ("<w:r><w:commentReference w:id='9'/></w:r>", "comment", "", None),
        (f"<w:ruby>{TEXT.format('chú âm')}</w:ruby>", "unknown", "chú âm", None),
        (
            "<w:r><w:rPr><w:rPrChange w:id='1'><w:rPr/></w:rPrChange></w:rPr><w:t>a</w:t></w:r>",
            "tracked-format", "", "Trước a",
        ),
        (
            HINT,
            "placeholder", "Bấm vào đây", "Trước ",
        ),
        (
            f"<w:fldSimple w:instr=' DATE '>{TEXT.format('05/02/2031')}</w:fldSimple>",
            "field", "DATE", "Trước 05/02/2031",
        ),
    ],
)  # fmt: skip
def test_what_is_no_text_is_named(xml: str, kind: str, said: str, kept: str | None) -> None:
    document = _paragraph(xml)
    assert [(loss.kind, loss.block, loss.text) for loss in document.losses] == [(kind, 0, said)]
    block = document.blocks[0]
    assert isinstance(block, TextParagraph)
    assert kept is None or block.text == kept


def test_a_field_of_several_runs_gives_its_result_and_a_link_its_address() -> None:
    document = _paragraph(
        "<w:smartTag><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        "<w:r><w:instrText>HYPERLINK &quot;https://lamdong.gov.vn/&quot;</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>trang tỉnh</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:smartTag>"
    )
    (block,) = document.blocks
    assert isinstance(block, TextParagraph)
    assert [(run.text, run.link) for run in block.runs] == [
        ("Trước ", ""),
        ("trang tỉnh", "https://lamdong.gov.vn/"),
    ]
    assert document.losses == ()


def test_what_stands_beside_the_body_is_named() -> None:
    document = Document()
    document.add_paragraph("Thân.")
    document.add_picture(io.BytesIO(PIXEL))
    document.sections[0].header.paragraphs[0].text = "Dự thảo lần 2"
    document.sections[0].footer.paragraphs[0].text = "3"
    assert [(loss.kind, loss.block) for loss in _read(document).losses] == [
        (LossKind.PICTURE, 1),
        (LossKind.HEADER, -1),
    ]


def test_lists_have_the_numbers_that_word_shows() -> None:
    document = Document()
    for style in ("List Number", "List Number", "List Bullet", "List Number"):
        document.add_paragraph("việc", style=style)
    blocks = [block for block in _read(document).blocks if isinstance(block, TextParagraph)]
    assert [(block.label, block.is_bullet) for block in blocks] == [
        ("1.", False), ("2.", False), ("", True), ("3.", False),
    ]  # fmt: skip


def test_headings_know_their_level_and_emphasis_is_what_stands_out() -> None:
    document = Document()
    document.add_heading("I. Tình hình", 1)
    paragraph = document.add_paragraph("thường ")
    paragraph.add_run("đậm").bold = True
    paragraph.add_run(" hơn").bold = True
    first, second = _read(document).blocks
    assert isinstance(first, TextParagraph)
    assert isinstance(second, TextParagraph)
    assert (first.level, first.runs[0].is_bold) == (1, False)
    assert [(run.text, run.is_bold) for run in second.runs] == [
        ("thường ", False),
        ("đậm hơn", True),
    ]


def test_merged_and_nested_cells_are_known() -> None:
    document = Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "rộng"
    table.cell(0, 2).merge(table.cell(1, 2)).text = "cao"
    table.cell(1, 0).add_table(1, 1).cell(0, 0).text = "trong"
    read = _read(document)
    (block,) = read.blocks
    assert isinstance(block, TextTable)
    assert [[(cell.span, cell.is_covered) for cell in row] for row in block.rows] == [
        [(2, False), (1, False)],
        [(1, False), (1, False), (1, True)],
    ]
    assert [(loss.kind, loss.text) for loss in read.losses] == [(LossKind.NESTED_TABLE, "trong")]


def test_a_tracked_row_and_a_tracked_end_of_a_paragraph_are_seen() -> None:
    document = Document()
    table = document.add_table(1, 1)
    table.cell(0, 0).text = "hàng"
    row, paragraph = table.rows[0]._tr, document.add_paragraph("đoạn")._p  # noqa: SLF001
    row.get_or_add_trPr().append(OxmlElement("w:ins"))
    properties = paragraph.get_or_add_pPr()
    mark = OxmlElement("w:rPr")
    mark.append(OxmlElement("w:del"))
    properties.append(mark)
    assert [loss.kind for loss in _read(document).losses] == [
        LossKind.INSERTION,
        LossKind.DELETION,
    ]


@given(st.integers(1, 3999))
def test_roman_numbers_go_back_to_what_they_were(number: int) -> None:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    text = roman(number)
    total = sum(
        -values[one] if values[one] < values.get(after, 0) else values[one]
        for one, after in zip(text, f"{text[1:]} ", strict=True)
    )
    assert total == number


def _zip(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _parts(document: DocumentObject) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(saved(document))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _with(name: str, old: bytes, new: bytes) -> bytes:
    document = Document()
    document.add_paragraph("Chữ thường.")
    parts = _parts(document)
    assert old in parts[name]
    return _zip({**parts, name: parts[name].replace(old, new)})


LINKS = "word/_rels/document.xml.rels"
EXTERNAL = (
    b'<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/attachedTemplate" Target="http://may.chu/mau.dotm" TargetMode="External"/>'
    b"</Relationships>"
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"khong phai zip", "attachment.unreadable"),
        (
            _with("[Content_Types].xml", b"document.main+xml", b"document.macroEnabled.main+xml"),
            "attachment.macro",
        ),
        (_with(LINKS, b"</Relationships>", EXTERNAL), "attachment.external"),
        (
            _with("word/document.xml", b"<w:body>", b"<!DOCTYPE x><w:body>"),
            "attachment.unreadable",
        ),
        (
            _zip({**_parts(Document()), "word/vbaProject.bin": b"x"}),
            "attachment.macro",
        ),
        (
            _zip({**_parts(Document()), "word/bomb.xml": b"<a>" + b" " * (65 * 1024 * 1024)}),
            "attachment.too-complex",
        ),
        (
            _with("word/document.xml", b"<w:p>", b"<w:p>" + b"<w:smartTag>" * 300),
            "attachment.too-complex",
        ),
    ],
    ids=["no zip", "macros", "template elsewhere", "entities", "vba", "bomb", "depth"],
)  # fmt: skip
def test_a_hostile_document_is_refused(data: bytes, code: str) -> None:
    told = answer("blocks.docx", data)
    assert told["code"] == code


def test_the_child_reads_a_document_and_hands_all_texts_to_the_gate() -> None:
    document = Document()
    document.add_paragraph("Thân văn bản.")
    document.core_properties.comments = "ghi chú kín"
    read, texts = read_document(".docx", saved(document))
    assert [block.text for block in read.blocks if isinstance(block, TextParagraph)] == [
        "Thân văn bản."
    ]
    assert any("ghi chú kín" in part.text for part in texts)


def test_the_child_refuses_what_is_no_document() -> None:
    with pytest.raises(RefusedError, match=r"attachment\.unreadable"):
        read_document(".docx", b"PK")


def test_the_language_of_the_letters_is_no_text() -> None:
    document = Document()
    run = document.add_paragraph().add_run("chữ")
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    run._r.get_or_add_rPr().append(language)  # noqa: SLF001  python-docx has no languages
    assert _read(document).losses == ()
