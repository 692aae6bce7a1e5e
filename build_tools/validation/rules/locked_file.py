"""One file of a closed period against its lock, named to the row and the field.

Corrections that were written after the closing are taken back, the newest first; what is left must
give the locked digest. Where it does not, the short digests of rows and columns find the place:
a row and a column that both differ meet in the cell that was changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from build_tools.diagnostics.language import Phrase
from build_tools.reading.text import SourceText
from build_tools.validation.corrected import PROSE, Corrected, find_part
from build_tools.validation.locked_units import (
    HEAD,
    Unit,
    content_digest,
    field_token,
    record_token,
    text_before,
    unit_title,
    units_of,
)
from build_tools.validation.plans import plan_of
from build_tools.validation.rules.wording import BLANK
from schemas.base import Record
from schemas.catalogue import Report
from schemas.period_lock import LockedFile
from schemas.place import Place
from schemas.registers import ANNEX_ROWS
from schemas.report import ReportHead

Difference = tuple[str, Place, str, Mapping[str, str]]  # code, place, value, parameters
_HEAD_TITLE = Phrase("phần đầu của report.md", "the front matter of report.md")
_AND, _OR = Phrase(" và ", " and "), Phrase(" hoặc ", " or ")


@dataclass(frozen=True, slots=True)
class LockedReportFile:
    """A file of a report, its lock, and the corrections of it since the closing.

    `name` is the path below the period's folder.
    """

    name: str
    locked: LockedFile
    report: Report
    source: SourceText
    corrected: tuple[Corrected, ...]

    def differences(self) -> Iterator[Difference]:
        """Yield what is not as it was locked; nothing where all changes are corrections."""
        units = self._before_corrections()
        if content_digest(units) == self.locked.content:
            return
        found = [*self._removed(units), *self._added_and_changed(units)]
        yield from found or [("lock.order-changed", Place(self.source.path), self.name, {})]

    def _before_corrections(self) -> tuple[Unit, ...]:
        units = list(units_of(self.report, self.source))
        for corrected in reversed(self.corrected):
            for index, unit in enumerate(units):
                if _is_of(corrected, unit):
                    units[index] = _taken_back(unit, corrected)
        return tuple(units)

    def _removed(self, units: Sequence[Unit]) -> Iterator[Difference]:
        present = {unit.key for unit in units if unit.cells}
        for key in self.locked.records:
            if key not in present:
                yield "lock.row-removed", Place(self.source.path), _shown(key), {}

    def _added_and_changed(self, units: Sequence[Unit]) -> Iterator[Difference]:
        columns = [name for name in self._fields(units) if self._has_changed(name, units)]
        differing = [unit for unit in units if unit.cells and self._differs(unit)]
        # In one row all of them were changed; of several, which in which row cannot be told.
        link = _AND if sum(not unit.is_prose for unit in differing) == 1 else _OR
        for unit in differing:
            if unit.key in self.locked.records:
                yield from self._changed(unit, [PROSE] if unit.is_prose else columns, link)
            else:
                yield "lock.row-added", Place(self.source.path, unit.line), _shown(unit.key), {}

    def _differs(self, unit: Unit) -> bool:
        return record_token(self.name, unit) != self.locked.records.get(unit.key)

    def _fields(self, units: Sequence[Unit]) -> Sequence[str]:
        """Return all fields, in the order of the schema."""
        known = {*self.locked.fields, *(name for unit in units for name in unit.cells)}
        return [name for name in plan_of(self._kind()).fields if name in known]

    def _has_changed(self, name: str, units: Sequence[Unit]) -> bool:
        return field_token(self.name, name, units) != self.locked.fields.get(name, "")

    def _changed(self, unit: Unit, fields: Sequence[str], link: Phrase) -> Iterator[Difference]:
        """Blame the corrections of these fields where there are some, else the fields."""
        blamed = {
            each.field: each
            for each in reversed(self.corrected)  # of several of one field the first is at fault
            if _is_of(each, unit) and each.field in fields
        }
        for each in blamed.values():
            old = each.correction.record.old or BLANK
            place = each.correction.source.at("old")
            yield "lock.not-as-old", place, old, {"field": each.title}
        if not blamed:
            first = next((name for name in fields if name in unit.places), None)
            place = unit.places.get(first or "", Place(self.source.path, unit.line))
            if unit.is_prose:
                yield "lock.prose-changed", place, _shown(unit.key), {}
            else:
                yield "lock.changed", place, _shown(unit.key), {"field": self._titles(fields, link)}

    def _titles(self, fields: Sequence[str], link: Phrase) -> str:
        plan = plan_of(self._kind()).fields
        return link.joined(f"“{plan[name].title}”" for name in fields)

    def _kind(self) -> type[Record]:
        file_name = self.name.rpartition("/")[2]
        rows = {annex.file_name: row for annex, row in ANNEX_ROWS.items()}
        return rows.get(file_name, ReportHead)


def _is_of(corrected: Corrected, unit: Unit) -> bool:
    if corrected.field == PROSE:
        part = find_part(corrected.correction.record.record)
        return part is not None and unit.key == f"part-{part + 1}"
    if corrected.annex is None:
        return unit.key == HEAD
    return unit.line == corrected.row.source.line


def _taken_back(unit: Unit, corrected: Corrected) -> Unit:
    """Return the unit as it was before the correction."""
    record, cells = corrected.correction.record, dict(unit.cells)
    old = record.old
    if corrected.field == PROSE:
        old = text_before(cells.get(PROSE, ""), record)
    cells.pop(corrected.field, None)
    return replace(unit, cells={**cells, corrected.field: old} if old else cells)


def _shown(key: str) -> str:
    return _HEAD_TITLE if key == HEAD else unit_title(key) or key
