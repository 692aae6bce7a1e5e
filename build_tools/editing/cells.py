"""Records as the cells of a CSV file: what `reading` and `schemas` read back as the same record."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from build_tools.editing.cell_text import NO, YES, day_text, number_text
from schemas.annex_row import AnnexRow
from schemas.audience import AUDIENCE_LABELS
from schemas.base import LIST_SEPARATOR
from schemas.catalogue import Catalogue, in_force
from schemas.labelled import LabelledEnum
from schemas.registers import columns
from schemas.text import exact_key

_AREA_FIELDS = frozenset({"unit_code", "assigned_units"})


class CellWriter:
    """Writes cells as one report of a day would: labels, names, `05/02/2026`, `1234,5`.

    An area stands by its full name, or by its code where another area of that day has the name.
    """

    def __init__(self, catalogue: Catalogue, on: dt.date) -> None:
        self._area_names = _area_names(catalogue, on)

    def cells(self, record: AnnexRow) -> Mapping[str, str]:
        """Return the cells of a row by field, in the order of the columns; blank is no data."""
        return {name: self.cell(record, name) for name in columns(type(record))}

    def cell(self, record: AnnexRow, name: str) -> str:
        """Return one cell of a row; what the field says without a cell stands blank."""
        value = getattr(record, name)
        if value is None or value == type(record).model_fields[name].default:
            return ""
        if name == "audience":
            return AUDIENCE_LABELS.get(str(value), str(value))
        return self.text(value, is_area=name in _AREA_FIELDS)

    def area(self, code: str) -> str:
        """Return the area's name as the cell of a report may give it."""
        return self._area_names[code]

    def text(self, value: object, *, is_area: bool = False) -> str:
        """Return a value as the text of a cell."""
        if isinstance(value, LabelledEnum):
            return value.label
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, Decimal):
            return number_text(value)
        if isinstance(value, dt.date):
            return day_text(value)
        if isinstance(value, tuple):
            return f" {LIST_SEPARATOR} ".join(self.text(one, is_area=is_area) for one in value)
        return self.area(str(value)) if is_area else str(value)


def _area_names(catalogue: Catalogue, on: dt.date) -> Mapping[str, str]:
    areas = [row.record for row in catalogue.areas.values()]
    owners: dict[str, set[str]] = {}
    for area in areas:
        for name in (area.full_name, area.name):
            owners.setdefault(exact_key(name), set()).add(area.code)
    names = {}
    for area in areas:
        named = owners[exact_key(area.full_name)]
        alone = named if len(named) == 1 else _in_force(catalogue, named, on)
        names[area.code] = area.full_name if alone == {area.code} else area.code
    return names


def _in_force(catalogue: Catalogue, codes: Iterable[str], on: dt.date) -> set[str]:
    records = [catalogue.areas[code].record for code in codes]
    return {area.code for area in records if in_force(area.valid_from, area.valid_to, on)}
