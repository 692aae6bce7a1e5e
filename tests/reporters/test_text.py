import pytest

from build_tools.diagnostics import RULES, Diagnostic, Example, Rule, Severity
from build_tools.reporters import text
from schemas.catalogue import Place


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> None:
    for severity in Severity:
        rule = Rule(
            f"test.{severity}",
            severity,
            "“{value}” sai ở {where}.",
            "Sửa {where}.",
            Example("a", "b"),
        )
        monkeypatch.setitem(RULES, rule.code, rule)


def _finding(severity: Severity, line: int, **more: object) -> Diagnostic:
    return Diagnostic(
        code=f"test.{severity}",
        place=Place("content/a.csv", line, 7),
        value="x",
        params={"where": "cột B"},
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.usefixtures("rules")
def test_a_finding_says_place_rule_message_and_mending() -> None:
    found = _finding(Severity.ERROR, 3, nearest="y", related=Place("content/b.csv", 1, 2))
    assert text.render_finding(found) == (
        "content/a.csv:3:7: lỗi [test.error]: “x” sai ở cột B.\n"
        "    → Có phải ý là “y”? Sửa cột B.\n"
        "    ↳ liên quan: content/b.csv:1:2"
    )


@pytest.mark.usefixtures("rules")
def test_errors_come_last_so_that_they_stand_above_the_summary() -> None:
    findings = [
        _finding(Severity.ERROR, 1),
        _finding(Severity.NOTE, 2),
        _finding(Severity.WARNING, 3),
    ]
    words = [block.split("[")[1].split("]")[0] for block in text.render_findings(findings)]
    assert words == ["test.note", "test.warning", "test.error"]


@pytest.mark.usefixtures("rules")
@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ([], "Không có lỗi."),
        ([Severity.WARNING], "Không có lỗi; 1 cảnh báo."),
        (
            [Severity.ERROR, Severity.ERROR, Severity.NOTE],
            "Chưa dựng được: 2 lỗi, 1 lưu ý.",
        ),
    ],
)
def test_the_summary_counts_in_one_line(severities: list[Severity], expected: str) -> None:
    assert text.summary([_finding(kind, line) for line, kind in enumerate(severities)]) == expected
