"""Figures of indicators by area, team and province: exact sums, like compared with like.

A value that is missing is missing: it is in no sum, and a sum of nothing is None, never 0.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from build_tools.aggregation.area_rows import VALUES, Axes
from build_tools.aggregation.exact import from_units
from build_tools.aggregation.figures import PROVINCE, IndicatorFigure
from build_tools.aggregation.roll_up import joined_sources
from schemas.catalogue import Catalogue, Place, in_force
from schemas.indicator import percent
from schemas.period import Period

FigureKey = tuple[Period, str, str]

# What is summed, and which column says that a row takes part in the sum.
_SUMS = {
    **{name: f"{name}_given" for name in VALUES},
    "headline": "headline_given",
    "plan_part": "with_plan",
    "plan_whole": "with_plan",
    "same_part": "with_same",
    "same_whole": "with_same",
    "now": "compared",
    "before": "compared",
}
_FLAGS = tuple(dict.fromkeys(_SUMS.values()))


class _Line(NamedTuple):
    """A line of a finished table: sums in smallest units, and of how many areas each is."""

    period: int
    scope: int
    indicator: int
    plan: int
    plan_given: int
    actual: int
    actual_given: int
    cumulative: int
    cumulative_given: int
    same_period: int
    same_period_given: int
    headline: int
    headline_given: int
    plan_part: int
    plan_whole: int
    with_plan: int
    same_part: int
    same_whole: int
    with_same: int
    now: int
    before: int
    compared: int
    has_data: int
    estimated: int
    sources: tuple[Place, ...]


def indicator_figures(
    catalogue: Catalogue, rows: pd.DataFrame, axes: Axes
) -> Mapping[FigureKey, IndicatorFigure]:
    """Return the figures of every (period, scope, indicator) that has a row.

    `rows` are those of `area_rows.read_rows` or `roll_up.roll_up`. An indicator that does not
    combine has None in every total, beside the counts of the areas that gave it.
    """
    expected = _Expected(catalogue, axes.periods)
    rows = _compared(_with_headline(rows), axes)
    by_area = rows.assign(scope=rows["unit"])
    totals = rows.assign(**{flag: rows[flag] & rows["combines"] for flag in _FLAGS})
    by_team = _totals(totals.assign(scope=totals["team"]))
    by_province = _totals(totals.assign(scope=0))
    return {
        (figure.period, figure.scope, figure.indicator_id): figure
        for table, scopes in (
            (by_area, axes.units),
            (by_team, axes.teams),
            (by_province, (PROVINCE,)),
        )
        for figure in _figures(table, axes, scopes, expected)
    }


def _with_headline(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the headline and the pairs that percentages are made of."""
    is_sum = rows["is_sum"]
    rows = rows.assign(
        headline=rows["cumulative"].where(is_sum, rows["actual"]),
        headline_given=rows["cumulative_given"].where(is_sum, rows["actual_given"]),
    )
    return rows.assign(
        plan_part=rows["headline"],
        plan_whole=rows["plan"],
        with_plan=rows["headline_given"] & rows["plan_given"],
        same_part=rows["headline"],
        same_whole=rows["same_period"],
        with_same=rows["headline_given"] & rows["same_period_given"],
    )


def _compared(rows: pd.DataFrame, axes: Axes) -> pd.DataFrame:
    """Add to each row the `actual` of the same area in the period before."""
    period_at = {period: position for position, period in enumerate(axes.periods)}
    before = [period_at.get(period.previous, -1) for period in axes.periods]
    size = len(axes.indicators) * len(axes.units)
    within = rows["unit"] * len(axes.indicators) + rows["indicator"]
    keys = pd.Index(rows["period"] * size + within)
    # Where no period before is known the key is below 0, which no row has.
    wanted = rows["period"].map(dict(enumerate(before))).astype("int64") * size + within
    at = keys.get_indexer(pd.Index(wanted))
    found = rows[["actual", "actual_given"]].take(at).set_axis(rows.index)
    both = (at >= 0) & rows["actual_given"] & found["actual_given"]
    return rows.assign(now=rows["actual"], before=found["actual"], compared=both)


def _totals(rows: pd.DataFrame) -> pd.DataFrame:
    """Sum the rows of each scope; each column over the rows that take part in it."""
    key = ["period", "scope", "indicator"]
    rows = rows.assign(**{name: rows[name].where(rows[flag], 0) for name, flag in _SUMS.items()})
    rows = rows.sort_values([*key, "unit"])
    groups = rows.groupby(key, sort=True)
    totals = groups[[*_SUMS, *_FLAGS, "has_data", "estimated", "used"]].sum()
    return totals.assign(sources=joined_sources(rows, totals["used"])).reset_index()


class _Expected:
    """How many areas of a scope should give an indicator in a period."""

    def __init__(self, catalogue: Catalogue, periods: Iterable[Period]) -> None:
        self._teams = frozenset(catalogue.teams)
        self._areas: dict[tuple[Period, str], int] = {}
        for period in periods:
            cut_off = catalogue.schedule.cut_off(period)
            for team_id in catalogue.teams:
                self._areas[period, team_id] = len(catalogue.areas_of(team_id, cut_off))
            self._areas[period, PROVINCE] = sum(
                in_force(row.record.valid_from, row.record.valid_to, cut_off)
                for row in catalogue.areas.values()
            )

    def areas(self, period: Period, scope: str) -> int:
        """Areas of a team or of the province on the cut-off day; an area is one."""
        return self._areas.get((period, scope), 1)


def _figures(
    table: pd.DataFrame, axes: Axes, scopes: Sequence[str], expected: _Expected
) -> Iterator[IndicatorFigure]:
    columns = (table[name].tolist() for name in _Line._fields)
    for line in map(_Line._make, zip(*columns, strict=True)):
        yield _figure(line, axes, scopes[line.scope], expected)


def _figure(line: _Line, axes: Axes, scope: str, expected: _Expected) -> IndicatorFigure:
    period, indicator = axes.periods[line.period], axes.indicators[line.indicator]
    digits = axes.digits[line.indicator]

    def stated(units: int, given: int) -> Decimal | None:
        return from_units(units, digits) if given else None

    collected = period.kind in indicator.period_types
    return IndicatorFigure(
        indicator_id=indicator.indicator_id,
        scope=scope,
        period=period,
        plan=stated(line.plan, line.plan_given),
        actual=stated(line.actual, line.actual_given),
        cumulative=stated(line.cumulative, line.cumulative_given),
        same_period=stated(line.same_period, line.same_period_given),
        headline=stated(line.headline, line.headline_given),
        percent_of_plan=_percent(line.plan_part, line.plan_whole, line.with_plan),
        percent_of_same_period=_percent(line.same_part, line.same_whole, line.with_same),
        previous=stated(line.before, line.compared),
        change=stated(line.now - line.before, line.compared),
        estimated=line.estimated > 0,
        reported=int(line.has_data),
        expected=expected.areas(period, scope) if collected else 0,
        sources=line.sources,
        compared=int(line.compared),
    )


def _percent(part: int, whole: int, given: int) -> Decimal | None:
    """Ratio of two sums; both are in the same smallest unit, so the unit falls out."""
    return percent(Decimal(part), Decimal(whole)) if given else None
