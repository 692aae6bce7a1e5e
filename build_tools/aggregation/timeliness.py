"""The ledger of submissions: every expected report, and whether it came in time."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from build_tools.aggregation.figures import Figures, Submission, SubmissionState
from schemas.catalogue import Catalogue, Report, in_force
from schemas.period import Period
from schemas.report import Annex, ReportHead, ReportStatus
from schemas.schedule import expected_periods


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When the figures of a period to come are closed and its reports are due."""

    period: Period
    cut_off: dt.date
    due: dt.date


def known_periods(
    catalogue: Catalogue, today: dt.date, shown: Collection[tuple[Period, str]]
) -> tuple[Period, ...]:
    """Return the periods due by `today`, and all with a report that came or is shown, in order."""
    came = {key[0] for key in (*catalogue.reports, *catalogue.withheld) if _came(catalogue, key)}
    due = expected_periods(catalogue.settings, catalogue.schedule, today)
    return tuple(sorted({*due, *came, *(period for period, _ in shown)}))


def current_period(
    catalogue: Catalogue, periods: tuple[Period, ...], today: dt.date
) -> Period | None:
    """Return the newest of the periods of the shortest kind whose report is due by `today`."""
    due = [period for period in periods if catalogue.schedule.due(period) <= today]
    shortest = min((period.kind.months for period in due), default=None)
    return max((period for period in due if period.kind.months == shortest), default=None)


def expected_submissions(
    catalogue: Catalogue, periods: tuple[Period, ...], today: dt.date
) -> Mapping[tuple[Period, str], Submission]:
    """Return one entry for every period and every team in force on its cut-off day.

    A team that is not in force and yet reported has an entry too. In the order of periods and
    teams. KeyError where a period has no rule of the schedule.
    """
    found = {}
    for period in periods:
        cut_off = catalogue.schedule.cut_off(period)
        for team_id, folder in catalogue.teams.items():
            team = folder.team.record
            key = period, team_id
            if in_force(team.valid_from, team.valid_to, cut_off) or _came(catalogue, key):
                found[key] = _submission(catalogue, key, today)
    return found


def ledger_as_of(
    catalogue: Catalogue, period: Period, day: dt.date
) -> tuple[Submission, ...] | None:
    """Return the ledger of one period as it stood at the end of the day, in the order of teams.

    What was sent later had not come then. None where no report of the period is expected: its
    kind is not scheduled, or it lies before the first period of `settings.expected_from`.
    """
    if not _is_expected(catalogue, period):
        return None
    came = {key: report for key, report in catalogue.reports.items() if _came_by(report, day)}
    then = replace(catalogue, reports=came)
    return tuple(expected_submissions(then, (period,), day).values())


def coming_deadlines(catalogue: Catalogue, today: dt.date) -> tuple[Deadline, ...]:
    """Return what falls due from today on and within a year, by due day."""
    settings, schedule = catalogue.settings, catalogue.schedule
    found = (
        Deadline(period=period, cut_off=schedule.cut_off(period), due=schedule.due(period))
        for period in expected_periods(settings, schedule, _a_year_later(today))
    )
    coming = (each for each in found if each.due >= today)
    return tuple(sorted(coming, key=lambda each: (each.due, each.period)))


def whole_ledger(catalogue: Catalogue, figures: Figures) -> tuple[Submission, ...]:
    """Return the ledger with the periods that run today and are not due yet; oldest first."""
    running = tuple(
        each.period
        for each in coming_deadlines(catalogue, figures.today)
        if each.period.first_day <= figures.today and each.period not in figures.periods
    )
    more = expected_submissions(catalogue, tuple(sorted(running)), figures.today)
    return (*figures.submissions.values(), *more.values())


def _a_year_later(day: dt.date) -> dt.date:
    """Return the same day of the next year; 28 February for a 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def is_missing(submission: Submission) -> bool:
    """Say whether the report is past its due day and has not come."""
    return submission.state is SubmissionState.MISSING


def _is_expected(catalogue: Catalogue, period: Period) -> bool:
    first = (each for each in catalogue.settings.expected_from if each.kind is period.kind)
    return catalogue.schedule.rule(period) is not None and any(each <= period for each in first)


def _came_by(report: Report, day: dt.date) -> bool:
    submitted_on = _submitted_on(report)
    return submitted_on is not None and submitted_on <= day


def _submission(catalogue: Catalogue, key: tuple[Period, str], today: dt.date) -> Submission:
    period, team_id = key
    due = catalogue.schedule.due(period)
    report, submitted_on = catalogue.reports.get(key), _came(catalogue, key)
    return Submission(
        period=period,
        team_id=team_id,
        cut_off=catalogue.schedule.cut_off(period),
        due=due,
        state=_state(submitted_on, due, today),
        submitted_on=submitted_on,
        days_late=max((submitted_on - due).days, 0) if submitted_on else 0,
        nothing_to_report=report is not None
        and submitted_on is not None
        and _declares_nothing(report.head.record),
    )


def _state(submitted_on: dt.date | None, due: dt.date, today: dt.date) -> SubmissionState:
    if submitted_on is not None:
        return SubmissionState.ON_TIME if submitted_on <= due else SubmissionState.LATE
    return SubmissionState.MISSING if due < today else SubmissionState.NOT_DUE


def _came(catalogue: Catalogue, key: tuple[Period, str]) -> dt.date | None:
    """Day on which the report came, be it one that may be seen or one that is withheld."""
    return catalogue.withheld.get(key) or _submitted_on(catalogue.reports.get(key))


def _submitted_on(report: Report | None) -> dt.date | None:
    """Day on which the report came; a draft has not come, whatever day it already bears."""
    if report is None or report.head.record.status is ReportStatus.DRAFT:
        return None
    return report.head.record.submitted_on


def _declares_nothing(head: ReportHead) -> bool:
    return set(head.nothing_to_report) == set(Annex)
