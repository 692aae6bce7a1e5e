"""Warnings that a section accepts."""

from typing import Any

import pytest
from catalogue_fixtures import catalogue, report, said

from build_tools.diagnostics import Diagnostic
from build_tools.validation.rules.exceptions import apply_exceptions
from schemas.place import Place

FOLDER = "content/reports/2026-01/to-01/"
WARNING = Diagnostic(
    code="completeness.long-summary",
    place=Place(f"{FOLDER}report.md", 5),
    params={"sentences": "4"},
)
PLACE = {"rule": "completeness.long-summary", "reason": "Kỳ có nhiều việc lớn"}


def _left(exception: dict[str, Any], *findings: Diagnostic) -> list[str]:
    content = catalogue(report(exceptions=[exception]))
    return [line.partition("[")[2] for line in said(apply_exceptions(content, findings))]


@pytest.mark.parametrize("place", [None, "report.md", "report.md:5"])
def test_an_accepted_warning_is_not_told_again(place: str | None) -> None:
    assert _left(PLACE | {"place": place}, WARNING) == []


@pytest.mark.parametrize("place", ["report.md:6", "indicators.csv", "report"])
def test_an_exception_covers_only_its_place_and_is_reported_when_stale(place: str) -> None:
    assert _left(PLACE | {"place": place}, WARNING) == [
        (
            "exception.stale] Ngoại lệ không còn ứng với cảnh báo nào: completeness.long-summary "
            f"({place})."
        ),
        "completeness.long-summary] Tóm tắt có 4 câu; chỉ nên có một đến ba câu.",
    ]


def test_an_exception_does_not_reach_into_another_report() -> None:
    other = Diagnostic(
        code=WARNING.code,
        place=Place("content/reports/2026-01/to-011/report.md"),
        params=WARNING.params,
    )
    assert len(_left(PLACE, other)) == 2


def test_an_error_is_never_accepted() -> None:
    error = Diagnostic(
        code="completeness.blank-without-reason", place=Place(f"{FOLDER}indicators.csv")
    )
    found = _left({"rule": error.code, "reason": "Bận"}, error)
    assert len(found) == 2
    expected = f"exception.of-an-error] Ngoại lệ nêu một quy tắc bắt buộc: {error.code}."
    assert expected in found


def test_an_unknown_rule_is_told_with_the_nearest() -> None:
    content = catalogue(report(exceptions=[{"rule": "completeness.long-sumary", "reason": "Dài"}]))
    (finding,) = apply_exceptions(content, [])
    assert said([finding]) == [
        (
            "report.md:1:20 [exception.unknown-rule] Ngoại lệ nêu quy tắc không có: "
            "completeness.long-sumary."
        )
    ]
    assert finding.nearest == "completeness.long-summary"
