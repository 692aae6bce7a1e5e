"""What each step of a report asks for."""

import datetime as dt

import pytest
from catalogue_fixtures import catalogue, report, said, settings

from build_tools.diagnostics.wording import advice
from build_tools.validation.rules.signoff import check_first_commits, check_signoff

NAMES = {
    "number": "Số",
    "symbol": "Ký hiệu",
    "issued_on": "Ngày ban hành",
    "signer": "Người ký",
    "checked_by": "Người soát",
    "approved_by": "Người duyệt",
    "approved_on": "Ngày duyệt",
    "submitted_on": "Ngày gửi",
}


def test_an_issued_report_with_everything_is_let_through() -> None:
    assert said(check_signoff(catalogue(report()))) == []


@pytest.mark.parametrize("name", NAMES)
def test_an_issued_report_has_all_of_its_sign_off(name: str) -> None:
    assert said(check_signoff(catalogue(report(**{name: None})))) == [
        (
            "report.md:1:13 [signoff.missing] Báo cáo có tình trạng “Đã ban hành” mà chưa ghi "
            f"{NAMES[name]} ({name})."
        )
    ]


@pytest.mark.parametrize(("status", "count"), [("draft", 0), ("submitted", 1), ("approved", 4)])
def test_an_earlier_step_asks_for_less(status: str, count: int) -> None:
    content = catalogue(report(status=status, **dict.fromkeys(NAMES)))
    assert len(list(check_signoff(content))) == count


def test_only_the_head_of_the_section_approves() -> None:
    (finding,) = check_signoff(catalogue(report(approved_by="Trần Văn Bình")))
    assert said([finding]) == [
        (
            "report.md:1:10 [signoff.not-the-head] Người duyệt “Trần Văn Bình” không phải Trưởng "
            "Bộ phận ngày 19/01/2026."
        )
    ]
    assert finding.nearest == "Nguyễn Văn Hòa"


REPORT = "content/reports/2026-01/to-01/report.md"


@pytest.mark.parametrize(
    ("first", "said_of_it"),
    [
        (
            dt.date(2026, 1, 22),
            [
                (
                    "report.md:1:12 [signoff.first-commit-later] Ghi gửi ngày 18/01/2026 nhưng "
                    "đến ngày 22/01/2026 tệp mới có trong kho git, sau 4 ngày."
                )
            ],
        ),
        (dt.date(2026, 1, 21), []),
        (dt.date(2026, 1, 10), []),
    ],
)
def test_a_report_that_git_had_much_later_is_asked_about(
    first: dt.date, said_of_it: list[str]
) -> None:
    content = catalogue(report(), settings=settings(illustrative=False))
    findings = list(check_first_commits(content, {REPORT: first}))

    assert said(findings) == said_of_it
    for finding in findings:
        assert advice(finding) == (
            "Sửa Ngày gửi cho đúng, hoặc khai ngoại lệ với lý do (ví dụ: gửi bản giấy trước). "
            "Chậm đến 3 ngày thì không hỏi; dữ liệu minh họa (illustrative) không bị xét."
        )


def test_what_git_does_not_know_and_what_has_not_come_is_not_asked_about() -> None:
    real = settings(illustrative=False)
    unsent = report(status="draft", submitted_on=None)

    assert list(check_first_commits(catalogue(report(), settings=real), {})) == []
    assert (
        list(check_first_commits(catalogue(unsent, settings=real), {REPORT: dt.date(2027, 1, 1)}))
        == []
    )


def test_illustrative_content_was_never_submitted_and_is_not_asked_about() -> None:
    assert list(check_first_commits(catalogue(report()), {REPORT: dt.date(2027, 1, 1)})) == []
