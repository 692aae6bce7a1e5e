import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.period import Period, PeriodKind
from schemas.schedule import Schedule, ScheduleRule

PERIODS = st.builds(
    lambda year, text: Period.parse(text.format(year)),
    st.integers(2001, 2098),
    st.sampled_from(["{}", "{}-01", "{}-06", "{}-12", "{}-Q1", "{}-Q4", "{}-H1", "{}-9T"]),
)


@given(PERIODS)
def test_a_period_reads_back_from_its_id(period: Period) -> None:
    assert Period.parse(period.id) == period
    assert period.next.previous == period
    assert period.previous < period < period.next


@given(PERIODS)
def test_a_period_is_made_of_its_months(period: Period) -> None:
    assert len(period.months) == period.kind.months
    assert period.months[0].first_day == period.first_day
    assert period.months[-1].last_day == period.last_day


def test_a_quarter_stands_after_its_last_month_and_before_the_next() -> None:
    ids = [
        "2026-04",
        "2026-Q1",
        "2026-03",
        "2026",
        "2026-12",
        "2026-Q4",
        "2026-H1",
        "2026-Q2",
        "2026-06",
    ]
    assert [period.id for period in sorted(map(Period.parse, ids))] == [
        "2026-03", "2026-Q1", "2026-04", "2026-06", "2026-Q2", "2026-H1", "2026-12",
        "2026-Q4", "2026",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2026-01", "Tháng 01/2026"),
        ("2026-Q3", "Quý III/2026"),
        ("2026-H1", "6 tháng đầu năm 2026"),
        ("2026-9T", "9 tháng đầu năm 2026"),
        ("2026", "Năm 2026"),
    ],
)
def test_a_period_is_named_in_vietnamese(text: str, label: str) -> None:
    assert Period.parse(text).label == label


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "2026-Q5", "26-01", "2026-1", "tháng 1", ""]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  the plain class is the contract
        Period.parse(text)


def _rule(**changes: object) -> ScheduleRule:
    cells = {"kind": "tháng", "cut_off_day": "14", "due_day": "18", "valid_from": "01/01/2025"}
    return ScheduleRule.model_validate(cells | changes)


def test_cut_off_and_due_days_come_from_the_rule_in_force() -> None:
    schedule = Schedule((_rule(), _rule(due_day="20", valid_from="01/03/2026")))
    january, march = Period.parse("2026-01"), Period.parse("2026-03")
    assert schedule.cut_off(january) == dt.date(2026, 1, 14)
    assert schedule.due(january) == dt.date(2026, 1, 18)
    assert schedule.due(march) == dt.date(2026, 3, 20)
    assert schedule.kinds == (PeriodKind.MONTH,)
    assert schedule.rule(Period.parse("2026-Q1")) is None


def test_day_31_is_the_last_day_of_any_month_and_a_due_day_may_be_next_month() -> None:
    schedule = Schedule((_rule(cut_off_day="31", due_day="5", due_months_later="1"),))
    assert schedule.cut_off(Period.parse("2026-02")) == dt.date(2026, 2, 28)
    assert schedule.due(Period.parse("2026-12")) == dt.date(2027, 1, 5)
