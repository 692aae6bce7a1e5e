"""What a Word document takes from `site_templates/documents/bao-cao.docx`.

The office restyles that file in Word: its styles (found by their names), margins, head and foot of
the page are followed; what stands in its body is for those who restyle it and is not used.
"""

import io
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.document import Document as TemplateDocument
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]  # it has no types of its own

from build_tools.errors import UsageError

FILE = "bao-cao.docx"
NOTES_PLACE = "{{ghi chú}}"  # in the feet of the template: where the document's notes go
STYLES = (
    *("Tiêu đề Đảng", "Cơ quan cấp trên", "Cơ quan ban hành", "Số văn bản", "Địa danh, ngày tháng"),
    *("Title", "Subtitle", *(f"Heading {level}" for level in range(1, 7)), "Nội dung"),
    *(f"List {kind}{depth}" for kind in ("Bullet", "Number") for depth in ("", " 2", " 3")),
    *("Quote", "Đoạn giữ nguyên", "Nơi nhận", "Nơi nhận, mục", "Chức vụ người ký"),
    *("Họ tên người ký", "Ghi chú bản chép", "Caption", "Chú thích bảng", "Chú thích trong ô"),
    *("Đầu bảng", "Ô bảng", "Ô bảng số", "Đầu bảng nhỏ", "Ô bảng nhỏ", "Ô bảng số nhỏ"),
    *("Bảng phụ lục", "Bảng thể thức"),
)
_SIDES = ("left", "right")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """How pages lie: the XML that ends such a part, and the breadth of its text in twips."""

    xml: str
    breadth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTemplate:
    """The template, read.

    `parts`: every part of the package but the body. `feet`: names of the parts in which notes
    stand. `first` is the section of the first page, `upright` and `across` those of later ones.
    `numbered`: depth → the scheme of numbering of its list style.
    """

    parts: Mapping[str, bytes]
    feet: tuple[str, ...]
    styles: Mapping[str, str]
    first: Section
    upright: Section
    across: Section
    numbered: Mapping[int, str]


def read_template(folder: Path) -> WordTemplate:
    """Read the template; UsageError where it is none or lacks what documents need."""
    path = folder / FILE
    try:
        data = path.read_bytes()
        document = Document(io.BytesIO(data))
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in sorted(package.namelist())}
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise UsageError(f"Không đọc được tệp mẫu Word {path}: {error}.") from error
    feet = _feet(document)
    parts |= {
        name: etree.tostring(foot, encoding="UTF-8", xml_declaration=True, standalone=True)
        for name, foot in feet.items()
    }
    first, later = _sections(document)
    return WordTemplate(
        parts={name: part for name, part in parts.items() if name != "word/document.xml"},
        feet=tuple(feet),
        styles=_styles(document, path),
        first=_section(first, across=False),
        upright=_section(later, across=False),
        across=_section(later, across=True),
        numbered={depth: _scheme(document, depth) for depth in (1, 2, 3)},
    )


def _styles(document: TemplateDocument, path: Path) -> Mapping[str, str]:
    found = {style.name: style.style_id for style in document.styles}
    missing = [name for name in STYLES if name not in found]
    if missing:
        raise UsageError(f"Tệp mẫu Word {path} thiếu kiểu: {'; '.join(missing)}.")
    return {name: found[name] for name in STYLES}


def _sections(document: TemplateDocument) -> tuple[etree._Element, etree._Element]:
    """Return the section of the first page, and that of later ones, which all have a number."""
    first = deepcopy(document.sections[-1]._sectPr)  # noqa: SLF001  its XML is what is written
    later = deepcopy(first)
    for mark in later.findall(qn("w:titlePg")):
        later.remove(mark)
    return first, later


def _section(section: etree._Element, *, across: bool) -> Section:
    section = deepcopy(section)
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if size is None or margins is None:
        raise UsageError(f"Tệp mẫu Word {FILE} không ghi khổ giấy hoặc lề.")
    if across:
        width, height = size.get(qn("w:w")), size.get(qn("w:h"))
        size.set(qn("w:w"), height or "")
        size.set(qn("w:h"), width or "")
        size.set(qn("w:orient"), "landscape")
    taken = sum(int(margins.get(qn(f"w:{side}")) or 0) for side in _SIDES)
    breadth = int(size.get(qn("w:w")) or 0) - taken
    return Section(xml=etree.tostring(section, encoding="unicode"), breadth=breadth)


def _feet(document: TemplateDocument) -> Mapping[str, etree._Element]:
    """Return the feet in which notes stand, the mark of their place in one piece."""
    section = document.sections[-1]
    found = {}
    for foot in (section.footer, section.first_page_footer, section.even_page_footer):
        if foot.is_linked_to_previous:  # there is none; to ask it for paragraphs would make one
            continue
        marked = [each for each in foot.paragraphs if NOTES_PLACE in each.text]
        for paragraph in marked:
            first, *others = paragraph.runs  # Word parts a text wherever somebody corrected it
            first.text = paragraph.text
            for run in others:
                run.text = ""
        if marked:
            found[foot.part.partname.lstrip("/")] = foot.part.element
    if not found:
        raise UsageError(f"Chân trang của tệp mẫu Word {FILE} thiếu {NOTES_PLACE}.")
    return found


def _scheme(document: TemplateDocument, depth: int) -> str:
    """Return the id of the scheme by which the numbered list of a depth counts."""
    name = "List Number" if depth == 1 else f"List Number {depth}"
    number = document.styles[name].element.find(f".//{qn('w:numId')}")
    for each in document.part.numbering_part.element.findall(qn("w:num")):
        if number is not None and each.get(qn("w:numId")) == number.get(qn("w:val")):
            return str(each.find(qn("w:abstractNumId")).get(qn("w:val")))
    raise UsageError(f"Kiểu {name} của tệp mẫu Word {FILE} không đánh số.")
