"""A PDF says what its document says, looks as the layout asks, and can be read by everyone."""

import io
import re
import subprocess
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import unescape
from itertools import pairwise
from typing import Any

import pytest
from official import ROOT, document, made
from poison import MARKDOWN, SCRIPTS
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from build_tools.exports.font_letters import letters_of
from build_tools.views.official import ColumnHead, Letterhead, Paragraph, Run, TableBlock, TableRow
from schemas.layout import DocumentLayout

FONTS = ROOT / "site_templates/documents/fonts"
MM = 72 / 25.4


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return made(document(), "pdf")


@pytest.fixture(scope="module")
def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes, *options: str) -> str:
    done = subprocess.run(
        ["pdftotext", *options, "-", "-"], input=pdf, check=True, capture_output=True
    )
    assert done.stderr == b"", done.stderr
    return done.stdout.decode()


@dataclass(frozen=True)
class Word:
    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float


def words_of(pdf: bytes) -> list[Word]:
    """Every word with its place on its page, in points from the top left."""
    found, page = [], 0
    pattern = re.compile(
        r'<page |<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>'
    )
    for match in pattern.finditer(text_of(pdf, "-bbox")):
        if match[1] is None:
            page += 1
        else:
            left, top, right, bottom = (float(match[part]) for part in range(1, 5))
            found.append(Word(unescape(match[5]), page, left, top, right, bottom))
    return found


def found_at(words: Sequence[Word], *texts: str) -> Word:
    """The first of the words that stand together so."""
    for index in range(len(words)):
        if tuple(word.text for word in words[index : index + len(texts)]) == texts:
            return words[index]
    raise AssertionError(texts)


def size_of(word: Word, *, bold: bool = False) -> float:
    """Points of the letters, from how high poppler takes a letter of Tinos to be."""
    return (word.bottom - word.top) / (0.8931 if bold else 0.9092)


def packed_text(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def test_the_words_are_there_in_their_order_as_nfc(pdf: bytes) -> None:
    text = text_of(pdf, "-raw")
    assert text == unicodedata.normalize("NFC", text)
    plain = packed_text(text)
    said = (
        "TỈNH ỦY LÂM ĐỒNG BỘ PHẬN GIÚP VIỆC TỔ THEO DÕI ĐỊA BÀN SỐ 1 *"
        " ĐẢNG CỘNG SẢN VIỆT NAM Số 12-BC/BPGV01 Lâm Đồng, ngày 05 tháng 02 năm 2026 BÁO CÁO"
        " kết quả hoạt động của địa bàn tháng 01/2026 ----- I. Tình hình địa bàn 1. Kinh tế"
        " Thu ngân sách tăng nhanh; xem văn bản (https://van.ban/1). II. Nhiệm vụ"
        " - Việc một - Việc hai 3. Việc ba Nơi nhận: - Tổ trưởng; - Lưu."
        " TRƯỞNG BỘ PHẬN Mai Minh Cường Bản chép từ"
    )
    assert plain.startswith(packed_text(said)), text[:900]
    assert "không phải bản chính đã ký, đóng dấu. Dữ liệu minh họa." in " ".join(text.split())


def test_the_layout_is_measured(pdf: bytes) -> None:
    words, layout = words_of(pdf), DocumentLayout()
    text = [word for word in words if word.page == 1 and word.bottom < (297 - 20) * MM]
    assert min(word.left for word in text) == pytest.approx(30 * MM, abs=0.5)
    assert max(word.right for word in words if word.page == 1) <= (210 - 15) * MM + 0.5
    assert min(word.top for word in text) == pytest.approx(20 * MM, abs=2)
    sizes = {
        ("ĐẢNG", "CỘNG"): layout.party_size,
        ("TỈNH", "ỦY"): layout.body_size,
        ("BỘ", "PHẬN", "GIÚP"): layout.body_size,
        ("Số", "12-BC/BPGV01"): layout.body_size,
        ("Lâm", "Đồng,"): layout.body_size,
        ("BÁO", "CÁO"): layout.heading_size,
        ("kết", "quả"): layout.subject_size,
        ("Thu", "ngân"): layout.text_size,
        ("Nơi", "nhận:"): layout.body_size,
        ("Tổ", "trưởng;"): layout.recipients_size,
        ("TRƯỞNG", "BỘ", "PHẬN"): layout.body_size,
        ("Dòng", "0"): layout.table_size,
    }
    bold = {("ĐẢNG", "CỘNG"), ("BỘ", "PHẬN", "GIÚP"), ("BÁO", "CÁO"), ("kết", "quả")}
    measured = {key: size_of(found_at(words, *key), bold=key in bold) for key in sizes}
    assert measured == {key: pytest.approx(float(size), abs=0.1) for key, size in sizes.items()}
    first = found_at(words, "Thu", "ngân")
    assert first.left == pytest.approx((30 + 10) * MM, abs=0.5)
    party, day = found_at(words, "ĐẢNG", "CỘNG"), found_at(words, "Lâm", "Đồng,")
    number = found_at(words, "Số", "12-BC/BPGV01")
    assert party.top == pytest.approx(found_at(words, "TỈNH", "ỦY").top, abs=2)
    assert day.top == pytest.approx(number.top, abs=0.5)
    assert number.right < 105 * MM < day.left


def test_lines_and_paragraphs_keep_their_distance() -> None:
    text = (
        Paragraph(runs=(Run("Một đoạn văn đủ dài để xuống dòng. " * 12),)),
        Paragraph(runs=(Run("Đoạn sau. " * 12),)),
    )
    words = words_of(made(document(text=text), "pdf"))
    tops = sorted({round(word.top, 2) for word in words if word.page == 1 and 200 < word.top < 420})
    steps = [round(below - above, 1) for above, below in pairwise(tops)]
    assert steps[:4] == [18.0] * 4
    assert 24.0 in steps  # 6 pt more between the two paragraphs


def test_pages_from_the_second_on_have_their_number(pdf: bytes, reader: PdfReader) -> None:
    words = words_of(pdf)
    assert len(reader.pages) > 3
    for page, shown in enumerate(reader.pages, start=1):
        above = [word for word in words if word.page == page and word.bottom < 18 * MM]
        assert [word.text for word in above] == ([] if page == 1 else [str(page)])
        if above:
            middle = (above[0].left + above[0].right) / 2
            width = float(shown.mediabox.width)
            assert middle == pytest.approx((30 * MM + width - 15 * MM) / 2, abs=1)
            assert above[0].top == pytest.approx(10 * MM, abs=2)
            assert size_of(above[0]) == pytest.approx(14, abs=0.1)


def test_a_wide_annex_lies_across_and_repeats_its_head(pdf: bytes, reader: PdfReader) -> None:
    across = [page.mediabox.width > page.mediabox.height for page in reader.pages]
    assert across[0] is across[-1] is False
    assert sum(across) >= 2
    heads = [word.page for word in words_of(pdf) if word.text == "9"]
    assert {page for page, lies in enumerate(across, start=1) if lies} <= set(heads)


def test_every_page_says_that_it_is_a_copy(pdf: bytes, reader: PdfReader) -> None:
    words = words_of(pdf)
    for page in range(1, len(reader.pages) + 1):
        foot = " ".join(word.text for word in words if word.page == page)
        assert "không phải bản chính đã ký, đóng dấu. Dữ liệu minh họa." in foot, page


def test_the_note_of_a_copy_is_never_alone_on_the_last_sheet() -> None:
    sheets = set()
    for lines in range(16, 40):
        words = words_of(made(document("Một dòng.\n\n" * lines, annexes=()), "pdf"))
        last = max(word.page for word in words)
        sheets.add(last)
        assert "Cường" in [word.text for word in words if word.page == last], lines
    assert len(sheets) > 1


def test_another_layout_sets_it_otherwise() -> None:
    layout = DocumentLayout(margin_left=Decimal(40), text_size=Decimal(15), copy_note="Bản thử.")
    words = words_of(made(document(), "pdf", layout))
    first = found_at(words, "Thu", "ngân")
    assert first.left == pytest.approx(50 * MM, abs=0.5)
    assert size_of(first) == pytest.approx(15, abs=0.1)


def test_fonts_are_embedded_and_no_other_is_used(pdf: bytes) -> None:
    done = subprocess.run(["pdffonts", "-"], input=pdf, check=True, capture_output=True, text=False)
    lines = done.stdout.decode().splitlines()[2:]
    assert lines
    assert {re.sub(r"^[A-Z]{6}\+", "", line.split()[0]) for line in lines} == {
        "Tinos",
        "Tinos-Bold",
        "Tinos-Italic",
    }
    assert all(re.search(r" yes yes yes +\d", line) for line in lines)  # embedded, subset, unicode


def test_the_same_document_has_the_same_bytes(pdf: bytes) -> None:
    assert made(document(), "pdf") == pdf
    assert made(document(date=None), "pdf") == made(document(date=None), "pdf")


def test_language_title_and_bookmarks_are_given(reader: PdfReader) -> None:
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "vi-VN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert root["/MarkInfo"]["/Marked"].value is True
    assert reader.metadata is not None
    assert reader.metadata.title == "Báo cáo thử – Bộ phận giúp việc"
    assert reader.metadata["/CreationDate"] == "D:20260205000000Z"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()

    def titles(outline: Any) -> Iterator[Any]:  # noqa: ANN401  pypdf's own nesting
        for each in outline:
            yield list(titles(each)) if isinstance(each, list) else each.title

    assert list(titles(reader.outline)) == [
        "I. Tình hình địa bàn",
        ["1. Kinh tế"],
        "II. Nhiệm vụ",
        "Phụ lục 1. Ngang",
        "Phụ lục 2. Dọc",
    ]


def elements(node: Any) -> Iterator[DictionaryObject]:  # noqa: ANN401  pypdf's own objects
    """Every element of the structure, in reading order."""
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from elements(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node  # type: ignore[misc]
        if "/K" in node:
            yield from elements(node["/K"])


def test_the_structure_is_that_of_the_document(reader: PdfReader) -> None:
    root: Any = reader.trailer["/Root"]
    tree = root["/StructTreeRoot"]
    roles = {name: tree["/RoleMap"].get(name, name) for name in tree["/RoleMap"]}
    found = list(elements(tree["/K"]))
    kinds = [roles.get(str(each["/S"]), str(each["/S"])) for each in found]
    assert kinds.count("/Table") == 2
    assert kinds.count("/H1") == 4
    assert kinds.count("/H2") == 1
    assert kinds.count("/L") == 3  # two of the text, the recipients
    assert kinds.count("/LI") == 5
    assert kinds.count("/TR") == 1 + 60 + 1 + 1
    heads = [each for each in found if each["/S"] == "/TH"]
    assert len(heads) == 10 + 2
    for head in heads:
        attributes: Any = head["/A"]
        assert "/Column" in [each.get("/Scope") for each in attributes]
    assert "/Figure" not in kinds  # nothing is drawn that would need words; never a seal
    for page in reader.pages:
        assert page["/Tabs"] == "/S"
        assert "/XObject" not in page["/Resources"]  # type: ignore[operator]


def test_no_text_is_read_as_markup() -> None:
    payloads = (
        *SCRIPTS,
        *MARKDOWN,
        '#panic("x") $x^2$ @ref <label> *a* _b_ `c` \\u{41} // x /* y */ = z - w + v ~ --- ...',
        '"quoted" \'single\' #read("/etc/passwd") #sys.inputs',
    )
    text = tuple(Paragraph(runs=(Run(each, bold=True), Run(each))) for each in payloads)
    table = TableBlock(
        caption=payloads[0],
        columns=(ColumnHead(payloads[1], "left", 1),),
        rows=tuple(TableRow(((each, each),)) for each in payloads),
        legend=payloads[2],
    )
    said = document(
        title=payloads[3],
        author=payloads[4],
        text=(*text, table),
        recipients=payloads,
        letterhead=Letterhead(**dict.fromkeys(Letterhead.__slots__, payloads[-2])),
        annexes=(),
    )
    plain = packed_text(text_of(made(said, "pdf"), "-raw"))
    letters = letters_of(FONTS / "Tinos-Regular.ttf")
    for each in payloads:
        shown = "".join(
            letter if ord(letter) in letters else f"[U+{ord(letter):04X}]" for letter in each
        )
        assert plain.count(packed_text(shown)) >= 2, each


def test_a_letter_that_the_font_lacks_is_printed_by_its_number() -> None:
    text = text_of(made(document(cell="😀 漢 ✓ \u2009ẹ́"), "pdf"))
    assert "[U+1F600]" in text
    assert "[U+6F22]" in text
    assert "[U+2713]" in text


def test_the_font_has_every_vietnamese_letter_in_each_style() -> None:
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    vowels = "aăâeêioôơuưy"
    letters = {
        unicodedata.normalize("NFC", vowel + tone)
        for vowel in vowels + vowels.upper()
        for tone in tones
    } | set("đĐ")
    assert len(letters) == 146
    wanted = {ord(letter) for letter in (*letters, *"".join(tones), *"\u0302\u0306\u031b→≤≥–…“”")}
    fonts = sorted(FONTS.glob("*.ttf"))
    assert [font.name for font in fonts] == [
        "Tinos-Bold.ttf",
        "Tinos-BoldItalic.ttf",
        "Tinos-Italic.ttf",
        "Tinos-Regular.ttf",
    ]
    assert [wanted - letters_of(font) for font in fonts] == [set()] * 4
