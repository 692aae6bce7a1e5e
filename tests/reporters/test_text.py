"""Findings as people read them: what each block says, what is folded, what is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.diagnostics import RULES, Diagnostic, Example, Rule, Severity
from build_tools.diagnostics.language import Language
from build_tools.diagnostics.source_lines import SourceLines
from build_tools.reporters import text
from build_tools.reporters.folding import fold, ranges
from build_tools.reporters.style import ASCII, Style
from schemas.place import Place

A, B = "content/a.csv", "content/b.csv"
FILES = {
    A: SourceLines(A, ["Mã,Địa bàn", "VD-1,x,y", "VD-2,Đạ Tẻh,x"]),
    B: SourceLines(B, ["Mã", "y"]),
}


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
        monkeypatch.setitem(RULES.by_code, rule.code, rule)


def _finding(severity: Severity, line: int, **more: object) -> Diagnostic:
    return Diagnostic(
        code=f"test.{severity}",
        place=Place(A, line, 6),
        value="x",
        params={"where": "cột B"},
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.usefixtures("rules")
def test_a_finding_says_place_rule_message_line_mending_and_what_is_related() -> None:
    found = _finding(Severity.ERROR, 2, nearest="y", related=Place(B, 2))
    assert text.render_finding(found, FILES.get) == (
        "content/a.csv:2:6: lỗi [test.error]: “x” sai ở cột B.\n"
        "    2 │ VD-1,x,y\n"
        "      │      ^\n"
        "    → Có phải ý là “y”? Sửa cột B.\n"
        "    ↳ liên quan: content/b.csv:2:1\n"
        "    2 │ y\n"
        "      │ ^"
    )


@pytest.mark.usefixtures("rules")
def test_without_lines_a_finding_has_no_frame() -> None:
    assert text.render_finding(_finding(Severity.ERROR, 2)) == (
        "content/a.csv:2:6: lỗi [test.error]: “x” sai ở cột B.\n    → Sửa cột B."
    )


@pytest.mark.usefixtures("rules")
def test_a_console_without_such_signs_gets_others_of_the_same_width() -> None:
    found = _finding(Severity.ERROR, 2, related=Place(B, 2))
    plain = text.render_finding(found, FILES.get, Style(signs=ASCII))
    assert plain.splitlines()[1:] == [
        "    2 | VD-1,x,y",
        "      |      ^",
        "    -> Sửa cột B.",
        "    => liên quan: content/b.csv:2:1",
        "    2 | y",
        "      | ^",
    ]


@pytest.mark.usefixtures("rules")
def test_carets_stand_under_wide_and_marked_letters() -> None:
    path = "content/c.md"
    lines = SourceLines(path, ["---", "---", "日本語 t\u0303 x 語"])
    for value, before, carets in (("x", 9, 1), ("語", 4, 2), ("t\u0303", 7, 1)):
        found = Diagnostic(
            code="test.error", place=Place(path, 3, 1), value=value, params={"where": "đây"}
        )
        block = text.render_finding(found, {path: lines}.get)
        assert block.splitlines()[2] == f"      │ {' ' * before}{'^' * carets}"


@pytest.mark.usefixtures("rules")
def test_colours_only_repeat_what_words_say() -> None:
    found = _finding(Severity.WARNING, 2)
    plain = text.render_finding(found, FILES.get)
    coloured = text.render_finding(found, FILES.get, Style(colour=True))
    assert "\033[33m" in coloured
    for code in ("\033[0m", "\033[1m", "\033[2m", "\033[33m"):
        coloured = coloured.replace(code, "")
    assert coloured == plain
    assert "\033" not in plain


@pytest.mark.usefixtures("rules")
def test_kinds_stand_apart_and_errors_last_just_above_the_summary() -> None:
    findings = [
        _finding(Severity.ERROR, 1),
        _finding(Severity.NOTE, 2),
        _finding(Severity.WARNING, 3),
    ]
    blocks = list(text.render_findings(findings))
    assert [block.split("[")[-1].split("]")[0] for block in blocks[1::2]] == [
        "test.note",
        "test.warning",
        "test.error",
    ]
    assert blocks[::2] == [
        "── Lưu ý (1) ──",
        "── Cảnh báo, nên xem lại (1) ──",
        "── Lỗi, phải sửa (1) ──",
    ]


@pytest.mark.usefixtures("rules")
def test_one_kind_alone_has_no_head() -> None:
    (block,) = text.render_findings([_finding(Severity.ERROR, 1)])
    assert block.startswith("content/a.csv:1:6: lỗi")


@pytest.mark.usefixtures("rules")
def test_many_of_one_rule_in_one_file_are_told_thrice_and_then_by_their_lines() -> None:
    findings = [_finding(Severity.ERROR, line) for line in [2, 3, 4, *range(5, 41), 44]]
    blocks = list(text.render_findings(findings, FILES.get))
    assert len(blocks) == 3
    assert blocks[2].endswith("\n    … và 37 dòng khác như vậy: 5–40, 44")
    assert text.summary(findings) == "Chưa dựng được: 40 lỗi."
    assert len(list(text.render_findings(findings, style=Style(fold=False)))) == 40


@pytest.mark.usefixtures("rules")
def test_four_are_told_one_by_one() -> None:
    findings = [_finding(Severity.ERROR, line) for line in range(4)]
    assert len(list(text.render_findings(findings))) == 4


@pytest.mark.usefixtures("rules")
def test_another_column_or_file_is_another_matter() -> None:
    findings = [
        Diagnostic(
            code="test.error",
            place=Place(path, line),
            params={"where": "đây", "field": field},
        )
        for path in (A, B)
        for field in ("Mã", "Địa bàn")
        for line in range(1, 11)
    ]
    assert len(list(text.render_findings(findings))) == 12


@pytest.mark.usefixtures("rules")
def test_several_on_one_line_are_places_not_lines() -> None:
    findings = [
        Diagnostic(code="test.error", place=Place(A, 2, column), params={"where": "đây"})
        for column in range(1, 11)
    ]
    last = list(text.render_findings(findings))[-1]
    assert last.endswith("… và 7 chỗ khác như vậy: 2")


FOUND = st.builds(
    Diagnostic,
    code=st.sampled_from(["csv.ragged", "value.missing"]),
    place=st.builds(Place, st.sampled_from([A, B]), st.integers(1, 60), st.integers(1, 5)),
    params=st.sampled_from([{"field": "Mã"}, {"field": "Địa bàn"}, {}]),
)


@given(st.lists(FOUND, max_size=80))
def test_nothing_is_lost_by_folding(findings: list[Diagnostic]) -> None:
    told = list(fold(findings))
    every = [one for each in told for one in (each.finding, *each.folded)]
    assert sorted(map(id, every)) == sorted(map(id, findings))
    for each in told:
        assert {one.code for one in each.folded} <= {each.finding.code}
        assert {one.place.path for one in each.folded} <= {each.finding.place.path}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([5], "5"),
        ([5, 6], "5–6"),
        ([9, 5, 6, 6, 7], "5–7, 9"),
        (range(1, 60, 2), "1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, …, 59"),
    ],
)
def test_lines_are_written_as_ranges(lines: list[int], expected: str) -> None:
    assert ranges(lines, "–", "…") == expected


@pytest.mark.usefixtures("rules")
@pytest.mark.parametrize(
    ("severities", "expected", "english"),
    [
        ([], "Không có lỗi.", "No errors."),
        ([Severity.WARNING], "Không có lỗi; 1 cảnh báo.", "No errors; 1 warning."),
        (
            [Severity.ERROR, Severity.ERROR, Severity.NOTE],
            "Chưa dựng được: 2 lỗi, 1 lưu ý.",
            "Cannot be built: 2 errors, 1 note.",
        ),
    ],
)
def test_the_summary_counts_in_one_line(
    severities: list[Severity], expected: str, english: str
) -> None:
    findings = [_finding(kind, line) for line, kind in enumerate(severities)]
    assert text.summary(findings) == expected
    assert text.summary(findings, Style(language=Language.ENGLISH)) == english


def test_in_english_every_word_that_is_not_of_a_file_is_english() -> None:
    findings = [
        Diagnostic(code="value.missing", place=Place(A, line, 6), params={"field": "Địa bàn"})
        for line in range(1, 11)
    ]
    english = Style(language=Language.ENGLISH)
    last = list(text.render_findings(findings, FILES.get, english))[-1]
    assert last == (
        "content/a.csv:3:6: error [value.missing]: “Địa bàn” is blank.\n"
        "    3 │ VD-2,Đạ Tẻh,x\n"
        "      │      ^^^^^^\n"
        "    → Give a value; it is required.\n"
        "    … and 7 more lines like this: 4–10"
    )
