"""The sheets of an ODS (OpenDocument 1.3): the same cells as an XLSX, written in another way."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from build_tools.reading.attachments.model import (
    METADATA,
    TOO_COMPLEX,
    UNREADABLE,
    RefusedError,
    TextPart,
)
from build_tools.reading.attachments.spreadsheet import as_amount, sheet_texts
from build_tools.reading.attachments.word import blocks
from build_tools.reading.workbooks.formats import Format
from build_tools.reading.workbooks.handler import MOST_CELLS, Handler, parse_part, whole
from build_tools.reading.workbooks.model import (
    Area,
    Cell,
    CellType,
    Look,
    Sheet,
    Workbook,
    cell_name,
)
from build_tools.reading.workbooks.ods_styles import Styles

_MIME = b"application/vnd.oasis.opendocument.spreadsheet"
_CONTENT = "content.xml"
_MACRO = re.compile(r"\A(?:basic|scripts|dialogs)/", re.IGNORECASE)
_KNOWN = re.compile(
    r"mimetype|manifest\.rdf|layout-cache|(?:content|styles|meta|settings)\.xml"
    r"|META-INF/manifest\.xml|Thumbnails/thumbnail\.png|Configurations2/.*"
)
_ACTIVE = frozenset({"event-listener", "script", "dde-source", "dde-link"})
_OUTSIDE = frozenset({"table-source", "cell-range-source", "consolidation", "database-source-sql"})
_FETCHING = re.compile(r"\b(?:DDE|WEBSERVICE|FILTERXML|RTD|CALL)\s*\(|'?file:", re.IGNORECASE)
_TYPES = {
    "float": CellType.NUMBER,
    "percentage": CellType.NUMBER,
    "currency": CellType.NUMBER,
    "date": CellType.DAY,
    "time": CellType.NUMBER,
    "boolean": CellType.YES_NO,
    "string": CellType.TEXT,
    "error": CellType.ERROR,
}
_FILLED, _ID_DIGITS = 9, 12  # a format of nine zeros and more is one of identity numbers
_VALUES = ("date-value", "boolean-value", "value")


def read_ods(parts: Mapping[str, bytes]) -> Workbook:
    """Read the parts of a package; RefusedError where it does more than show or is none."""
    _check(parts)
    styles = Styles()
    for name in ("styles.xml", _CONTENT):
        parse_part(parts, name, styles)
    tables = _Tables(styles)
    parse_part(parts, _CONTENT, tables)
    return Workbook(sheets=tuple(tables.found))


def ods_texts(parts: Mapping[str, bytes], book: Workbook) -> Iterator[TextPart]:
    """Yield all text of the package, for the gate: cells with their places, then every part."""
    for sheet in book.sheets:
        found = [(cell_name(*at), _said(cell)) for at, cell in sheet.cells.items()]
        yield from sheet_texts(f"trang tính {sheet.number}", found, [sheet.name])
    for name, content in parts.items():
        if name.endswith((".xml", ".rdf")):
            where = METADATA if name == "meta.xml" else "phần khác"
            text = blocks(content)[0]
            if text.strip():
                yield TextPart(where, text)


def _said(cell: Cell) -> str:
    """Return the text of a cell as the gate shall see it: amounts as amounts, ids as ids."""
    if cell.type is not CellType.NUMBER or not cell.text.isdecimal():
        return cell.text
    return cell.text.zfill(_ID_DIGITS) if cell.zeros >= _FILLED else as_amount(cell.text)


def _check(parts: Mapping[str, bytes]) -> None:
    if parts.get("mimetype", b"").strip() != _MIME or _CONTENT not in parts:
        raise RefusedError("attachment.wrong-kind")
    for name in parts:
        if _MACRO.search(name):
            raise RefusedError("attachment.macro")
        if not _KNOWN.fullmatch(name):
            raise RefusedError("attachment.embedded")
    parse_part(parts, "META-INF/manifest.xml", _Manifest())
    for name in (_CONTENT, "styles.xml"):
        parse_part(parts, name, _Acting())


class _Manifest(Handler):
    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        del attributes
        if name == "encryption-data":
            raise RefusedError("attachment.encrypted")


class _Acting(Handler):
    """Refuses what fetches or runs something."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _ACTIVE:
            raise RefusedError("attachment.macro")
        if name in _OUTSIDE or _FETCHING.search(attributes.get("formula", "")):
            raise RefusedError("attachment.external")
        if name in {"object", "object-ole", "plugin", "applet"}:
            raise RefusedError("attachment.embedded")


@dataclass(slots=True)
class _Row:
    """A row while it is read: its cells by column, and areas of merged cells that start in it."""

    repeated: int
    is_hidden: bool
    column: int = 1
    cells: dict[int, Cell] = field(default_factory=dict)
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    commented: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Tables(Handler):
    styles: Styles
    found: list[Sheet] = field(default_factory=list)
    _name: str = ""
    _style: str = ""
    _line: int = 1
    _column: int = 1
    _cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    _hidden_rows: set[int] = field(default_factory=set)
    _hidden_columns: set[int] = field(default_factory=set)
    _defaults: list[tuple[int, str]] = field(default_factory=list)  # up to which column, its style
    _merged: list[Area] = field(default_factory=list)
    _commented: set[tuple[int, int]] = field(default_factory=set)
    _is_filtered: bool = False
    _row: _Row | None = None
    _cell: dict[str, str] | None = None
    _paragraphs: list[str] = field(default_factory=list)
    _is_inside: bool = False  # of a paragraph of the cell itself
    _noted: int = 0  # how deep inside of a comment or a drawing

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._noted or name in {"annotation", "shapes"}:
            self._noted += 1
            if name == "annotation" and self._row and self._cell is not None:
                self._row.commented.add(self._row.column)
            return
        match name:
            case "table":
                self._open_table(attributes)
            case "table-column":
                self._open_columns(attributes)
            case "table-row":
                is_hidden = attributes.get("visibility", "visible") != "visible"
                self._is_filtered |= attributes.get("visibility") == "filter"
                self._row = _Row(whole(attributes.get("number-rows-repeated"), 1), is_hidden)
            case "table-cell" | "covered-table-cell":
                self._cell, self._paragraphs = dict(attributes), []
            case _ if self._cell is not None:
                self._open_text(name, attributes)

    def _open_table(self, attributes: Mapping[str, str]) -> None:
        self._name, self._style = attributes.get("name", ""), attributes.get("style-name", "")
        self._line, self._column = 1, 1
        self._cells, self._merged = {}, []
        self._hidden_rows, self._hidden_columns = set(), set()
        self._defaults, self._commented, self._is_filtered = [], set(), False

    def _open_columns(self, attributes: Mapping[str, str]) -> None:
        last = self._column + whole(attributes.get("number-columns-repeated"), 1) - 1
        if attributes.get("visibility", "visible") != "visible":
            self._hidden_columns.update(range(self._column, min(last, MOST_CELLS) + 1))
        self._defaults.append((last, attributes.get("default-cell-style-name", "")))
        self._column = last + 1

    def _open_text(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "p":
            self._paragraphs.append("")
            self._is_inside = True
        elif name == "s" and self._paragraphs:
            self._paragraphs[-1] += " " * min(whole(attributes.get("c"), 1), MOST_CELLS)
        elif name in {"tab", "line-break"} and self._paragraphs:
            self._paragraphs[-1] += "\t" if name == "tab" else "\n"

    def text(self, data: str) -> None:
        if self._is_inside and not self._noted:
            self._paragraphs[-1] += data

    def end(self, name: str) -> None:
        if self._noted:
            self._noted -= 1
            return
        match name:
            case "p":
                self._is_inside = False
            case "table-cell" | "covered-table-cell" if self._row and self._cell is not None:
                self._close_cell(self._row, self._cell)
                self._cell = None
            case "table-row" if self._row:
                self._close_row(self._row)
                self._row = None
            case "table":
                self.found.append(self._made())

    def _close_cell(self, row: _Row, attributes: Mapping[str, str]) -> None:
        repeated = whole(attributes.get("number-columns-repeated"), 1)
        across = whole(attributes.get("number-columns-spanned"), 1)
        down = whole(attributes.get("number-rows-spanned"), 1)
        if across > 1 or down > 1:
            row.spans.append((row.column, across, down))
        cell = self._cell_of(attributes, row.column)
        if cell is not None:
            if repeated > MOST_CELLS:
                raise RefusedError(TOO_COMPLEX)
            row.cells |= {row.column + step: cell for step in range(repeated)}
        row.column += repeated

    def _cell_of(self, attributes: Mapping[str, str], column: int) -> Cell | None:
        kind = attributes.get("value-type", "")
        is_worked_out = "formula" in attributes
        if not kind and not is_worked_out and not "".join(self._paragraphs):
            return None
        shown = "\n".join(self._paragraphs)
        type_ = _TYPES.get(kind, CellType.TEXT if not is_worked_out else CellType.NUMBER)
        look = self._format(attributes, column, kind)
        text = next((attributes[each] for each in _VALUES if each in attributes), "")
        if type_ in {CellType.TEXT, CellType.ERROR}:
            text = attributes.get("string-value") or shown
        return Cell(text, type_, look.look, look.decimals, look.zeros, is_worked_out)

    def _format(self, attributes: Mapping[str, str], column: int, kind: str) -> Format:
        style = attributes.get("style-name")
        if style is None:
            style = next((name for last, name in self._defaults if column <= last), "")
        found = self.styles.format_of(style)
        if kind == "percentage":
            return Format(Look.PERCENT, found.decimals)
        return Format(Look.TIME) if kind == "time" else found

    def _close_row(self, row: _Row) -> None:
        for column, across, down in row.spans:
            area = Area(self._line, column, self._line + down - 1, column + across - 1)
            self._merged.append(area)
        if row.cells and len(self._cells) + row.repeated * len(row.cells) > MOST_CELLS:
            raise RefusedError(TOO_COMPLEX)
        lines = range(self._line, self._line + row.repeated)
        if row.cells:
            self._cells |= {(at, column): c for at in lines for column, c in row.cells.items()}
        self._commented |= {(self._line, column) for column in row.commented}
        if row.is_hidden:
            self._hidden_rows.update(lines[:MOST_CELLS])
        self._line += row.repeated

    def _made(self) -> Sheet:
        if not self._name:
            raise RefusedError(UNREADABLE)
        return Sheet(
            name=self._name,
            number=len(self.found) + 1,
            cells=dict(sorted(self._cells.items())),
            is_hidden=self._style in self.styles.hidden_tables,
            hidden_rows=frozenset(self._hidden_rows),
            hidden_columns=frozenset(self._hidden_columns),
            is_filtered=self._is_filtered,
            merged=tuple(sorted(self._merged)),
            commented=frozenset(self._commented),
        )
