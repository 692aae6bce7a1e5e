import logging
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from build_tools import mkdocs_plugin
from build_tools.diagnostics import RULES, Diagnostic, Example, Rule, Severity
from build_tools.errors import PublishingError, UsageError
from build_tools.mkdocs_plugin import write_site
from build_tools.project import Project
from build_tools.search import build_search_index
from build_tools.site import Composition
from build_tools.site_model import Site, SiteFile
from schemas.place import Place

pytestmark = pytest.mark.slow
PLACE = Place("content/a.csv", 3, 5)


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> None:
    for severity in Severity:
        rule = Rule(
            f"test.{severity}", severity, "Câu “{value}” sai.", "Viết lại.", Example("a", "b")
        )
        monkeypatch.setitem(RULES.by_code, rule.code, rule)


@pytest.fixture
def small_project(tmp_path: Path, checkout: Project) -> Project:
    for name in ("mkdocs.yml", "site_templates"):
        (tmp_path / name).symlink_to(checkout.root / name)
    (tmp_path / "content" / "assets").mkdir(parents=True)
    (tmp_path / "content" / "secret.csv").write_text("a", encoding="utf-8")
    (tmp_path / "content" / "page.md").write_text("# a", encoding="utf-8")
    (tmp_path / "content" / "assets" / "x.js").write_text("a", encoding="utf-8")
    return Project(root=tmp_path)


def _finding(severity: str) -> Diagnostic:
    return Diagnostic(code=f"test.{severity}", place=PLACE, value="x")


def _mkdocs_build(project: Project, out: Path, *, strict: bool = True) -> None:
    """What `mkdocs build --strict` does, composing the site by itself."""
    build(load_config(str(project.mkdocs_yml), site_dir=str(out), strict=strict))


def _composing(
    monkeypatch: pytest.MonkeyPatch, site: Site | None, *findings: Diagnostic
) -> list[Project]:
    asked: list[Project] = []

    def compose(project: Project, options: object) -> Composition:
        del options
        asked.append(project)
        return Composition(site, findings)

    monkeypatch.setattr(mkdocs_plugin, "compose", compose)
    monkeypatch.setattr(mkdocs_plugin, "options_from_environment", lambda _: None)
    return asked


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_only_what_is_in_the_site_and_the_frame_is_written(
    small_project: Project, hand_made_site: Site, tmp_path: Path
) -> None:
    write_site(small_project, hand_made_site, tmp_path / "out")
    written = _files(tmp_path / "out")
    expected = {f"{page.uri}index.html" for page in hand_made_site.pages}
    expected |= {file.uri for file in hand_made_site.files}
    frame = set(written) - expected
    assert expected <= set(written)
    assert {name for name in frame if not name.startswith("assets/")} == {"404.html"}
    ours = {part.uri for part in build_search_index(hand_made_site.pages)}
    left = sorted(re.sub(r"\.[0-9a-f]{8}", "", name) for name in frame - ours)
    assert [name for name in left if not name.startswith(("assets/fonts/", "assets/images/"))] == [
        "404.html",
        "assets/css/site.css",
        "assets/js/search-box.js",
        "assets/js/site.js",
        "assets/js/start.js",
    ]
    assert written["du-lieu/a.csv"] == b"a\r\n"


def test_mkdocs_alone_writes_the_same_bytes(
    small_project: Project, hand_made_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(small_project, hand_made_site, tmp_path / "ours")
    asked = _composing(monkeypatch, hand_made_site)
    _mkdocs_build(small_project, tmp_path / "theirs")
    assert _files(tmp_path / "ours") == _files(tmp_path / "theirs")
    assert asked == [Project(root=small_project.root)]


def test_a_site_that_is_handed_over_is_not_composed_again(
    small_project: Project, hand_made_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _composing(monkeypatch, None)
    write_site(small_project, hand_made_site, tmp_path / "out")
    assert asked == []


def test_warnings_about_the_content_do_not_fail_a_strict_build(
    small_project: Project,
    hand_made_site: Site,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    rules: None,
) -> None:
    del rules
    caplog.set_level(logging.INFO, logger="mkdocs")
    _composing(monkeypatch, hand_made_site, _finding("warning"), _finding("note"))
    _mkdocs_build(small_project, tmp_path / "out")
    told = [record for record in caplog.records if "cảnh báo" in record.getMessage()]
    assert [record.levelno for record in told] == [logging.INFO]
    assert "1 cảnh báo, 1 lưu ý" in told[0].getMessage()


def test_an_error_in_the_content_is_told_and_the_old_site_stays(
    small_project: Project,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    rules: None,
) -> None:
    del rules
    _composing(monkeypatch, None, _finding("error"))
    old = tmp_path / "out" / "index.html"
    old.parent.mkdir()
    old.write_text("old", encoding="utf-8")
    with pytest.raises(Abort):
        _mkdocs_build(small_project, tmp_path / "out", strict=False)
    assert _files(tmp_path / "out") == {"index.html": b"old"}
    assert "content/a.csv:3:5: lỗi [test.error]: Câu “x” sai.\n    → Viết lại." in caplog.text
    assert all(record.exc_info is None for record in caplog.records)


def test_an_error_of_the_user_is_told_as_a_sentence(
    small_project: Project,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse(_: Project) -> None:
        raise UsageError("Không có kỳ 2031-01.")

    monkeypatch.setattr(mkdocs_plugin, "options_from_environment", refuse)
    with pytest.raises(Abort):
        _mkdocs_build(small_project, tmp_path / "out")
    assert [record.getMessage() for record in caplog.records] == ["Không có kỳ 2031-01."]


def test_two_things_at_one_address_stop_the_build_before_it_writes(
    small_project: Project, site_of: Callable[..., Site], tmp_path: Path
) -> None:
    site = site_of(1)
    site = replace(site, files=(SiteFile(uri="to/index.html", content=b""),))
    with pytest.raises(PublishingError, match=r"cùng một địa chỉ: “to/index\.html”"):
        write_site(small_project, site, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_same_site_gives_the_same_bytes_in_another_folder(
    checkout: Project, hand_made_site: Site, tmp_path: Path, built: Path
) -> None:
    other = tmp_path / "another" / "checkout"
    other.mkdir(parents=True)
    (other / "content").mkdir()
    shutil.copy(checkout.mkdocs_yml, other)
    shutil.copytree(checkout.templates, other / "site_templates")
    write_site(Project(root=other), hand_made_site, tmp_path / "out")
    assert _files(tmp_path / "out") == _files(built)
