"""Tables as paper has them: which columns, how broad each, what their dashes mean.

Breadths are counted and not measured, in heights of a letter: digits of a text face are half as
broad as they are high, and so is about the mean of its small letters. PDF and Word share them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from build_tools.views.formatting import MISSING
from build_tools.views.official import Align, ColumnHead, TableBlock, TableRow
from build_tools.views.parts import Cell, Column, TableView
from schemas.layout import DocumentLayout

_LETTER, _CAPITAL = 0.5, 0.72
_PADDING = 0.9  # of a cell, both sides
_ONE_LINE = 22.0  # a column of words wants no more than this
_CROWDED = 1.25  # so much more than there is may be wanted: then some cells take two lines
_POINTS_A_MM = 72 / 25.4
_A4 = (210, 297)
_NO_DATA = "chưa có số liệu"
_LINE = re.compile(r"(?:^|, )dòng \d+")


@dataclass(frozen=True, slots=True)
class Fit:
    """How broad the text of an upright page and of one across is; for one in small letters too."""

    upright: float
    across: float
    across_small: float

    @classmethod
    def of(cls, layout: DocumentLayout) -> "Fit":
        """Work it out from margins and sizes."""
        margins = float(layout.margin_left + layout.margin_right)
        short, long = ((side - margins) * _POINTS_A_MM for side in _A4)
        usual, small = float(layout.table_size), float(layout.small_table_size)
        return cls(short / usual, long / usual, long / small)


@dataclass(frozen=True, slots=True)
class _Need:
    """What a column needs so that no word is broken, and what it would take on one line."""

    least: float
    wanted: float


def official_table(table: TableView, fit: Fit, *, caption: str | None = None) -> TableBlock:
    """Return the table; columns that only draw are left out. `caption` replaces its own."""
    kept = [index for index, column in enumerate(table.columns) if column.kind != "trend"]
    lines = [(row.cells, row.strong) for row in table.rows]
    if table.total is not None:
        lines.append((table.total, True))
    return _laid_out(
        TableBlock(
            caption=table.caption if caption is None else caption,
            columns=tuple(
                ColumnHead(_head(column), _align(column), 0)
                for column in (table.columns[index] for index in kept)
            ),
            rows=tuple(
                TableRow(tuple(_shown(cells[index]) for index in kept), strong)
                for cells, strong in lines
            ),
            legend=_legend(cell for cells, _ in lines for cell in cells) if lines else table.empty,
        ),
        fit,
    )


def plain_table(rows: Sequence[Sequence[tuple[str, bool]]], fit: Fit) -> TableBlock:
    """Return a table of prose, its head first; each cell a text and whether it is a number."""
    head, *others = rows
    return _laid_out(
        TableBlock(
            caption="",
            columns=tuple(
                ColumnHead(text, "right" if is_number else "left", 0) for text, is_number in head
            ),
            rows=tuple(TableRow(tuple(text for text, _ in row)) for row in others),
        ),
        fit,
    )


def _laid_out(table: TableBlock, fit: Fit) -> TableBlock:
    """Give every column its share: what it needs, then of what it would take; the rest to all."""
    needs = [
        _need([column.title, *_texts(table.rows, index)])
        for index, column in enumerate(table.columns)
    ]
    least = sum(need.least for need in needs)
    across = max(least, sum(need.wanted for need in needs) / _CROWDED) > fit.upright
    small = least > fit.across
    breadth = fit.across_small if small else fit.across if across else fit.upright
    wanted = sum(need.wanted for need in needs)
    given = min(1.0, max(0.0, breadth - least) / ((wanted - least) or 1.0))
    breadths = [need.least + given * (need.wanted - need.least) for need in needs]
    together = sum(breadths)
    columns = (
        replace(column, share=round(each / together, 4))
        for column, each in zip(table.columns, breadths, strict=True)
    )
    return replace(table, columns=tuple(columns), small=small, across=across)


def _texts(rows: Iterable[TableRow], index: int) -> Iterator[str]:
    for row in rows:
        cell = row.cells[index]
        if isinstance(cell, str):
            yield cell
        else:
            yield cell[0]
            yield max(cell[1].split(" "), key=len)  # a note may wrap, a word of it may not


def _need(texts: Iterable[str]) -> _Need:
    """Measure a column; most texts are too short to be asked for more than their length."""
    least = wanted = 0.0
    for text in texts:
        most = _CAPITAL * len(text)
        if most > wanted and wanted < _ONE_LINE:
            wanted = max(wanted, min(_breadth(text), _ONE_LINE))
        if most > least:
            word = max(text.split(" "), key=len)
            if _CAPITAL * len(word) > least:
                least = max(least, _breadth(word))
    return _Need(least + _PADDING, max(least, wanted) + _PADDING)


def _breadth(text: str) -> float:
    capitals = sum(map(str.isupper, text))
    return _LETTER * (len(text) - capitals) + _CAPITAL * capitals


def _head(column: Column) -> str:
    return f"{column.title} ({column.unit})" if column.unit else column.title


def _align(column: Column) -> Align:
    return "right" if column.kind == "number" else "left"


def _shown(cell: Cell) -> str | tuple[str, str]:
    """Return the cell with its note; of the line of a file paper says nothing."""
    note = _LINE.sub("", cell.source or "").strip(" ,;")
    return (cell.text, note) if note else cell.text


def sources_once(table: TableBlock) -> TableBlock:
    """Say the source of most rows below a total once, at the total; the others keep theirs."""
    starts = [index for index, row in enumerate(table.rows) if row.strong]
    rows: list[TableRow] = list(table.rows[: starts[0]] if starts else table.rows)
    for start, end in pairwise([*starts, len(table.rows)]):
        rows += _source_once(table.rows[start], table.rows[start + 1 : end])
    return replace(table, rows=tuple(rows))


def _source_once(total: TableRow, parts: Sequence[TableRow]) -> Iterator[TableRow]:
    notes = Counter(cell[1] for row in parts if not isinstance(cell := row.cells[0], str))
    usual = next((note for note, count in notes.most_common(1) if count > 1), None)
    if usual is None or not isinstance(total.cells[0], str):
        yield from (total, *parts)
        return
    are_all = notes[usual] == len(parts)
    source = f"Nguồn: {usual}" if are_all else f"Nguồn, nếu không ghi khác: {usual}"
    yield replace(total, cells=((total.cells[0], source), *total.cells[1:]))
    for row in parts:
        first, *others = row.cells
        is_usual = not isinstance(first, str) and first[1] == usual
        yield replace(row, cells=(first[0], *others)) if is_usual else row


def _legend(cells: Iterable[Cell]) -> str:
    """Return why cells have a dash, the usual reason first; empty where none has."""
    reasons = Counter(cell.title or _NO_DATA for cell in cells if cell.text == MISSING)
    if not reasons:
        return ""
    return f"Dấu {MISSING}: {'; '.join(reason for reason, _ in reasons.most_common())}."
