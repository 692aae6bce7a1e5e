"""The sheets of an XLSX (ISO/IEC 29500): cells as stored, with what their formats make of them."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from build_tools.reading.attachments.model import TOO_COMPLEX, UNREADABLE, RefusedError
from build_tools.reading.attachments.spreadsheet import SHEET_PART
from build_tools.reading.workbooks.formats import GENERAL, Format, built_in_format, read_format
from build_tools.reading.workbooks.handler import MOST_CELLS, TRUE, Handler, parse_part, whole
from build_tools.reading.workbooks.model import (
    Area,
    Cell,
    CellType,
    Sheet,
    Workbook,
    read_cell_name,
)

_MAIN = "xl/workbook.xml"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TYPES = {
    "n": CellType.NUMBER,
    "s": CellType.TEXT,
    "str": CellType.TEXT,
    "inlineStr": CellType.TEXT,
    "b": CellType.YES_NO,
    "e": CellType.ERROR,
    "d": CellType.DAY,
}


def read_xlsx(parts: Mapping[str, bytes]) -> Workbook:
    """Read the parts of a package that `attachments.office` has let through."""
    book = _Book()
    parse_part(parts, _MAIN, book)
    targets = _relations(parts, _MAIN)
    strings, formats = _Strings(), _Formats()
    parse_part(parts, "xl/sharedStrings.xml", strings)
    parse_part(parts, "xl/styles.xml", formats)
    numbered = enumerate(filter(SHEET_PART.fullmatch, parts), start=1)
    numbers = {part: number for number, part in numbered}
    sheets = []
    for name, relation, is_hidden in book.sheets:
        part = targets.get(relation, "")
        if part.startswith("xl/worksheets/"):
            sheet = _SheetParts(strings.found, formats.of_styles(), _comments(parts, part))
            parse_part(parts, part, sheet)
            sheets.append(sheet.made(name, numbers.get(part, 0), is_hidden=is_hidden))
    return Workbook(sheets=tuple(sheets), starts_in_1904=book.starts_in_1904)


@dataclass(slots=True)
class _Book(Handler):
    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    starts_in_1904: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            is_hidden = attributes.get("state", "visible") != "visible"
            entry = attributes.get("name", ""), attributes.get("id", ""), is_hidden
            self.sheets.append(entry)
        elif name == "workbookPr":
            self.starts_in_1904 = attributes.get("date1904", "") in TRUE


def _relations(parts: Mapping[str, bytes], part: str) -> Mapping[str, str]:
    """Return id → name of the part that it leads to."""
    folder, name = posixpath.split(part)
    listed = _Relations(folder)
    parse_part(parts, f"{folder}/_rels/{name}.rels", listed)
    return listed.found


@dataclass(slots=True)
class _Relations(Handler):
    folder: str
    found: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            target = posixpath.normpath(posixpath.join(f"/{self.folder}", attributes["Target"]))
            self.found[attributes.get("Id", "")] = target.lstrip("/")


@dataclass(slots=True)
class _Strings(Handler):
    """The shared texts; how their letters are pronounced is left out."""

    found: list[str] = field(default_factory=list)
    _inside: str = ""
    _spoken: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        del attributes
        self._inside = name
        self._spoken = self._spoken or name == "rPh"
        if name == "si":
            self.found.append("")

    def end(self, name: str) -> None:
        self._inside = ""
        self._spoken = self._spoken and name != "rPh"

    def text(self, data: str) -> None:
        if self._inside == "t" and self.found and not self._spoken:
            self.found[-1] += data


@dataclass(slots=True)
class _Formats(Handler):
    _codes: dict[int, Format] = field(default_factory=dict)
    _styles: list[int] = field(default_factory=list)
    _is_inside: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            code = attributes.get("formatCode", "")
            self._codes[whole(attributes.get("numFmtId"))] = read_format(code)
        elif name == "cellXfs":
            self._is_inside = True
        elif name == "xf" and self._is_inside:
            self._styles.append(whole(attributes.get("numFmtId")))

    def end(self, name: str) -> None:
        self._is_inside = self._is_inside and name != "cellXfs"

    def of_styles(self) -> list[Format]:
        """Return the format of each style of cells."""
        return [self._codes.get(number) or built_in_format(number) for number in self._styles]


def _comments(parts: Mapping[str, bytes], sheet: str) -> frozenset[str]:
    """Return the names of the cells with a comment."""
    told = _Comments()
    for part in _relations(parts, sheet).values():
        if "comments" in part.casefold() and part.endswith(".xml"):
            parse_part(parts, part, told)
    return frozenset(told.found)


@dataclass(slots=True)
class _Comments(Handler):
    found: set[str] = field(default_factory=set)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in {"comment", "threadedComment"}:
            self.found.add(attributes.get("ref", ""))


@dataclass(slots=True)
class _SheetParts(Handler):
    """Gathers a sheet while its part is read."""

    strings: list[str]
    formats: list[Format]
    commented: frozenset[str]
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    is_filtered: bool = False
    _at: tuple[int, int] = (0, 0)
    _cell: dict[str, str] = field(default_factory=dict)
    _pieces: dict[str, str] = field(default_factory=dict)
    _inside: str = ""
    _spoken: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._inside = name
        match name:
            case "row":
                self._at = whole(attributes.get("r")) or self._at[0] + 1, 0
                if attributes.get("hidden") in TRUE or attributes.get("ht") == "0":
                    self.hidden_rows.add(self._at[0])
            case "c":
                self._open(attributes)
            case "v" | "f":
                self._pieces.setdefault(name, "")
            case "rPh":
                self._spoken = True
            case "col" if attributes.get("hidden") in TRUE or attributes.get("width") == "0":
                first, last = whole(attributes.get("min")), whole(attributes.get("max"))
                self.hidden_columns.update(range(first, min(last, first + MOST_CELLS) + 1))
            case "mergeCell":
                self.merged.append(_area(attributes.get("ref", "")))
            case "filterColumn":
                self.is_filtered = True

    def _open(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r")
        row, column = self._at
        try:
            self._at = read_cell_name(reference) if reference else (row, column + 1)
        except ValueError as error:
            raise RefusedError(UNREADABLE) from error
        self._cell = {"t": attributes.get("t", "n"), "s": attributes.get("s", "0")}
        self._pieces = {}

    def text(self, data: str) -> None:
        kind = "v" if self._inside == "t" else self._inside
        if self._cell and kind in {"v", "f"} and not self._spoken:
            self._pieces[kind] = self._pieces.get(kind, "") + data

    def end(self, name: str) -> None:
        self._inside = ""
        self._spoken = self._spoken and name != "rPh"
        if name != "c" or not self._cell:
            return
        if self._pieces:
            if len(self.cells) >= MOST_CELLS:
                raise RefusedError(TOO_COMPLEX)
            self.cells[self._at] = self._made()
        self._cell = {}

    def _made(self) -> Cell:
        kind, style = self._cell["t"], whole(self._cell["s"])
        look = self.formats[style] if style < len(self.formats) else GENERAL
        text = self._pieces.get("v", "")
        if kind == "s":
            index = whole(text) if text.strip().isdecimal() else len(self.strings)
            if index >= len(self.strings):
                raise RefusedError(UNREADABLE)
            text = self.strings[index]
        elif kind == "b":
            text = "true" if text.strip() in TRUE else "false"
        type_ = _TYPES.get(kind, CellType.ERROR)
        return Cell(
            text=_unescaped(text) if type_ is CellType.TEXT else text.strip(),
            type=type_,
            look=look.look,
            decimals=look.decimals,
            zeros=look.zeros,
            is_worked_out="f" in self._pieces,
        )

    def made(self, name: str, number: int, *, is_hidden: bool) -> Sheet:
        """Return the sheet."""
        return Sheet(
            name=name,
            number=number,
            cells=dict(sorted(self.cells.items())),
            is_hidden=is_hidden,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            is_filtered=self.is_filtered,
            merged=tuple(sorted(self.merged)),
            commented=frozenset(map(read_cell_name, self.commented)),
        )


def _area(reference: str) -> Area:
    first, _, last = reference.replace("$", "").partition(":")
    try:
        return Area(*read_cell_name(first), *read_cell_name(last or first))
    except ValueError as error:
        raise RefusedError(UNREADABLE) from error


def _unescaped(text: str) -> str:
    """Turn `_x000D_` into its letter, as Excel does, and every line end into one."""
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.replace("\r\n", "\n").replace("\r", "\n")
