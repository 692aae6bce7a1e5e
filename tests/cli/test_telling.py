"""`--format`, `--output`, `--lang`, `--all`: what is printed where, on a console and in CI."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from build_tools.commands import telling, telling_options
from build_tools.diagnostics.language import Language
from build_tools.project import Project

DIABAN = Path(sys.executable).parent / "diaban"
HERE = "content/reports/2031-01/to-01"
CI = ("GITHUB_ACTIONS", "GITEA_ACTIONS", "FORGEJO_ACTIONS", "GITLAB_CI", "NO_COLOR")
CLEAN_ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in CI}


def run(
    project: Project, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [DIABAN, "--root", project.root, *arguments],
        capture_output=True,
        check=False,
        env={**CLEAN_ENVIRONMENT, "PYTHONIOENCODING": "utf-8", **environment},
    )


@pytest.fixture
def wrong(small_province: Project) -> Project:
    """The small province with one error, an area misspelt."""
    issues = small_province.root / HERE / "issues.csv"
    text = issues.read_text(encoding="utf-8")
    issues.write_text(text.replace("Xã Đạ Tẻh", "Xa Da Teh", 1), encoding="utf-8")
    return small_province


def parsed(name: str, data: bytes) -> object:
    if name == "junit":
        return ET.fromstring(data).get("failures")  # noqa: S314  our own document
    return json.loads(data)


@pytest.mark.parametrize("name", ["json", "sarif", "junit", "gitlab"])
def test_a_document_stands_alone_on_the_screen_and_beside_the_text_in_a_file(
    wrong: Project, tmp_path: Path, name: str
) -> None:
    alone = run(wrong, "check", "--format", name, PYTHONIOENCODING="cp1252")
    assert (alone.returncode, alone.stderr) == (1, b"")
    parsed(name, alone.stdout)
    file = tmp_path / "report"
    both = run(wrong, "check", "--format", name, "--output", str(file))
    assert both.returncode == 1
    assert file.read_bytes() == alone.stdout  # UTF-8 and line feeds on any console
    assert "[reference.unknown]" in both.stdout.decode()


def test_clean_content_gives_clean_documents_and_0(small_province: Project) -> None:
    for name in ("json", "sarif", "junit", "gitlab"):
        done = run(small_province, "check", "--format", name)
        assert (done.returncode, done.stderr) == (0, b"")
        parsed(name, done.stdout)
    github = run(small_province, "check", "--format", "github")
    assert (github.returncode, github.stdout) == (0, b"")


def test_a_build_keeps_its_own_words_out_of_a_document(wrong: Project) -> None:
    done = run(wrong, "build", "--format", "json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["counts"]["error"] == 1


def test_text_goes_into_a_file_without_colours(wrong: Project, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    done = run(wrong, "check", "--output", str(file))
    assert done.returncode == 1
    assert file.read_bytes() == done.stdout
    assert b"\033" not in done.stdout


def test_a_file_that_cannot_be_written_is_a_mistake_of_the_command(
    small_province: Project, tmp_path: Path
) -> None:
    for name in (tmp_path / "none/report.json", tmp_path):
        done = run(small_province, "check", "--format", "json", "--output", str(name))
        assert done.returncode == 2
        assert "không ghi được tệp" in done.stderr.decode()


def test_an_unknown_format_or_language_is_a_mistake_of_the_command(
    small_province: Project,
) -> None:
    assert run(small_province, "check", "--format", "xml").returncode == 2
    assert run(small_province, "check", "--lang", "fr").returncode == 2


def test_github_gets_notes_beside_the_text_and_runs_nothing_of_the_text(wrong: Project) -> None:
    lines = run(wrong, "check", GITHUB_ACTIONS="true").stdout.decode().splitlines()
    token = lines[0].removeprefix("::stop-commands::")
    assert re.fullmatch("[0-9a-f]{64}", token)
    end = lines.index(f"::{token}::")
    assert "[reference.unknown]" in lines[1]
    assert lines[end - 1] == "Chưa dựng được: 1 lỗi."
    assert lines[end + 1].startswith(f"::error file={HERE}/issues.csv,line=2,endLine=2,col=15,")
    assert len(lines) == end + 2


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"GITHUB_ACTIONS": "false"},
        {"GITHUB_ACTIONS": "true", "GITEA_ACTIONS": "true"},
        {"GITHUB_ACTIONS": "true", "FORGEJO_ACTIONS": "true"},
        {"GITLAB_CI": "true"},
    ],
)
def test_elsewhere_there_is_text_alone(wrong: Project, environment: dict[str, str]) -> None:
    assert "::" not in run(wrong, "check", **environment).stdout.decode()


def test_a_format_that_is_asked_for_wins_over_the_environment(wrong: Project) -> None:
    text = run(wrong, "check", "--format", "text", GITHUB_ACTIONS="true").stdout.decode()
    assert "::" not in text
    document = run(wrong, "check", "--format", "json", GITHUB_ACTIONS="true").stdout
    assert json.loads(document)["counts"]["error"] == 1


def test_paths_for_a_forge_begin_at_the_root_of_the_repository(wrong: Project) -> None:
    inner = wrong.root / "trang"
    inner.mkdir()
    (wrong.root / "content").rename(inner / "content")
    subprocess.run(["git", "-C", wrong.root, "init", "--quiet"], check=True)
    moved = Project(root=inner)
    (note,) = json.loads(run(moved, "check", "--format", "gitlab").stdout)
    assert note["location"]["path"] == f"trang/{HERE}/issues.csv"
    assert json.loads(run(moved, "check", "--format", "json").stdout)["findings"][0]["path"] == (
        f"{HERE}/issues.csv"
    )


def test_english_is_told_on_asking(wrong: Project) -> None:
    text = run(wrong, "check", "--lang", "en").stdout.decode()
    assert "error [reference.unknown]: “Địa bàn”: “Xa Da Teh” is not a known area." in text
    assert text.endswith("Cannot be built: 1 error.\n")


def test_all_tells_each_of_many(small_province: Project) -> None:
    issues = small_province.root / HERE / "issues.csv"
    lines = issues.read_text(encoding="utf-8").splitlines()
    rows = [
        lines[1].replace("Xã Đạ Tẻh", "Xa Da Teh").replace("01001", f"01{n}")
        for n in range(100, 140)
    ]
    issues.write_text("\n".join([lines[0], *rows]) + "\n", encoding="utf-8")
    folded = run(small_province, "check").stdout.decode()
    whole = run(small_province, "check", "--all").stdout.decode()
    assert folded.count("[reference.unknown]") == 3
    assert "và 37 dòng khác như vậy: 5–41" in folded
    assert whole.count("[reference.unknown]") == 40
    summary = "Chưa dựng được: 40 lỗi."
    assert folded.splitlines()[-1] == whole.splitlines()[-1] == summary


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("cp1252", "lôi [reference.unknown]: “Dia bàn”: không rõ “Xa Da Teh” là dia bàn nào."),
        ("cp1258", "lôi [reference.unknown]: “Đia bàn”: không ro “Xa Da Teh” là đia bàn nào."),
        ("ascii", 'loi [reference.unknown]: "Dia ban": khong ro "Xa Da Teh" la dia ban nao.'),
        ("utf-8", "lỗi [reference.unknown]: “Địa bàn”: không rõ “Xa Da Teh” là địa bàn nào."),
    ],
)
def test_a_console_of_another_encoding_still_shows_the_place_and_words_that_can_be_read(
    wrong: Project, encoding: str, expected: str
) -> None:
    done = run(wrong, "check", PYTHONIOENCODING=encoding)
    lines = done.stdout.decode(encoding).splitlines()
    assert (done.returncode, done.stderr) == (1, b"")
    assert lines[0] == f"{HERE}/issues.csv:2:15: {expected}"
    bar, arrow = ("│", "→") if encoding == "utf-8" else ("|", "->")
    assert lines[1].startswith(f"    2 {bar} VD-2031-01001,Xa Da Teh,Kinh t")
    assert lines[2] == f"      {bar} {' ' * 14}^^^^^^^^^"
    assert lines[3].startswith(f"    {arrow} C")


def test_a_file_of_windows_has_the_same_places(wrong: Project) -> None:
    issues = wrong.root / HERE / "issues.csv"
    before = run(wrong, "check").stdout
    issues.write_bytes(b"\xef\xbb\xbf" + issues.read_bytes().replace(b"\n", b"\r\n"))
    assert run(wrong, "check").stdout == before


def test_what_may_be_asked_is_what_can_be_told() -> None:
    """The options stand apart from the telling, which takes a second to load."""
    assert set(telling_options.DOCUMENTS) == set(telling.DOCUMENTS)
    assert tuple(each.value for each in Language) == telling_options.LANGUAGES
