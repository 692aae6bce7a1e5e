"""Official documents for Word: real headings, lists and tables, in the styles of the template."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from build_tools.exports.word_markup import Markup, with_next
from build_tools.exports.word_template import NOTES_PLACE, WordTemplate, read_template
from build_tools.views.official import (
    AnnexPart,
    Block,
    CodeBlock,
    HeadingLine,
    ListBlock,
    OfficialDocument,
    Paragraph,
    QuoteBlock,
    Rule,
    TableBlock,
)
from build_tools.xml_text import escape
from schemas.layout import DocumentLayout

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LEFT_PART = 0.46  # of the letterhead's breadth
_DEEPEST_LIST, _DEEPEST_HEADING = 3, 6
_LINE_BELOW = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="000000"/></w:pBdr>'
_NO_NUMBER = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can say


def make_word(document: OfficialDocument, layout: DocumentLayout, folder: Path) -> bytes:
    """Return the document as DOCX; the same document and template give the same bytes."""
    template = _template(folder)
    writer = _Writer(template, layout)
    body = writer.body(document)
    parts = dict(template.parts)
    notes = escape(" ".join(document.notes)).encode()
    for name in template.feet:
        parts[name] = parts[name].replace(escape(NOTES_PLACE).encode(), notes)
    parts["word/document.xml"] = _in_root(body).encode()
    parts["docProps/core.xml"] = _core(document).encode()
    if writer.numbers:
        parts["word/numbering.xml"] = _with_numbers(parts["word/numbering.xml"], writer.numbers)
    return _archive(parts)


@cache
def _template(folder: Path) -> WordTemplate:
    return read_template(folder)


class _Writer:
    """Writes one document; `numbers` are its numbered lists: id → scheme and first number."""

    def __init__(self, template: WordTemplate, layout: DocumentLayout) -> None:
        self._template = template
        self._layout = layout
        self._markup = Markup(template.styles)
        self._breadth = template.first.breadth
        self.numbers: dict[int, tuple[str, int]] = {}

    def body(self, document: OfficialDocument) -> str:
        """Return all that stands in the body, with the section that ends it."""
        groups = list(_together(document.annexes))
        ends = self._template.first.xml
        said = "".join(self._block(block) for block in document.text)
        before, paragraph, last = said.rpartition("<w:p>")
        # A signature, or the note below it, would else be alone on a sheet now and then.
        text = self._letterhead(document) + before + with_next(paragraph + last)
        text += self._signature(document)
        if not groups:
            return f"{text}{self._markup.gap()}{ends}"
        text += self._markup.gap(ends)
        for index, (across, parts) in enumerate(groups, start=1):
            section = self._template.across if across else self._template.upright
            self._breadth = section.breadth
            text += "".join(self._annex(part) for part in parts)
            text += section.xml if index == len(groups) else self._markup.gap(section.xml)
        return text

    def _letterhead(self, document: OfficialDocument) -> str:
        head, markup = document.letterhead, self._markup
        superior = markup.paragraph("Cơ quan cấp trên", head.superior) if head.superior else ""
        left = int(self._breadth * _LEFT_PART)
        table = markup.side_by_side(
            [
                (
                    superior
                    + markup.paragraph("Cơ quan ban hành", head.issuer)
                    + markup.paragraph("Số văn bản", "*"),
                    markup.paragraph("Tiêu đề Đảng", head.party),
                ),
                (
                    markup.paragraph("Số văn bản", head.number),
                    markup.paragraph("Địa danh, ngày tháng", head.place_and_date),
                ),
            ],
            [left, self._breadth - left],
        )
        return (
            table
            + markup.paragraph("Title", head.heading)
            + markup.paragraph("Subtitle", head.subject)
            + markup.paragraph("Số văn bản", "-----")
        )

    def _signature(self, document: OfficialDocument) -> str:
        markup, signature = self._markup, document.signature
        count = len(document.recipients)
        recipients = "".join(
            markup.paragraph("Nơi nhận, mục", f"- {each}{';' if index < count else '.'}")
            for index, each in enumerate(document.recipients, start=1)
        )
        room = markup.paragraph("Chức vụ người ký", "") * self._layout.signature_lines
        signer = (
            "".join(markup.paragraph("Chức vụ người ký", line) for line in signature.post)
            + room
            + markup.paragraph("Họ tên người ký", signature.name)
        )
        half = self._breadth // 2
        cells = (markup.paragraph("Nơi nhận", "Nơi nhận:") + recipients, signer)
        note = markup.paragraph("Ghi chú bản chép", " ".join(document.notes))
        blank = markup.paragraph("Nơi nhận, mục", "")
        rows = [tuple(map(with_next, cells)), (note,)]
        return with_next(blank) + markup.side_by_side(rows, [half, self._breadth - half])

    def _annex(self, part: AnnexPart) -> str:
        lead = self._markup.paragraph("Nội dung", part.lead) if part.lead else ""
        tables = "".join(self._table(table, part.title) for table in part.tables)
        return f"{self._markup.paragraph('Heading 1', part.title)}{lead}{tables}"

    def _table(self, table: TableBlock, title: str = "") -> str:
        markup = self._markup
        caption = markup.paragraph("Caption", table.caption) if table.caption else ""
        rows = markup.table(table, self._breadth, table.caption or title) if table.rows else ""
        legend = markup.paragraph("Chú thích bảng", table.legend) if table.legend else markup.gap()
        return f"{caption}{rows}{legend}"

    def _block(self, block: Block, style: str = "Nội dung", depth: int = 0) -> str:
        match block:
            case Paragraph():
                return self._markup.paragraph(style, block.runs)
            case ListBlock():
                return self._list(block, min(depth + 1, _DEEPEST_LIST))
            case QuoteBlock():
                return "".join(self._block(each, "Quote", depth) for each in block.blocks)
            case TableBlock():
                return self._table(block)
        return self._single(block)

    def _single(self, block: HeadingLine | CodeBlock | Rule) -> str:
        match block:
            case HeadingLine():
                style = f"Heading {min(block.level, _DEEPEST_HEADING)}"
                return self._markup.paragraph(style, block.text)
            case CodeBlock():
                return self._markup.paragraph("Đoạn giữ nguyên", "\n".join(block.lines))
            case Rule():
                return self._markup.paragraph("Nội dung", "", inside=_LINE_BELOW)

    def _list(self, block: ListBlock, depth: int) -> str:
        kind = "Bullet" if block.start is None else "Number"
        style = f"List {kind}" if depth == 1 else f"List {kind} {depth}"
        first = self._numbered(block.start, depth) if block.start is not None else ""
        return "".join(self._item(item, style, first, depth) for item in block.items)

    def _item(self, item: tuple[Block, ...], style: str, first: str, depth: int) -> str:
        written = []
        for index, block in enumerate(item):
            if isinstance(block, Paragraph):
                inside = _NO_NUMBER if index else first
                written.append(self._markup.paragraph(style, block.runs, inside=inside))
            else:
                written.append(self._block(block, style, depth))
        return "".join(written)

    def _numbered(self, start: int, depth: int) -> str:
        """Return the property of items that count from `start`, apart from every other list."""
        number = 1000 + len(self.numbers)
        self.numbers[number] = (self._template.numbered[depth], start)
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'


def _together(annexes: Iterable[AnnexPart]) -> Iterator[tuple[bool, list[AnnexPart]]]:
    """Yield annexes that follow each other and lie the same way."""
    group: list[AnnexPart] = []
    for part in annexes:
        if group and group[-1].landscape != part.landscape:
            yield group[-1].landscape, group
            group = []
        group.append(part)
    if group:
        yield group[-1].landscape, group


def _in_root(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}</w:body></w:document>'
    )


def _with_numbers(numbering: bytes, numbers: Mapping[int, tuple[str, int]]) -> bytes:
    added = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{scheme}"/><w:lvlOverride w:ilvl="0">'
        f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        for number, (scheme, start) in numbers.items()
    )
    before, end, after = numbering.rpartition(b"</w:num>")
    return before + end + added.encode() + after


def _core(document: OfficialDocument) -> str:
    created = (
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{document.date}T00:00:00Z</dcterms:created>'
        if document.date
        else ""
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title>"
        f"<dc:creator>{escape(document.author)}</dc:creator>"
        f"<dc:language>vi-VN</dc:language>{created}</cp:coreProperties>"
    )


def _archive(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda each: (each != "[Content_Types].xml", each)):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            package.writestr(entry, parts[name])
    return buffer.getvalue()
