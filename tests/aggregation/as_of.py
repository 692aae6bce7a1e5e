"""Threads as of a period by their definition: of the reports until then alone, each time anew."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from build_tools.aggregation.figures import PROVINCE, Thread
from build_tools.aggregation.registers import Threads, build_threads
from schemas.catalogue import Catalogue, Report
from schemas.period import Period


def threads_as_of(
    catalogue: Catalogue, reports: Mapping[tuple[Period, str], Report], period: Period
) -> Threads:
    """Return all threads as of the cut-off day of the period."""
    until = {key: report for key, report in reports.items() if report.period <= period}
    threads, _ = build_threads(
        replace(catalogue, reports=until), catalogue.schedule.cut_off(period), ()
    )
    return threads


def live_by_report(
    catalogue: Catalogue,
    reports: Mapping[tuple[Period, str], Report],
    periods: Iterable[Period],
) -> dict[tuple[Period, str], Threads]:
    """Return by period and team (PROVINCE) what was open then or said since the period before."""
    found: dict[tuple[Period, str], Threads] = {}
    for period in periods:
        for annex, threads in threads_as_of(catalogue, reports, period).items():
            live = [each for each in threads if each.is_open or each.last.period > period.previous]
            for scope in (PROVINCE, *catalogue.teams):
                own = tuple(each for each in live if scope in _scopes(each))
                if own:
                    found[period, scope] = {**found.get((period, scope), {}), annex: own}
    return found


def _scopes(thread: Thread) -> set[str]:
    return {PROVINCE, *(step.team_id for step in thread.steps)}
