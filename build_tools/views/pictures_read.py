"""Tables to pictures: every figure is read from the text of the cell that shows it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from build_tools.views.formatting import MINUS
from build_tools.views.parts import Cell, Row, TableView
from build_tools.views.pictures import (
    LEAST_POINTS,
    Bar,
    Bars,
    Line,
    Role,
    Trend,
    Unseen,
)
from build_tools.views.sparks import Quality, Reading, Spark

_NUMBER = re.compile(rf"[+{MINUS}]?\d{{1,3}}(?:\.?\d{{3}})*(?:,\d+)?")
_TO_DECIMAL = str.maketrans({".": None, ",": ".", MINUS: "-"})
_MONTH = re.compile(r"Tháng (\d\d)/\d\d(\d\d)")
QUALITY = "Tính chất"  # the column that says how final a row is
PER_CENT = "\u00a0%"  # after figures of a column whose head has the sign
NOTHING_YET = "Chưa có số liệu để vẽ hình."


Drawn = tuple[str, str, Role]  # title of a column, name and role of its line


def read_cell(cell: Cell) -> Reading:
    """Return the number that a cell begins with, and whether its text marks it as not final."""
    found = _NUMBER.match(cell.text)
    if found is None:
        return Reading(cell.text, None)
    quality: Quality = "estimate" if "(ước)" in cell.text else "final"
    return Reading(cell.text, Decimal(found.group().translate(_TO_DECIMAL)), quality)


def column_of(table: TableView, title: str) -> int | None:
    """Return the place of a column; None where the table has none of that title."""
    return next((i for i, column in enumerate(table.columns) if column.title == title), None)


def readings_of(table: TableView, title: str, rows: Iterable[Row]) -> tuple[Reading, ...]:
    """Return a column's readings; provisional where the row's own column of qualities says so."""
    place, quality = column_of(table, title), column_of(table, QUALITY)
    if place is None:
        return ()
    found = []
    for row in rows:
        reading = read_cell(row.cells[place])
        is_final = reading.value is not None and reading.quality == "final"
        if is_final and quality is not None and "sơ bộ" in row.cells[quality].text.lower():
            reading = Reading(reading.text, reading.value, "provisional")
        found.append(reading)
    return tuple(found)


def stated(readings: Iterable[Reading]) -> list[Reading]:
    """Return the readings that are numbers."""
    return [each for each in readings if each.value is not None]


def nothing_to_see(readings: Sequence[Reading], *, least: int = LEAST_POINTS) -> str | None:
    """Return the sentence that stands instead of a picture; None where there is one to draw."""
    found = stated(readings)
    if not found:
        return NOTHING_YET
    if len(found) < least:
        return f"Mới có {len(found)} số, chưa đủ để vẽ hình."
    if not any(each.value for each in found):
        return "Mọi số đều bằng 0, không có gì để vẽ."
    return None


def trend(
    table: TableView,
    title: str,
    lines: Iterable[Drawn],
    *,
    anew_each_year: bool = False,
) -> Trend | Unseen:
    """Return lines over the rows of a table of periods, the newest first.

    Columns that the table leaves out have no line.
    """
    rows = tuple(reversed(table.rows))
    drawn = tuple(
        Line(name, role, readings)
        for column, name, role in lines
        if stated(readings := readings_of(table, column, rows))
    )
    mains = [line for line in drawn if line.role == "main"]
    reason = nothing_to_see(max((each.readings for each in mains), key=_count, default=()))
    if reason is not None:
        return Unseen(f"{title}: {reason[:1].lower()}{reason[1:]}")
    periods = tuple(row.cells[0].text for row in rows)
    years = [text.rpartition("/")[2] for text in periods]
    breaks = frozenset(
        i for i in range(1, len(rows)) if anew_each_year and years[i] != years[i - 1]
    )
    return Trend(
        title=title,
        says=". ".join(_course(line, periods) for line in drawn),
        table=table.caption,
        periods=tuple(short_period(each) for each in periods),
        lines=drawn,
        breaks=breaks,
    )


def _count(readings: Sequence[Reading]) -> int:
    return len(stated(readings))


def _course(line: Line, periods: Sequence[str]) -> str:
    """Return `Lũy kế: từ 12,5 (tháng 01/2026) đến 80,2 (tháng 06/2026), 1 kỳ chưa có số`."""
    places = [i for i, each in enumerate(line.readings) if each.value is not None]
    first, last = places[0], places[-1]
    text = f"{line.name}: từ {_at(line, periods, first)} đến {_at(line, periods, last)}"
    gaps = len(line.readings) - len(places)
    return f"{text}, {gaps} kỳ chưa có số" if gaps else text


def _at(line: Line, periods: Sequence[str], place: int) -> str:
    period = periods[place]
    return f"{line.readings[place].text} ({period[:1].lower()}{period[1:]})"


def short_period(label: str) -> str:
    """Return `01/26` for `Tháng 01/2026`, `I/26` for `Quý I/2026`, `2026` for `Năm 2026`."""
    month = _MONTH.fullmatch(label)
    if month:
        return f"{month[1]}/{month[2]}"
    head, slash, year = label.partition("/")
    short = head.removeprefix("Quý ").removeprefix("Năm ")
    return f"{short}/{year[-2:]}" if slash else short


def spark(name: str, cells: Sequence[Cell]) -> Spark | None:
    """Return a small line over a row's cells, oldest first; None where there is nothing to see."""
    readings = tuple(read_cell(cell) for cell in cells)
    if nothing_to_see(readings) is not None:
        return None
    found = stated(readings)
    return Spark(f"{name}: từ {found[0].text} đến {found[-1].text}", readings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What bars are held against: a goal for all, a column of marks, a column of parts."""

    goal: int | None = None
    goal_name: str = ""
    mark: str = ""
    part: str = ""


def bars(
    table: TableView, title: str, column: str, against: Against, *, unit: str = ""
) -> Bars | Unseen:
    """Return a bar for each row that has a number in the column."""
    values = readings_of(table, column, table.rows)
    marks = readings_of(table, against.mark, table.rows) if against.mark else ()
    parts = readings_of(table, against.part, table.rows) if against.part else ()
    reason = nothing_to_see(values, least=2)
    if reason is not None:
        return Unseen(f"{title}: {reason[:1].lower()}{reason[1:]}")
    drawn = [
        Bar(
            table.rows[i].cells[0].text,
            value,
            mark=marks[i] if marks and marks[i].value is not None else None,
            part=parts[i] if parts and parts[i].value else None,
        )
        for i, value in enumerate(values)
        if value.value is not None
    ]
    return Bars(
        title=title,
        says=_extremes(drawn, unit),
        table=table.caption,
        bars=tuple(drawn),
        unit=unit,
        goal=None if against.goal is None else Decimal(against.goal),
        goal_name=against.goal_name,
        mark_name=against.mark,
        part_name=against.part.lower(),
    )


def row_bars(table: TableView, row: Row, title: str, *, unit: str = "") -> Bars | Unseen:
    """Return a bar for each column of a row but the first two: name, and the whole of the others.

    What the whole has is the line that all bars are held against.
    """
    whole, *own = (read_cell(cell) for cell in row.cells[1:])
    reason = nothing_to_see(own)
    if reason is not None:
        return Unseen(f"{title}: {reason[:1].lower()}{reason[1:]}")
    names = [column.title for column in table.columns[2:]]
    drawn = [
        Bar(name, reading)
        for name, reading in zip(names, own, strict=True)
        if reading.value is not None
    ]
    name = f"{table.columns[1].title} {whole.text}{unit}" if whole.value is not None else ""
    return Bars(
        title=title,
        says="; ".join(part for part in (name, _extremes(drawn, unit)) if part),
        table=table.caption,
        bars=tuple(drawn),
        unit=unit,
        goal=whole.value,
        goal_name=name,
    )


def _extremes(drawn: Sequence[Bar], unit: str) -> str:
    """Return which bar is longest and which shortest."""

    def length(bar: Bar) -> Decimal:
        return bar.reading.value or Decimal(0)

    low, high = min(drawn, key=length), max(drawn, key=length)
    if length(low) == length(high):
        return f"{len(drawn)} dòng, đều bằng {high.reading.text}{unit}"
    return (
        f"Cao nhất: {high.name} {high.reading.text}{unit}; "
        f"thấp nhất: {low.name} {low.reading.text}{unit}"
    )
