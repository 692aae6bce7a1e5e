"""Pages kept by an earlier build never change a byte of a later one."""

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sites import fetched, said

from build_tools.project import BuildOptions, Project
from build_tools.publishing import kept_pages
from build_tools.publishing.kept_pages import compose_kept
from build_tools.rendering.html import Renderer
from build_tools.site_model import Site
from build_tools.views.page import PageView

OPTIONS = BuildOptions(today=dt.date(2031, 2, 20))


def composed(project: Project, options: BuildOptions = OPTIONS) -> Site:
    """Compose the site; fetch what stands in its pages."""
    site = compose_kept(project, options, lambda _: None).site
    assert site is not None
    return fetched(site)


def anew(project: Project, options: BuildOptions = OPTIONS) -> Site:
    """Compose without anything kept."""
    return composed(replace(project, cache=project.root / "nothing"), options)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the pages that are printed from here on."""
    addresses: list[str] = []
    page = Renderer.page

    def note(renderer: Renderer, view: PageView) -> object:
        addresses.append(view.uri)
        return page(renderer, view)

    monkeypatch.setattr(Renderer, "page", note)
    return addresses


REPORT = "reports/2031-01/to-01"


def test_a_build_of_the_same_content_prints_nothing(
    small_province: Project, printed: list[str]
) -> None:
    first = composed(small_province)
    assert len(printed) == len(first.pages)
    printed.clear()
    assert composed(small_province) == first
    assert printed == []


def test_only_what_lies_beside_an_edited_page_is_written_anew(small_province: Project) -> None:
    composed(small_province)
    before = {path: path.stat().st_ino for path in small_province.products.rglob("*/*")}
    composed(small_province)
    assert before == {path: path.stat().st_ino for path in small_province.products.rglob("*/*")}
    _append(small_province.root / "content/documents/quyet-dinh.md", "\nMột câu mới.\n")
    composed(small_province)
    after = {path: path.stat().st_ino for path in small_province.products.rglob("*/*")}
    assert after.keys() == before.keys()
    assert 0 < sum(after[path] != before[path] for path in before) < len(before) / 2


def test_an_edit_prints_what_says_it_and_nothing_else(
    small_province: Project, printed: list[str]
) -> None:
    before = {page.uri: page.body for page in composed(small_province).pages}
    printed.clear()
    _append(small_province.root / "content" / REPORT / "report.md", "\nMột câu mới.\n")
    after = composed(small_province)
    changed = {page.uri for page in after.pages if page.body != before.get(page.uri)}
    assert "bao-cao/2031-01/to-01/" in changed
    assert set(printed) == changed
    assert len(printed) < len(after.pages) / 2


def test_pages_of_a_large_folder_lie_in_some_files(
    small_province: Project, printed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_pages, "_PAGES_A_FILE", 3)
    first = composed(small_province)
    printed.clear()
    assert composed(small_province) == first
    assert printed == []
    _append(small_province.root / "content" / REPORT / "report.md", "\nMột câu mới.\n")
    after = composed(small_province)
    assert len(printed) < len(after.pages) / 2
    assert said(after) == said(anew(small_province))
    monkeypatch.setattr(kept_pages, "_PAGES_A_FILE", 2)  # as where folders have grown
    assert composed(small_province) == after


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def _rename(settings: Path) -> None:
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("province: Thử", "province: Thí", 1), encoding="utf-8")


_EDITS: dict[str, Callable[[Path], object]] = {
    "prose": lambda root: _append(root / "content" / REPORT / "report.md", "\nMột câu mới.\n"),
    "a name": lambda root: _rename(root / "content/settings.yml"),
    "a report that is gone": lambda root: shutil.rmtree(root / "content" / REPORT),
    "a page": lambda root: _append(root / "content/index.md", "\nLời mới.\n"),
}


@pytest.mark.parametrize("edit", _EDITS.values(), ids=_EDITS)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_site_with_kept_bodies_is_that_made_anew(
    small_province: Project, edit: Callable[[Path], object], workers: int
) -> None:
    options = replace(OPTIONS, workers=workers)
    first = composed(small_province, options)
    edit(small_province.root)
    second = composed(small_province, options)
    assert second != first
    assert said(second) == said(anew(small_province, options))
    assert composed(small_province, replace(options, today=dt.date(2031, 3, 1))) != second


def test_what_another_audience_sees_is_never_taken_for_what_this_one_does(
    small_province: Project,
) -> None:
    for audience in ("leadership", "intranet", "to-01"):
        options = replace(OPTIONS, audience=audience)
        assert composed(small_province, options) == anew(small_province, options)


def test_a_template_or_a_program_that_changed_prints_all_anew(
    small_province: Project, printed: list[str]
) -> None:
    templates = small_province.root / "site_templates"
    source = templates.resolve()
    templates.unlink()
    shutil.copytree(source, templates)
    pages = composed(small_province).pages
    printed.clear()
    for report in (templates / "pages").glob("report.html.j2"):
        _append(report, "<!-- mới -->")
    assert any(page.body.endswith("<!-- mới -->") for page in composed(small_province).pages)
    assert len(printed) == len(pages)
    printed.clear()
    composed(small_province, replace(OPTIONS, versions={"jinja2": "99"}))
    assert len(printed) == len(pages)


def test_what_a_disk_has_spoilt_is_made_again(small_province: Project, printed: list[str]) -> None:
    first = composed(small_province)
    for kept in small_province.products.rglob("*/*"):
        kept.write_bytes(kept.read_bytes()[:-9] + b"x" * 9)
    printed.clear()
    assert composed(small_province) == first
    assert len(printed) == len(first.pages)
