"""Tables with a row for each area to maps: levels from the figures, names from the catalogue."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from build_tools.views.addresses import area_anchor, area_uri
from build_tools.views.formatting import MISSING
from build_tools.views.map_ground import map_ground
from build_tools.views.parts import TableView
from build_tools.views.pictures import AreaMap, MapUnit, Unseen
from build_tools.views.pictures_read import column_of, nothing_to_see, read_cell, stated
from build_tools.views.sparks import Reading
from schemas.catalogue import Catalogue

_LEVELS = 5
_NAMED = 3  # how many of the highest the description names


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a map shows: the column of a table, under a title; `unit` follows single figures."""

    table: TableView
    column: str
    title: str
    unit: str = ""


def area_map(catalogue: Catalogue, on: dt.date, shown: Shown) -> AreaMap | Unseen:
    """Return the map of a column; rows are known by `area_anchor`, areas without one are blank."""
    table, title, unit = shown.table, shown.title, shown.unit
    place = column_of(table, shown.column)
    rows = {} if place is None else {row.id: read_cell(row.cells[place]) for row in table.rows}
    ground = map_ground(catalogue, on)
    readings = {code: rows.get(area_anchor(code), Reading(MISSING, None)) for code in ground.shapes}
    reason = nothing_to_see(list(readings.values()))
    if reason is not None:
        return Unseen(f"{title}: {reason[:1].lower()}{reason[1:]}")
    level_of, levels = classes(stated(readings.values()))
    areas = catalogue.areas
    return AreaMap(
        title=title,
        says=_says(catalogue, readings, unit),
        table=table.caption,
        ground=ground,
        units=tuple(
            MapUnit(
                code=code,
                name=areas[code].record.full_name,
                uri=area_uri(areas[code].record),
                reading=reading,
                level=None if reading.value is None else level_of[reading.value],
            )
            for code, reading in readings.items()
        ),
        levels=levels,
        unit=unit,
    )


def classes(readings: Sequence[Reading]) -> tuple[Mapping[Decimal, int], tuple[str, ...]]:
    """Return the class of each value, and what each class is called: `0`, `1 – 3`, `12,5 – 20,1`.

    Classes hold about equally many readings, equal values are in one class, and zero, where it is
    the least, stands alone. Bounds are figures that are there.
    """
    texts = {each.value: each.text for each in readings if each.value is not None}
    values = sorted(each.value for each in readings if each.value is not None)
    groups: list[list[Decimal]] = []
    if values[0] == 0:
        groups.append([Decimal(0)])
        values = [value for value in values if value]
    wanted, share = _LEVELS - len(groups), -1
    for i, value in enumerate(values):
        own = i * wanted // len(values)
        if share < 0 or (own > share and value != groups[-1][-1]):
            groups.append([])
            share = own
        groups[-1].append(value)
    level_of = {value: level for level, group in enumerate(groups) for value in group}
    return level_of, tuple(_span(texts[group[0]], texts[group[-1]]) for group in groups)


def _span(low: str, high: str) -> str:
    return low if low == high else f"{low} – {high}"


def _says(catalogue: Catalogue, readings: Mapping[str, Reading], unit: str) -> str:
    """Return how many areas have a figure, and where it is highest."""
    found = [(each.value, code) for code, each in readings.items() if each.value]
    found.sort(key=lambda each: (-each[0], each[1]))
    names = ", ".join(
        f"{catalogue.areas[code].record.full_name} ({readings[code].text}{unit})"
        for _, code in found[:_NAMED]
    )
    given = len(stated(readings.values()))
    return f"{given}/{len(readings)} địa bàn có số; cao nhất: {names}"
