"""What git says of the day on which a report came, asked of real repositories."""

import datetime as dt
import os
import subprocess
from pathlib import Path

import pytest

from build_tools.git_history import read_first_commits
from build_tools.project import Project
from build_tools.shell_environment import options_from_environment
from build_tools.validation.checking import check_content

REPORT = "content/reports/2031-01/to-01/report.md"


def git(root: Path, *arguments: str, day: str = "2031-01-20") -> None:
    moment = f"{day}T23:30:00 +0700"
    subprocess.run(
        ["git", "-C", root, "-c", "user.name=An", "-c", "user.email=an@localhost", *arguments],
        check=True,
        capture_output=True,
        env={**os.environ, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment},
    )


@pytest.fixture
def repository(small_province: Project) -> Project:
    root = small_province.root
    git(root, "init", "--quiet")
    git(root, "add", "content")
    git(root, "commit", "--quiet", "--message", "first", day="2031-02-10")
    return small_province


def test_the_day_is_that_of_the_commit_that_added_the_file(repository: Project) -> None:
    report = repository.root / REPORT
    report.write_text(report.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    git(repository.root, "commit", "--quiet", "--all", "--message", "again", day="2031-03-01")

    assert read_first_commits(repository.root) == {
        REPORT: dt.date(2031, 2, 10),
        REPORT.replace("to-01", "to-02"): dt.date(2031, 2, 10),
    }


def test_a_file_that_went_and_came_back_counts_from_its_first_day(repository: Project) -> None:
    root = repository.root
    text = (root / REPORT).read_bytes()
    git(root, "rm", "--quiet", REPORT, day="2031-02-11")
    git(root, "commit", "--quiet", "--message", "without", day="2031-02-11")
    (root / REPORT).parent.mkdir(exist_ok=True)
    (root / REPORT).write_bytes(text)
    git(root, "add", REPORT)
    git(root, "commit", "--quiet", "--message", "with", day="2031-02-12")

    days = read_first_commits(root)

    assert days is not None
    assert days[REPORT] == dt.date(2031, 2, 10)


def test_paths_are_those_of_the_project_where_it_is_a_folder_of_a_repository(
    small_province: Project,
) -> None:
    outer, inner = small_province.root, small_province.root / "trang"
    inner.mkdir()
    small_province.content.rename(inner / "content")
    git(outer, "init", "--quiet")
    git(outer, "add", "trang")
    git(outer, "commit", "--quiet", "--message", "first", day="2031-02-10")

    days = read_first_commits(inner)

    assert days is not None
    assert REPORT in days


def test_neither_a_folder_without_git_nor_a_short_history_is_asked(
    repository: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = repository.root
    git(root, "commit", "--quiet", "--allow-empty", "--message", "more")
    short = tmp_path_factory.mktemp("short")
    git(short, "clone", "--quiet", "--depth", "1", root.as_uri(), "copy")

    assert read_first_commits(short / "copy") is None
    assert read_first_commits(tmp_path_factory.mktemp("bare")) is None


def test_a_check_warns_of_a_report_that_was_committed_late_unless_it_is_illustrative(
    repository: Project,
) -> None:
    options = options_from_environment(repository, today=dt.date(2031, 2, 20))
    settings = repository.content / "settings.yml"
    codes = {}
    for illustrative in ("true", "false"):
        lines = settings.read_text(encoding="utf-8").splitlines()
        settings.write_text(
            "\n".join(
                f"illustrative: {illustrative}" if line.startswith("illustrative:") else line
                for line in lines
            ),
            encoding="utf-8",
        )
        found = check_content(repository, options.today, options.first_commits)
        codes[illustrative] = [
            one.place.path for one in found if one.code == "signoff.first-commit-later"
        ]

    assert codes == {"true": [], "false": [REPORT, REPORT.replace("to-01", "to-02")]}
