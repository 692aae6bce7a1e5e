"""The rows of all reports as one table, a line for each area, indicator and period.

Columns: `period`, `unit`, `team` and `indicator` are positions on the axes; each of VALUES is a
whole number in the smallest unit of its indicator, 0 where `<value>_given` is false; `has_data`,
`estimated`, `used` (states any figure); `combines` and `is_sum` say how the indicator aggregates;
`sources` is a tuple of places. Keys are unique and sorted by period, unit and indicator.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeVar

import pandas as pd

from build_tools.aggregation.exact import digits_after_comma, to_units, whole_numbers
from schemas.catalogue import Catalogue, Report
from schemas.indicator import Aggregation, DataQuality, Indicator, IndicatorValue
from schemas.period import Period
from schemas.place import Place

Key = TypeVar("Key")

KEY = ["period", "unit", "indicator"]
VALUES = ("plan", "actual", "cumulative", "same_period")


@dataclass(frozen=True)
class Axes:
    """What the positions in the table mean; `digits` are those after the comma by indicator."""

    periods: tuple[Period, ...]
    units: tuple[str, ...]
    teams: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    digits: tuple[int, ...]


class _Line(NamedTuple):
    """A row on its way into the table."""

    period: int
    unit: int
    indicator: int
    team: int
    followed: bool
    place: Place
    value: IndicatorValue


def read_rows(
    catalogue: Catalogue,
    reports: Iterable[Report],
    periods: tuple[Period, ...],
    digits: tuple[int, ...] | None = None,
) -> tuple[pd.DataFrame, Axes]:
    """Return the table and its axes. `periods` must hold those of all the reports.

    `digits`: those of the axes, where they are known from more reports than these.

    Where two rows give the same figure, that of the team which follows the area on the cut-off
    day stands, and of these the first by place; an area is never counted twice.
    """
    lines = _lines(catalogue, reports, periods)
    axes = Axes(
        periods=periods,
        units=tuple(catalogue.areas),
        teams=tuple(catalogue.teams),
        indicators=tuple(row.record for row in catalogue.indicators.values()),
        digits=digits or digits_of(catalogue, (line.value for line in lines)),
    )
    rows = _table(lines, axes.digits)
    rows = rows.sort_values(
        [*KEY, "followed", "path", "line"], ascending=[True] * 3 + [False, True, True]
    )
    rows = rows.drop_duplicates(KEY).drop(columns=["followed", "path", "line"])
    return with_kinds(rows.reset_index(drop=True), axes), axes


def with_kinds(rows: pd.DataFrame, axes: Axes) -> pd.DataFrame:
    """Add `combines` and `is_sum` from the indicator of each row."""
    kinds = pd.DataFrame(
        {
            "combines": [row.aggregation is not Aggregation.NONE for row in axes.indicators],
            "is_sum": [row.aggregation is Aggregation.SUM for row in axes.indicators],
        },
        dtype=bool,
    ).take(rows["indicator"].tolist())
    return rows.assign(combines=kinds["combines"].tolist(), is_sum=kinds["is_sum"].tolist()).astype(
        {"combines": bool, "is_sum": bool}
    )


def _lines(
    catalogue: Catalogue, reports: Iterable[Report], periods: tuple[Period, ...]
) -> list[_Line]:
    period_at = _positions(periods)
    unit_at = _positions(catalogue.areas)
    team_at = _positions(catalogue.teams)
    indicator_at = _positions(catalogue.indicators)
    found = []
    for report in reports:
        period, team = period_at[report.period], team_at[report.team_id]
        cut_off = catalogue.schedule.cut_off(report.period)
        followed = set(catalogue.areas_of(report.team_id, cut_off))
        for row in report.indicators:
            value, source = row.record, row.source
            unit = value.unit_code
            place = Place(source.path, source.line)
            at = (period, unit_at[unit], indicator_at[value.indicator_id], team)
            found.append(_Line(*at, unit in followed, place, value))
    return found


def _positions(keys: Iterable[Key]) -> Mapping[Key, int]:
    return {key: position for position, key in enumerate(keys)}


def digits_of(catalogue: Catalogue, values: Iterable[IndicatorValue]) -> tuple[int, ...]:
    """Return the digits that hold every figure: the indicator's own, more where a row has more."""
    digits = {code: row.record.decimals for code, row in catalogue.indicators.items()}
    for value in values:
        code = value.indicator_id
        for number in (value.plan, value.actual, value.cumulative, value.same_period):
            if number is not None:
                digits[code] = max(digits[code], digits_after_comma(number))
    return tuple(digits.values())


def _table(lines: list[_Line], digits: tuple[int, ...]) -> pd.DataFrame:
    values = [line.value for line in lines]
    columns: dict[str, pd.Series] = {
        name: pd.Series([getattr(line, name) for line in lines], dtype="int64")
        for name in ("period", "unit", "indicator", "team")
    }
    columns |= {
        "followed": pd.Series([line.followed for line in lines], dtype=bool),
        "path": pd.Series([line.place.path for line in lines], dtype=object),
        "line": pd.Series([line.place.line for line in lines], dtype="int64"),
        "has_data": pd.Series([value.has_data for value in values], dtype=bool),
        "estimated": pd.Series(
            [value.data_quality is DataQuality.ESTIMATE for value in values], dtype=bool
        ),
        "sources": pd.Series([(line.place,) for line in lines], dtype=object),
    }
    numbers = {name: [getattr(value, name) for value in values] for name in VALUES}
    places = [digits[line.indicator] for line in lines]
    columns |= whole_numbers({name: _in_units(numbers[name], places) for name in VALUES})
    columns |= {
        f"{name}_given": pd.Series([number is not None for number in numbers[name]], dtype=bool)
        for name in VALUES
    }
    table = pd.DataFrame(columns)
    return table.assign(used=table[[f"{name}_given" for name in VALUES]].any(axis=1))


def _in_units(numbers: list[Decimal | None], places: list[int]) -> list[int]:
    return [
        0 if number is None else to_units(number, digits)
        for number, digits in zip(numbers, places, strict=True)
    ]
