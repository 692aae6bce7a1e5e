"""A build that would change nothing is not made; whatever could change a byte makes one."""

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools import forked
from build_tools.project import Project
from build_tools.publishing import unchanged
from build_tools.publishing.unchanged import Standing, Watch

ROOT = Path(__file__).resolve().parents[2]
NOW = dt.datetime(2031, 2, 20, 16, 30, tzinfo=dt.UTC)  # half past eleven at night in Đà Lạt
BY_CLOCK = Standing(day="2031-02-20", zone="Asia/Ho_Chi_Minh", warnings=2, notes=1)
BY_HAND = Standing(day="2031-02-20", zone=None, warnings=0, notes=0)
ASKED = {"audience": "intranet", "today": None}


@pytest.fixture
def built(small_province: Project) -> Project:
    """A province whose site was built, and its build noted."""
    (small_province.root / "site_templates").unlink()
    templates = small_province.root / "site_templates/pages"
    templates.mkdir(parents=True)
    (templates / "home.html.j2").write_text("{{ view }}", encoding="utf-8")
    (small_province.root / "mkdocs.yml").unlink()
    shutil.copy(ROOT / "mkdocs.yml", small_province.root)
    pages = small_province.root / "site/to/to-01"
    pages.mkdir(parents=True)
    (pages / "index.html").write_text("<h1>Tổ 1</h1>", encoding="utf-8")
    build(small_province, BY_CLOCK)
    return small_province


def watch(project: Project, **asked: str) -> Watch:
    return Watch(project, project.root / "site", ASKED | asked)


def build(project: Project, standing: Standing, meanwhile: Callable[[], object] = int) -> None:
    """Note a build as the command does; the site is what stands there."""
    watching = watch(project)
    watching.begin()
    meanwhile()
    watching.keep(standing)


def standing(project: Project, now: dt.datetime = NOW, **asked: str) -> Standing | None:
    return watch(project, **asked).standing(now)


def test_what_was_built_stands_with_what_it_told(built: Project) -> None:
    assert standing(built) == BY_CLOCK


def test_before_the_first_build_nothing_stands(small_province: Project) -> None:
    assert standing(small_province) is None


def _linked(root: Path) -> None:
    (root / "site/to").rename(root / "elsewhere")
    (root / "site/to").symlink_to(root / "elsewhere")


_EDITS: dict[str, Callable[[Path], object]] = {
    "a report": lambda root: _append(root / "content/reports/2031-01/to-01/report.md"),
    "a row": lambda root: _append(root / "content/reports/2031-01/to-01/issues.csv"),
    "the settings": lambda root: _append(root / "content/settings.yml"),
    "an attachment that is new": lambda root: (root / "content/new.pdf").write_bytes(b"%PDF"),
    "a file that is gone": lambda root: (root / "content/index.md").unlink(),
    "a folder that is new": lambda root: (root / "content/reports/2031-02").mkdir(),
    "a template": lambda root: _append(root / "site_templates/pages/home.html.j2"),
    "the configuration": lambda root: _append(root / "mkdocs.yml"),
    "a page of the site": lambda root: _append(root / "site/to/to-01/index.html"),
    "a page that is gone": lambda root: (root / "site/to/to-01/index.html").unlink(),
    "a page that is not ours": lambda root: (root / "site/x.html").write_text("", "utf-8"),
    "a page deep in it that is not ours": lambda root: (root / "site/to/to-01/x").touch(),
    "a folder that is not ours": lambda root: (root / "site/to/to-02").mkdir(),
    "a page that has another name": lambda root: (root / "site/to/to-01/index.html").rename(
        root / "site/to/to-01/x.html"
    ),
    "a link in the place of a folder": _linked,
    "the site": lambda root: shutil.rmtree(root / "site"),
}


def _append(path: Path) -> None:
    """Add a letter; put the time of the last writing back, as a copying program may."""
    before = path.stat()
    path.write_bytes(path.read_bytes() + b"\n")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("edit", _EDITS.values(), ids=_EDITS)
def test_an_edit_of_anything_makes_a_build(built: Project, edit: Callable[[Path], object]) -> None:
    edit(built.root)
    assert standing(built) is None


@pytest.mark.parametrize("processors", [1, 2, 3])
def test_however_many_processes_look_at_a_large_site_they_see_the_same(
    built: Project, monkeypatch: pytest.MonkeyPatch, processors: int
) -> None:
    monkeypatch.setattr(unchanged, "_RUN", 1)
    monkeypatch.setattr(forked, "count_processors", lambda: processors)
    build(built, BY_CLOCK)
    assert standing(built) == BY_CLOCK
    page = built.root / "site/to/to-01/index.html"
    content = page.read_bytes()
    page.unlink()
    assert standing(built) is None
    page.write_bytes(content)
    assert standing(built) is None  # another file, though it says the same


def test_a_letter_for_a_letter_is_seen_though_size_and_time_are_the_same(built: Project) -> None:
    path = built.root / "content/reports/2031-01/to-01/report.md"
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("Bộ phận", "Bộ phậm", 1), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert standing(built) is None


def test_the_same_bytes_written_again_make_no_build(built: Project) -> None:
    for path in built.content.rglob("*"):
        if path.is_file():
            copy = path.with_name("copy")
            shutil.copyfile(path, copy)
            copy.replace(path)
    assert standing(built) == BY_CLOCK
    assert standing(built) == BY_CLOCK


def test_another_wish_makes_a_build(built: Project) -> None:
    assert standing(built, audience="leadership") is None
    assert standing(built, today="2031-02-20") is None
    assert Watch(built, built.root / "elsewhere", ASKED).standing(NOW) is None


def test_the_next_day_makes_a_build_where_the_clock_gave_the_day(built: Project) -> None:
    midnight = dt.timedelta(minutes=30)
    assert standing(built, NOW + midnight - dt.timedelta(seconds=1)) == BY_CLOCK
    assert standing(built, NOW + midnight) is None
    build(built, BY_HAND)
    assert standing(built, NOW + midnight) == BY_HAND


def test_a_commit_makes_a_build(built: Project) -> None:
    """A page names its commit."""
    git = ("git", "-C", str(built.root), "-c", "user.name=A", "-c", "user.email=a@example.invalid")
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "content"], check=True)
    build(built, BY_CLOCK)
    assert standing(built) == BY_CLOCK
    subprocess.run([*git, "commit", "-qm", "Add the province"], check=True)
    assert standing(built) is None


def test_a_build_during_which_something_changed_is_not_noted(built: Project) -> None:
    path = built.root / "content/reports/2031-01/to-01/report.md"
    build(built, BY_HAND, meanwhile=lambda: _append(path))
    assert standing(built) is None


def test_a_note_that_is_spoilt_makes_a_build(built: Project) -> None:
    (note,) = (path for path in built.standings.rglob("*") if path.is_file())
    note.write_bytes(note.read_bytes().replace(b'"warnings": 2', b'"warnings": 0'))
    assert standing(built) is None


@pytest.mark.slow
def test_the_command_leaves_the_site_alone_and_loads_nothing_for_it(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/fixtures/small_province/content", tmp_path / "content")
    for name in ("mkdocs.yml", "site_templates"):
        (tmp_path / name).symlink_to(ROOT / name)
    home = tmp_path / "site/index.html"

    first = _diaban(tmp_path)
    made = home.stat()
    again = _diaban(tmp_path, "-X", "importtime")

    assert "cả thảy" in first.stdout
    assert "Không có gì đổi" in again.stdout
    assert "2 điều đã nhắc" in again.stdout
    assert home.stat() == made
    loaded = {line.rpartition("|")[2].strip() for line in again.stderr.splitlines()}
    assert "build_tools.publishing.unchanged" in loaded
    assert loaded.isdisjoint({"pydantic", "pandas", "jinja2", "mkdocs", "yaml"})

    home.write_text("", encoding="utf-8")
    assert "cả thảy" in _diaban(tmp_path).stdout
    assert home.stat().st_size == made.st_size
    assert '"findings"' in _diaban(tmp_path, form="json").stdout


def _diaban(root: Path, *python: str, form: str = "") -> "subprocess.CompletedProcess[str]":
    wishes = ["--today", "20/02/2031", *(["--format", form] if form else [])]
    command = [sys.executable, *python, "-m", "build_tools", "--root", str(root), "build", *wishes]
    environment = {name: each for name, each in os.environ.items() if name != "GITHUB_ACTIONS"}
    return subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment
    )
