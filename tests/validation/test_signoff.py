"""What each step of a report asks for."""

import pytest
from catalogue_fixtures import catalogue, report, said

from build_tools.validation.rules.signoff import check_signoff

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
