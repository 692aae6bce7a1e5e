"""Totals of which an audience may not see every part: not shown, rather than shown too small.

So a figure never has two values: a build shows the total that every other build shows, or none; and
no difference of two totals gives a figure that was left out.
"""

from collections.abc import Iterator, Mapping

from build_tools.aggregation.figures import PROVINCE, IndicatorFigure
from schemas.catalogue import Catalogue, WithheldFigure
from schemas.indicator import Aggregation
from schemas.period import Period, PeriodKind

FigureKey = tuple[Period, str, str]
Figures = Mapping[FigureKey, IndicatorFigure]


def without_partial_totals(catalogue: Catalogue, figures: Figures) -> Figures:
    """Blank the totals of the withheld figures, and what compares a later total with one."""
    found = dict(figures)
    for each in _summed(catalogue):
        for scope in (each.team_id, PROVINCE):
            _blank(found, (each.period, scope, each.indicator_id))
        later = each.period.next
        for scope in _scopes_later(catalogue, each, later):
            key = later, scope, each.indicator_id
            if key in found:
                found[key] = found[key]._replace(previous=None, change=None, compared=0)
    return found


def without_partial_roll_ups(catalogue: Catalogue, rolled_up: Figures) -> Figures:
    """Blank the totals of the longer periods that a withheld month is a part of."""
    found = dict(rolled_up)
    longer = {period for period, _, _ in rolled_up}
    for each in _summed(catalogue):
        if each.period.kind is PeriodKind.MONTH:
            for period in (period for period in longer if each.period in period.months):
                for scope in _scopes_later(catalogue, each, period):
                    _blank(found, (period, scope, each.indicator_id))
    return found


def _summed(catalogue: Catalogue) -> Iterator[WithheldFigure]:
    for each in sorted(catalogue.withheld_figures):
        if catalogue.indicators[each.indicator_id].record.aggregation is not Aggregation.NONE:
            yield each


def _scopes_later(catalogue: Catalogue, each: WithheldFigure, period: Period) -> Iterator[str]:
    """Yield whose totals of a period the area's figure takes part in: it may have moved."""
    yield PROVINCE
    yield each.team_id
    if catalogue.schedule.rule(period) is not None:
        code = catalogue.successor_of(each.unit_code)
        taker = catalogue.team_of(code, catalogue.schedule.cut_off(period))
        if taker not in {None, each.team_id}:
            yield str(taker)


def _blank(found: dict[FigureKey, IndicatorFigure], key: FigureKey) -> None:
    figure = found.get(key)
    if figure is not None:
        found[key] = figure._replace(
            plan=None,
            actual=None,
            cumulative=None,
            same_period=None,
            headline=None,
            percent_of_plan=None,
            percent_of_same_period=None,
            previous=None,
            change=None,
            compared=0,
            withheld=True,
        )
