"""Strict reader of CSV (RFC 4180; `;` and tab accepted with a note), with the place of every cell.

Cells stay text. What a lenient reader would mend by a guess is an error here: quotes out of place,
rows of other lengths, blank rows between others, headers that are empty or stand twice.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostic, Diagnostics
from build_tools.diagnostics.language import Phrase
from build_tools.reading.plain_tables import Bounds, PlainRows, RawRow, plain_rows
from build_tools.reading.splitting import Column
from build_tools.reading.text import SourceText, human_count
from schemas.place import Place
from schemas.text import exact_key

MAX_COLUMNS = 500
MAX_ROWS = 50_000
MAX_CELLS = 500_000
MAX_CELL = 32_767  # letters; as many as Excel holds
_QUOTE = '"'
_QUOTED = re.compile(r'"(?P<quoted>[^"]*+(?:""[^"]*+)*+)"')
_SHOWN = 40
DELIMITERS = {
    ",": Phrase("dấu phẩy “,”", "the comma “,”"),
    ";": Phrase("dấu chấm phẩy “;”", "the semicolon “;”"),
    "\t": Phrase("phím Tab", "the tab"),
}
_AND = Phrase(" và ", " and ")


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of as many cells; there may be no row."""

    path: str
    header: tuple[str, ...]
    header_places: tuple[tuple[int, int], ...]
    rows: Sequence[RawRow]

    @property
    def columns(self) -> Sequence[Column]:
        """The columns; some of their cells have blanks around them."""
        if isinstance(self.rows, PlainRows):
            return self.rows.columns
        return list(map(Column.of, zip(*(row.cells for row in self.rows), strict=True)))


def read_table(source: SourceText, found: Diagnostics) -> Table | None:
    """Read a table; None after an error was noted."""
    try:
        delimiter = _find_delimiter(source, found)
        plain = _plain_table(source, delimiter)
        if plain is not None:
            return plain
        rows = _without_trailing_blanks(_Scanner(source, delimiter).rows())
    except _BrokenError as error:
        found.extend([error.finding])
        return None
    faults = list(_check(source.path, rows))
    found.extend(faults)
    if faults or not rows:
        return None
    return Table(source.path, rows[0].cells, rows[0].places, tuple(rows[1:]))


def _plain_table(source: SourceText, delimiter: str) -> Table | None:
    """Read a table without quotes and without a fault; None for any other."""
    bounds = Bounds(MAX_ROWS, MAX_CELLS, MAX_COLUMNS, MAX_CELL)
    rows = plain_rows(source.text, delimiter, bounds)
    if rows is None:
        return None
    header = next(_Scanner(source, delimiter).rows())
    if not all(header.cells) or any(_check_header(source.path, header)):
        return None
    return Table(source.path, header.cells, header.places, rows)


def read_records(
    source: SourceText, delimiter: str, found: Diagnostics
) -> tuple[RawRow, ...] | None:
    """Read all records, blank ones too, whatever their lengths; None after an error was noted."""
    try:
        return tuple(_Scanner(source, delimiter).rows())
    except _BrokenError as error:
        found.extend([error.finding])
        return None


class _BrokenError(Exception):
    """A fault after which the rest of the file cannot be read with certainty."""

    def __init__(self, code: str, place: Place, value: str | None = None, **params: str) -> None:
        super().__init__(code)
        self.finding = Diagnostic(code=code, place=place, value=value, params=params)


def _find_delimiter(source: SourceText, found: Diagnostics) -> str:
    """Find the delimiter from the header alone: the only candidate that stands outside quotes.

    One followed by a blank (`Số, ký hiệu;Ngày`) is punctuation if another is not.
    """
    header = _unquoted_header(source.text)
    kinds = [kind for kind in DELIMITERS if kind in header]
    tight = [kind for kind in kinds if header.count(kind) > header.count(kind + " ")]
    candidates = tight or kinds
    if len(candidates) > 1:
        names = _AND.joined(DELIMITERS[kind] for kind in candidates)
        raise _BrokenError("csv.delimiter-unclear", Place(source.path), delimiters=names)
    delimiter = candidates[0] if candidates else ","
    if delimiter != ",":
        found.add("csv.delimiter", Place(source.path), delimiter=DELIMITERS[delimiter])
    return delimiter


def _unquoted_header(text: str) -> str:
    """Return what stands outside quotes in the first record."""
    outside: list[str] = []
    for at, part in enumerate(text.split(_QUOTE, 2 * MAX_COLUMNS)):
        if at % 2:
            continue
        line, end, _ = part.partition("\n")
        outside.append(line)
        if end:
            break
    return "".join(outside)


class _Scanner:
    """Walks through the text once, knowing its line and where that line starts."""

    def __init__(self, source: SourceText, delimiter: str) -> None:
        self._path = source.path
        self._text = source.text
        self._delimiter = delimiter
        end = rf"(?=[{delimiter}\n]|\Z)"
        self._cell = re.compile(rf'{_QUOTED.pattern}{end}|[^"{delimiter}\n]*+{end}')
        self._at = 0
        self._line = 1
        self._line_start = 0

    def rows(self) -> Iterator[RawRow]:
        """Yield every record, blank ones too; raise _BrokenError where a quote is misplaced."""
        rows = cells = 0
        while self._at < len(self._text):
            if rows > MAX_ROWS:
                raise _BrokenError(
                    "csv.too-many-rows", Place(self._path), limit=human_count(MAX_ROWS)
                )
            row = self._row()
            rows += 1
            cells += len(row.cells)
            if cells > MAX_CELLS:
                place = Place(self._path, row.line)
                raise _BrokenError("csv.too-many-cells", place, limit=human_count(MAX_CELLS))
            yield row

    def _row(self) -> RawRow:
        return self._plain_row() or self._scanned_row()

    def _plain_row(self) -> RawRow | None:
        """Read a line that is no more than cells parted by delimiters; None where it may be more.

        Nearly every line is so, and taking it apart at once is several times as fast.
        """
        end = self._text.find("\n", self._at)
        text = self._text[self._at : end if end >= 0 else len(self._text)]
        has_tab = "\t" in text and self._delimiter != "\t"
        if _QUOTE in text or has_tab or len(text) > MAX_CELL:
            return None
        typed = text.split(self._delimiter)
        if len(typed) > MAX_COLUMNS:
            return None
        line, column = self._line, 1
        cells: list[str] = []
        places: list[tuple[int, int]] = []
        for each in typed:
            cell = each.strip()
            before = each.index(cell) if cell and len(cell) < len(each) else 0
            cells.append(cell)
            places.append((line, column + before))
            column += len(each) + 1
        self._at += len(text) + 1
        self._line_start = self._at
        self._line += 1
        return RawRow(line, tuple(cells), tuple(places))

    def _scanned_row(self) -> RawRow:
        line = self._line
        cells: list[str] = []
        places: list[tuple[int, int]] = []
        while True:
            if len(cells) == MAX_COLUMNS:
                limit = str(MAX_COLUMNS)
                raise _BrokenError("csv.too-many-columns", Place(self._path, line), limit=limit)
            match = self._cell.match(self._text, self._at)
            if match is None:
                raise self._broken()
            self._refuse_cell(match)
            cell, place = self._quoted(match) if match.lastgroup == "quoted" else self._bare(match)
            cells.append(cell)
            places.append(place)
            self._at = match.end() + 1  # past the delimiter or the line's end
            if self._text[match.end() : self._at] != self._delimiter:
                break
        self._line += 1
        self._line_start = self._at
        return RawRow(line, tuple(cells), tuple(places))

    def _place(self, index: int) -> tuple[int, int]:
        return self._line, index - self._line_start + 1

    def _bare(self, match: re.Match[str]) -> tuple[str, tuple[int, int]]:
        typed = match.group()
        cell = typed.strip()
        return cell, self._place(self._at + (typed.index(cell) if cell else 0))

    def _quoted(self, match: re.Match[str]) -> tuple[str, tuple[int, int]]:
        place = self._place(self._at)
        inside = match.group("quoted")
        if breaks := inside.count("\n"):
            self._line += breaks
            self._line_start = self._at + 1 + inside.rindex("\n") + 1
        return inside.replace(_QUOTE * 2, _QUOTE).strip(), place

    def _refuse_cell(self, match: re.Match[str]) -> None:
        """Refuse what no table of ours holds; the blank would be lost and the rest be run."""
        typed = match.group()
        first = typed[1:2] if typed.startswith(_QUOTE) else typed[:1]
        if len(typed) > MAX_CELL:
            place = Place(self._path, *self._place(self._at))
            raise _BrokenError("csv.long-cell", place, limit=human_count(MAX_CELL))
        if first and first in "\t\n":
            raise _BrokenError("csv.leading-break", Place(self._path, *self._place(self._at)))

    def _broken(self) -> _BrokenError:
        """Say what is wrong with the cell that starts here."""
        start = Place(self._path, *self._place(self._at))
        if not self._text.startswith(_QUOTE, self._at):
            quote = self._text.index(_QUOTE, self._at)
            return _BrokenError("csv.stray-quote", Place(self._path, *self._place(quote)))
        closed = _QUOTED.match(self._text, self._at)
        if closed is None:
            return _BrokenError("csv.unclosed-quote", start)
        before = self._text[: closed.end()]
        after = Place(self._path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        rest = re.split(f"[{self._delimiter}\n]", self._text[closed.end() :][:_SHOWN], maxsplit=1)
        return _BrokenError("csv.text-after-quote", after, value=rest[0].strip())


def _without_trailing_blanks(rows: Iterator[RawRow]) -> list[RawRow]:
    kept = list(rows)
    while kept and not any(kept[-1].cells):
        kept.pop()
    return kept


def _check(path: str, rows: list[RawRow]) -> Iterator[Diagnostic]:
    if not rows:
        yield Diagnostic(code="file.empty", place=Place(path), value=path.rpartition("/")[2])
        return
    header = rows[0]
    if not any(header.cells):
        yield Diagnostic(code="csv.blank-row", place=Place(path, header.line))
        return
    faults = list(_check_header(path, header))
    if faults:  # rows below a broken header would only repeat it
        yield from faults
        return
    columns = len(header.cells)
    for row in rows[1:]:
        if not any(row.cells):
            yield Diagnostic(code="csv.blank-row", place=Place(path, row.line))
        elif len(row.cells) != columns:
            yield _ragged(path, row, columns)


def _check_header(path: str, header: RawRow) -> Iterator[Diagnostic]:
    seen: dict[str, int] = {}
    for column, (cell, place) in enumerate(zip(header.cells, header.places, strict=True), start=1):
        if not cell:  # a title above the table leaves many; the first says it
            params = {"column": str(column)}
            yield Diagnostic(code="csv.empty-header", place=Place(path, *place), params=params)
            return
        first = seen.setdefault(exact_key(cell), column)
        if first != column:
            params = {"column": str(column), "first_column": str(first)}
            yield Diagnostic(
                code="csv.duplicate-header", place=Place(path, *place), value=cell, params=params
            )


def _ragged(path: str, row: RawRow, columns: int) -> Diagnostic:
    """Point at the first cell too many, or at the row that has too few."""
    surplus = len(row.cells) > columns
    place = Place(path, *row.places[columns]) if surplus else Place(path, row.line)
    params = {"cells": str(len(row.cells)), "columns": str(columns)}
    return Diagnostic(code="csv.ragged", place=place, params=params)
