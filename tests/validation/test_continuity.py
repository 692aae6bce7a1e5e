"""What was once reported does not fall through, whatever happened in between."""

import dataclasses
from collections.abc import Mapping, Sequence

import pytest
from catalogue_fixtures import catalogue, located, report, said
from hypothesis import given
from hypothesis import strategies as st

from build_tools.diagnostics import Diagnostic
from build_tools.diagnostics.wording import advice
from build_tools.validation.rules.continuity import check_continuity
from schemas.catalogue import Catalogue, Report
from schemas.report import Annex
from schemas.team import TeamArea

Row = Mapping[str, str]
ISSUE = {
    "issue_id": "VD-2026-01001", "unit_code": "24781", "field": "kinh_te", "kind": "kho_khan",
    "title": "Thiếu nước tưới", "detected_on": "05/01/2026", "status": "dang_xu_ly",
}  # fmt: skip
SOLVED = ISSUE | {"status": "da_giai_quyet", "resolved_on": "10/02/2026", "result": "Có nước"}
STEP = {"directive_id": "CD-2026-001", "unit_code": "24781", "status": "dang_thuc_hien"}
OPEN_ROWS: dict[Annex, Row] = {
    Annex.ISSUES: ISSUE,
    Annex.REQUESTS: {
        "request_id": "DN-2026-01001", "unit_code": "24781", "received_on": "05/01/2026",
        "content": "Bố trí vốn", "authority": "ban_thuong_vu", "status": "moi_nhan",
    },
    Annex.RECOMMENDATIONS: {
        "rec_id": "KN-2026-01001", "content": "Họp bàn", "sent_to": "to_truong",
        "sent_on": "05/01/2026", "status": "cho_y_kien",
    },
    Annex.DIRECTIVES: STEP,
    Annex.INFORMATION_REQUESTS: {
        "req_id": "YC-2026-01001", "asked": "Đảng ủy xã", "content": "Số liệu",
        "sent_on": "05/01/2026", "status": "cho",
    },
    Annex.TASKS: {
        "task_id": "NV-2026-01001", "assignee": "Lê Thị Lan", "content": "Nắm tình hình",
        "assigned_on": "05/01/2026", "due_date": "10/01/2026", "status": "dang_thuc_hien",
    },
}  # fmt: skip
OTHER = {
    Annex.ISSUES: ISSUE | {"issue_id": "VD-2026-01009"},
    Annex.REQUESTS: OPEN_ROWS[Annex.REQUESTS] | {"request_id": "DN-2026-01009"},
    Annex.RECOMMENDATIONS: OPEN_ROWS[Annex.RECOMMENDATIONS] | {"rec_id": "KN-2026-01009"},
    Annex.DIRECTIVES: STEP | {"unit_code": "24784"},
    Annex.INFORMATION_REQUESTS: OPEN_ROWS[Annex.INFORMATION_REQUESTS] | {"req_id": "YC-2026-01009"},
    Annex.TASKS: OPEN_ROWS[Annex.TASKS] | {"task_id": "NV-2026-01009"},
}


def _issues(period: str, *rows: Row, team: str = "to-01", **head: object) -> Report:
    """Make a report with these issues; without any it declares that there are none."""
    return report(period, team, rows={Annex.ISSUES: list(rows)} if rows else {}, **head)


def moved(*reports: Report) -> Catalogue:
    """Let the second team follow 24781 from 15 February on."""
    made = catalogue(*reports)
    row = {"unit_code": "24781", "party_org_name": "Đảng bộ xã", "valid_from": "2026-02-15"}
    taken = located(TeamArea.model_validate(row), "content/teams/to-02/areas.csv", 3)
    second = made.teams["to-02"]
    second = dataclasses.replace(second, areas=(*second.areas, taken))
    return dataclasses.replace(made, teams={**made.teams, "to-02": second})


def _found(*reports: Report) -> list[Diagnostic]:
    return list(check_continuity(moved(*reports)))


def _said(*reports: Report) -> list[str]:
    return said(_found(*reports))


@pytest.mark.parametrize("annex", list(OPEN_ROWS))
def test_an_open_matter_of_every_annex_must_stand_in_the_next_report(annex: Annex) -> None:
    found = _found(
        report("2026-01", rows={annex: [OPEN_ROWS[annex]]}),
        report("2026-02", rows={annex: [OTHER[annex]]}),
    )

    assert [one.code for one in found] == ["continuity.dropped"]
    assert found[0].place.path == f"content/reports/2026-02/to-01/{annex.file_name}"
    assert found[0].related is not None
    assert found[0].related.path == f"content/reports/2026-01/to-01/{annex.file_name}"
    assert found[0].related.line == 2


def test_a_dropped_matter_is_told_with_the_last_report_that_had_it() -> None:
    found = _found(
        _issues("2026-01", ISSUE),
        _issues("2026-02", OTHER[Annex.ISSUES], ISSUE),
        _issues("2026-03", OTHER[Annex.ISSUES]),
        _issues("2026-04", OTHER[Annex.ISSUES]),
    )

    assert said(found) == [
        (
            "issues.csv:1:1 [continuity.dropped] “VD-2026-01001” còn dở ở "
            "reports/2026-02/to-01/issues.csv, dòng 3 nhưng không có trong báo cáo này."
        )
    ]
    assert found[0].place.path == "content/reports/2026-03/to-01/issues.csv"
    assert advice(found[0]) == (
        "Ghi lại “VD-2026-01001” vào issues.csv với tình trạng đến cuối kỳ; xong rồi thì ghi kết "
        "quả, đã chuyển sang Tổ khác thì ghi “Bàn giao cho Tổ”."
    )


def test_a_directive_is_named_with_its_area() -> None:
    assert _said(
        report("2026-01", rows={Annex.DIRECTIVES: [STEP]}),
        report("2026-02", rows={Annex.DIRECTIVES: [STEP | {"unit_code": "24784"}]}),
    ) == [
        (
            "directives.csv:1:1 [continuity.dropped] “CD-2026-001, Xã Đạ Tẻh” còn dở ở "
            "reports/2026-01/to-01/directives.csv, dòng 2 nhưng không có trong báo cáo này."
        )
    ]


def test_a_report_that_declares_no_issues_drops_the_open_one_at_its_declaration() -> None:
    found = _found(_issues("2026-01", ISSUE), _issues("2026-02"))

    assert [one.code for one in found] == ["continuity.dropped"]
    assert found[0].place.path == "content/reports/2026-02/to-01/report.md"


def test_an_annex_that_is_missing_is_not_told_a_second_time() -> None:
    missing = report("2026-02", rows={}, nothing_to_report=[])

    assert _said(_issues("2026-01", ISSUE), missing) == []


def test_a_closed_matter_need_not_stand_again_and_may() -> None:
    assert _said(_issues("2026-01", ISSUE), _issues("2026-02", SOLVED), _issues("2026-03")) == []
    again = [_issues(period, SOLVED) for period in ("2026-02", "2026-03")]
    assert _said(_issues("2026-01", ISSUE), *again) == []


def test_a_missing_report_is_passed_over_and_a_draft_counts_as_not_there() -> None:
    draft = _issues("2026-02", status="draft")

    assert _said(_issues("2026-01", ISSUE), draft, _issues("2026-03", ISSUE)) == []
    assert len(_said(_issues("2026-01", ISSUE), draft, _issues("2026-03"))) == 1


def test_months_follow_months_and_quarters_quarters() -> None:
    assert _said(_issues("2026-03", ISSUE), _issues("2026-Q1"), _issues("2026-04", ISSUE)) == []
    found = _found(_issues("2026-Q1", ISSUE), _issues("2026-04"), _issues("2026-Q2"))
    assert [one.place.path for one in found] == ["content/reports/2026-Q2/to-01/report.md"]


def test_a_closed_matter_is_not_reopened_without_a_note() -> None:
    reopened = ISSUE | {"status": "moi"}

    assert _said(_issues("2026-01", SOLVED), _issues("2026-03", reopened)) == [
        (
            "issues.csv:2:13 [continuity.reopened] “VD-2026-01001” đã kết thúc ở "
            "reports/2026-01/to-01/issues.csv, dòng 2, nay lại ghi “Mới”."
        )
    ]
    noted = reopened | {"note": "Nước lại thiếu từ tháng 3"}
    assert _said(_issues("2026-01", SOLVED), _issues("2026-03", noted)) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"field": "xay_dung_dang"},
            (
                "issues.csv:2:3 [continuity.changed] “VD-2026-01001”: “Lĩnh vực” là “Xây dựng Đảng "
                "và hệ thống chính trị”, trước đây là “Kinh tế” ở "
                "reports/2026-01/to-01/issues.csv, dòng 2."
            ),
        ),
        (
            {"kind": "vuong_mac", "detected_on": "06/01/2026"},
            (
                "issues.csv:2:4 [continuity.changed] “VD-2026-01001”: “Loại” là “Vướng mắc”, trước "
                "đây là “Khó khăn” ở reports/2026-01/to-01/issues.csv, dòng 2."
            ),
        ),
        (
            {"detected_on": "06/01/2026"},
            (
                "issues.csv:2:6 [continuity.changed] “VD-2026-01001”: “Ngày phát hiện” là "
                "“06/01/2026”, trước đây là “05/01/2026” ở reports/2026-01/to-01/issues.csv, dòng "
                "2."
            ),
        ),
    ],
)
def test_what_a_matter_is_does_not_change_without_a_note(
    changes: dict[str, str], expected: str
) -> None:
    assert _said(_issues("2026-01", ISSUE), _issues("2026-02", ISSUE | changes)) == [expected]
    noted = ISSUE | changes | {"note": "Ghi lại cho đúng"}
    assert _said(_issues("2026-01", ISSUE), _issues("2026-02", noted)) == []


def test_what_a_quarter_says_a_matter_is_goes_with_its_months() -> None:
    changed = ISSUE | {"detected_on": "07/01/2026"}
    found = _found(_issues("2026-03", ISSUE), _issues("2026-Q1", changed))

    assert [one.code for one in found] == ["continuity.changed"]


def test_another_area_is_told_by_another_rule_alone() -> None:
    changed = ISSUE | {"unit_code": "24784", "kind": "vuong_mac"}

    assert _said(_issues("2026-01", ISSUE), _issues("2026-02", changed)) == []


def test_a_day_that_was_blank_may_be_filled_in_and_a_later_end_is_no_change() -> None:
    row = OPEN_ROWS[Annex.RECOMMENDATIONS]
    unsent = {name: text for name, text in row.items() if name != "sent_on"}
    asked = OPEN_ROWS[Annex.INFORMATION_REQUESTS]
    received = asked | {"status": "da_nhan", "received_on": "05/02/2026"}
    corrected = received | {"received_on": "06/02/2026"}

    assert (
        _said(
            report("2026-01", rows={Annex.RECOMMENDATIONS: [unsent]}),
            report("2026-02", rows={Annex.RECOMMENDATIONS: [row]}),
        )
        == []
    )
    assert (
        _said(
            report("2026-01", rows={Annex.INFORMATION_REQUESTS: [received]}),
            report("2026-02", rows={Annex.INFORMATION_REQUESTS: [corrected]}),
        )
        == []
    )


HANDED = ISSUE | {"handed_over_to": "to-02"}


def test_a_matter_that_was_handed_over_stands_in_the_next_report_of_the_taker() -> None:
    gone = [_issues("2026-02", HANDED), _issues("2026-03")]

    same_month = _issues("2026-02", ISSUE, team="to-02")
    next_month = _issues("2026-03", ISSUE, team="to-02")
    assert _said(_issues("2026-01", ISSUE), *gone, next_month) == []
    assert _said(_issues("2026-01", ISSUE), *gone, same_month, next_month) == []
    assert (
        _said(
            _issues("2026-01", ISSUE), *gone, same_month, _issues("2026-03", SOLVED, team="to-02")
        )
        == []
    )


def test_a_matter_that_nobody_took_over_is_told_at_the_taker() -> None:
    found = _found(
        _issues("2026-01", ISSUE),
        _issues("2026-02", HANDED),
        _issues("2026-03", team="to-02"),
        _issues("2026-04", team="to-02"),
    )

    assert said(found) == [
        (
            "report.md:1:18 [continuity.not-taken] “VD-2026-01001” được bàn giao cho Tổ theo dõi "
            "địa bàn số 2 ở reports/2026-02/to-01/issues.csv, dòng 2 nhưng không có trong báo cáo "
            "này."
        )
    ]
    assert found[0].place.path == "content/reports/2026-03/to-02/report.md"
    assert advice(found[0]) == (
        "Ghi “VD-2026-01001” vào issues.csv và theo dõi tiếp; nếu bàn giao nhầm thì Tổ đã bàn giao "
        "bỏ trống “Bàn giao cho Tổ”."
    )


def test_a_matter_taken_over_in_the_same_month_may_not_be_dropped_after() -> None:
    found = _found(
        _issues("2026-01", ISSUE),
        _issues("2026-02", HANDED),
        _issues("2026-02", ISSUE, team="to-02"),
        _issues("2026-03", team="to-02"),
    )

    assert [(one.code, one.place.path) for one in found] == [
        ("continuity.dropped", "content/reports/2026-03/to-02/report.md")
    ]


def test_a_matter_is_handed_to_another_team_that_follows_its_area() -> None:
    to_itself = ISSUE | {"handed_over_to": "to-01"}
    elsewhere = ISSUE | {"unit_code": "24784", "handed_over_to": "to-02"}

    assert _said(_issues("2026-01", to_itself)) == [
        (
            "issues.csv:2:18 [continuity.handed-to-itself] “VD-2026-01001” được bàn giao cho chính "
            "Tổ theo dõi địa bàn số 1."
        )
    ]
    assert _said(_issues("2026-01", elsewhere)) == [
        (
            "issues.csv:2:18 [continuity.handed-elsewhere] “VD-2026-01001” được bàn giao cho Tổ "
            "theo dõi địa bàn số 2, nhưng từ kỳ này Tổ đó không theo dõi Xã Đạ Tẻh 2."
        )
    ]
    task = OPEN_ROWS[Annex.TASKS] | {"handed_over_to": "to-02"}
    assert _said(report("2026-01", rows={Annex.TASKS: [task]})) == []


MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04", "2026-05")
_states = st.sampled_from(["open", "closed", "absent"])
_histories = st.lists(st.tuples(*[_states] * len(MONTHS)), min_size=1, max_size=4)
_came = st.tuples(*[st.sampled_from(["issued", "draft", "missing"])] * len(MONTHS))


def _row(index: int, state: str) -> Row:
    row = {"open": ISSUE, "closed": SOLVED}[state]
    return {**row, "issue_id": f"VD-2026-0100{index}"}


def _expected(history: Sequence[str], came: Sequence[str]) -> dict[str, str]:
    """Say, the slow way, in which months the matter is dropped or reopened."""
    months = [
        (month, state)
        for month, state, how in zip(MONTHS, history, came, strict=True)
        if how == "issued"
    ]
    found = {}
    for at, (month, state) in enumerate(months):
        earlier = [before for _, before in months[:at]]
        known = [before for before in earlier if before != "absent"]
        if state == "absent" and earlier and earlier[-1] == "open":
            found[month] = "continuity.dropped"
        if state == "open" and known and known[-1] == "closed":
            found[month] = "continuity.reopened"
    return found


@given(histories=_histories, came=_came)
def test_every_dropped_matter_is_told_once_and_no_other(
    histories: list[tuple[str, ...]], came: tuple[str, ...]
) -> None:
    reports = []
    for at, month in enumerate(MONTHS):
        rows = [
            _row(index, history[at])
            for index, history in enumerate(histories)
            if history[at] != "absent"
        ]
        if came[at] != "missing":
            reports.append(_issues(month, *rows, status=came[at]))
    told = sorted(
        (one.value, one.place.path.split("/")[2], one.code)
        for one in check_continuity(catalogue(*reports))
    )

    assert told == sorted(
        (f"VD-2026-0100{index}", month, code)
        for index, history in enumerate(histories)
        for month, code in _expected(history, came).items()
    )


@given(
    end=st.sampled_from(["open", "closed"]),
    handed_at=st.integers(0, len(MONTHS) - 1),
    at_once=st.booleans(),
    forgets=st.booleans(),
)
def test_a_matter_on_its_way_between_two_teams_is_lost_only_where_it_is_left_out(
    end: str, handed_at: int, *, at_once: bool, forgets: bool
) -> None:
    first = handed_at if at_once else handed_at + 1  # the taker's first month with it
    reports = []
    for at, month in enumerate(MONTHS):
        if at <= handed_at:
            reports.append(_issues(month, HANDED if at == handed_at else ISSUE))
        taken = [SOLVED if end == "closed" and at == len(MONTHS) - 1 else ISSUE]
        has_it = at >= first and not (forgets and at == first)
        reports.append(_issues(month, *(taken if has_it else []), team="to-02"))
    # Taken over at once and left out then, it still stands in the month after.
    is_lost = forgets and not at_once and first < len(MONTHS)

    assert [(one.code, one.place.path.split("/")[2:4]) for one in _found(*reports)] == (
        [("continuity.not-taken", [MONTHS[first], "to-02"])] if is_lost else []
    )
