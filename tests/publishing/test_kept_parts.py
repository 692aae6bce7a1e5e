"""With shards of the search index and digests of printed pages kept, a site is that made anew."""

import datetime as dt
import os
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sites import files_in, say_more

from build_tools.frames import Printer
from build_tools.project import BuildOptions, Project
from build_tools.publishing.build import build_site
from build_tools.publishing.kept_parts import KeptParts
from build_tools.search import ENTRY, shards
from build_tools.site_model import SitePage
from build_tools.store import Store

pytestmark = pytest.mark.slow
OPTIONS = BuildOptions(today=dt.date(2031, 2, 20), workers=2)
ASKED = "intranet", None
REPORT = "reports/2031-01/to-01"


def _built(project: Project) -> dict[str, bytes]:
    out = project.root / "out"
    assert build_site(project, OPTIONS, out, lambda _: None).site is not None
    return files_in(out)


def _anew(project: Project) -> dict[str, bytes]:
    """Build elsewhere with nothing kept."""
    out, nowhere = project.root / "clean", project.root / "nowhere"
    try:
        assert build_site(replace(project, cache=nowhere), OPTIONS, out, lambda _: None).site
        return files_in(out)
    finally:
        shutil.rmtree(nowhere)
        shutil.rmtree(out)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pages each shard has that is made from here on; shards are short."""
    counts: list[int] = []
    make = shards._made  # noqa: SLF001  what is made is seen nowhere else

    def note(run: list[SitePage]) -> shards.Shard:
        counts.append(len(run))
        return make(run)

    monkeypatch.setattr(shards, "_made", note)
    monkeypatch.setattr(shards, "_length", lambda _: 4)
    return counts


def test_after_an_edit_few_shards_are_made_and_most_parts_are_taken_over(
    small_province: Project, made: list[int]
) -> None:
    first = _built(small_province)
    everything = sum(made)
    assert len(made) > 5
    old = {
        path.stat().st_ino for path in (small_province.root / "out" / "assets" / "search").iterdir()
    }
    say_more(small_province, "Sầu riêng được mùa.")
    made.clear()
    second = _built(small_province)
    assert 0 < sum(made) < everything / 2
    assert second == _anew(small_province)
    assert second[ENTRY] != first[ENTRY]
    parts = list((small_province.root / "out" / "assets" / "search").iterdir())
    assert any(path.stat().st_ino in old for path in parts), "parts that say the same are renamed"
    assert {path.stat().st_nlink for path in parts} <= {1, 2}


def test_random_edits_leave_no_trace_of_what_was_kept(small_province: Project) -> None:
    chance = random.Random(7)  # noqa: S311  no secret
    texts = sorted((small_province.content / "reports").glob("*/*/report.md"))
    for turn in range(3):
        for path in chance.sample(texts, 2):
            path.write_text(path.read_text("utf-8") + f"\nCâu {turn}.\n", encoding="utf-8")
        assert _built(small_province) == _anew(small_province)
    shutil.rmtree(texts[-1].parent)
    assert _built(small_province) == _anew(small_province)


def test_what_a_disk_has_spoilt_is_made_again(small_province: Project, made: list[int]) -> None:
    first = _built(small_province)
    for path in small_province.products.glob("??/*"):
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    made.clear()
    assert _built(small_province) == first
    assert made
    shutil.rmtree(small_province.root / ".diaban-cache")
    assert _built(small_province) == first


def test_an_old_site_that_somebody_changed_is_not_taken_over(small_province: Project) -> None:
    first = _built(small_province)
    folder = small_province.root / "out" / "assets" / "search"
    for path in folder.iterdir():
        content = path.read_bytes()
        path.write_bytes(content.replace(b"a", b"o"))
    assert _built(small_province) == first
    (folder / "entry.js").write_bytes(b'diabanSearch.take("entry","../../..");\n')
    assert _built(small_province) == first


def test_shards_of_another_program_are_not_taken(
    small_province: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    KeptParts(small_province, ASKED).put("a", b"x")
    assert KeptParts(small_province, ASKED).get("a") == b"x"
    monkeypatch.setattr("build_tools.publishing.kept_parts.building_digest", lambda: "another")
    assert KeptParts(small_province, ASKED).get("a") is None
    assert Store(small_province.products).get("a") is None


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses of the pages that are printed from here on."""
    uris: list[str] = []
    print_it = Printer.print

    def note(printer: Printer, page: SitePage) -> str:
        uris.append(page.uri)
        return print_it(printer, page)

    monkeypatch.setattr(Printer, "print", note)
    return uris


def test_pages_that_stand_as_they_would_be_printed_are_not_printed(
    small_province: Project, printed: list[str]
) -> None:
    first = _built(small_province)
    assert len(printed) == len({uri for uri in first if uri.endswith("index.html")})
    printed.clear()
    say_more(small_province, "Sầu riêng được mùa.")
    second = _built(small_province)
    assert f"bao-cao/{REPORT.removeprefix('reports/')}/" in printed
    assert len(printed) < 6
    assert second == _anew(small_province)


def _rename_the_site(project: Project) -> None:
    path = project.content / "settings.yml"
    text = path.read_text("utf-8").splitlines()
    place = next(number for number, line in enumerate(text) if line.startswith("site_name:"))
    text[place] = "site_name: Tên mới"
    path.write_text("\n".join(text) + "\n", encoding="utf-8")


def _own_templates(project: Project) -> Path:
    path = project.root / "site_templates"
    source = path.resolve()
    path.unlink()
    shutil.copytree(source, path)
    return path


def _change_the_frame(project: Project) -> None:
    path = project.templates / "overrides" / "main.html"
    path.write_text(path.read_text("utf-8").replace("<title>", "<title>Trang "), "utf-8")


def _change_a_page(project: Project) -> None:
    path = project.templates / "pages" / "area.html.j2"
    path.write_text(path.read_text("utf-8") + "<p>Cuối trang.</p>\n", "utf-8")


@pytest.mark.parametrize("change", [_rename_the_site, _change_the_frame, _change_a_page])
def test_what_else_decides_a_page_is_heeded(
    small_province: Project, change: Callable[[Project], None]
) -> None:
    _own_templates(small_province)
    first = _built(small_province)
    change(small_province)
    second = _built(small_province)
    assert second != first
    assert second == _anew(small_province)
    assert _built(small_province) == second


def test_a_page_that_somebody_changed_in_the_old_site_is_printed(
    small_province: Project, printed: list[str]
) -> None:
    first = _built(small_province)
    page = small_province.root / "out" / "thong-tin" / "index.html"
    state = page.stat()
    page.write_bytes(first["thong-tin/index.html"].replace(b"a", b"o"))
    os.utime(page, ns=(state.st_atime_ns, state.st_mtime_ns))
    printed.clear()
    assert _built(small_province) == first
    assert "thong-tin/" in printed


def test_a_page_that_is_gone_leaves_nothing(small_province: Project) -> None:
    first = _built(small_province)
    shutil.rmtree(small_province.content / REPORT)
    second = _built(small_province)
    assert set(first) - set(second)
    assert second == _anew(small_province)
