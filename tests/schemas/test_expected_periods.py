"""Which periods must have a report by a day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.period import Period, PeriodKind
from schemas.schedule import Schedule, ScheduleRule, expected_periods
from schemas.settings import Settings


def _settings(*expected_from: str) -> Settings:
    return Settings.model_validate(
        {
            "site_name": "Theo dõi địa bàn",
            "province": "Lâm Đồng",
            "committee": "Tỉnh ủy Lâm Đồng",
            "term_from": "2025",
            "term_to": "2030",
            "teams": "12",
            "areas": "124",
            "illustrative": True,
            "expected_from": list(expected_from),
            "change_threshold": "50",
            "official_email_domains": ["lamdong.dcs.vn"],
            "secrecy_contact": "Văn phòng Tỉnh ủy",
        }
    )


def _rule(kind: str, due_day: int, months_later: int = 0, valid_from: str = "2025-01-01") -> str:
    return "|".join((kind, str(due_day), str(months_later), valid_from))


def _schedule(*rules: str) -> Schedule:
    names = ("kind", "due_day", "due_months_later", "valid_from")
    return Schedule(
        tuple(
            ScheduleRule.model_validate(
                dict(zip(names, rule.split("|"), strict=True)) | {"cut_off_day": "14"}
            )
            for rule in rules
        )
    )


MONTHS_AND_QUARTERS = _schedule(_rule("thang", 20), _rule("quy", 25), _rule("nam", 5, 1))


def _ids(settings: Settings, schedule: Schedule, today: dt.date) -> list[str]:
    return [period.id for period in expected_periods(settings, schedule, today)]


def test_periods_are_expected_from_the_first_of_their_kind_in_their_own_order() -> None:
    settings = _settings("2026-01", "2026-Q1")
    found = _ids(settings, MONTHS_AND_QUARTERS, dt.date(2026, 4, 30))
    assert found == ["2026-01", "2026-02", "2026-03", "2026-Q1", "2026-04"]


@pytest.mark.parametrize(("day", "expected"), [(19, []), (20, ["2026-01"]), (21, ["2026-01"])])
def test_a_period_is_expected_from_its_due_day_on(day: int, expected: list[str]) -> None:
    settings = _settings("2026-01")
    assert _ids(settings, MONTHS_AND_QUARTERS, dt.date(2026, 1, day)) == expected


def test_a_due_day_in_the_next_year_is_waited_for() -> None:
    settings = _settings("2025")
    assert _ids(settings, MONTHS_AND_QUARTERS, dt.date(2026, 1, 4)) == []
    assert _ids(settings, MONTHS_AND_QUARTERS, dt.date(2026, 1, 5)) == ["2025"]


def test_a_kind_that_the_settings_do_not_name_is_never_expected() -> None:
    assert _ids(_settings("2026-01"), MONTHS_AND_QUARTERS, dt.date(2027, 12, 31))[-1] == "2027-12"
    assert not any(
        period.kind is PeriodKind.QUARTER
        for period in expected_periods(
            _settings("2026-01"), MONTHS_AND_QUARTERS, dt.date(2027, 12, 31)
        )
    )


def test_a_period_before_the_first_rule_is_not_expected() -> None:
    schedule = _schedule(_rule("thang", 20, valid_from="2026-03-01"))
    assert _ids(_settings("2026-01"), schedule, dt.date(2026, 4, 20)) == ["2026-03", "2026-04"]


@given(
    start=st.integers(1, 12),
    days=st.integers(0, 900),
    due_day=st.integers(1, 31),
    later=st.integers(0, 3),
)
def test_expected_periods_are_exactly_those_due_by_today(
    start: int, days: int, due_day: int, later: int
) -> None:
    first = Period(2026, PeriodKind.MONTH, start)
    today = dt.date(2026, 1, 1) + dt.timedelta(days)
    schedule = _schedule(_rule("thang", due_day, later))
    months = [Period(year, PeriodKind.MONTH, month) for year in range(2026, 2030)
              for month in range(1, 13)]  # fmt: skip
    due = [month for month in months if month >= first and schedule.due(month) <= today]
    assert list(expected_periods(_settings(first.id), schedule, today)) == due
