"""What each column of an annex offers: its list, its format, its width, its note."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from build_tools.editing.carry_over import CarryOver
from build_tools.editing.cells import CellWriter
from schemas.audience import AUDIENCE_LABELS
from schemas.catalogue import Catalogue
from schemas.cell_kinds import CellKind, FieldKind

YES_NO = ("Có", "Không")
# Fields of text in which a member of the section, or an agency, is usually named.
_MEMBERS = frozenset({"assignee", "assigned_by", "by", "prepared_by", "checked_by", "approved_by"})
_AGENCIES = frozenset({"responsible", "asked", "host"})
_WIDTHS = {
    CellKind.DAY: 13,
    CellKind.NUMBER: 14,
    CellKind.WHOLE_NUMBER: 11,
    CellKind.YES_NO: 12,
    CellKind.CHOICE: 24,
    CellKind.REFERENCE: 26,
    CellKind.PERIOD: 14,
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A drop-down list; `is_closed` where nothing else may be written."""

    title: str
    values: tuple[str, ...]
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Offers:
    """The lists of one team on one day."""

    members: tuple[str, ...]
    by_reference: Mapping[str, tuple[str, ...]]
    agencies: tuple[str, ...]
    audiences: Mapping[str, str]

    @classmethod
    def of(
        cls, catalogue: Catalogue, carried: CarryOver, indicators: Sequence[str], writer: CellWriter
    ) -> "Offers":
        """Gather what cells of the team may name; `indicators` are those of the kind of period."""
        team_id, on = carried.team_id, carried.cut_off
        section = [one for one in catalogue.members_of(team_id, on) if one.role.in_section]
        team = catalogue.teams[team_id].team.record
        areas = tuple(writer.area(code) for code in catalogue.areas_of(team_id, on))
        others = tuple(
            one.team.record.name for key, one in catalogue.teams.items() if key != team_id
        )
        return cls(
            members=tuple(one.full_name for one in section),
            by_reference={
                "area": areas,
                "indicator": tuple(indicators),
                "directive": tuple(catalogue.directives),
                "agency": tuple(one.record.name for one in catalogue.agencies.values()),
                "team": others,
                "audience": (*AUDIENCE_LABELS.values(), team.name),
            },
            agencies=tuple(one.record.name for one in catalogue.agencies.values()),
            audiences={**AUDIENCE_LABELS, team_id: team.name},
        )

    def audience_label(self, audience: str) -> str:
        """Return the words of an audience."""
        return self.audiences.get(audience, audience)

    def of_field(self, name: str, title: str, kind: FieldKind) -> Offer | None:
        """Return the list of a field; None where it has none, or takes several values."""
        if kind.is_list:
            return None
        if kind.choices is not None:
            return Offer(title, tuple(one.label for one in kind.choices), is_closed=True)
        if kind.kind is CellKind.YES_NO:
            return Offer(title, YES_NO, is_closed=True)
        if kind.refers_to is not None:
            values = self.by_reference.get(kind.refers_to, ())
            return Offer(title, values, is_closed=kind.refers_to != "area") if values else None
        names = self.members if name in _MEMBERS else self.agencies if name in _AGENCIES else ()
        return Offer(title, names, is_closed=False) if names else None


def width_of(kind: FieldKind, *, is_long: bool, is_code: bool = False) -> int:
    """Return the width of a column, in letters."""
    return _WIDTHS.get(kind.kind, 17 if is_code else 42 if is_long else 28)


def note_of(title: str, description: str, *, is_required: bool, kind: FieldKind) -> str:
    """Return the note on a head: what the column takes, in sentences."""
    return "\n".join(_sentences(title, description, is_required=is_required, kind=kind))


def _sentences(
    title: str, description: str, *, is_required: bool, kind: FieldKind
) -> Iterator[str]:
    yield title
    if description and kind.choices is None:
        yield description
    yield "Bắt buộc." if is_required else "Có thể để trống."
    if kind.is_list:
        yield "Nhiều giá trị: ngăn bằng dấu | hoặc xuống dòng (Alt+Enter)."
    elif kind.kind is CellKind.DAY:
        yield "Ghi ngày/tháng/năm, ví dụ 05/07/2026."
    elif kind.kind in {CellKind.NUMBER, CellKind.WHOLE_NUMBER}:
        yield "Chỉ ghi số."
    elif kind.kind in {CellKind.CHOICE, CellKind.YES_NO}:
        values = [one.label for one in kind.choices] if kind.choices else YES_NO
        yield f"Chọn trong danh sách: {', '.join(values)}."
