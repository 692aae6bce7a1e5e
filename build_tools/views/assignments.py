"""Who is responsible for which area and field (Article 2.4), and where nobody is."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.threads import area_cell
from schemas.base import FieldOfWork
from schemas.catalogue import Catalogue
from schemas.team import Member

UNASSIGNED = "Chưa phân công"


@dataclass(frozen=True, slots=True)
class Assignments:
    """Names of those responsible, by area and field; a missing entry is a gap."""

    names: Mapping[tuple[str, FieldOfWork], tuple[str, ...]]
    areas: tuple[str, ...]

    @property
    def gaps(self) -> int:
        """How many pairs of area and field have nobody."""
        return sum((area, field) not in self.names for area in self.areas for field in FieldOfWork)

    def cells(self, area: str) -> tuple[Cell, ...]:
        """Return one cell a field for the area."""
        return tuple(self._cell(area, field) for field in FieldOfWork)

    def _cell(self, area: str, field: FieldOfWork) -> Cell:
        names = self.names.get((area, field))
        return Cell(UNASSIGNED, tone="bad") if names is None else Cell(", ".join(names))


def assign(catalogue: Catalogue, team_id: str, on: dt.date) -> Assignments:
    """Work out who of the section answers for each area and field on the day.

    A member answers for each of the assigned fields in each of the assigned areas; who has only
    one of the two lists answers for nothing yet.
    """
    areas = catalogue.areas_of(team_id, on)
    found: dict[tuple[str, FieldOfWork], tuple[str, ...]] = {}
    for member in catalogue.members_of(team_id, on):
        pairs = _pairs(member, areas) if member.role.in_section else ()
        for pair in pairs:
            found[pair] = (*found.get(pair, ()), member.full_name)
    return Assignments(found, areas)


def _pairs(member: Member, areas: Sequence[str]) -> Iterator[tuple[str, FieldOfWork]]:
    for unit in areas:
        if unit in member.assigned_units:
            yield from ((unit, field) for field in member.assigned_fields)


def assignments_table(assignments: Assignments, catalogue: Catalogue) -> TableView:
    """Return the matrix area × field with the names, gaps marked."""
    rows = [
        Row((area_cell(area, catalogue), *assignments.cells(area))) for area in assignments.areas
    ]
    return TableView(
        caption="Phân công thành viên theo địa bàn và lĩnh vực",
        columns=(Column("Địa bàn"), *(Column(field.label) for field in FieldOfWork)),
        rows=tuple(rows),
        wide=True,
        empty="Tổ chưa được phân công địa bàn nào.",
    )
