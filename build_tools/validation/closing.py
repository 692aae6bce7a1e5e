"""What stands against closing a period, and the lock of one that nothing stands against."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostic
from build_tools.validation.locked_units import (
    corrections_digest,
    seal_units,
    text_digest,
    units_of,
)
from build_tools.validation.period_files import PeriodFiles
from build_tools.validation.rules.wording import day_text, period_text
from schemas.catalogue import Catalogue, Report, in_force
from schemas.period import Period
from schemas.period_lock import LockedFile, PeriodLock
from schemas.place import Place
from schemas.report import ReportStatus
from schemas.schedule import expected_periods


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What is asked: which period is closed, on which day, by whom.

    `missing`: team → why the period is closed without its report.
    """

    period: Period
    on: dt.date
    by: str
    post: str
    missing: Mapping[str, str]


def find_obstacles(catalogue: Catalogue, closing: Closing) -> Iterator[Diagnostic]:
    """Yield `closing.*`: all that must be done first; errors in the content are not among them.

    The period is one of the schedule.
    """
    period = closing.period
    due = catalogue.schedule.due(period)
    if closing.on <= due:
        place = Place("content/catalogue/schedule.csv")
        yield Diagnostic(
            code="closing.not-due",
            place=place,
            value=period_text(period),
            params={"due": day_text(due)},
        )
    for earlier in _open_before(catalogue, closing):
        place = Place(f"content/reports/{earlier.id}")
        yield Diagnostic(
            code="closing.earlier-open",
            place=place,
            value=period_text(earlier),
            params={"id": earlier.id},
        )
    for team_id in _reporting_teams(catalogue, period):
        report = catalogue.reports.get((period, team_id))
        if report is not None:
            yield from _report_obstacles(catalogue, closing, report)
        elif team_id not in closing.missing:
            team = catalogue.teams[team_id].team
            params = {"team": team.record.name, "id": team_id}
            yield Diagnostic(
                code="closing.missing-report",
                place=team.source.at(),
                value=period_text(period),
                params=params,
            )


def _open_before(catalogue: Catalogue, closing: Closing) -> Iterator[Period]:
    """Yield what is closed first: earlier periods of the kind, and those that lie within it."""
    period = closing.period
    for other in expected_periods(catalogue.settings, catalogue.schedule, closing.on):
        is_earlier = other.kind is period.kind and other < period
        lies_within = (
            other != period
            and period.first_day <= other.first_day
            and other.last_day <= period.last_day
        )
        if (is_earlier or lies_within) and other not in catalogue.locks:
            yield other


def _reporting_teams(catalogue: Catalogue, period: Period) -> Iterator[str]:
    cut_off = catalogue.schedule.cut_off(period)
    for team_id, folder in catalogue.teams.items():
        team = folder.team.record
        is_there = (period, team_id) in catalogue.reports
        if is_there or in_force(team.valid_from, team.valid_to, cut_off):
            yield team_id


def _report_obstacles(
    catalogue: Catalogue, closing: Closing, report: Report
) -> Iterator[Diagnostic]:
    head, source = report.head.record, report.head.source
    params = {
        "team": catalogue.teams[report.team_id].team.record.name,
        "period": period_text(report.period),
    }
    if head.status is not ReportStatus.ISSUED:
        yield Diagnostic(
            code="closing.not-issued",
            place=source.at("status"),
            value=head.status.label,
            params=params,
        )
    elif head.issued_on is not None and head.issued_on > closing.on:
        yield Diagnostic(
            code="closing.issued-later",
            place=source.at("issued_on"),
            value=day_text(head.issued_on),
            params=params,
        )


def lock_period(catalogue: Catalogue, files: PeriodFiles, closing: Closing) -> PeriodLock:
    """Return the lock of the period as it stands."""
    count = len(catalogue.corrections.get(closing.period, ()))
    return PeriodLock(
        period=closing.period,
        closed_on=closing.on,
        closed_by=closing.by,
        post=closing.post,
        missing=dict(sorted(closing.missing.items())),
        corrections=count,
        corrections_sha256=corrections_digest(files.corrections, count),
        files={name: _locked(catalogue, files, name) for name in sorted(files.names)},
    )


def _locked(catalogue: Catalogue, files: PeriodFiles, name: str) -> LockedFile:
    source = files.texts.get(name)
    if source is None:
        return LockedFile(files.attachments[name])
    report = catalogue.reports[files.period, name.partition("/")[0]]
    return seal_units(name, text_digest(source), units_of(report, source))
