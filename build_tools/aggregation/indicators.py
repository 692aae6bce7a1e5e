"""Figures of indicators by area, team and province: exact sums, like compared with like.

A value that is missing is missing: it is in no sum, and a sum of nothing is None, never 0.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import pandas as pd

from build_tools.aggregation.area_rows import VALUES, Axes
from build_tools.aggregation.exact import from_units
from build_tools.aggregation.figures import PROVINCE, IndicatorFigure
from build_tools.aggregation.roll_up import joined_sources
from schemas.catalogue import Catalogue, in_force
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


# The fields of a figure that are sums, and the columns of the sum and of who takes part in it.
_STATED = {
    **{name: (name, f"{name}_given") for name in (*VALUES, "headline")},
    "previous": ("before", "compared"),
    "change": ("change", "compared"),
}
_PERCENTAGES = {
    "percent_of_plan": ("plan_part", "plan_whole", "with_plan"),
    "percent_of_same_period": ("same_part", "same_whole", "with_same"),
}


def indicator_figures(
    catalogue: Catalogue, rows: pd.DataFrame, axes: Axes
) -> Mapping[FigureKey, IndicatorFigure]:
    """Return the figures of every (period, scope, indicator) that has a row.

    Those of areas come first, then those of teams, then those of the province; each in the order
    of periods, scopes and indicators.
    """
    areas, teams, province = figures_by_scope(catalogue, rows, axes)
    return {**areas, **teams, **province}


def figures_by_scope(
    catalogue: Catalogue, rows: pd.DataFrame, axes: Axes
) -> tuple[dict[FigureKey, IndicatorFigure], ...]:
    """Return the figures of the areas, those of the teams and those of the province.

    `rows` are those of `area_rows.read_rows` or `roll_up.roll_up`. An indicator that does not
    combine has None in every total, beside the counts of the areas that gave it.
    """
    expected = _Expected(catalogue, axes.periods)
    rows = _compared(_with_headline(rows), axes)
    by_area = rows.assign(scope=rows["unit"])
    totals = rows.assign(**{flag: rows[flag] & rows["combines"] for flag in _FLAGS})
    by_team = _totals(totals.assign(scope=totals["team"]))
    by_province = _totals(totals.assign(scope=0))
    tables = ((by_area, axes.units), (by_team, axes.teams), (by_province, (PROVINCE,)))
    return tuple(
        {
            (figure.period, figure.scope, figure.indicator_id): figure
            for figure in _figures(table, axes, scopes, expected)
        }
        for table, scopes in tables
    )


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
    indicators = [axes.indicators[at] for at in table["indicator"].tolist()]
    periods = [axes.periods[at] for at in table["period"].tolist()]
    names = [scopes[at] for at in table["scope"].tolist()]
    columns: dict[str, Sequence[object]] = {
        "indicator_id": [each.indicator_id for each in indicators],
        "scope": names,
        "period": periods,
        **_numbers(table, axes),
        "estimated": (table["estimated"] > 0).tolist(),
        "reported": table["has_data"].astype(int).tolist(),
        "expected": [
            expected.areas(period, scope) if period.kind in indicator.period_types else 0
            for period, scope, indicator in zip(periods, names, indicators, strict=True)
        ],
        "sources": table["sources"].tolist(),
        "compared": table["compared"].astype(int).tolist(),
        "withheld": [False] * len(table),
    }
    rows = zip(*(columns[name] for name in IndicatorFigure._fields), strict=True)
    return map(IndicatorFigure._make, rows)


def _numbers(table: pd.DataFrame, axes: Axes) -> Mapping[str, Sequence[Decimal | None]]:
    """Turn the sums of each line back into decimals, a column at a time, by names of fields."""
    table = table.assign(change=table["now"] - table["before"])
    digits = [axes.digits[indicator] for indicator in table["indicator"].tolist()]
    columns = {
        name: from_units(table[units].tolist(), table[given].tolist(), digits)
        for name, (units, given) in _STATED.items()
    }
    return columns | {
        name: _percentages(*(table[column].tolist() for column in parts))
        for name, parts in _PERCENTAGES.items()
    }


def _percentages(
    parts: Sequence[int], wholes: Sequence[int], given: Sequence[int]
) -> list[Decimal | None]:
    """Ratios of two sums; both are in the same smallest unit, so the unit falls out."""
    return [
        percent(Decimal(part), Decimal(whole)) if stated else None
        for part, whole, stated in zip(parts, wholes, given, strict=True)
    ]
