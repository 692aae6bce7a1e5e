"""What was found in the same content is told again; in any other it is found anew."""

import datetime as dt
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.diagnostics import Diagnostic
from build_tools.diagnostics.language import Phrase
from build_tools.diagnostics.stored import as_bytes, findings_in
from build_tools.project import Project
from build_tools.reading.snapshot import take_snapshot
from build_tools.store import Store
from build_tools.validation.checking import check_content
from build_tools.validation.known_findings import KnownFindings
from schemas.place import Place
from tests.validation.random_edits import (
    EDITED,
    RANDOM_EDITS,
    begin_again,
    edit_any,
)
from tests.validation.test_readings import EDITS

TODAY = dt.date(2031, 3, 1)
ROOT = Path(__file__).resolve().parents[2]
REPORT = "content/reports/2031-01/to-01"
Findings = tuple[Diagnostic, ...]


def _check(
    project: Project, commits: Mapping[str, dt.date] | None = None, today: dt.date = TODAY
) -> tuple[Findings, bool]:
    """Check as the command does; return the findings, and whether they were known."""
    known = KnownFindings.of(project)
    findings = known.get(today, commits)
    if findings is not None:
        return findings, True
    return check_content(project, today, commits, known=known), False


def test_the_same_content_is_judged_once(small_province: Project) -> None:
    first, was_known = _check(small_province)
    assert not was_known
    assert _check(small_province) == (first, True)


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_and_its_taking_back_are_told_as_a_fresh_check_tells_them(
    small_province: Project, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pristine = tmp_path_factory.mktemp("pristine")
    shutil.copytree(small_province.content, pristine / "content")
    first, _ = _check(small_province)
    EDITS[name](small_province.root)
    plain = check_content(small_province, TODAY)
    for _ in range(2):
        assert _check(small_province)[0] == plain
    shutil.rmtree(small_province.content)
    shutil.copytree(pristine / "content", small_province.content)
    assert _check(small_province) == (first, True)


def _empty_folder(root: Path) -> None:
    (root / "content/strange").mkdir()


def _kept_folder(root: Path) -> None:
    _empty_folder(root)
    (root / "content/strange/.gitkeep").touch()


def _link(root: Path) -> None:
    (root / "content/strange.md").symlink_to("index.md")


def _second_name(root: Path) -> None:
    (root / REPORT / "tasks.csv").hardlink_to(root / REPORT / "issues.csv")


@pytest.mark.parametrize("edit", [_empty_folder, _kept_folder, _link, _second_name])
def test_what_no_bytes_tell_is_never_known(
    small_province: Project, edit: Callable[[Path], None]
) -> None:
    before, _ = _check(small_province)
    edit(small_province.root)
    for _ in range(2):
        findings, was_known = _check(small_province)
        assert not was_known
        assert findings == check_content(small_province, TODAY) != before


@pytest.mark.parametrize("name", ["a mark of secrecy", "a personal number"])
def test_where_the_gate_refuses_something_nothing_is_kept(
    small_province: Project, name: str
) -> None:
    EDITS[name](small_province.root)
    _check(small_province)
    assert _check(small_province)[1] is False
    assert not small_province.findings.exists()


def test_another_day_another_history_and_another_program_are_judged_anew(
    small_province: Project,
) -> None:
    _check(small_province)
    assert _check(small_province, today=dt.date(2031, 6, 1))[1] is False
    commits = {f"{REPORT}/report.md": dt.date(2031, 2, 27)}
    findings, was_known = _check(small_province, commits)
    assert not was_known
    assert findings == check_content(small_province, TODAY, commits)
    snapshot = take_snapshot(small_province.root, "content")
    store = Store(small_province.findings)
    assert KnownFindings(store, "another", snapshot).get(TODAY, None) is None


def test_of_files_that_changed_while_they_were_read_nothing_is_kept(
    small_province: Project,
) -> None:
    folder = small_province.root / REPORT / "attachments"
    folder.mkdir()
    shutil.copyfile(next(ROOT.glob("content/reports/**/attachments/*.pdf")), folder / "a.pdf")
    known = KnownFindings.of(small_province)
    (folder / "a.pdf").write_bytes((folder / "a.pdf").read_bytes() + b"\n")
    check_content(small_province, TODAY, known=known)
    assert known.get(TODAY, None) is None


def test_a_file_that_came_after_the_look_is_of_the_next_check(small_province: Project) -> None:
    known = KnownFindings.of(small_province)
    plain = check_content(small_province, TODAY)
    (small_province.root / REPORT / "unknown.txt").write_text("x", encoding="utf-8")
    assert check_content(small_province, TODAY, known=known) == plain
    assert _check(small_province)[0] != plain


def test_texts_are_judged_as_they_were_when_they_were_hashed(small_province: Project) -> None:
    known = KnownFindings.of(small_province)
    plain = check_content(small_province, TODAY)
    EDITS["a broken row"](small_province.root)
    assert check_content(small_province, TODAY, known=known) == plain == known.get(TODAY, None)
    assert _check(small_province)[0] != plain


def test_what_is_damaged_is_found_again(small_province: Project) -> None:
    first, _ = _check(small_province)
    for path in small_province.findings.glob("??/*"):
        path.write_bytes(path.read_bytes()[:-1])
    assert _check(small_province) == (first, False)


def test_the_day_that_the_settings_name_is_known(small_province: Project) -> None:
    known = KnownFindings.of(small_province)
    assert known.clock() is None
    check_content(small_province, TODAY, known=known)
    assert KnownFindings.of(small_province).clock() == ("Asia/Ho_Chi_Minh", dt.date(2031, 1, 20))
    EDITS["a setting"](small_province.root)
    assert KnownFindings.of(small_province).clock() is None


_PHRASES = st.builds(Phrase, st.text(), st.text())
_TEXTS = st.text(st.characters(codec=None)) | _PHRASES
_PLACES = st.builds(Place, st.text(), st.integers(1), st.integers(1))


@given(
    st.lists(
        st.builds(
            Diagnostic,
            code=st.text(),
            place=_PLACES,
            value=st.none() | _TEXTS,
            nearest=st.none() | _TEXTS,
            related=st.none() | _PLACES,
            params=st.dictionaries(st.text(), _TEXTS),
            of_draft=st.booleans(),
        )
    )
)
def test_findings_come_back_as_they_were(findings: list[Diagnostic]) -> None:
    again = findings_in(as_bytes(findings))
    assert again == tuple(findings)
    for old, new in zip(findings, again, strict=True):
        olds, news = ((one.value, one.nearest, *one.params.values()) for one in (old, new))
        assert [getattr(each, "english", None) for each in olds] == [
            getattr(each, "english", None) for each in news
        ]


def test_a_check_of_what_is_known_loads_nothing_that_reads_or_judges(
    small_province: Project,
) -> None:
    program = (
        "import sys; from build_tools.cli import main; code = main(sys.argv[1:]);"
        "print(*sorted(sys.modules), file=sys.stderr); sys.exit(code)"
    )
    command = [sys.executable, "-c", program, "--root", str(small_province.root), "check"]
    command += ["--today", "01/03/2031", str(small_province.content / "settings.yml")]
    first, second = (
        subprocess.run(command, capture_output=True, text=True, check=False) for _ in range(2)
    )
    assert (second.returncode, second.stdout) == (first.returncode, first.stdout)
    heavy = {"pydantic", "yaml", "markdown_it", "build_tools.validation.loading"}
    assert heavy <= set(first.stderr.split())
    assert heavy.isdisjoint(second.stderr.split())


@pytest.mark.slow
@EDITED
@given(edits=RANDOM_EDITS)
def test_whatever_is_edited_the_findings_are_those_of_a_fresh_check(
    edited_province: Project, edits: list[tuple[int, str, int]]
) -> None:
    begin_again(edited_province)
    _check(edited_province)
    for edit in edits:
        edit_any(edited_province, *edit)
        assert _check(edited_province)[0] == check_content(edited_province, TODAY)
