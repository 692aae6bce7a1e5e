"""The text of an XLSX: cells of every sheet, hidden or not, comments, names, formulas, headings."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from build_tools.reading.attachments.markup import parse_xml
from build_tools.reading.attachments.model import METADATA, TOO_COMPLEX, RefusedError, TextPart
from build_tools.reading.attachments.word import blocks

SHEET_PART = re.compile(r"xl/(?:worksheets|chartsheets|dialogsheets)/[^/]*\.xml", re.IGNORECASE)
_SHARED = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"
_CELLS = 2_000_000
_ZEROS = re.compile(r"0{9,}")
_LABELS = re.compile(
    r"cccd|cmnd|cmt|căn cước|chứng minh|định danh|hộ chiếu|tài khoản|stk|bảo hiểm|bhxh|bhyt"
    r"|điện thoại|sđt|đtdđ|di động",
    re.IGNORECASE,
)
# A number that a sheet keeps as a number has lost the zero in front.
_PHONE, _PHONE_DIGITS = re.compile(r"điện thoại|sđt|đtdđ|di động", re.IGNORECASE), 9
_PAPER, _PAPER_DIGITS = re.compile(r"cccd|căn cước|định danh", re.IGNORECASE), 11
_COLUMN = re.compile(r"[A-Z]+")
_DIGITS = re.compile(r"\d{6,}")


def read_sheets(parts: Mapping[str, bytes]) -> Iterator[TextPart]:
    """Yield each cell with text, each row as a line, and the texts of all other parts."""
    shared = _shared_strings(parts.get(_SHARED))
    formats = _zero_formats(parts.get(_STYLES))
    number, used = 0, set[int]()
    for name, content in parts.items():
        if SHEET_PART.fullmatch(name):
            number += 1
            cells = _Cells(shared, formats)
            parse_xml(content, cells.start, cells.end, cells.text)
            used |= cells.used
            yield from sheet_texts(f"trang tính {number}", cells.found, cells.other)
        elif name != _SHARED and name.lower().endswith((".xml", ".vml")):
            where = METADATA if name.startswith(("docProps/", "customXml/")) else "phần khác"
            text, _ = blocks(content)
            if text.strip():
                yield TextPart(where, text)
    for index, text in enumerate(shared):
        if index not in used and text.strip():
            yield TextPart("bảng chữ chung", text)


@dataclass(slots=True)
class _Cells:
    """Gathers the cells of a sheet: reference and text."""

    shared: Sequence[str]
    formats: frozenset[int]
    found: list[tuple[str, str]] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    _cell: dict[str, str] = field(default_factory=dict)
    _inside: str = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Open a cell, or an element in it."""
        if name == "c":
            self._cell = {"r": attributes.get("r", "?"), "t": attributes.get("t", "n")}
            self._cell["s"] = attributes.get("s", "0")
        self._inside = name

    def text(self, data: str) -> None:
        """Take a cell's value or formula, and what stands outside of the cells."""
        kind = "v" if self._inside in {"v", "t"} else self._inside
        if self._cell:
            self._cell[kind] = self._cell.get(kind, "") + data
        elif data.strip():
            self.other.append(data)

    def end(self, name: str) -> None:
        """Close a cell."""
        self._inside = ""
        if name != "c" or not self._cell:
            return
        cell, self._cell = self._cell, {}
        for text in (self._value(cell), cell.get("f", "")):
            if text.strip():
                self.found.append((cell["r"], text))
        if len(self.found) > _CELLS:
            raise RefusedError(TOO_COMPLEX)

    def _value(self, cell: Mapping[str, str]) -> str:
        value = cell.get("v", "")
        if cell["t"] == "s":
            index = int(value) if value.strip().isdigit() else -1
            self.used.add(index)
            return self.shared[index] if 0 <= index < len(self.shared) else ""
        if cell["t"] == "n" and value.isdigit():
            # An identity number kept as a number has lost its zero; its format gives it back.
            is_padded = cell["s"].isdigit() and int(cell["s"]) in self.formats
            return value.zfill(12) if is_padded else as_amount(value)
        return value


def as_amount(digits: str) -> str:
    """Write a number as an amount is shown: its digits alone are no evidence of an identity."""
    return f"{int(digits):,}".replace(",", ".")


def sheet_texts(
    where: str, cells: Iterable[tuple[str, str]], other: Sequence[str]
) -> Iterator[TextPart]:
    """Yield each cell by itself, with the label above it, and in its row; then the other texts."""
    rows: dict[str, list[str]] = {}
    heads: dict[str, str] = {}
    for reference, text in cells:
        yield TextPart(f"{where}, ô {reference}", text)
        column = _COLUMN.match(reference)
        row = reference[column.end() :] if column else ""
        rows.setdefault(row, []).append(" ".join(text.split()))
        if column and _LABELS.search(text):
            heads[column[0]] = text
        elif column and column[0] in heads and _DIGITS.search(text.replace(".", "")):
            label = heads[column[0]]
            yield TextPart(f"{where}, ô {reference}", f"{label}: {_labelled(label, text)}")
    for row, texts in rows.items():
        if len(texts) > 1:
            yield TextPart(f"{where}, hàng {row}", " | ".join(texts))
    if other:
        yield TextPart(f"{where}, đầu và chân trang", "\n".join(other))


def _labelled(label: str, text: str) -> str:
    """Return the digits of a cell under a label, with the zero that its number has lost."""
    digits = text.replace(".", "").replace(" ", "")
    if _PHONE.search(label):
        return digits.zfill(10) if len(digits) == _PHONE_DIGITS else digits
    return digits.zfill(12) if _PAPER.search(label) and len(digits) == _PAPER_DIGITS else digits


def _shared_strings(content: bytes | None) -> Sequence[str]:
    found: list[str] = []
    inside = ""

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside
        del attributes
        inside = name
        if name == "si":
            found.append("")

    def end(name: str) -> None:
        nonlocal inside
        del name
        inside = ""

    def text(data: str) -> None:
        if inside == "t" and found:
            found[-1] += data

    if content is not None:
        parse_xml(content, start, end, text)
    return found


def _zero_formats(content: bytes | None) -> frozenset[int]:
    """Return the cell styles that show a number with at least nine digits, zeros in front."""
    codes: dict[str, str] = {}
    styles: list[str] = []
    inside = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside
        if name == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            styles.append(attributes.get("numFmtId", ""))

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and name != "cellXfs"

    if content is not None:
        parse_xml(content, start, end, lambda _: None)
    return frozenset(
        index for index, code in enumerate(styles) if _ZEROS.search(codes.get(code, ""))
    )
