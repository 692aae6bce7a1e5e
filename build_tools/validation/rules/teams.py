"""Teams, their heads, their areas, who answers for what (decision, Articles 1 and 2.4)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from build_tools.diagnostics import Diagnostic
from build_tools.validation.findings import repeated
from build_tools.validation.spans import Span, cover
from schemas.base import FieldOfWork
from schemas.catalogue import Catalogue, Located, Source, TeamFolder, in_force
from schemas.place import Place
from schemas.team import Member, Role, TeamArea


def check_counts(catalogue: Catalogue, today: dt.date, settings: Source) -> Iterator[Diagnostic]:
    """As many teams and areas are in force as the settings say."""
    teams = [folder.team.record for folder in catalogue.teams.values()]
    yield from _check_count(
        "structure.teams-count",
        "teams",
        catalogue.settings.teams,
        sum(in_force(t.valid_from, t.valid_to, today) for t in teams),
        settings,
    )
    areas = [row.record for row in catalogue.areas.values()]
    yield from _check_count(
        "structure.areas-count",
        "areas",
        catalogue.settings.areas,
        sum(in_force(a.valid_from, a.valid_to, today) for a in areas),
        settings,
    )


def _check_count(
    code: str, field: str, expected: int, found: int, settings: Source
) -> Iterator[Diagnostic]:
    if found != expected:
        params = {"expected": str(expected), "found": str(found)}
        yield Diagnostic(code=code, place=settings.at(field), params=params)


def check_section_heads(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Exactly one head of the section on every day on which the team is in force."""
    for folder in catalogue.teams.values():
        team = folder.team.record
        heads = [row for row in folder.members if row.record.role is Role.SECTION_HEAD]
        spans = [Span.of(row.record.valid_from, row.record.valid_to) for row in heads]
        for days, covering in cover(Span.of(team.valid_from, team.valid_to), spans):
            if not covering:
                yield Diagnostic(
                    code="structure.no-section-head",
                    place=heads[0].source.at("valid_from") if heads else folder.team.source.at(),
                    value=team.name,
                    params={"days": days.in_words()},
                )
            elif len(covering) > 1:
                first, second = heads[covering[0]], heads[covering[1]]
                names = {"first": first.record.full_name, "second": second.record.full_name}
                yield Diagnostic(
                    code="structure.two-section-heads",
                    place=second.source.at("role"),
                    value=team.name,
                    related=first.source.at("role"),
                    params={**names, "days": days.in_words()},
                )


def check_coverage(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Every area in exactly one team on every day on which it and the teams are in force.

    Days before the first period that is expected, or before there were teams, are not judged.
    """
    teams = [folder.team.record for folder in catalogue.teams.values()]
    if not teams:
        return
    expected = min(period.first_day for period in catalogue.settings.expected_from)
    start = max(expected, min(team.valid_from for team in teams))
    end = max(Span.of(team.valid_from, team.valid_to).last for team in teams)
    rows = _rows_by_area(catalogue)
    for code, area in catalogue.areas.items():
        valid = Span.of(area.record.valid_from, area.record.valid_to)
        window = valid.meet(Span(start, end)) if start <= end else None
        if window is not None:
            yield from _check_area(catalogue, code, window, rows.get(code, []))


_Row = tuple[str, Span, Located[TeamArea]]


def _rows_by_area(catalogue: Catalogue) -> dict[str, list[_Row]]:
    rows: dict[str, list[_Row]] = {}
    for team_id, folder in catalogue.teams.items():
        team = Span.of(folder.team.record.valid_from, folder.team.record.valid_to)
        for row in folder.areas:
            span = Span.of(row.record.valid_from, row.record.valid_to).meet(team)
            if span is not None:
                rows.setdefault(row.record.unit_code, []).append((team_id, span, row))
    return rows


def _check_area(
    catalogue: Catalogue, code: str, window: Span, rows: Sequence[_Row]
) -> Iterator[Diagnostic]:
    area = catalogue.areas[code]
    ordered = sorted(rows, key=lambda row: (row[1], row[0]))
    for days, covering in cover(window, [span for _, span, _ in ordered]):
        params: dict[str, str] = {"days": days.in_words()}
        if not covering:
            before = [row for _, span, row in ordered if span.last < days.first]
            after = [row for _, span, row in ordered if span.first > days.last]
            near = [before[-1].source.at("valid_to")] if before else []
            near += [after[0].source.at("valid_from")] if after else []
            near += [area.source.at("code")]
            yield Diagnostic(
                code="structure.area-gap",
                place=near[0],
                value=area.record.full_name,
                related=near[1] if len(near) > 1 else None,
                params=params,
            )
        elif len(covering) > 1:
            first, second = (ordered[index] for index in covering[:2])
            params |= {"first": first[0], "second": second[0]}
            yield Diagnostic(
                code="structure.area-overlap",
                place=second[2].source.at("unit_code"),
                value=area.record.full_name,
                related=first[2].source.at("unit_code"),
                params=params,
            )


def check_members(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """One id names one person, in one team, once on any day; areas given out are the team's."""
    firsts: dict[str, Located[Member]] = {}
    for folder in catalogue.teams.values():
        for row in folder.members:
            first = firsts.setdefault(row.record.member_id, row)
            if first is not row and not _is_same_person_later(first, row):
                yield repeated(row.record.member_id, row, first, "member_id")
            yield from _check_assigned_areas(catalogue, folder, row)


def _is_same_person_later(first: Located[Member], row: Located[Member]) -> bool:
    spans = [Span.of(one.record.valid_from, one.record.valid_to) for one in (first, row)]
    return (
        first.source.path == row.source.path
        and first.record.full_name == row.record.full_name
        and spans[0].meet(spans[1]) is None
    )


def _check_assigned_areas(
    catalogue: Catalogue, folder: TeamFolder, row: Located[Member]
) -> Iterator[Diagnostic]:
    member = Span.of(row.record.valid_from, row.record.valid_to)
    followed = {
        area.record.unit_code
        for area in folder.areas
        if Span.of(area.record.valid_from, area.record.valid_to).meet(member)
    }
    for code in row.record.assigned_units:
        if code not in followed:
            yield Diagnostic(
                code="structure.assigned-elsewhere",
                place=row.source.at("assigned_units"),
                value=catalogue.areas[code].record.full_name,
                params={"name": row.record.full_name, "team": folder.team.record.name},
            )


def check_responsibility(catalogue: Catalogue, today: dt.date) -> Iterator[Diagnostic]:
    """Somebody of the section answers for every field of every area (Article 2.4)."""
    followers = Counter(
        code for team_id in catalogue.teams for code in catalogue.areas_of(team_id, today)
    )
    for team_id, folder in catalogue.teams.items():
        team = folder.team.record
        if not in_force(team.valid_from, team.valid_to, today):
            continue
        members = [one for one in catalogue.members_of(team_id, today) if one.role.in_section]
        for field in FieldOfWork:
            answered = {
                code
                for one in members
                if field in one.assigned_fields
                for code in one.assigned_units
            }
            left = [
                code
                for code in catalogue.areas_of(team_id, today)
                if code not in answered and followers[code] == 1  # an overlap is told as such
            ]
            if left:
                names = ", ".join(catalogue.areas[code].record.full_name for code in left)
                source = folder.members[0].source if folder.members else folder.team.source
                yield Diagnostic(
                    code="structure.no-responsible",
                    place=Place(source.path),
                    value=field.label,
                    params={"team": team.name, "areas": names, "count": str(len(left))},
                )
