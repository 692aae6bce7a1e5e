"""Dates in order, and states that agree with them."""

import pytest
from catalogue_fixtures import DIRECTIVE, catalogue, located, report, said
from hypothesis import given
from hypothesis import strategies as st

from build_tools.validation.rules import dates, row_states
from build_tools.validation.rules.dates import check_dates
from schemas.registers import ANNEX_ROWS
from schemas.report import Annex

ISSUE = {
    "issue_id": "VD-2026-01001", "unit_code": "24781", "field": "kinh_te", "kind": "kho_khan",
    "title": "Thiếu nước tưới", "detected_on": "05/01/2026", "status": "moi",
}  # fmt: skip
REQUEST = {
    "request_id": "DN-2026-01001", "unit_code": "24781", "received_on": "05/01/2026",
    "content": "Bố trí vốn", "authority": "ban_thuong_vu", "status": "moi_nhan",
}  # fmt: skip
RECOMMENDATION = {
    "rec_id": "KN-2026-01001", "content": "Họp bàn", "sent_to": "to_truong",
    "sent_on": "05/01/2026", "status": "cho_y_kien",
}  # fmt: skip
STEP = {"directive_id": "CD-2026-001", "unit_code": "24781", "status": "dang_thuc_hien"}
REMINDER = {
    "reminder_id": "DD-2026-01001", "directive_id": "CD-2026-001", "unit_code": "24781",
    "reminded_on": "08/01/2026", "form": "van_ban", "content": "Đôn đốc",
}  # fmt: skip
MEETING = {
    "meeting_id": "HN-2026-01001", "date": "08/01/2026", "host": "Đảng ủy xã", "title": "Sơ kết",
}  # fmt: skip
NOTE = {
    "note_id": "DH-2026-01001", "date": "08/01/2026", "unit_code": "24781", "topic": "Đất đai",
}  # fmt: skip
INFORMATION = {
    "req_id": "YC-2026-01001", "asked": "Đảng ủy xã", "content": "Số liệu",
    "sent_on": "05/01/2026", "status": "cho",
}  # fmt: skip
TASK = {
    "task_id": "NV-2026-01001", "assignee": "Lê Thị Lan", "content": "Nắm tình hình",
    "assigned_on": "05/01/2026", "due_date": "10/01/2026", "status": "dang_thuc_hien",
}  # fmt: skip


def _said(annex: Annex, row: dict[str, str], **changes: str) -> list[str]:
    content = catalogue(report(rows={annex: [row | changes]}))
    return [line.partition(":2:")[2] for line in said(check_dates(content))]


@pytest.mark.parametrize(
    ("annex", "row", "changes"),
    [
        (
            Annex.ISSUES,
            ISSUE,
            {"status": "da_giai_quyet", "resolved_on": "05/01/2026", "result": "Đã có nước"},
        ),
        (Annex.ISSUES, ISSUE, {"status": "khong_thuoc_tham_quyen", "resolved_on": "06/01/2026"}),
        (
            Annex.REQUESTS,
            REQUEST,
            {"status": "da_thong_bao", "forwarded_on": "06/01/2026", "notified_on": "07/01/2026"},
        ),
        (Annex.RECOMMENDATIONS, RECOMMENDATION, {"status": "dong_y", "response_on": "05/01/2026"}),
        (
            Annex.DIRECTIVES,
            STEP,
            {
                "status": "hoan_thanh",
                "disseminated_on": "05/01/2026",
                "completed_on": "09/01/2026",
                "progress_pct": "100",
            },
        ),
        (Annex.REMINDERS, REMINDER, {}),
        (Annex.MEETINGS, MEETING, {}),
        (Annex.ORIENTATION, NOTE, {}),
        (
            Annex.INFORMATION_REQUESTS,
            INFORMATION,
            {"status": "da_nhan", "received_on": "09/01/2026", "due_date": "08/01/2026"},
        ),
        (Annex.TASKS, TASK, {"status": "hoan_thanh", "completed_on": "12/01/2026"}),
        (Annex.TASKS, TASK, {"due_date": "30/06/2026"}),
    ],
)
def test_a_row_whose_days_and_state_agree_is_let_through(
    annex: Annex, row: dict[str, str], changes: dict[str, str]
) -> None:
    assert _said(annex, row, **changes) == []


@pytest.mark.parametrize(
    ("annex", "row", "changes", "expected"),
    [
        (
            Annex.ISSUES,
            ISSUE,
            {"status": "da_giai_quyet", "resolved_on": "04/01/2026", "result": "Xong"},
            "14 [dates.out-of-order] Ngày giải quyết 04/01/2026 sớm hơn Ngày phát hiện 05/01/2026.",
        ),
        (
            Annex.ISSUES,
            ISSUE,
            {"due_date": "04/01/2026"},
            "12 [dates.out-of-order] Thời hạn 04/01/2026 sớm hơn Ngày phát hiện 05/01/2026.",
        ),
        (
            Annex.ISSUES,
            ISSUE,
            {"status": "da_giai_quyet", "resolved_on": "06/01/2026"},
            "15 [dates.state-needs] Tình trạng “Đã giải quyết” thì phải ghi Kết quả.",
        ),
        (
            Annex.ISSUES,
            ISSUE,
            {"status": "da_giai_quyet", "result": "Xong"},
            "14 [dates.state-needs] Tình trạng “Đã giải quyết” thì phải ghi Ngày giải quyết.",
        ),
        (
            Annex.ISSUES,
            ISSUE,
            {"resolved_on": "06/01/2026"},
            "14 [dates.state-contradicts] Đã ghi Ngày giải quyết nhưng Tình trạng là “Mới”.",
        ),
        (
            Annex.ISSUES,
            ISSUE,
            {"detected_on": "21/01/2026"},
            (
                "6 [dates.after-report] Ngày phát hiện 21/01/2026 muộn hơn ngày của báo cáo là "
                "20/01/2026."
            ),
        ),
        (
            Annex.REQUESTS,
            REQUEST,
            {"status": "da_bao_cao", "forwarded_on": "04/01/2026"},
            (
                "7 [dates.out-of-order] Ngày báo cáo Thường trực 04/01/2026 sớm hơn Ngày nhận "
                "05/01/2026."
            ),
        ),
        (
            Annex.REQUESTS,
            REQUEST,
            {"status": "da_bao_cao"},
            (
                "7 [dates.state-needs] Tình trạng “Đã báo cáo Thường trực” thì phải ghi Ngày báo "
                "cáo Thường trực."
            ),
        ),
        (
            Annex.REQUESTS,
            REQUEST,
            {"status": "da_thong_bao"},
            "10 [dates.state-needs] Tình trạng “Đã thông báo lại” thì phải ghi Ngày thông báo lại.",
        ),
        (
            Annex.REQUESTS,
            REQUEST,
            {"status": "da_thong_bao", "notified_on": "04/01/2026"},
            "10 [dates.out-of-order] Ngày thông báo lại 04/01/2026 sớm hơn Ngày nhận 05/01/2026.",
        ),
        (
            Annex.RECOMMENDATIONS,
            RECOMMENDATION,
            {"status": "dong_y", "response_on": "04/01/2026"},
            "9 [dates.out-of-order] Ngày trả lời 04/01/2026 sớm hơn Ngày gửi 05/01/2026.",
        ),
        (
            Annex.RECOMMENDATIONS,
            RECOMMENDATION,
            {"status": "khong_dong_y"},
            "9 [dates.state-needs] Tình trạng “Không đồng ý” thì phải ghi Ngày trả lời.",
        ),
        (
            Annex.DIRECTIVES,
            STEP,
            {"disseminated_on": "04/01/2026"},
            (
                "5 [dates.out-of-order] Ngày quán triệt 04/01/2026 sớm hơn Ngày ban hành 57-NQ/TW "
                "05/01/2026."
            ),
        ),
        (
            Annex.DIRECTIVES,
            STEP,
            {"status": "hoan_thanh"},
            "9 [dates.state-needs] Tình trạng “Hoàn thành” thì phải ghi Ngày hoàn thành.",
        ),
        (
            Annex.DIRECTIVES,
            STEP,
            {"status": "hoan_thanh", "completed_on": "09/01/2026", "progress_pct": "90"},
            "7 [dates.progress-contradicts] Tiến độ 90 % không khớp với Tình trạng “Hoàn thành”.",
        ),
        (
            Annex.REMINDERS,
            REMINDER,
            {"reminded_on": "04/01/2026"},
            (
                "4 [dates.out-of-order] Ngày đôn đốc 04/01/2026 sớm hơn Ngày ban hành 57-NQ/TW "
                "05/01/2026."
            ),
        ),
        (
            Annex.MEETINGS,
            MEETING,
            {"date": "08/02/2026"},
            "2 [dates.after-report] Ngày 08/02/2026 muộn hơn ngày của báo cáo là 20/01/2026.",
        ),
        (
            Annex.INFORMATION_REQUESTS,
            INFORMATION,
            {"status": "da_nhan", "received_on": "04/01/2026"},
            "7 [dates.out-of-order] Ngày nhận 04/01/2026 sớm hơn Ngày yêu cầu 05/01/2026.",
        ),
        (
            Annex.INFORMATION_REQUESTS,
            INFORMATION,
            {"received_on": "06/01/2026"},
            "7 [dates.state-contradicts] Đã ghi Ngày nhận nhưng Tình trạng là “Chờ cung cấp”.",
        ),
        (
            Annex.TASKS,
            TASK,
            {"due_date": "04/01/2026"},
            "6 [dates.out-of-order] Thời hạn 04/01/2026 sớm hơn Ngày giao 05/01/2026.",
        ),
        (
            Annex.TASKS,
            TASK,
            {"status": "hoan_thanh"},
            "7 [dates.state-needs] Tình trạng “Hoàn thành” thì phải ghi Ngày hoàn thành.",
        ),
    ],
)
def test_a_row_whose_days_or_state_disagree_is_one_finding(
    annex: Annex, row: dict[str, str], changes: dict[str, str], expected: str
) -> None:
    assert _said(annex, row, **changes) == [expected]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            {"approved_on": "17/01/2026"},
            (
                "report.md:1:11 [dates.out-of-order] Ngày duyệt 17/01/2026 sớm hơn Ngày gửi "
                "18/01/2026."
            ),
        ),
        (
            {"issued_on": "18/01/2026"},
            (
                "report.md:1:5 [dates.out-of-order] Ngày ban hành 18/01/2026 sớm hơn Ngày duyệt "
                "19/01/2026."
            ),
        ),
        (
            {"data_as_of": "14/02/2026"},
            (
                "report.md:1:19 [dates.after-report] Số liệu đến ngày 14/02/2026 muộn hơn ngày của "
                "báo cáo là 20/01/2026."
            ),
        ),
    ],
)
def test_the_days_of_a_report_follow_its_steps(head: dict[str, str], expected: str) -> None:
    assert said(check_dates(catalogue(report(**head)))) == [expected]


def test_a_directive_is_due_after_it_is_issued() -> None:
    wrong = DIRECTIVE.record.model_copy(
        update={"due_date": DIRECTIVE.record.issued_on.replace(day=1)}
    )
    row = located(wrong, "content/catalogue/directives.csv", 2)
    assert said(check_dates(catalogue(directives={"CD-2026-001": row}))) == [
        (
            "directives.csv:2:9 [dates.out-of-order] Thời hạn 01/01/2026 sớm hơn Ngày ban hành "
            "05/01/2026."
        )
    ]


def test_a_draft_without_days_of_its_own_limits_nothing() -> None:
    blank = {"issued_on": None, "approved_on": None, "submitted_on": None, "status": "draft"}
    rows = {Annex.ISSUES: [ISSUE | {"detected_on": "21/01/2026"}]}
    assert said(check_dates(catalogue(report(rows=rows, **blank)))) == []


ROWS = {
    Annex.ISSUES: ISSUE, Annex.REQUESTS: REQUEST, Annex.RECOMMENDATIONS: RECOMMENDATION,
    Annex.DIRECTIVES: STEP, Annex.REMINDERS: REMINDER, Annex.MEETINGS: MEETING,
    Annex.ORIENTATION: NOTE, Annex.INFORMATION_REQUESTS: INFORMATION, Annex.TASKS: TASK,
}  # fmt: skip
DAYS = ["", *(f"{day:02}/01/2026" for day in (1, 5, 9, 14, 20, 21, 31))]
NOT_DAYS = {"progress_pct": ["", "0", "40", "100"], "result": ["", "Xong"]}


@st.composite
def rows_of_an_annex(draw: st.DrawFn) -> tuple[Annex, list[dict[str, str]]]:
    annex = draw(st.sampled_from(list(ROWS)))
    fields = ANNEX_ROWS[annex].model_fields
    statuses = fields["status"].annotation if "status" in fields else None
    values = {
        name: st.sampled_from([*DAYS[not_blank:]])
        for name, field in fields.items()
        if name == "date" or name.endswith(("_on", "due_date"))
        for not_blank in [field.is_required()]
    }
    values |= {name: st.sampled_from(NOT_DAYS[name]) for name in fields if name in NOT_DAYS}
    if statuses is not None:
        values["status"] = st.sampled_from([str(each.value) for each in statuses])
    rows = draw(st.lists(st.fixed_dictionaries(values), min_size=1, max_size=5))
    return annex, [ROWS[annex] | {name: one for name, one in row.items() if one} for row in rows]


@given(drawn=rows_of_an_annex())
def test_looking_at_columns_first_overlooks_no_row(
    drawn: tuple[Annex, list[dict[str, str]]],
) -> None:
    annex, rows = drawn
    content = catalogue(report(rows={annex: rows}))
    by_columns = list(check_dates(content))
    with pytest.MonkeyPatch.context() as patch:
        for module in (dates, row_states):
            patch.setattr(module, "rows_where", lambda rows, *_: range(len(rows)))
        assert list(check_dates(content)) == by_columns
