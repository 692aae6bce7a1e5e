"""From the body of a DOCX to paragraphs and tables, with a name for all that is neither.

An element that is not known here and has words in it is named as well: nothing is dropped because
nobody has thought of it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from build_tools.reading.attachments.model import TOO_COMPLEX, RefusedError
from build_tools.reading.documents.drawn import DRAWN, FORMULAS, classify
from build_tools.reading.documents.fields import CONTENTS, Fields, link_of, name_of
from build_tools.reading.documents.model import (
    Block,
    Loss,
    LossKind,
    Run,
    TextCell,
    TextDocument,
    TextParagraph,
    TextTable,
)
from build_tools.reading.documents.numbering import Numbering
from build_tools.reading.documents.styles import Look, Styles, look_of, numbering_of
from build_tools.reading.documents.surroundings import Surroundings
from build_tools.reading.documents.tree import Element, said

MOST_BLOCKS = 20_000
_PLAIN_TEXTS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_WRAPPERS = frozenset({"smartTag", "customXml", "bdo", "dir"})
_TRACKED = {
    "ins": LossKind.INSERTION,
    "moveTo": LossKind.INSERTION,
    "del": LossKind.DELETION,
    "moveFrom": LossKind.DELETION,
}
_MARKS = frozenset(
    {
        *("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "tblPrEx"),
        *("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "sectPr"),
        *("commentRangeStart", "commentRangeEnd", "lastRenderedPageBreak", "annotationRef"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("footnoteRef", "endnoteRef", "separator", "continuationSeparator", "pgNum"),
    }
)


class BodyReader:
    """Reads a body once, from the top to the bottom."""

    def __init__(self, styles: Styles, numbering: Numbering, around: Surroundings) -> None:
        self._styles = styles
        self._numbering = numbering
        self._around = around
        self._fields = Fields()
        self._blocks: list[Block] = []
        self._losses: list[Loss] = []
        self._noted: Mapping[str, Callable[[Element], None]] = {
            "fldChar": self._field_mark,
            "instrText": lambda one: self._fields.code(one.text),
            "commentReference": lambda one: self._lose(LossKind.COMMENT, around.comment(one)),
            "footnoteReference": lambda one: self._lose(LossKind.NOTE, around.note(one)),
            "endnoteReference": lambda one: self._lose(LossKind.NOTE, around.note(one)),
            "sym": lambda one: self._lose(LossKind.SYMBOL, one.attributes.get("font", "")),
            "delText": lambda one: self._lose(LossKind.DELETION, one.text),
        }

    def read(self, body: Element) -> TextDocument:
        """Return the blocks of the body and what else it has."""
        self._read_blocks(body)
        return TextDocument(tuple(self._blocks), tuple(self._losses))

    def _lose(self, kind: LossKind, text: str = "") -> None:
        self._losses.append(Loss(kind, len(self._blocks), text))

    def _read_blocks(self, parent: Element) -> None:
        for element in parent.children:
            if len(self._blocks) > MOST_BLOCKS:
                raise RefusedError(TOO_COMPLEX)
            if element.name == "p":
                paragraph = self._paragraph(element)
                if paragraph is not None:
                    self._blocks.append(paragraph)
            elif element.name == "tbl":
                self._blocks.append(self._table(element))
            elif element.name == "sdt":
                self._control(element)
                self._read_blocks(element.child("sdtContent") or Element("", {}))
            elif element.name in _WRAPPERS:
                self._read_blocks(element)
            elif element.name in _TRACKED:
                self._lose(_TRACKED[element.name], said(element))
                self._read_blocks(element)
            else:
                self._other(element)

    def _paragraph(self, element: Element) -> TextParagraph | None:
        """Return a paragraph; None for one that is part of a table of contents."""
        properties = element.child("pPr")
        style_id = properties.value("pStyle") if properties else None
        mark = properties.child("rPr") if properties else None
        direct = look_of(properties, None)
        base = self._styles.paragraph(style_id)
        self._tracked_format(properties, mark)
        was_contents = self._fields.is_contents
        runs = tuple(_joined(self._runs(element, base, "")))
        if was_contents or self._fields.is_contents:
            self._lose(LossKind.CONTENTS, "".join(run.text for run in runs))
            return None
        look = direct.over(base)
        numbered = numbering_of(look)
        is_bullet, label = self._numbering.next(numbered) if numbered else (False, "")
        return TextParagraph(
            runs=runs,
            style=self._styles.name(style_id),
            level=look.level or 0,
            label=label,
            is_bullet=is_bullet,
            indent=numbered[1] if numbered else 0,
        )

    def _tracked_format(self, properties: Element | None, mark: Element | None) -> None:
        for one in (*(properties.children if properties else ()), *(mark.children if mark else ())):
            if one.name in _TRACKED:
                self._lose(_TRACKED[one.name])
            elif one.name.endswith("Change"):
                self._lose(LossKind.TRACKED_FORMAT)

    def _runs(self, parent: Element, base: Look, link: str) -> Iterator[Run]:
        for element in parent.children:
            if element.name == "r":
                yield from self._run(element, base, link)
            elif element.name == "hyperlink":
                target = self._around.links.get(element.attributes.get("id", ""), "")
                yield from self._runs(element, base, target)
            elif element.name == "fldSimple":
                code = element.attributes.get("instr", "")
                if link_of(code) == "" and name_of(code):
                    self._lose(LossKind.FIELD, name_of(code))
                yield from self._runs(element, base, link_of(code) or link)
            elif element.name in _TRACKED:
                self._lose(_TRACKED[element.name], said(element))
                if _TRACKED[element.name] is LossKind.INSERTION:
                    yield from self._runs(element, base, link)
            elif element.name == "sdt":
                self._control(element)
                content = element.child("sdtContent") or Element("", {})
                yield from self._runs(content, base, link)
            elif element.name in _WRAPPERS:
                yield from self._runs(element, base, link)
            else:
                self._other(element)

    def _run(self, element: Element, base: Look, link: str) -> Iterator[Run]:
        properties = element.child("rPr")
        if properties:
            for one in properties.children:
                if one.name.endswith("Change"):
                    self._lose(LossKind.TRACKED_FORMAT)
        own = look_of(None, properties)
        look = own.over(self._styles.run(properties.value("rStyle") if properties else None))
        pieces = "".join(self._pieces(element))
        if not pieces:
            return
        if look.over(base).hidden:
            self._lose(LossKind.HIDDEN_TEXT, pieces)
            return
        yield Run(
            text=pieces,
            is_bold=bool(look.bold) and not base.bold,
            is_italic=bool(look.italic) and not base.italic,
            link=self._fields.link or link,
        )

    def _pieces(self, run: Element) -> Iterator[str]:
        for element in run.children:
            text = _text_of(element)
            if text is not None and not self._fields.hides_text:
                yield text
            elif text is None and element.name in self._noted:
                self._noted[element.name](element)
            elif text is None:
                self._other(element)

    def _field_mark(self, element: Element) -> None:
        kind = element.attributes.get("fldCharType", "")
        told = self._fields.mark(kind)
        if told is not None and told != CONTENTS:
            self._lose(LossKind.FIELD, told)

    def _control(self, element: Element) -> None:
        """Note a field of a form that nobody has filled in: what it shows is a hint."""
        properties = element.child("sdtPr")
        if properties is not None and properties.child("showingPlcHdr") is not None:
            self._lose(LossKind.PLACEHOLDER, said(element))
            element.children = [one for one in element.children if one.name != "sdtContent"]

    def _other(self, element: Element) -> None:
        if element.name in DRAWN:
            self._lose(*classify(element))
        elif element.name in FORMULAS:
            self._lose(LossKind.EQUATION, said(element))
        elif element.name not in _MARKS and (words := said(element)):
            self._lose(LossKind.UNKNOWN, words)

    def _table(self, element: Element) -> TextTable:
        rows: list[tuple[TextCell, ...]] = []
        for row in _unwrapped(element, "tr"):
            properties = row.child("trPr")
            for one in properties.children if properties else ():
                if one.name in _TRACKED:
                    self._lose(_TRACKED[one.name], said(row))
            rows.append(tuple(self._cells(row)))
        return TextTable(tuple(rows))

    def _cells(self, row: Element) -> Iterator[TextCell]:
        for element in _unwrapped(row, "tc"):
            properties = element.child("tcPr") or Element("", {})
            span = properties.value("gridSpan") or "1"
            merged = properties.child("vMerge")
            for name in ("cellIns", "cellDel", "cellMerge"):
                if properties.child(name) is not None:
                    self._lose(LossKind.INSERTION, said(element))
            yield TextCell(
                paragraphs=tuple(self._cell_paragraphs(element)),
                span=max(1, int(span)) if span.isdecimal() else 1,
                is_covered=merged is not None and merged.attributes.get("val") != "restart",
            )

    def _cell_paragraphs(self, cell: Element) -> Iterator[TextParagraph]:
        for element in cell.children:
            if element.name == "p":
                paragraph = self._paragraph(element)
                if paragraph is not None:
                    yield replace(paragraph, level=0)
            elif element.name == "tbl":
                self._lose(LossKind.NESTED_TABLE, said(element))
            elif element.name == "sdt":
                self._control(element)
                yield from self._cell_paragraphs(element.child("sdtContent") or Element("", {}))
            elif element.name in _WRAPPERS:
                yield from self._cell_paragraphs(element)
            else:
                self._other(element)


def _text_of(element: Element) -> str | None:
    """Return what an element of a run shows; None where it is no text."""
    if element.name == "t":
        keeps = element.attributes.get("space") == "preserve"
        return (element.text if keeps else element.text.strip(" \t\r\n")).replace("\n", " ")
    if element.name == "br":
        breaks_line = element.attributes.get("type", "textWrapping") == "textWrapping"
        return "\n" if breaks_line else ""
    return _PLAIN_TEXTS.get(element.name)


def _unwrapped(parent: Element, name: str) -> Iterator[Element]:
    """Yield the children of the name, also those in a control of a form."""
    for element in parent.children:
        if element.name == name:
            yield element
        elif element.name in {"sdt", "sdtContent", *_WRAPPERS}:
            yield from _unwrapped(element, name)


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Join runs of one look: Word parts them wherever somebody has stopped to type."""
    last: Run | None = None
    for run in runs:
        if last is not None and replace(last, text="") == replace(run, text=""):
            last = replace(last, text=last.text + run.text)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


def read_body(parts: Mapping[str, Element]) -> TextDocument:
    """Return the document of its parsed parts."""
    around = Surroundings.of(parts)
    empty = Element("", {})
    reader = BodyReader(
        Styles(parts.get("styles", empty)), Numbering(parts.get("numbering", empty)), around
    )
    document = reader.read(parts["document"].child("body") or empty)
    return TextDocument(document.blocks, (*document.losses, *around.outside()))
