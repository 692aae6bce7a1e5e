"""`diaban import --format json`: one document, whatever came of it, and never a question."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from build_tools.project import Project

HEADS = "Địa bàn;Chỉ tiêu;Thực hiện trong kỳ;Tính chất số liệu;Số liệu đến ngày;Nguồn;Cột lạ\n"
RIGHT = f"{HEADS}Xã Hòa Bình;KT01;12,0;Chính thức;14/02/2031;Ủy ban nhân dân xã;x\n"
AMBIGUOUS = RIGHT.replace("12,0", "1.250")
REPORT = "content/reports/2031-02/to-01"
ImportFile = Callable[..., Any]


def told(run: Any) -> Mapping[str, Any]:  # noqa: ANN401  as the fixture gives it
    found: Mapping[str, Any] = json.loads(run.told[: run.told.rindex("}") + 1])
    assert list(found) == [
        *("schema_version", "file", "report", "tables", "head_fields", "has_prose", "refused"),
        *("asked", "notices", "changes", "standing", "written", "check"),
    ]
    assert (found["schema_version"], found["file"]) == (1, "tep.csv")
    assert found["report"] == REPORT
    return found


def test_what_was_understood_written_and_found_is_told(import_file: ImportFile) -> None:
    run = import_file(RIGHT.encode(), "--format", "json")
    found = told(run)
    (table,) = found["tables"]
    assert (table["target"], table["rows"]) == ("indicators.csv", 1)
    assert table["columns"][2]["head"] == "Thực hiện trong kỳ"
    assert [each["head"] for each in table["columns"] if each["field"] is None] == ["Cột lạ"]
    assert f"{REPORT}/indicators.csv" in found["written"]
    assert sorted(found["written"]) == sorted(f"{REPORT}/{name}" for name in run.files)
    assert found["refused"] == []
    check = found["check"]
    assert check["counts"]["error"] == 0
    assert {each["path"].rpartition("/")[0] for each in check["findings"]} == {REPORT}
    assert run.code == 0


def test_what_is_refused_is_told_with_its_place_and_nothing_is_written(
    import_file: ImportFile,
) -> None:
    run = import_file(AMBIGUOUS.encode(), "--format", "json")
    found = told(run)
    assert found["refused"] == [
        {
            "where": "dòng 2, cột 3",
            "message": "“Thực hiện trong kỳ”: số “1.250” đọc được hai cách: 1250 hoặc 1,25.",
            "help": "Nếu dấu ngăn hàng nghìn thì viết 1250; nếu dấu ngăn phần lẻ thì viết 1,25.",
        }
    ]
    assert (found["written"], found["check"], run.code, run.files) == ([], None, 1, {})


@pytest.mark.parametrize(("option", "code"), [("--dry-run", 0), ("--all", 2)])
def test_without_a_yes_nothing_is_written_and_nobody_is_asked(
    import_file: ImportFile, monkeypatch: pytest.MonkeyPatch, option: str, code: int
) -> None:
    def ask(question: str) -> str:
        raise AssertionError(question)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", ask)
    run = import_file(RIGHT.encode(), "--format", "json", option, answer=False)
    found = told(run)
    assert "indicators.csv" in found["changes"]
    assert (found["written"], found["check"], run.code, run.files) == ([], None, code, {})
    assert run.told.endswith("--yes.\n") == (code == 2)


def test_work_that_would_be_lost_is_named(import_file: ImportFile, small_province: Project) -> None:
    import_file(RIGHT.encode())
    annex = small_province.root / REPORT / "indicators.csv"
    annex.write_text(annex.read_text("utf-8").replace("12,0", "13,0"), "utf-8")
    run = import_file(RIGHT.encode(), "--format", "json")
    found = told(run)
    assert found["standing"] == ["indicators.csv"]
    assert (found["written"], run.code) == ([], 2)
    assert "--replace" in run.told
