"""Nothing that was once reported falls through (Articles 2.1, 2.3): months follow months.

Each kind of period is a chain of its own: what a team's quarter leaves open, its next quarter must
have. A period without a report is passed over, and a draft counts as not there: the matter must
stand in the next report that came.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from build_tools.diagnostics import Diagnostic
from build_tools.validation.findings import written
from build_tools.validation.kept import KeptByReport, each_finding
from build_tools.validation.rows import different_in
from build_tools.validation.rules.matters import MatterKey, Matters, Said, matters_of, meaning_of
from build_tools.validation.rules.wording import annex_place, day_text, label
from schemas.catalogue import Catalogue, Report
from schemas.labelled import LabelledEnum
from schemas.period import PeriodKind
from schemas.registers import ITEM_ANNEXES
from schemas.report import Annex, ReportStatus


def check_continuity(
    catalogue: Catalogue, kept: KeptByReport | None = None, *, drafts: bool = False
) -> Iterator[Diagnostic]:
    """Yield `continuity.*`; asks for all reports, as a faulty one may be what closed a matter.

    With `drafts` they count as if they had come: what each of them would break.
    """
    reports = [
        report
        for report in catalogue.reports.values()
        if drafts or report.head.record.status is not ReportStatus.DRAFT
    ]
    make = partial(_check_across, catalogue, reports)
    if kept is None:
        yield from make()
    else:
        states = (kept.state(report, ITEM_ANNEXES) for report in reports)
        yield from kept.across("continuity", states, make)
    some = replace(catalogue, reports={report.key: report for report in reports})
    yield from each_finding(some, _check_takers, kept)


def _check_across(catalogue: Catalogue, reports: Sequence[Report]) -> Iterator[Diagnostic]:
    """Compare the matters of all reports: of them no more than heads and ITEM_ANNEXES."""
    items = {report.key: matters_of(report) for report in reports}
    for kind in PeriodKind:
        chain = _Chain(catalogue)
        for together in _periods(report for report in reports if report.period.kind is kind):
            yield from chain.add([(report, items[report.key]) for report in together])
    yield from _check_meanings(catalogue, items.values())


def awaited_matters(catalogue: Catalogue, reports: Iterable[Report], team_id: str) -> Matters:
    """Return what the next report of the team must have, after these of one kind of period.

    `reports` stand in the order of the catalogue. Each matter comes with the last word on it.
    """
    chain = _Chain(catalogue)
    for together in _periods(reports):
        for _ in chain.add([(report, matters_of(report)) for report in together]):
            pass  # what is wrong with them is not asked here
    return chain.awaited[team_id]


def _periods(reports: Iterable[Report]) -> Iterator[list[Report]]:
    for _, together in groupby(reports, key=lambda report: report.period):
        yield list(together)


class _Chain:
    """The reports of one kind of period, a period at a time."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._last: dict[MatterKey, Said] = {}
        self.awaited: dict[str, dict[MatterKey, Said]] = {
            team_id: {} for team_id in catalogue.teams
        }

    def add(self, reports: Sequence[tuple[Report, Matters]]) -> Iterator[Diagnostic]:
        """Judge the reports of one period by those before, then remember what they say."""
        items = {report.team_id: matters for report, matters in reports}
        for report, matters in reports:
            yield from self._dropped(report, matters)
            yield from self._reopened(matters)
        for report, _ in reports:
            self.awaited[report.team_id] = {}
        for team_id, said_of in items.items():
            for key, said in said_of.items():
                self._await(team_id, key, said, items)
        # Who took over says the last word of a period.
        ordered = (said for said_of in items.values() for said in said_of.values())
        for said in sorted(ordered, key=lambda said: said.handed_over_to is None):
            self._last[said.key] = said

    def _await(
        self,
        team_id: str,
        key: MatterKey,
        said: Said,
        items: Mapping[str, Matters],
    ) -> None:
        taker = said.taker
        # Whoever took it over in the same period has said for itself how it stands.
        if taker is not None and (taker == team_id or key not in items.get(taker, {})):
            self.awaited.setdefault(taker, {})[key] = said

    def _dropped(self, report: Report, items: Matters) -> Iterator[Diagnostic]:
        declared = report.head.record.nothing_to_report
        for key, last in self.awaited.get(report.team_id, {}).items():
            is_there = key.annex in report.annexes
            if key in items or not (is_there or key.annex in declared):
                continue  # a whole annex that is missing is told once
            is_own = last.report.team_id == report.team_id
            place = annex_place(report, key.annex)
            if not is_there:
                place = report.head.source.at("nothing_to_report")
            yield Diagnostic(
                code="continuity.dropped" if is_own else "continuity.not-taken",
                place=place,
                value=_name(self._catalogue, key),
                related=last.id_place,
                params={
                    "first": written(last.id_place),
                    "file": key.annex.file_name,
                    "team": _team(self._catalogue, report.team_id),
                },
            )

    def _reopened(self, items: Matters) -> Iterator[Diagnostic]:
        for key, said in items.items():
            last = self._last.get(key)
            if last is None or last.is_open or not said.is_open or said.note is not None:
                continue
            status: LabelledEnum = getattr(said.row.record, "status")  # noqa: B009  every item's
            yield Diagnostic(
                code="continuity.reopened",
                place=said.row.source.at("status"),
                value=_name(self._catalogue, key),
                related=last.row.source.at("status"),
                params={"first": written(last.row.source.at("status")), "status": status.label},
            )


def _check_meanings(catalogue: Catalogue, reports: Iterable[Matters]) -> Iterator[Diagnostic]:
    """Compare what each report says a matter is with the one before, of whatever kind."""
    before: dict[MatterKey, Said] = {}
    for said_of in reports:
        for key, said in said_of.items():
            last = before.get(key)
            if (
                last is not None
                and said.note is None
                and last.meaning != said.meaning
                and _is_same_matter(catalogue, last, said)
            ):
                yield from _changed(last, said)
            before[key] = said


def _is_same_matter(catalogue: Catalogue, last: Said, said: Said) -> bool:
    """Say whether team and area agree; where not, structure.changed-meaning tells it."""
    codes = last.unit_code, said.unit_code
    areas = [catalogue.successor_of(code) if code else None for code in codes]
    teams = {last.report.team_id, last.handed_over_to}
    return areas[0] == areas[1] and said.report.team_id in teams


def _changed(last: Said, said: Said) -> Iterator[Diagnostic]:
    """Yield the first difference; a day that was blank before may be filled in."""
    for name, old, new in zip(meaning_of(said.key.annex), last.meaning, said.meaning, strict=True):
        if old is None or new is None or old == new:
            continue
        yield Diagnostic(
            code="continuity.changed",
            place=said.row.source.at(name),
            value=said.key.item_id,
            related=last.row.source.at(name),
            params={
                "field": label(said.row.record, name),
                "old": _shown(old),
                "new": _shown(new),
                "first": written(last.row.source.at(name)),
            },
        )
        return


def _check_takers(catalogue: Catalogue, report: Report) -> tuple[Diagnostic, ...]:
    rows = (report.annexes.get(annex, ()) for annex in ITEM_ANNEXES)
    hands_over = any(any(different_in(each, "handed_over_to")) for each in rows)
    words = matters_of(report).values() if hands_over else ()
    return tuple(one for said in words for one in _check_taker(catalogue, said))


def _check_taker(catalogue: Catalogue, said: Said) -> Iterator[Diagnostic]:
    """Check that a matter goes to another team: the one that follows its area from then on."""
    taker = said.handed_over_to
    if taker is None or taker not in catalogue.teams:
        return
    place = said.row.source.at("handed_over_to")
    params = {"team": _team(catalogue, taker)}
    value = _name(catalogue, said.key)
    code = said.unit_code
    if taker == said.report.team_id:
        yield Diagnostic(
            code="continuity.handed-to-itself", place=place, value=value, params=params
        )
    elif code is not None and not _follows(catalogue, taker, code, said.report.period.first_day):
        params["area"] = catalogue.areas[code].record.full_name
        yield Diagnostic(
            code="continuity.handed-elsewhere", place=place, value=value, params=params
        )


def _follows(catalogue: Catalogue, team_id: str, code: str, since: dt.date) -> bool:
    """Say whether the team follows the area on the day or later."""
    codes = {code, catalogue.successor_of(code)}
    return any(
        row.record.unit_code in codes
        and (row.record.valid_to is None or row.record.valid_to >= since)
        for row in catalogue.teams[team_id].areas
    )


def _name(catalogue: Catalogue, key: MatterKey) -> str:
    """Return the id as people write it: of a directive also where."""
    if key.annex is not Annex.DIRECTIVES:
        return key.item_id
    directive, _, code = key.item_id.partition("@")
    return f"{directive}, {catalogue.areas[code].record.full_name}"


def _team(catalogue: Catalogue, team_id: str) -> str:
    return catalogue.teams[team_id].team.record.name


def _shown(value: object) -> str:
    if isinstance(value, LabelledEnum):
        return value.label
    return day_text(value) if isinstance(value, dt.date) else str(value)


FACTS = (_check_takers,)
