"""Sites printed in kept frames are, byte for byte, those that MkDocs and Material make anew."""

import datetime as dt
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sites import files_in

from build_tools import mkdocs_plugin
from build_tools.project import BuildOptions, Project
from build_tools.publishing import framed_site, kept_frames
from build_tools.publishing.build import build_site
from build_tools.publishing.framed_site import write_in_frames
from build_tools.site import compose
from build_tools.site_model import Site
from build_tools.site_tree import SiteTree

pytestmark = pytest.mark.slow
OPTIONS = BuildOptions(today=dt.date(2031, 2, 20))
REPORT = "content/reports/2031-01/to-01"


def built(project: Project, options: BuildOptions = OPTIONS) -> dict[str, bytes]:
    """Build with what is kept."""
    out = project.root / "out"
    assert build_site(project, options, out, lambda _: None).site is not None
    return files_in(out)


def anew(project: Project, options: BuildOptions = OPTIONS) -> dict[str, bytes]:
    """Build with nothing kept."""
    nowhere = project.root / "nowhere"
    try:
        return built(replace(project, cache=nowhere), options)
    finally:
        shutil.rmtree(nowhere)
        shutil.rmtree(project.root / "out")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where MkDocs was asked to write from here on."""
    asked: list[Path] = []
    write = mkdocs_plugin.write_site

    def note(project: Project, site: Site, out: Path, *rest: object) -> object:
        asked.append(out)
        return write(project, site, out, *rest)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(mkdocs_plugin, "write_site", note)
    return asked


@pytest.fixture
def own_templates(small_province: Project) -> Project:
    """The small province with templates and configuration that may be edited."""
    for name in ("site_templates", "mkdocs.yml"):
        path = small_province.root / name
        source = path.resolve()
        path.unlink()
        if source.is_dir():
            shutil.copytree(source, path)
        else:
            shutil.copy(source, path)
    return small_province


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


@pytest.mark.parametrize("workers", [1, 2])
def test_a_second_build_asks_mkdocs_for_nothing_and_writes_the_same(
    small_province: Project, opened: list[Path], monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    for module in (mkdocs_plugin, framed_site):
        monkeypatch.setattr(module, "count_processors", lambda: workers)
    clean = anew(small_province)
    opened.clear()
    first = built(small_province)
    assert len(opened) == 1
    second = built(small_province)
    assert len(opened) == 1
    assert first == second == clean


def test_an_edit_of_the_content_needs_no_other_frames(
    small_province: Project, opened: list[Path]
) -> None:
    before = built(small_province)
    replaced(f"{REPORT}/report.md", "An ninh trật tự", "An ninh, trật tự")(small_province.root)
    opened.clear()
    after = built(small_province)
    assert opened == []
    assert after != before
    assert after == anew(small_province)


def _add_team(root: Path) -> None:
    """Add a team of other people and without areas; other teams have them all."""
    new = root / "content/teams/to-03"
    shutil.copytree(root / "content/teams/to-02", new)
    changes = {old: old.replace("2", "3") for old in ("to-02", "TV-02", "số 2", "number: 2")}
    changes |= {",Phạm": ",Trần", ",Hoàng": ",Lê", "Phường Ea Súp | Đặc khu Phú Thử": ""}
    changes["valid_from: 01/07/2030"] = "valid_from: 19/02/2031"
    for path in new.iterdir():
        text = path.read_text(encoding="utf-8")
        for old, changed in changes.items():
            text = text.replace(old, changed)
        path.write_text(text, encoding="utf-8")
    areas = new / "areas.csv"
    areas.write_text(areas.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    replaced("content/settings.yml", "teams: 2", "teams: 3")(root)


def _add_document(root: Path) -> None:
    documents = root / "content/documents"
    text = (documents / "quyet-dinh.md").read_text(encoding="utf-8")
    (documents / "ke-hoach.md").write_text(text.replace("Quyết định", "Kế hoạch"), encoding="utf-8")


_EDITS: dict[str, Callable[[Path], None]] = {
    "the site's name": replaced("content/settings.yml", "site_name: ", "site_name: Mới "),
    "a team more": _add_team,
    "a document more": _add_document,
    "a heading of a page": replaced("content/index.md", "\n---\n", "\n---\n\n## Mục mới\n\nLời.\n"),
    "mkdocs.yml": replaced("mkdocs.yml", "Trang nội bộ", "Trang mới"),
    "a template": replaced("site_templates/overrides/main.html", "không phải", "không là"),
    "a style": replaced("site_templates/assets/css/frame.css", "{", "{ order: 0;"),
    "a script": replaced("site_templates/assets/js/start.js", "\n", "\n\n"),
}


@pytest.mark.parametrize("edit", _EDITS.values(), ids=_EDITS)
def test_what_decides_a_frame_has_it_made_anew(
    own_templates: Project, opened: list[Path], edit: Callable[[Path], None]
) -> None:
    before = built(own_templates)
    edit(own_templates.root)
    opened.clear()
    after = built(own_templates)
    assert len(opened) == 1
    assert after != before
    assert after == anew(own_templates)


def test_another_program_or_package_takes_no_frame_of_this_one(
    small_province: Project, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    built(small_province)
    opened.clear()
    monkeypatch.setattr(kept_frames, "building_digest", lambda: "another")
    built(small_province)
    assert len(opened) == 1


def test_readers_of_one_kind_never_get_frames_of_another(
    small_province: Project, opened: list[Path]
) -> None:
    for audience in ("leadership", "intranet"):
        options = replace(OPTIONS, audience=audience)
        opened.clear()
        made = built(small_province, options)
        assert len(opened) == 1
        assert made == anew(small_province, options)


@pytest.mark.parametrize("damage", ["cut", "changed", "gone"])
def test_kept_frames_that_a_disk_has_spoilt_are_made_again(
    small_province: Project, opened: list[Path], damage: str
) -> None:
    first = built(small_province)
    for kept in [path for path in small_province.products.rglob("*/*") if path.is_file()]:
        content = kept.read_bytes()
        if damage == "gone":
            kept.unlink()
        else:
            kept.write_bytes(content[:-9] + (b"x" * 9 if damage == "changed" else b""))
    opened.clear()
    assert built(small_province) == first
    assert len(opened) == 1


@pytest.mark.parametrize("said", ["!ENV [TITLE, Tên]", "INHERIT"])
def test_what_the_environment_or_another_file_decides_is_not_kept(
    own_templates: Project, opened: list[Path], said: str
) -> None:
    yml = own_templates.root / "mkdocs.yml"
    text = yml.read_text(encoding="utf-8")
    if said == "INHERIT":
        (own_templates.root / "base.yml").write_text(text, encoding="utf-8")
        yml.write_text("INHERIT: base.yml\n", encoding="utf-8")
    else:
        replaced("mkdocs.yml", "site_name: Diaban", f"site_name: {said}")(own_templates.root)
    assert built(own_templates) == built(own_templates)
    assert len(opened) == 2


def test_a_template_that_changes_while_it_is_read_is_not_taken_for_the_new_one(
    own_templates: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = mkdocs_plugin.write_site

    def edit_then_write(*given: object) -> object:
        _EDITS["a template"](own_templates.root)
        return write(*given)  # type: ignore[arg-type]  # as it was called

    site = compose(own_templates, OPTIONS).site
    assert site is not None
    template = own_templates.root / "site_templates/overrides/main.html"
    before = template.read_bytes()
    monkeypatch.setattr(mkdocs_plugin, "write_site", edit_then_write)
    asked = "intranet", None
    write_in_frames(own_templates, asked, site, SiteTree(own_templates.root / "out"))
    monkeypatch.setattr(mkdocs_plugin, "write_site", write)
    template.write_bytes(before)
    assert not kept_frames.KeptFrames(own_templates, asked, site).get().files


_LOADED = """
import json, sys
from build_tools.cli import main
code = main(["--root", sys.argv[1], "build", "--today", "2031-02-20"])
print(json.dumps([code, sorted(name for name in sys.modules if "." not in name)]))
"""


def test_a_build_in_kept_frames_loads_neither_mkdocs_nor_material(small_province: Project) -> None:
    loaded = []
    for _ in range(2):
        shutil.rmtree(small_province.root / "site", ignore_errors=True)
        command = [sys.executable, "-c", _LOADED, str(small_province.root)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        code, names = json.loads(told.splitlines()[-1])
        assert code == 0
        loaded.append(set(names))
    heavy = {"mkdocs", "material", "markdown", "pathspec", "watchdog"}
    assert "mkdocs" in loaded[0]
    assert not loaded[1] & heavy


def test_releases_share_frames_and_each_page_names_its_own(
    small_province: Project, opened: list[Path]
) -> None:
    site = compose(small_province, OPTIONS).site
    assert site is not None
    asked = ("intranet", None)
    for name in ("20310220-1", "20310221-2"):
        release, out = replace(site, release=name), small_province.root / name
        write_in_frames(small_province, asked, release, SiteTree(out))
        written = files_in(out)
        pages = {uri: content for uri, content in written.items() if uri.endswith(".html")}
        assert len(pages) == len(site.pages) + 1
        assert all(content.count(name.encode()) == 1 for content in pages.values())
        mkdocs_plugin.write_site(small_province, release, small_province.root / f"clean-{name}")
        assert written == files_in(small_province.root / f"clean-{name}")
    assert [out.name for out in opened] == ["20310220-1", "clean-20310220-1", "clean-20310221-2"]
    write_in_frames(small_province, asked, site, SiteTree(small_province.root / "plain"))
    assert b"diaban-release" not in (small_province.root / "plain/index.html").read_bytes()
