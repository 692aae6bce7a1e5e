"""The ledger: in time, late, missing and not yet due are four different things."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.aggregation import build_figures
from build_tools.aggregation.figures import Figures, SubmissionState
from schemas.period import Period
from schemas.report import Annex, ReportStatus

NewProvince = Callable[..., Any]
JANUARY = Period.parse("2026-01")  # due on 20 January
TODAY = dt.date(2026, 1, 25)
EVERYTHING = [annex.value for annex in Annex]


def _figures(province: Any, today: dt.date = TODAY) -> Figures:  # noqa: ANN401
    return build_figures(province.catalogue(), today)


@pytest.mark.parametrize(
    ("submitted_on", "state", "days_late"),
    [
        ("2026-01-19", SubmissionState.ON_TIME, 0),
        ("2026-01-20", SubmissionState.ON_TIME, 0),
        ("2026-01-21", SubmissionState.LATE, 1),
        ("2026-01-25", SubmissionState.LATE, 5),
    ],
)
def test_a_report_is_in_time_through_its_due_day(
    new_province: NewProvince, submitted_on: str, state: SubmissionState, days_late: int
) -> None:
    province = new_province()
    province.report("2026-01", "to-01", submitted_on=submitted_on)
    entry = _figures(province).submissions[JANUARY, "to-01"]
    assert (entry.state, entry.days_late) == (state, days_late)
    assert entry.submitted_on == dt.date.fromisoformat(submitted_on)
    assert (entry.cut_off, entry.due) == (dt.date(2026, 1, 14), dt.date(2026, 1, 20))


def test_what_has_not_come_is_missing_only_after_its_due_day(new_province: NewProvince) -> None:
    province = new_province()
    states = [
        _figures(province, dt.date(2026, 1, day)).submissions[JANUARY, "to-01"].state
        for day in (20, 21)
    ]
    assert states == [SubmissionState.NOT_DUE, SubmissionState.MISSING]
    assert _figures(province, dt.date(2026, 1, 19)).submissions == {}


@pytest.mark.parametrize("status", [ReportStatus.SUBMITTED, ReportStatus.APPROVED])
def test_a_report_has_come_before_it_is_issued_and_is_not_shown(
    new_province: NewProvince, status: ReportStatus
) -> None:
    province = new_province()
    province.report("2026-01", "to-01", status=status, submitted_on="2026-01-18")
    figures = _figures(province)
    assert figures.submissions[JANUARY, "to-01"].state is SubmissionState.ON_TIME
    assert figures.reports == {}


def test_a_draft_has_not_come_whatever_day_it_bears(new_province: NewProvince) -> None:
    province = new_province()
    province.report("2026-01", "to-01", status="draft", submitted_on="2026-01-18")
    entry = _figures(province).submissions[JANUARY, "to-01"]
    assert (entry.state, entry.submitted_on) == (SubmissionState.MISSING, None)


def test_nothing_to_report_is_a_report_that_declares_all_ten_annexes(
    new_province: NewProvince,
) -> None:
    province = new_province(teams=3)
    province.report("2026-01", "to-01", nothing_to_report=EVERYTHING)
    province.report("2026-01", "to-02", nothing_to_report=EVERYTHING[1:])
    submissions = _figures(province).submissions
    assert [
        submissions[JANUARY, team].nothing_to_report for team in ("to-01", "to-02", "to-03")
    ] == [True, False, False]
    assert submissions[JANUARY, "to-03"].state is SubmissionState.MISSING


def test_only_teams_in_force_on_the_cut_off_day_are_expected(new_province: NewProvince) -> None:
    province = new_province(teams=3)
    province.team_valid = {
        "to-02": ("2026-01-15", None),
        "to-03": ("2025-01-01", "2026-01-14"),
    }
    figures = _figures(province, dt.date(2026, 2, 25))
    assert [key[1] for key in figures.submissions if key[0] == JANUARY] == ["to-01", "to-03"]
    assert [key[1] for key in figures.submissions if key[0] == JANUARY.next] == ["to-01", "to-02"]


def test_a_report_before_its_due_day_opens_the_period_for_all_teams(
    new_province: NewProvince,
) -> None:
    province = new_province()
    province.report("2026-02", "to-02", submitted_on="2026-01-25")
    figures = _figures(province)
    assert [period.id for period in figures.periods] == ["2026-01", "2026-02"]
    february = JANUARY.next
    assert figures.submissions[february, "to-02"].state is SubmissionState.ON_TIME
    assert figures.submissions[february, "to-01"].state is SubmissionState.NOT_DUE


def test_the_current_period_is_the_newest_due_of_the_shortest_kind(
    new_province: NewProvince,
) -> None:
    province = new_province()
    # On 24 March the month (20th) and the quarter (22nd) are due.
    assert _figures(province, dt.date(2026, 3, 24)).current == Period.parse("2026-03")
    province.report("2026-04", "to-01", submitted_on="2026-03-24")
    assert _figures(province, dt.date(2026, 3, 24)).current == Period.parse("2026-03")
    assert _figures(new_province(), dt.date(2026, 1, 19)).current is None
    only_quarters = new_province(expected_from=("2026-Q1",))
    assert _figures(only_quarters, dt.date(2026, 3, 24)).current == Period.parse("2026-Q1")


@settings(max_examples=40)
@given(
    came=st.dictionaries(
        st.tuples(st.integers(1, 6), st.integers(1, 3)),
        st.tuples(st.sampled_from(list(ReportStatus)), st.none() | st.integers(0, 200)),
    ),
    day=st.integers(0, 200),
)
def test_every_expected_report_is_in_exactly_one_of_the_four_states(
    new_province: NewProvince,
    came: dict[tuple[int, int], tuple[ReportStatus, int | None]],
    day: int,
) -> None:
    province = new_province(teams=3)
    first = dt.date(2026, 1, 1)
    for (month, team), (status, after) in came.items():
        submitted_on = None if after is None else str(first + dt.timedelta(after))
        province.report(
            f"2026-{month:02}", f"to-{team:02}", status=status, submitted_on=submitted_on
        )
    today = first + dt.timedelta(day)
    figures = _figures(province, today)
    assert list(figures.submissions) == [
        (period, team) for period in figures.periods for team in ("to-01", "to-02", "to-03")
    ]
    for (period, team), entry in figures.submissions.items():
        status, after = came.get((period.last_month, int(team[-2:])), (None, None))
        if period.kind.months > 1 or status is ReportStatus.DRAFT:
            after = None
        truths = {
            SubmissionState.ON_TIME: after is not None and first + dt.timedelta(after) <= entry.due,
            SubmissionState.LATE: after is not None and first + dt.timedelta(after) > entry.due,
            SubmissionState.MISSING: after is None and entry.due < today,
            SubmissionState.NOT_DUE: after is None and entry.due >= today,
        }
        assert [state for state, holds in truths.items() if holds] == [entry.state]
        assert (entry.days_late > 0) == (entry.state is SubmissionState.LATE)
