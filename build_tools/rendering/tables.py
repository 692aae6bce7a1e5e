"""Tables of data to HTML, by joining strings: a large site has more than a million cells.

A cell says no more than its text. How a column is set stands once, as a class of the table
(`db-n3`: the third column holds numbers, `db-d4`: the fourth days; css/columns.css has their
rules), and so does what a dash means. Every text is escaped unless it is Markup already.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from markupsafe import Markup, escape

from build_tools.rendering.addresses import relative_url
from build_tools.rendering.table_marks import scroller_of
from build_tools.views.formatting import MISSING
from build_tools.views.parts import Cell, Column, ColumnKind, Row, TableView, Tone
from build_tools.views.sparks import Spark

RULED_COLUMNS = 16  # those that css/columns.css has rules for; cells of others carry a class
_NO_DATA = "chưa có số liệu"
_SOURCE_TITLE = ' title="Nguồn: '
_WORTH_A_LEGEND = 3
_LONGEST_CODE = 16
_COLUMN_MARKS: dict[ColumnKind, str] = {"number": "n", "date": "d"}
_RULED_MARKS = _COLUMN_MARKS | {"code": "k"}  # text but for how it is set
_AS_TEXT: frozenset[ColumnKind] = frozenset({"text", "code"})
_DRAWN: frozenset[ColumnKind] = frozenset({"state", "trend"})
_SHAPES: dict[Tone, str] = {"good": "circle", "warn": "triangle", "bad": "square"}
_DECIMALS = re.compile(r"[\d.]+(?:,(\d+))?$")
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
_NOTE = re.compile(r" \(.+\)$")  # 246,2 (ước), 05/02/2026 (quá hạn): the note stands below
_MEANS_MORE = re.compile("[&<>\"']").search
# As wide as a comma and as a digit of the font for figures.
_COMMA_SPACE, _DIGIT_SPACE = "\u2008", "\u2007"


def render_table(table: TableView, page_uri: str, classes: str = "db-table") -> Markup:
    """Return the table as it stands on the page in folder `page_uri`; its sentence when empty."""
    if not table.rows:
        return Markup(
            '<div class="db-empty"><p class="db-empty__caption">{}</p><p>{}</p></div>\n'
        ).format(table.caption, table.empty)
    return Markup(_Printer(table, page_uri).print(classes))  # noqa: S704  every part was escaped


def render_badge(label: str, tone: Tone, shape: str | None = None) -> Markup:
    """Return a state as word and shape; the shape is drawn by the style of its class."""
    usual = _SHAPES.get(tone, "diamond")
    drawn = "" if shape in {None, usual} else f" db-badge--{shape}"
    return Markup(_badge(label, tone, drawn))  # noqa: S704  its parts are escaped or ours


def _drawn(spark: Spark) -> Markup:
    # Pictures take longer to load than all of this module; most tables have none.
    from build_tools.rendering.charts_trend import draw_spark  # noqa: PLC0415

    return draw_spark(spark)


def _badge(label: str, tone: Tone, drawn: str = "") -> str:
    return f'<span class="db-badge db-tone-{tone}{drawn}">{_text(label)}</span>'


_NO_MORE = Cell("")[1:]  # than its text


def _text(text: str) -> str:
    """Return the text escaped; most texts need it not, and asking is four times as fast."""
    return str(escape(text)) if _MEANS_MORE(text) else text


class _Printer:
    """One table on one page."""

    def __init__(self, table: TableView, page_uri: str) -> None:
        self._table = table
        self._page_uri = page_uri
        self._kinds = [column.kind for column in table.columns]
        self._reason = _usual_reason(table.rows)
        lines = [row.cells for row in table.rows] + ([table.total] if table.total else [])
        self._decimals: list[int] = []
        self._plain: list[bool] = []
        for index, kind in enumerate(self._kinds):
            texts = [cells[index].text for cells in lines] if kind in _COLUMN_MARKS else []
            numbers = (_NOTE.sub("", text) for text in texts if kind == "number")
            decimals = _most_decimals(numbers)
            noted = any(text.endswith(")") for text in texts)
            ruled = index < RULED_COLUMNS or kind == "text"
            self._decimals.append(decimals)
            self._plain.append(ruled and kind not in _DRAWN and not decimals and not noted)

    def print(self, classes: str) -> str:
        table = self._table
        caption = _text(table.caption)
        legend = (
            f' <small class="db-legend">{MISSING} {_text(self._reason)}</small>'
            if self._reason
            else ""
        )
        wide = " db-table--wide" if table.wide else ""
        heads = "".join(map(self._head, table.columns))
        rows = "\n".join(map(self._row, table.rows))
        codes = " db-codes" if all(map(_is_code, table.rows)) else ""
        scroller = scroller_of(table, is_matrix="db-matrix" in classes)
        return (
            f'<div {scroller} role="group" tabindex="0" aria-label="{caption}">\n'
            f'<table class="{classes}{wide}{codes}{_column_classes(self._kinds)}">\n'
            f"<caption><span>{caption}</span>{legend}</caption>\n"
            f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n"
            f"{self._foot()}</table>\n</div>\n"
        )

    def _head(self, column: Column) -> str:
        title = _text(column.title)
        if column.uri is not None:
            title = f'<a href="{self._link(column.uri)}">{title}</a>'
        unit = f' <span class="db-unit">({_text(column.unit)})</span>' if column.unit else ""
        kind = "" if column.kind in _AS_TEXT else f' class="db-{column.kind}"'
        return f'<th scope="col"{kind}>{title}{unit}</th>'

    def _row(self, row: Row) -> str:
        anchor = "" if row.id is None else f' id="{_text(row.id)}"'
        strong = ' class="db-strong"' if row.strong else ""
        return f"<tr{anchor}{strong}>{self._cells(row.cells, self._cell)}</tr>"

    def _foot(self) -> str:
        if self._table.total is None:
            return ""
        cells = self._cells(self._table.total, self._total_cell)
        return f'<tfoot><tr class="db-strong">{cells}</tr></tfoot>\n'

    def _cells(self, cells: Sequence[Cell], print_cell: Callable[[int, Cell], str]) -> str:
        first, *others = cells
        printed = [f'<th scope="row"{print_cell(0, first)}</th>']
        for index, cell in enumerate(others, start=1):
            text = cell.text
            if self._plain[index] and text != MISSING and cell[1:] == _NO_MORE:
                printed.append(f"<td>{_text(text)}</td>")
            else:
                printed.append(f"<td{print_cell(index, cell)}</td>")
        return "".join(printed)

    def _cell(self, index: int, cell: Cell) -> str:
        """Return what follows the name of the cell's tag: ` class="…">text`."""
        kind = self._kinds[index]
        if cell.text == MISSING:
            shown = self._missing(cell)
        elif cell.spark is not None:
            shown = _drawn(cell.spark)
        elif kind == "state":
            shown = self._linked(_badge(cell.text, cell.tone) if cell.text else "", cell)
        else:
            shown = self._figure(index, cell.text) if kind in _COLUMN_MARKS else _text(cell.text)
            shown = self._linked(shown, cell)
        if cell.source is not None:
            shown += f'<span class="db-source">{_text(cell.source)}</span>'
        sort = f' data-sort="{_text(str(cell.sort))}"' if _needs_sort(cell, kind) else ""
        return f"{self._classes(index, cell, kind)}{sort}>{shown}"

    def _total_cell(self, index: int, cell: Cell) -> str:
        """Of states the total is a count."""
        if index and self._kinds[index] == "state":
            return f' class="db-number">{self._linked(_text(cell.text), cell)}'
        return self._cell(index, cell)

    def _classes(self, index: int, cell: Cell, kind: ColumnKind) -> str:
        has_tone = cell.tone != "none" and kind in _COLUMN_MARKS
        names = [f"db-tone-{cell.tone}"] if has_tone else []
        if index >= RULED_COLUMNS and kind in _COLUMN_MARKS:
            names.append(f"db-{kind}")
        return f' class="{" ".join(names)}"' if names else ""

    def _missing(self, cell: Cell) -> str:
        reason = cell.title or _NO_DATA
        if reason == self._reason:
            mark = MISSING
        else:
            mark = f'<span class="db-missing" role="img" title="{_text(reason)}">{MISSING}</span>'
        return mark if cell.uri is None else f'<a href="{self._link(cell.uri)}">{mark}</a>'

    def _linked(self, shown: str, cell: Cell) -> str:
        title = "" if cell.title is None else f' title="{_text(cell.title)}"'
        if cell.uri is not None:
            if title.startswith(_SOURCE_TITLE):
                title = ""  # where the link leads, file and line are shown
            return f'<a href="{self._link(cell.uri)}"{title}>{shown}</a>'
        return f"<span{title}>{shown}</span>" if title else shown

    def _link(self, uri: str) -> str:
        return _text(relative_url(self._page_uri, uri))

    def _figure(self, index: int, text: str) -> str:
        """Return a number with its comma under those of the column, or a day; a note set small."""
        note = _NOTE.search(text)
        number = text if note is None else text[: note.start()]
        shown = _text(number)
        wanted = self._decimals[index]
        found = _DECIMALS.search(number) if wanted else None
        if found is not None:
            decimals = len(found[1] or "")
            shown += ("" if decimals else _COMMA_SPACE) + _DIGIT_SPACE * (wanted - decimals)
        return shown if note is None else f"{shown}<small>{_text(note[0])}</small>"


def _needs_sort(cell: Cell, kind: ColumnKind) -> bool:
    """Say whether the cell is sorted by more than its text says.

    The script reads days, numbers and codes from the text and puts what is missing last.
    """
    if cell.sort is None or kind == "date" or cell.text == MISSING:
        return False
    said = cell.sort.lstrip("0") or "0"
    return not cell.sort.startswith(cell.text) and _NUMBERS.findall(cell.text) != [said]


def _is_code(row: Row) -> bool:
    """Say whether the row's head is a code such as VD-2026-01001, which is never broken."""
    text = row.cells[0].text
    return " " not in text and "-" in text and len(text) <= _LONGEST_CODE


def _usual_reason(rows: Iterable[Row]) -> str | None:
    """Return why most dashes of the table are there, where that is worth saying once for all."""
    reasons = Counter(
        cell.title or _NO_DATA for row in rows for cell in row.cells if cell.text == MISSING
    )
    reason, count = next(iter(reasons.most_common(1)), ("", 0))
    return reason if count >= _WORTH_A_LEGEND else None


def _most_decimals(texts: Iterable[str]) -> int:
    """Return the longest fraction, 0 where all are of one length and need no padding."""
    lengths = {len(found[1] or "") for text in texts if (found := _DECIMALS.search(text))}
    return max(lengths) if len(lengths) > 1 else 0


def _column_classes(kinds: Sequence[ColumnKind]) -> str:
    marks = (
        f" db-{_RULED_MARKS[kind]}{index}"
        for index, kind in enumerate(kinds[:RULED_COLUMNS], start=1)
        if kind in _RULED_MARKS
    )
    return "".join(marks)
