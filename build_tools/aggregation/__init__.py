"""Catalogue in, Figures out; the only room that imports pandas.

pandas is loaded when figures are worked out, not with the room: the ledger of submissions
(`timeliness`) does without it, and so does the command that asks for it.
"""

import datetime as dt
from collections.abc import Mapping

from build_tools.aggregation.audience import Sight, as_seen
from build_tools.aggregation.figures import Figures, IndicatorFigure
from build_tools.aggregation.registers import build_threads
from build_tools.aggregation.timeliness import (
    current_period,
    expected_submissions,
    known_periods,
)
from build_tools.aggregation.withheld import without_partial_roll_ups, without_partial_totals
from build_tools.validation.kept import KeptByReport
from schemas.catalogue import Catalogue
from schemas.period import Period

__all__ = ["Sight", "as_seen", "build_figures"]
_EVERYONE = Sight()
IndicatorFigures = Mapping[tuple[Period, str, str], IndicatorFigure]


def build_figures(
    catalogue: Catalogue,
    today: dt.date,
    sight: Sight = _EVERYONE,
    kept: KeptByReport | None = None,
) -> Figures:
    """Work out everything that pages show of the reports, as of `today`, of what `sight` may see.

    `kept`: what was worked out earlier of the catalogue as it is seen; the figures are the same
    without it.
    KeyError where a report's period has no rule of the schedule, or a row names what the catalogue
    does not have: validation lets neither through.
    """
    catalogue = as_seen(catalogue, sight)
    reports = catalogue.reports
    periods = known_periods(catalogue, today, reports)
    given, rolled_up = _indicators(catalogue, periods, kept)
    threads, threads_by_report = build_threads(catalogue, today, periods, kept)
    return Figures(
        today=today,
        periods=periods,
        current=current_period(catalogue, periods, today),
        submissions=expected_submissions(catalogue, periods, today),
        indicators=without_partial_totals(catalogue, given),
        threads=threads,
        threads_by_report=threads_by_report,
        reports=reports,
        rolled_up=without_partial_roll_ups(catalogue, rolled_up),
    )


def _indicators(
    catalogue: Catalogue, periods: tuple[Period, ...], kept: KeptByReport | None
) -> tuple[IndicatorFigures, IndicatorFigures]:
    """Return the figures of the periods, and those that longer ones have by their months.

    In one go it is faster than period by period, where nothing of it was there before.
    """
    from build_tools.aggregation.area_rows import read_rows  # noqa: PLC0415  see the room's head
    from build_tools.aggregation.by_period import figures_by_period  # noqa: PLC0415
    from build_tools.aggregation.indicators import indicator_figures  # noqa: PLC0415
    from build_tools.aggregation.roll_up import roll_up  # noqa: PLC0415

    if kept is not None:
        return figures_by_period(catalogue, periods, kept)
    rows, axes = read_rows(catalogue, catalogue.reports.values(), periods)
    rolled = indicator_figures(catalogue, roll_up(rows, axes), axes)
    return indicator_figures(catalogue, rows, axes), rolled
