"""What must hold of figures whatever the rows are; recomputed here the slow, plain way."""

import datetime as dt
import random
from collections.abc import Callable, Iterable
from decimal import Decimal, localcontext
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.aggregation import build_figures
from build_tools.aggregation.figures import PROVINCE, Figures, IndicatorFigure
from schemas.indicator import Indicator
from schemas.period import Period

NewProvince = Callable[..., Any]
Row = dict[str, Any]
TODAY = dt.date(2026, 7, 10)
AGGREGATION = {"KT01": "sum", "KT02": "last", "KT03": "none"}
STATED = ("plan", "actual", "cumulative", "same_period")
CODES = [str(10001 + index) for index in range(6)]

_numbers = st.builds(
    lambda units, digits: Decimal(units).scaleb(-digits),
    st.integers(0, 1000) | st.integers(0, 10**24),
    st.integers(0, 3),
)
_rows = st.lists(
    st.fixed_dictionaries(
        {
            "period": st.sampled_from(["2026-01", "2026-02", "2026-03", "2026-Q1"]),
            "unit_code": st.sampled_from(CODES),
            "indicator_id": st.sampled_from(list(AGGREGATION)),
            "data_quality": st.sampled_from(["chinh_thuc", "uoc_tinh"]),
        },
        optional=dict.fromkeys(STATED, _numbers),
    ),
    max_size=40,
    unique_by=lambda row: (row["period"], row["unit_code"], row["indicator_id"]),
)


def _build(new_province: NewProvince, rows: Iterable[Row]) -> Figures:
    province = new_province()
    for indicator_id, aggregation in AGGREGATION.items():
        province.indicator(indicator_id, aggregation)
    rows = list(rows)
    for period in dict.fromkeys(row["period"] for row in rows):
        own = [
            {name: cell for name, cell in row.items() if name != "period"}
            for row in rows
            if row["period"] == period
        ]
        province.values(period, own)
    return build_figures(province.catalogue(), TODAY)


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    stated = [value for value in values if value is not None]
    with localcontext(prec=200):
        return sum(stated, Decimal(0)) if stated else None


def _areas_of(figures: Figures, total: IndicatorFigure) -> list[IndicatorFigure]:
    codes = {"to-01": CODES[:3], "to-02": CODES[3:], PROVINCE: CODES}[total.scope]
    keys = [(total.period, code, total.indicator_id) for code in codes]
    return [figures.indicators[key] for key in keys if key in figures.indicators]


@settings(max_examples=25)
@given(rows=_rows)
def test_totals_are_the_sums_of_their_areas_wherever_the_kind_allows(
    new_province: NewProvince, rows: list[Row]
) -> None:
    figures = _build(new_province, rows)
    for total in figures.indicators.values():
        areas = _areas_of(figures, total) if not total.scope.isdigit() else []
        if not areas:
            continue
        assert total.reported == sum(area.reported for area in areas)
        combines = AGGREGATION[total.indicator_id] != "none"
        for name in (*STATED, "headline", "previous", "change"):
            expected = _sum(getattr(area, name) for area in areas) if combines else None
            assert getattr(total, name) == expected, name
        if total.scope == PROVINCE and combines:
            teams = [
                figures.indicators.get((total.period, team, total.indicator_id))
                for team in ("to-01", "to-02")
            ]
            for name in STATED:
                parts = _sum(getattr(team, name) for team in teams if team is not None)
                assert getattr(total, name) == parts, name


@settings(max_examples=25)
@given(rows=_rows)
def test_percentages_are_of_sums_and_never_sums_of_percentages(
    new_province: NewProvince, rows: list[Row]
) -> None:
    figures = _build(new_province, rows)
    for total in figures.indicators.values():
        areas = [total] if total.scope.isdigit() else _areas_of(figures, total)
        if AGGREGATION[total.indicator_id] == "none" and not total.scope.isdigit():
            areas = []
        for shown, whole_name in (
            (total.percent_of_plan, "plan"),
            (total.percent_of_same_period, "same_period"),
        ):
            pairs = [
                (area.headline, getattr(area, whole_name))
                for area in areas
                if area.headline is not None and getattr(area, whole_name) is not None
            ]
            part, whole = _sum(pair[0] for pair in pairs), _sum(pair[1] for pair in pairs)
            assert (shown is None) == (part is None or not whole)
            if shown is not None and part is not None and whole is not None:
                with localcontext(prec=60):
                    assert abs(shown - part / whole * 100) <= abs(shown) * Decimal("1e-26")


@settings(max_examples=25)
@given(rows=_rows)
def test_no_figure_stands_without_a_row_and_missing_never_becomes_zero(
    new_province: NewProvince, rows: list[Row]
) -> None:
    figures = _build(new_province, rows)
    keys = {(Period.parse(row["period"]), row["unit_code"], row["indicator_id"]) for row in rows}
    team = {code: "to-01" if code in CODES[:3] else "to-02" for code in CODES}
    keys |= {(period, team[code], item) for period, code, item in keys if code.isdigit()} | {
        (period, PROVINCE, item) for period, _, item in keys
    }
    assert set(figures.indicators) == keys
    for row in rows:
        key = (Period.parse(row["period"]), row["unit_code"], row["indicator_id"])
        for name in STATED:
            shown = getattr(figures.indicators[key], name)
            assert shown == row.get(name)
            assert (shown is None) == (name not in row)
    for figure in figures.indicators.values():
        assert figure.reported <= figure.expected
        before = figures.indicators.get((figure.period.previous, figure.scope, figure.indicator_id))
        if figure.scope.isdigit():
            both = before and before.actual is not None and figure.actual is not None
            assert figure.previous == (before.actual if before and both else None)
        assert (figure.previous is None) == (figure.change is None) == (figure.compared == 0)


@settings(max_examples=25)
@given(rows=_rows)
def test_a_roll_up_is_the_sum_of_all_months_or_nothing(
    new_province: NewProvince, rows: list[Row]
) -> None:
    figures = _build(new_province, rows)
    quarter = Period.parse("2026-Q1")
    for code in CODES:
        assert (quarter, code, "KT03") not in figures.rolled_up
        for indicator_id, months in (("KT01", quarter.months), ("KT02", quarter.months[-1:])):
            parts = [figures.indicators.get((month, code, indicator_id)) for month in months]
            stated = [None if part is None else part.actual for part in parts]
            expected = None if None in stated else _sum(stated)
            rolled = figures.rolled_up.get((quarter, code, indicator_id))
            assert (rolled.actual if rolled else None) == expected
            assert (rolled.reported if rolled else 0) == (expected is not None)
    for key, total in figures.rolled_up.items():
        if key[1] == PROVINCE:
            areas = [figures.rolled_up.get((key[0], code, key[2])) for code in CODES]
            assert total.actual == _sum(area.actual for area in areas if area)


@settings(max_examples=25)
@given(rows=_rows, seed=st.integers(0, 2**32))
def test_the_order_of_rows_does_not_matter(
    new_province: NewProvince, rows: list[Row], seed: int
) -> None:
    shuffled = list(rows)
    random.Random(seed).shuffle(shuffled)  # noqa: S311  not for secrecy
    one, other = (_build(new_province, order) for order in (rows, shuffled))
    assert _without_lines(one) == _without_lines(other)
    assert list(one.indicators) == list(other.indicators)


def _without_lines(figures: Figures) -> dict[Any, Any]:
    """Everything but the lines, which are other ones in another order."""
    return {
        key: [
            [place.path for place in figure.sources] if name == "sources" else getattr(figure, name)
            for name in IndicatorFigure._fields
        ]
        for mapping in (figures.indicators, figures.rolled_up)
        for key, figure in mapping.items()
    }


def test_the_kinds_of_indicator_in_these_tests_are_all_there_are() -> None:
    aggregation = Indicator.model_fields["aggregation"].annotation
    assert [member.value for member in aggregation] == list(AGGREGATION.values())  # type: ignore[union-attr]
