"""Longer periods worked out from their months, in the form of the months' own table."""

import pandas as pd

from build_tools.aggregation.area_rows import KEY, VALUES, Axes, with_kinds
from schemas.period import PeriodKind

_NEEDED = ("plan", "cumulative", "same_period")


def roll_up(rows: pd.DataFrame, axes: Axes) -> pd.DataFrame:
    """Return rows of every longer period on the axis, by area, as `area_rows` describes them.

    A sum adds its months and is given only where all of them are; a last value is that of the last
    month; what does not combine has no row. Plan, cumulative and same period are the last month's.
    `has_data` says that the months needed were there, so that it counts complete areas.
    """
    longer = {period.kind for period in axes.periods} - {PeriodKind.MONTH}
    kinds = [kind for kind in PeriodKind if kind in longer]
    if not kinds:
        return rows.iloc[:0]
    rolled = [
        _rolled(_with_target(rows[rows["combines"]], axes, kind), axes, kind) for kind in kinds
    ]
    table = pd.concat(rolled, ignore_index=True)
    return with_kinds(table.sort_values(KEY).reset_index(drop=True), axes)


def _with_target(rows: pd.DataFrame, axes: Axes, kind: PeriodKind) -> pd.DataFrame:
    """Keep the rows of months in a period of the kind; `period` becomes that period."""
    month_at = {period: position for position, period in enumerate(axes.periods)}
    target: dict[int, int] = {}
    last: set[int] = set()
    for position, period in enumerate(axes.periods):
        if period.kind is kind:
            months = [month_at[month] for month in period.months if month in month_at]
            target |= dict.fromkeys(months, position)
            last |= {month_at[period.months[-1]]} if period.months[-1] in month_at else set()
    chosen = rows[rows["period"].isin(list(target))]
    return chosen.assign(
        month=chosen["period"],
        is_last=chosen["period"].isin(list(last)),
        period=[target[month] for month in chosen["period"].tolist()],
    ).astype({"period": "int64"})


def _rolled(months: pd.DataFrame, axes: Axes, kind: PeriodKind) -> pd.DataFrame:
    needed = months["is_sum"] | months["is_last"]
    months = months.assign(
        estimated=months["estimated"] & needed,
        used=months["used"] & needed,
        **{name: months[name].where(months["is_last"], 0) for name in _NEEDED},
        **{f"{name}_given": months[f"{name}_given"] & months["is_last"] for name in _NEEDED},
        actual=months["actual"].where(needed, 0),
        actual_given=months["actual_given"] & needed,
    ).sort_values([*KEY, "month"])
    groups = months.groupby(KEY, sort=True)
    numbers = [*VALUES, *(f"{name}_given" for name in VALUES), "estimated", "used"]
    rolled = groups[numbers].sum()
    rolled["team"] = groups["team"].last()
    rolled["sources"] = joined_sources(months, rolled["used"])
    rolled = with_kinds(rolled.reset_index(), axes)
    wanted = rolled["is_sum"].map({True: kind.months, False: 1})
    complete = rolled["actual_given"] == wanted
    flags = {name: rolled[name] > 0 for name in rolled if str(name).endswith("_given")}
    rolled = rolled.assign(
        **{str(name): flag for name, flag in flags.items()},
        estimated=rolled["estimated"] > 0,
        used=rolled["used"] > 0,
    )
    return rolled.assign(
        actual=rolled["actual"].where(complete, 0), actual_given=complete, has_data=complete
    )


def joined_sources(rows: pd.DataFrame, counts: "pd.Series[int]") -> pd.Series:
    """Join the sources of the used rows of each group.

    `rows` stand in the order of their groups; `counts` says, in the same order, how many of each
    group's rows are used.
    """
    sources = rows.loc[rows["used"], "sources"].tolist()
    joined = []
    start = 0
    for count in counts.tolist():
        joined.append(tuple(place for each in sources[start : start + count] for place in each))
        start += count
    return pd.Series(joined, index=counts.index, dtype=object)
