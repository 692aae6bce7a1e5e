"""What editing programs are told must hold for the files that editors really write."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from frictionless import Dialect, Resource, Schema
from frictionless.formats import CsvControl

from build_tools.diagnostics import RULES, Diagnostic
from build_tools.diagnostics.wording import severity
from build_tools.editing.editor_files import EDITOR_SCHEMAS, editor_schema_files
from build_tools.reporters.text import render_finding
from schemas.files import FILE_KINDS
from schemas.place import Place
from schemas.report import Annex

Json = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]
_HEAD = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
HEADS = {"report": "reports/*/*/report.md", "team": "teams/*/team.md", "document": "documents/*.md"}
TABLES = {
    "areas": "catalogue/areas.csv",
    "agencies": "catalogue/agencies.csv",
    "indicators": "catalogue/indicators.csv",
    "directives": "catalogue/directives.csv",
    "schedule": "catalogue/schedule.csv",
    "team-members": "teams/*/members.csv",
    "team-areas": "teams/*/areas.csv",
    "corrections": "reports/*/corrections.csv",
    "annex-indicators": "reports/2026-06/*/indicators.csv",
    "annex-issues": "reports/2026-06/*/issues.csv",
    "annex-tasks": "reports/2026-06/*/tasks.csv",
    "annex-meetings": "reports/2026-06/*/meetings.csv",
    "annex-requests": "reports/2026-06/*/requests.csv",
}


def test_the_schemas_in_the_project_are_those_of_its_models() -> None:
    folder = ROOT / EDITOR_SCHEMAS
    kept = {path.name: path.read_text("utf-8") for path in sorted(folder.iterdir())}
    assert kept == editor_schema_files(), "run `diaban new editor-schemas`"


def _head(path: Path) -> Json:
    found = _HEAD.match(path.read_text("utf-8"))
    assert found, path
    head: Json = yaml.load(found[1], yaml.BaseLoader)  # noqa: S506  scalars as typed; safe
    return head


def _json_schema(name: str) -> jsonschema.Draft7Validator:
    schema = json.loads(editor_schema_files()[f"{name}.schema.json"])
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


@pytest.mark.parametrize("name", HEADS)
def test_every_head_of_the_sample_passes_its_schema(name: str) -> None:
    validator = _json_schema(name)
    paths = sorted((ROOT / "content").glob(HEADS[name]))
    assert paths
    for path in paths:
        assert [error.message for error in validator.iter_errors(_head(path))] == [], path


def test_the_settings_pass_their_schema_typed_as_yaml_types_them() -> None:
    settings = yaml.safe_load((ROOT / "content/settings.yml").read_text("utf-8"))
    _json_schema("settings").validate(settings | {"as_of": "10/07/2026"})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("status", "xong"),
        ("issued_on", "ngày 5 tháng 2"),
        ("symbol", "12-BC"),
        ("nguoi_ky", "An"),
        ("signer", {"post": "Trưởng Bộ phận"}),
    ],
)
def test_what_the_check_refuses_in_a_report_fails_its_schema_too(key: str, value: object) -> None:
    head = _head(ROOT / "content/reports/2026-06/to-01/report.md") | {key: value}
    assert list(_json_schema("report").iter_errors(head))


def test_a_key_may_be_the_vietnamese_title_as_when_it_is_read() -> None:
    head = _head(ROOT / "content/reports/2026-06/to-01/report.md")
    head["Tóm tắt"] = head.pop("summary")
    _json_schema("report").validate(head)
    del head["Tóm tắt"]
    assert list(_json_schema("report").iter_errors(head))


def _table(path: Path, schema: str) -> Resource:
    return Resource(
        path=path.name,
        basepath=str(path.parent),
        encoding="utf-8-sig",
        schema=Schema.from_descriptor(json.loads(editor_schema_files()[schema])),
        dialect=Dialect(controls=[CsvControl(delimiter=",")]),
    )


@pytest.mark.parametrize("name", TABLES)
def test_every_table_of_the_sample_passes_its_schema(name: str) -> None:
    paths = sorted((ROOT / "content").glob(TABLES[name]))
    assert paths
    for path in paths[:3]:
        report = _table(path, f"{name}.tableschema.json").validate()
        assert report.valid, (path, report.flatten(["rowNumber", "fieldName", "note"]))


def test_a_wrong_value_of_a_table_fails_its_schema(tmp_path: Path) -> None:
    text = (ROOT / "content/reports/2026-06/to-01/issues.csv").read_text("utf-8-sig")
    heads, row, *_ = text.splitlines()
    path = tmp_path / "issues.csv"
    path.write_text(f"{heads}\n{row.replace('VD-2025-01001', 'VD-25-1')}\n", encoding="utf-8")
    report = _table(path, "annex-issues.tableschema.json").validate()
    assert report.flatten(["rowNumber", "fieldName"]) == [[2, "Mã"]]


def _vscode(name: str) -> Json:
    text = (ROOT / ".vscode" / name).read_text("utf-8")
    settings: Json = json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))
    return settings


def test_the_settings_of_vs_code_name_schemas_and_files_that_are_there() -> None:
    for schema, files in _vscode("settings.json")["yaml.schemas"].items():
        assert (ROOT / schema).is_file()
        assert list(ROOT.glob(files))
    remark = (ROOT / ".remarkrc.mjs").read_text("utf-8")
    named = re.findall(r'"(\./\.vscode/schemas/[^"]+)": \[([^\]]+)\]', remark)
    assert len(named) == sum(not kind.is_table for kind in FILE_KINDS) - 1  # settings are YAML
    for schema, files in named:
        assert (ROOT / schema).is_file()
        for pattern in re.findall(r'"\./([^"]+)"', files):
            assert list(ROOT.glob(pattern)), pattern


def test_the_snippets_name_annexes_figures_and_rules_that_are_there() -> None:
    snippets = _vscode("diaban.code-snippets")
    choices = re.search(r"\|([^|]+)\|\}", snippets["Không phát sinh"]["body"][1])
    assert choices
    assert choices[1].split(",") == [annex.value for annex in Annex]
    rule = re.search(r"\{1:([^}]+)\}", snippets["Ngoại lệ của một cảnh báo"]["body"][1])
    assert rule
    assert rule[1] in RULES


@pytest.mark.parametrize("code", ["yaml.missing", "exception.stale", "file.ignored"])
def test_the_task_of_vs_code_finds_the_place_of_each_severity(code: str) -> None:
    place = Place("content/reports/2026-07/to-01/report.md", 12, 3)
    finding = Diagnostic(code=code, place=place, value="x")
    first = render_finding(finding).splitlines()[0]
    matchers = {one["severity"]: one for one in _vscode("tasks.json")["tasks"][0]["problemMatcher"]}
    word = {"error": "error", "warning": "warning", "note": "info"}[severity(finding)]
    for name, matcher in matchers.items():
        found = re.search(matcher["pattern"]["regexp"], first)
        assert (found is not None) is (name == word), first
        if found:
            assert found.groups()[:4] == (place.path, "12", "3", code)
