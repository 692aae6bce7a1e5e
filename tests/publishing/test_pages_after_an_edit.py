"""After an edit of the sample, kept pages and those made now are the site made anew."""

import csv
import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sites import said

from build_tools import site_pages
from build_tools.project import BuildOptions, Project
from build_tools.publishing.kept_pages import compose_kept
from build_tools.shell_environment import options_from_environment
from build_tools.site import compose

pytestmark = pytest.mark.slow
REPORT = "reports/2026-05/to-04"
Edit = Callable[[Path], None]


def _cell(path: str, column: str, change: Callable[[str], str], row: int = 1) -> Edit:
    """Change a cell of a table, as an editor does in Excel."""

    def edit(content: Path) -> None:
        file = content / path
        rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
        place = rows[0].index(column)
        rows[row][place] = change(rows[row][place])
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        file.write_text(text.getvalue(), encoding="utf-8-sig")

    return edit


def _append(path: str, text: str) -> Edit:
    def edit(content: Path) -> None:
        file = content / path
        file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")

    return edit


def _without_row(path: str) -> Edit:
    def edit(content: Path) -> None:
        lines = (content / path).read_text(encoding="utf-8-sig").splitlines(keepends=True)
        (content / path).write_text("".join(lines[:-1]), encoding="utf-8-sig")

    return edit


def _remove(path: str) -> Edit:
    return lambda content: shutil.rmtree(content / path)


# What is changed, and a page that has to be made anew and one that must not be.
EDITS: dict[str, tuple[Edit, str, str]] = {
    "prose": (
        _append(f"{REPORT}/report.md", "\nMột câu mới.\n"),
        "bao-cao/2026-05/to-04/",
        "chi-tieu/kt01/",
    ),
    "a figure": (
        _cell(
            f"{REPORT}/indicators.csv",
            "Thực hiện trong kỳ",
            lambda old: old[:-1] + ("3" if old[-1] != "3" else "4"),
            row=3,
        ),
        "to/04/",
        "to/05/",
    ),
    "a matter": (
        _cell(f"{REPORT}/issues.csv", "Nội dung tóm tắt", lambda old: f"{old}, hai chỗ"),
        "so/van-de/",
        "dia-ban/xa-da-teh/",
    ),
    "a meeting": (
        _cell(f"{REPORT}/meetings.csv", "Kết luận chính", lambda _: "Thống nhất."),
        "so/hop/",
        "dia-ban/xa-da-teh/",
    ),
    "a row for leaders alone": (
        _cell(f"{REPORT}/orientation.csv", "Người được xem", lambda _: "leadership"),
        "bao-cao/2026-05/to-04/",
        "bao-cao/2026-05/to-05/",
    ),
    "a row that is gone": (
        _without_row(f"{REPORT}/meetings.csv"),
        "so/hop/",
        "to/05/",
    ),
    "a report that is gone": (_remove("reports/2026-06/to-12"), "to/12/", "bao-cao/2025/to-01/"),
}


@pytest.fixture(scope="module")
def edited(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Project, BuildOptions]:
    """A copy of the sample whose pages are kept, and how it is built."""
    root = tmp_path_factory.mktemp("edited")
    shutil.copytree(project.content, root / "content")
    for name in ("mkdocs.yml", "site_templates"):
        (root / name).symlink_to(project.root / name)
    copy = Project(root=root)
    options = replace(options_from_environment(project), workers=2)
    assert compose_kept(copy, options, lambda _: None).site is not None
    return copy, options


@pytest.mark.parametrize(("edit", "made", "kept"), EDITS.values(), ids=EDITS)
def test_the_site_is_that_made_anew_and_no_more_is_made_than_asked_for(
    edited: tuple[Project, BuildOptions],
    monkeypatch: pytest.MonkeyPatch,
    edit: Edit,
    made: str,
    kept: str,
) -> None:
    project, options = edited
    edit(project.content)
    missing: set[str] = set()
    still_right = site_pages._still_right  # noqa: SLF001  what is made is seen nowhere else

    def note(groups: list[list[site_pages.PagePlan]], *given: object) -> site_pages.KeptGroups:
        found = still_right(groups, *given)  # type: ignore[arg-type]  # as it was called
        missing.update(plan.uri for plans in groups if plans[0].uri not in found for plan in plans)
        return found

    monkeypatch.setattr(site_pages, "_still_right", note)
    now = compose_kept(project, options, lambda _: None).site
    anew = compose(project, options).site
    assert now is not None, "the edit is an error"
    assert anew is not None
    assert said(now) == said(anew)
    assert made in missing
    assert kept not in missing
