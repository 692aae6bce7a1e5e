"""People of a team and of its section: name, post, agency; never more (Law 91/2025/QH15)."""

import datetime as dt

from build_tools.views.formatting import MISSING, join_words
from build_tools.views.parts import Cell, Column, Row, TableView
from schemas.catalogue import Catalogue
from schemas.team import Member, Role

NOT_ENTERED = "chưa nhập vào danh sách thành viên"


def leader_of(catalogue: Catalogue, team_id: str, on: dt.date) -> Member | None:
    """Return the team's leader on the day."""
    members = catalogue.members_of(team_id, on)
    return next((member for member in members if member.role is Role.TEAM_LEADER), None)


def person_cell(member: Member | None) -> Cell:
    """Return a name."""
    return Cell(MISSING, title=NOT_ENTERED) if member is None else Cell(member.full_name)


def agency_name(catalogue: Catalogue, agency_id: str | None) -> str | None:
    """Return the agency's full name."""
    return None if agency_id is None else catalogue.agencies[agency_id].record.name


def seal_agency(catalogue: Catalogue, team_id: str, on: dt.date) -> str | None:
    """Return whose seal the section uses: that of its head's agency (Article 2.4)."""
    head = catalogue.section_head(team_id, on)
    stated = catalogue.teams[team_id].team.record.seal_agency
    return agency_name(catalogue, stated or (head.agency if head else None))


def _by_role(catalogue: Catalogue, team_id: str, on: dt.date) -> list[Member]:
    """Return those in office on the day, in the order of roles, then of the file."""
    order = list(Role)
    return sorted(catalogue.members_of(team_id, on), key=lambda each: order.index(each.role))


def members_in_words(catalogue: Catalogue, team_id: str, on: dt.date) -> str:
    """Return the names of those in office on the day."""
    return "; ".join(member.full_name for member in _by_role(catalogue, team_id, on))


def members_table(catalogue: Catalogue, team_id: str, on: dt.date) -> TableView:
    """Return those in office on the day, with post, agency and duty."""
    members = _by_role(catalogue, team_id, on)
    areas = len(catalogue.areas_of(team_id, on))
    return TableView(
        caption="Thành viên Tổ và Bộ phận giúp việc",
        columns=(
            Column("Họ và tên"),
            Column("Vai trò"),
            Column("Chức vụ"),
            Column("Cơ quan công tác"),
            Column("Phân công"),
        ),
        rows=tuple(_row(catalogue, member, areas) for member in members),
        wide=True,
        empty="Chưa nhập danh sách thành viên.",
    )


def _row(catalogue: Catalogue, member: Member, areas: int) -> Row:
    agency = agency_name(catalogue, member.agency)
    duty = _duty(member, areas)
    return Row(
        (
            Cell(member.full_name),
            Cell(member.role.label),
            Cell(member.post or MISSING, title=None if member.post else NOT_ENTERED),
            Cell(agency or MISSING, title=None if agency else NOT_ENTERED),
            Cell(
                duty or MISSING, title=None if duty else "không phân công địa bàn, lĩnh vực riêng"
            ),
        )
    )


def _duty(member: Member, areas: int) -> str:
    fields = join_words([field.label for field in member.assigned_fields])
    units = f"{len(member.assigned_units)}/{areas} địa bàn" if member.assigned_units else ""
    return "; ".join(part for part in (units, fields) if part)
