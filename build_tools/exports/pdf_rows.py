"""How high the rows of a table are, as far as it can be told before the document is set.

Typst sets every cell of a row twice, once to learn how high the row is and once for the page. A row
of known height is set once. Known is one of which every text surely takes so many lines
(`line_counts.py`); all others are left to Typst.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from build_tools.exports.line_counts import Ruler, ruler_of

# As official.typ sets a cell, in heights of its letters.
_ABOVE_AND_BELOW, _BESIDE, _BETWEEN_LINES, _NOTE = 0.6, 0.8, 0.2, 0.82
_A4 = (210, 297)
_POINTS_A_MM = 72 / 25.4


def with_rows(document: str, layout: str, fonts: Path) -> str:
    """Return the document (JSON) with its tables as official.typ takes them.

    Instead of `rows` a table has `heights` of its head and of each row (in heights of its letters,
    None: unknown) and `cells`, row after row: a text that stands on one line, or what else is to be
    said of a cell. Of a column it is said whether its title `fits` on a line.
    """
    said = json.loads(document)
    measures = json.loads(layout)
    for table, across in _tables(said):
        size = measures["small_table_size" if table["small"] else "table_size"]
        margins = measures["margin_left"] + measures["margin_right"]
        breadth = None if across is None else (_A4[across] - margins) * _POINTS_A_MM / size
        _lay_out(table, breadth, fonts)
    return json.dumps(said, ensure_ascii=False)


def _tables(said: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], bool | None]]:
    """Yield each table and whether its page lies across; None where it is set in from the side."""
    for annex in said["annexes"]:
        for table in annex["tables"]:
            yield table, annex["landscape"]
    for block in said["text"]:
        if block["kind"] == "table":
            yield block, False
        else:
            yield from ((table, None) for table in _inside(block))


def _inside(block: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    inner = [*block.get("blocks", ()), *(each for item in block.get("items", ()) for each in item)]
    for each in inner:
        if each["kind"] == "table":
            yield each
        else:
            yield from _inside(each)


def _lay_out(table: dict[str, Any], breadth: float | None, fonts: Path) -> None:
    """Replace the rows of a table by its cells and their heights."""
    usual, bold = ruler_of(fonts / "Tinos-Regular.ttf"), ruler_of(fonts / "Tinos-Bold.ttf")
    rooms = [
        0.0 if breadth is None else column["share"] * breadth - _BESIDE
        for column in table["columns"]
    ]
    heights: list[float | None] = [_height_of_head(table["columns"], rooms, bold)]
    cells: list[str | dict[str, Any]] = []
    for row in table.pop("rows"):
        laid = [
            _cell(cell, room, bold if row["strong"] else usual, usual)
            for cell, room in zip(row["cells"], rooms, strict=True)
        ]
        highest = _highest(height for _, height in laid)
        for said, _ in laid:
            is_plain = said["fits"] and said["note"] is None and not row["strong"]
            said |= {"strong": row["strong"], "told": highest is not None}
            cells.append(said["text"] if is_plain else said)
        heights.append(highest)
    table["cells"], table["heights"] = cells, heights


def _cell(
    cell: str | Sequence[str], room: float, ruler: Ruler, notes: Ruler
) -> tuple[dict[str, Any], float | None]:
    """Return what a cell says and whether it fits on its lines; and how high they are, if known."""
    text, note = (cell, None) if isinstance(cell, str) else cell
    lines, fits = ruler.lines(text, room), ruler.fits(text, room)
    note_lines: int | None = 0
    if note is not None:
        note_lines = notes.lines(note, room / _NOTE) if note else None
        fits = fits and note != "" and notes.fits(note, room / _NOTE)
    return {"text": text, "note": note, "fits": fits}, _height(lines, note_lines)


def _height_of_head(
    columns: Sequence[dict[str, Any]], rooms: Sequence[float], ruler: Ruler
) -> float | None:
    """Return how high the head is, if known; say of every column whether its title fits."""
    for column, room in zip(columns, rooms, strict=True):
        column["fits"] = ruler.fits(column["title"], room)
    heads = zip(columns, rooms, strict=True)
    return _highest(_height(ruler.lines(column["title"], room), 0) for column, room in heads)


def _highest(heights: Iterable[float | None]) -> float | None:
    """Return how high a row of such cells is; None where one of them is unknown."""
    known = 0.0
    for height in heights:
        if height is None:
            return None
        known = max(known, height)
    return _ABOVE_AND_BELOW + known


def _height(lines: int | None, note_lines: int | None) -> float | None:
    """Return how high the lines of a text and of its note are together."""
    if lines is None or note_lines is None:
        return None
    return lines + _NOTE * note_lines + _BETWEEN_LINES * (lines + note_lines - 1)
