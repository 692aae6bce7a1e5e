"""`catalogue/*.csv` to records, made known to all that refer to them."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from build_tools.validation.findings import repeated
from build_tools.validation.inputs import CATALOGUE, Inputs
from build_tools.validation.references import KnownReferences
from schemas.area import Agency, Area
from schemas.base import Record
from schemas.catalogue import Located
from schemas.directive import Directive
from schemas.indicator import Indicator
from schemas.schedule import ScheduleRule

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class CatalogueFiles:
    """The five files, by id in the order of the ids; the schedule's rules in its own."""

    areas: Mapping[str, Located[Area]]
    agencies: Mapping[str, Located[Agency]]
    indicators: Mapping[str, Located[Indicator]]
    directives: Mapping[str, Located[Directive]]
    schedule: Sequence[Located[ScheduleRule]]


def read_catalogue_files(inputs: Inputs, references: KnownReferences) -> CatalogueFiles:
    """Read them; a faulty file's records are known by any name, to be judged once it is mended."""
    areas = _with_addresses(_read(inputs, references, "areas.csv", Area, "code"))
    _make_known(inputs, references, "area", areas, lambda area: (area.full_name, area.name))
    agencies = _read(inputs, references, "agencies.csv", Agency, "agency_id")
    _make_known(inputs, references, "agency", agencies, lambda agency: (agency.name,))
    indicators = _read(inputs, references, "indicators.csv", Indicator, "indicator_id")
    _make_known(inputs, references, "indicator", indicators, lambda one: (one.name,))
    directives = _read(inputs, references, "directives.csv", Directive, "directive_id")
    _make_known(inputs, references, "directive", directives, lambda one: (one.doc_ref,))
    schedule = _read_schedule(inputs)
    return CatalogueFiles(areas, agencies, indicators, directives, schedule)


_FILES = {
    "area": "areas.csv",
    "agency": "agencies.csv",
    "indicator": "indicators.csv",
    "directive": "directives.csv",
}


def _read(
    inputs: Inputs, references: KnownReferences, name: str, model: type[R], id_field: str
) -> Mapping[str, Located[R]]:
    path = f"{CATALOGUE}/{name}"
    rows = inputs.rows(path, model, references) if inputs.require(path) else ()
    by_id: dict[str, Located[R]] = {}
    for row in rows:
        record_id = str(getattr(row.record, id_field))
        first = by_id.setdefault(record_id, row)
        if first is not row:
            inputs.take([repeated(record_id, row, first, id_field)])
    return dict(sorted(by_id.items()))


def _with_addresses(areas: Mapping[str, Located[Area]]) -> Mapping[str, Located[Area]]:
    """Give areas of one name addresses of their own: the one in force longest keeps the plain."""
    keepers: dict[str, Area] = {}
    for area in (row.record for row in areas.values()):
        keeper = keepers.setdefault(area.slug, area)
        if _lasts(area) > _lasts(keeper):
            keepers[area.slug] = area
    return {
        code: row
        if keepers[row.record.slug] is row.record
        else replace(row, record=row.record.beside_namesake())
        for code, row in areas.items()
    }


def _lasts(area: Area) -> tuple[dt.date, dt.date]:
    return area.valid_to or dt.date.max, area.valid_from


def _make_known(
    inputs: Inputs,
    references: KnownReferences,
    kind: str,
    records: Mapping[str, Located[R]],
    names: Callable[[R], Sequence[str]],
) -> None:
    for record_id, row in records.items():
        record = row.record
        if isinstance(record, Area):
            validity = record.valid_from, record.valid_to
            references.add(kind, record_id, *names(row.record), validity=validity)
            references.succeed(kind, record.full_name, record.former_names)
        else:
            references.add(kind, record_id, *names(row.record))
    if not inputs.is_sound(f"{CATALOGUE}/{_FILES[kind]}"):
        references.trust(kind)


def _read_schedule(inputs: Inputs) -> Sequence[Located[ScheduleRule]]:
    path = f"{CATALOGUE}/schedule.csv"
    rows = inputs.rows(path, ScheduleRule) if inputs.require(path) else ()
    firsts: dict[tuple[object, ...], Located[ScheduleRule]] = {}
    for row in rows:
        key = row.record.kind, row.record.valid_from
        first = firsts.setdefault(key, row)
        if first is not row:
            inputs.take([repeated(row.record.kind.label, row, first, "kind")])
    return rows
