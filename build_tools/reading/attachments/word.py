"""The text of a DOCX: body, headers, footers, notes, comments, deleted text, text boxes, fields."""

from collections.abc import Iterator, Mapping

from build_tools.reading.attachments.markup import parse_xml
from build_tools.reading.attachments.model import METADATA, TextPart

BODY = "thân văn bản"
_NAMES = (
    ("word/document", BODY),
    ("word/header", "đầu trang"),
    ("word/footer", "chân trang"),
    ("word/footnotes", "chú thích"),
    ("word/endnotes", "chú thích"),
    ("word/comments", "nhận xét"),
    ("docProps/", METADATA),
    ("customXml/", METADATA),
)
_BLOCKS = {"p", "tr", "si", "text"}
_BREAKS = {"br", "cr"}


def read_paragraphs(parts: Mapping[str, bytes]) -> Iterator[TextPart]:
    """Yield the text of every part: paragraphs, and rows of tables as lines."""
    for name, content in parts.items():
        if name.lower().endswith((".xml", ".vml")):
            where = next((label for start, label in _NAMES if name.startswith(start)), "phần khác")
            paragraphs, rows = blocks(content)
            if paragraphs.strip():
                yield TextPart(where, paragraphs)
            if rows.strip():
                yield TextPart(f"{where}, bảng", rows)


def blocks(content: bytes) -> tuple[str, str]:
    """Return the paragraphs, a blank line between two, and the rows of tables, one on a line."""
    collected = _Blocks()
    parse_xml(content, collected.start, collected.end, collected.text)
    return "\n\n".join(collected.paragraphs), "\n".join(collected.rows)


class _Blocks:
    """Gathers the text of paragraphs; those of one row also on one line, cells apart by `|`."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.rows: list[str] = []
        self._open: list[list[str]] = [[]]
        self._cells: list[list[str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Open a paragraph, a row or a cell."""
        del attributes
        if name in _BLOCKS:
            self._open.append([])
        if name == "tr":
            self._cells.append([])
        elif name == "tc" and self._cells:
            self._cells[-1].append("")
        elif name in _BREAKS:
            self._open[-1].append("\n")
        elif name == "tab":
            self._open[-1].append("\t")
        elif name == "noBreakHyphen":
            self._open[-1].append("-")

    def end(self, name: str) -> None:
        """Close what was opened; an element of properties or custom data is a block of its own."""
        if name in _BLOCKS:
            text = "".join(self._open.pop()).strip()
            self._close(text, is_row=name == "tr")
        elif len(self._open) == 1 and name not in {"t", "r", "delText"}:
            text = "".join(self._open[0]).strip()
            self._open[0].clear()
            self._close(text, is_row=False)

    def text(self, data: str) -> None:
        """Take text of any element."""
        self._open[-1].append(data)

    def _close(self, text: str, *, is_row: bool) -> None:
        if is_row:
            row = " | ".join(cell.strip() for cell in self._cells.pop())
            if row.strip(" |"):
                self.rows.append(row)
        if text:
            self.paragraphs.append(text)
            if self._cells and self._cells[-1]:
                self._cells[-1][-1] += " " + text.replace("\n", " ")
