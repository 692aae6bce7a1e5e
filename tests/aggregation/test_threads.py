"""Threads: one item is one thread, from its first report to its last."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.aggregation import build_figures
from build_tools.aggregation.counts import (
    open_issues,
    overdue_directives,
    requests_waiting,
)
from build_tools.aggregation.figures import PROVINCE, AgeBucket, Figures, Thread
from schemas.base import FieldOfWork
from schemas.catalogue import Catalogue
from schemas.items import RequestAuthority
from schemas.period import Period
from schemas.registers import ITEM_ANNEXES
from schemas.report import Annex
from tests.aggregation.as_of import live_by_report

NewProvince = Callable[..., Any]
TODAY = dt.date(2026, 7, 10)
JANUARY, FEBRUARY, MARCH = (Period.parse(f"2026-0{month}") for month in (1, 2, 3))


def _issue(number: int = 1001, **fields: object) -> dict[str, object]:
    return {
        "issue_id": f"VD-2026-{number:05}",
        "unit_code": "10001",
        "field": "kinh_te",
        "kind": "kho_khan",
        "title": "Thiếu nước tưới",
        "detected_on": "2026-01-10",
        "status": "dang_xu_ly",
    } | fields


def _request(number: int = 1001, **fields: object) -> dict[str, object]:
    return {
        "request_id": f"DN-2026-{number:05}",
        "unit_code": "10001",
        "received_on": "2026-01-05",
        "content": "Cho chủ trương.",
        "authority": "ban_thuong_vu",
        "status": "moi_nhan",
    } | fields


def _directive(unit_code: str = "10001", **fields: object) -> dict[str, object]:
    return {
        "directive_id": "CD-2026-001",
        "unit_code": unit_code,
        "status": "dang_thuc_hien",
    } | fields


def _figures(province: Any) -> Figures:  # noqa: ANN401
    return build_figures(province.catalogue(), TODAY)


def _only(figures: Figures, annex: Annex = Annex.ISSUES) -> Thread:
    (thread,) = figures.threads[annex]
    return thread


def test_an_item_of_several_reports_is_one_thread_oldest_step_first(
    new_province: NewProvince,
) -> None:
    province = new_province()
    resolved = {"status": "da_giai_quyet", "resolved_on": "2026-03-01", "result": "Xong."}
    for period, fields in (
        ("2026-03", resolved),
        ("2026-01", {}),
        ("2026-02", {}),
        ("2026-Q1", {}),
    ):
        province.report(period, "to-01", {Annex.ISSUES: [_issue(**(fields or {}))]})
    thread = _only(_figures(province))
    assert [step.period.id for step in thread.steps] == ["2026-01", "2026-02", "2026-03", "2026-Q1"]
    assert thread.last.period.id == "2026-Q1"
    assert thread.is_open


def test_an_open_thread_has_an_age_and_a_closed_one_has_none(new_province: NewProvince) -> None:
    province = new_province()
    closed = _issue(1002, status="da_giai_quyet", due_date="2026-02-01")
    open_one = _issue(1001, due_date="2026-07-09")
    province.report("2026-01", "to-01", {Annex.ISSUES: [closed, open_one]})
    first, second = _figures(province).threads[Annex.ISSUES]
    assert first.item_id == "VD-2026-01001"
    assert (first.is_open, first.age_days, first.overdue) == (True, 181, True)
    assert first.opened_on == dt.date(2026, 1, 10)
    assert (second.is_open, second.age_days, second.overdue) == (False, None, False)


@pytest.mark.parametrize(("due", "overdue"), [("2026-07-09", True), ("2026-07-10", False)])
def test_an_item_is_overdue_from_the_day_after_its_due_day(
    new_province: NewProvince, due: str, *, overdue: bool
) -> None:
    province = new_province()
    province.report("2026-01", "to-01", {Annex.ISSUES: [_issue(due_date=due)]})
    assert _only(_figures(province)).overdue is overdue


def test_a_directive_opens_with_its_document_and_is_due_by_its_row_or_its_document(
    new_province: NewProvince,
) -> None:
    province = new_province()
    province.directive("CD-2026-001", issued_on="2025-12-01", due_date="2026-06-30")
    rows = [_directive("10001"), _directive("10002", due_date="2026-12-31")]
    province.report("2026-01", "to-01", {Annex.DIRECTIVES: rows})
    by_document, by_row = _figures(province).threads[Annex.DIRECTIVES]
    assert by_document.item_id == "CD-2026-001@10001"
    assert {by_document.opened_on, by_row.opened_on} == {dt.date(2025, 12, 1)}
    assert (by_document.due_date, by_document.overdue) == (dt.date(2026, 6, 30), True)
    assert (by_row.due_date, by_row.overdue) == (dt.date(2026, 12, 31), False)


def test_every_register_opens_with_its_own_day(new_province: NewProvince) -> None:
    province = new_province()
    rows = {
        Annex.REQUESTS: [_request()],
        Annex.RECOMMENDATIONS: [
            {
                "rec_id": "KN-2026-01001",
                "content": "Xem xét.",
                "sent_to": "to_truong",
                "sent_on": "2026-01-06",
                "status": "cho_y_kien",
            }
        ],
        Annex.INFORMATION_REQUESTS: [
            {
                "req_id": "YC-2026-01001",
                "asked": "Ủy ban nhân dân xã",
                "content": "Số liệu.",
                "sent_on": "2026-01-07",
                "due_date": "2026-01-20",
                "status": "cho",
            }
        ],
        Annex.TASKS: [
            {
                "task_id": "NV-2026-01001",
                "assignee": "Nguyễn Văn A",
                "content": "Tổng hợp.",
                "assigned_on": "2026-01-08",
                "due_date": "2026-12-31",
                "status": "chua_thuc_hien",
            }
        ],
    }
    province.report("2026-01", "to-01", rows)
    figures = _figures(province)
    opened = {annex: _only(figures, annex).opened_on for annex in rows}
    assert [day and day.day for day in opened.values()] == [5, 6, 7, 8]
    assert [_only(figures, annex).overdue for annex in rows] == [False, False, True, False]


def test_the_newest_statement_of_the_first_day_counts(new_province: NewProvince) -> None:
    province = new_province()
    row = {
        "rec_id": "KN-2026-01001",
        "content": "Xem xét.",
        "sent_to": "to_truong",
        "status": "cho_y_kien",
    }
    for period, sent_on in (
        ("2026-01", "2026-01-06"),
        ("2026-02", "2026-01-07"),
        ("2026-03", None),
    ):
        province.report(period, "to-01", {Annex.RECOMMENDATIONS: [row | {"sent_on": sent_on}]})
    thread = _only(_figures(province), Annex.RECOMMENDATIONS)
    assert thread.opened_on == dt.date(2026, 1, 7)


@pytest.mark.parametrize("takes_over_in", ["2026-01", "2026-02"])
@pytest.mark.parametrize(("giver", "taker"), [("to-01", "to-02"), ("to-02", "to-01")])
def test_an_item_handed_over_goes_on_as_one_thread_of_the_new_team(
    new_province: NewProvince, giver: str, taker: str, takes_over_in: str
) -> None:
    province = new_province()
    province.report("2026-01", giver, {Annex.ISSUES: [_issue(handed_over_to=taker)]})
    assert _only(_figures(province)).team_id == taker
    done = _issue(status="da_giai_quyet")
    province.report(takes_over_in, taker, {Annex.ISSUES: [done]})
    thread = _only(_figures(province))
    assert [step.team_id for step in thread.steps] == [giver, taker]
    assert (thread.team_id, thread.is_open) == (taker, False)


def test_the_threads_of_a_period_are_judged_as_of_its_cut_off_day(
    new_province: NewProvince,
) -> None:
    province = new_province()
    province.report("2026-01", "to-01", {Annex.ISSUES: [_issue(due_date="2026-02-01")]})
    closed = _issue(status="da_giai_quyet", due_date="2026-02-01")
    province.report("2026-03", "to-01", {Annex.ISSUES: [closed, _issue(1002)]})
    by_report = _figures(province).threads_by_report
    (january,) = by_report[JANUARY, PROVINCE][Annex.ISSUES]
    assert (january.is_open, january.age_days, january.overdue) == (True, 4, False)
    (february,) = by_report[FEBRUARY, PROVINCE][Annex.ISSUES]
    assert (february.is_open, february.age_days, february.overdue) == (True, 35, True)
    march, newer = by_report[MARCH, PROVINCE][Annex.ISSUES]
    assert (march.is_open, march.age_days, len(march.steps)) == (False, None, 2)
    assert newer.item_id == "VD-2026-01002"


def test_an_item_found_after_the_cut_off_day_is_new_not_of_negative_age(
    new_province: NewProvince,
) -> None:
    province = new_province()
    row = _issue(detected_on="2026-01-16")
    province.report("2026-01", "to-01", {Annex.ISSUES: [row]})
    (thread,) = _figures(province).threads_by_report[JANUARY, PROVINCE][Annex.ISSUES]
    assert thread.age_days == 0


def test_items_not_meant_for_all_are_in_no_thread(new_province: NewProvince) -> None:
    province = new_province()
    rows = [_issue(1001, audience="to-01"), _issue(1002)]
    province.report("2026-01", "to-01", {Annex.ISSUES: rows})
    province.report("2026-01", "to-02", {Annex.ISSUES: [_issue(2001)]}, status="approved")
    assert _only(_figures(province)).item_id == "VD-2026-01002"


@pytest.mark.parametrize(
    ("days", "bucket"),
    [
        (0, AgeBucket.UP_TO_30),
        (30, AgeBucket.UP_TO_30),
        (31, AgeBucket.UP_TO_90),
        (90, AgeBucket.UP_TO_90),
        (91, AgeBucket.OVER_90),
    ],
)
def test_ages_fall_into_three_buckets(days: int, bucket: AgeBucket) -> None:
    assert AgeBucket.of(days) is bucket


def test_the_first_screen_counts_what_is_open_waiting_and_overdue(
    new_province: NewProvince,
) -> None:
    province = new_province()
    province.directive("CD-2026-001", issued_on="2025-12-01", due_date="2026-06-30")
    province.report(
        "2026-01",
        "to-01",
        {
            Annex.ISSUES: [
                _issue(1001),
                _issue(1002, field="xay_dung_dang", detected_on="2026-06-15"),
                _issue(1003, status="da_giai_quyet"),
                _issue(1004, handed_over_to="to-02"),
            ],
            Annex.REQUESTS: [
                _request(1001),
                _request(1002, status="da_bao_cao"),
                _request(1003, status="da_co_y_kien"),
                _request(1004, authority="khac"),
            ],
            Annex.DIRECTIVES: [_directive("10001"), _directive("10002", status="hoan_thanh")],
        },
    )
    threads = _figures(province).threads
    issues = open_issues(threads)
    assert {key: count for key, count in issues.items() if count} == {
        (FieldOfWork.ECONOMY, AgeBucket.OVER_90): 2,
        (FieldOfWork.PARTY_BUILDING, AgeBucket.UP_TO_30): 1,
    }
    assert len(issues) == 12
    assert requests_waiting(threads) == {
        RequestAuthority.STANDING_MEMBERS: 0,
        RequestAuthority.STANDING_BOARD: 2,
        RequestAuthority.OTHER: 1,
    }
    assert overdue_directives(threads) == 1


@settings(max_examples=40)
@given(
    said=st.lists(
        st.tuples(
            st.integers(1, 6),  # month
            st.integers(1, 2),  # team
            st.integers(1, 5),  # number of the issue
            st.sampled_from(["moi", "dang_xu_ly", "da_giai_quyet"]),
            st.sampled_from(["issued", "approved"]),
        ),
        unique_by=lambda row: row[:3],
    )
)
def test_every_item_of_an_issued_report_is_in_exactly_one_thread(
    new_province: NewProvince, said: list[tuple[int, int, int, str, str]]
) -> None:
    province = new_province()
    for month, team in {row[:2] for row in said}:
        rows = [row for row in said if row[:2] == (month, team)]
        annexes = {Annex.ISSUES: [_issue(row[2], status=row[3]) for row in rows]}
        province.report(f"2026-{month:02}", f"to-{team:02}", annexes, status=rows[0][4])
    figures = _figures(province)
    stated = Counter(
        row.record.item_id for report in figures.reports.values() for row in report.issues
    )
    threads = figures.threads[Annex.ISSUES]
    assert [thread.item_id for thread in threads] == sorted(stated)
    assert {thread.item_id: len(thread.steps) for thread in threads} == stated
    for thread in threads:
        order = [(step.period, step.team_id) for step in thread.steps]
        assert order == sorted(order)
    assert sum(open_issues(figures.threads).values()) == sum(t.is_open for t in threads)
    assert set(figures.threads) == set(ITEM_ANNEXES)


@settings(max_examples=40)
@given(
    said=st.lists(
        st.tuples(
            st.sampled_from(["2026-01", "2026-02", "2026-03", "2026-Q1", "2026-04", "2026-Q2"]),
            st.integers(1, 2),  # team
            st.integers(1, 5),  # number of the issue
            st.sampled_from(["moi", "dang_xu_ly", "da_giai_quyet"]),
        ),
        unique_by=lambda row: row[:3],
    )
)
def test_what_the_reports_of_a_period_need_is_what_was_open_or_said_since_the_one_before(
    new_province: NewProvince, said: list[tuple[str, int, int, str]]
) -> None:
    province = new_province()
    for period, team in {row[:2] for row in said}:
        rows = [row for row in said if row[:2] == (period, team)]
        annexes = {
            Annex.ISSUES: [_issue(row[2], status=row[3]) for row in rows],
            Annex.REQUESTS: [_request(row[2]) for row in rows if row[3] == "moi"],
        }
        province.report(period, f"to-{team:02}", annexes)
    figures = _figures(province)
    expected = live_by_report(province.catalogue(), figures.reports, figures.periods)
    assert figures.threads_by_report == expected


def test_the_threads_of_the_sample_are_by_report_what_their_definition_says(
    sample_seen: tuple[Catalogue, Figures],
) -> None:
    seen, figures = sample_seen
    assert figures.threads_by_report == live_by_report(seen, figures.reports, figures.periods)
