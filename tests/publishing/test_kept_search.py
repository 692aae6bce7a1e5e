"""With parts of the search index kept, a site is to the byte the one built with nothing kept."""

import datetime as dt
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.project import BuildOptions, Project
from build_tools.publishing.build import build_site
from build_tools.publishing.kept_search import KeptSearch
from build_tools.search import ENTRY, shards
from build_tools.store import Store

pytestmark = pytest.mark.slow
OPTIONS = BuildOptions(today=dt.date(2031, 2, 20), workers=2)
REPORT = "reports/2031-01/to-01"


def _files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _built(project: Project) -> dict[str, bytes]:
    out = project.root / "out"
    assert build_site(project, OPTIONS, out, lambda _: None).site is not None
    return _files_in(out)


def _anew(project: Project) -> dict[str, bytes]:
    """Build elsewhere with nothing kept."""
    out, nowhere = project.root / "clean", project.root / "nowhere"
    try:
        assert build_site(replace(project, cache=nowhere), OPTIONS, out, lambda _: None).site
        return _files_in(out)
    finally:
        shutil.rmtree(nowhere)
        shutil.rmtree(out)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pages each shard has that is made from here on; shards are short."""
    counts: list[int] = []
    make = shards._made  # noqa: SLF001  what is made is seen nowhere else

    def note(run: list[shards.ReadPage]) -> shards.Shard:
        counts.append(len(run))
        return make(run)

    monkeypatch.setattr(shards, "_made", note)
    monkeypatch.setattr(shards, "_PAGES", 4)
    return counts


def _say_more(project: Project, sentence: str) -> None:
    report = project.content / REPORT / "report.md"
    report.write_text(report.read_text("utf-8") + f"\n{sentence}\n", encoding="utf-8")


def test_after_an_edit_few_shards_are_made_and_most_parts_are_taken_over(
    small_province: Project, made: list[int]
) -> None:
    first = _built(small_province)
    everything = sum(made)
    assert len(made) > 5
    old = {
        path.stat().st_ino for path in (small_province.root / "out" / "assets" / "search").iterdir()
    }
    _say_more(small_province, "Sầu riêng được mùa.")
    made.clear()
    second = _built(small_province)
    assert 0 < sum(made) < everything / 2
    assert second == _anew(small_province)
    assert second[ENTRY] != first[ENTRY]
    parts = list((small_province.root / "out" / "assets" / "search").iterdir())
    assert any(path.stat().st_ino in old for path in parts), "parts that say the same are renamed"
    assert {path.stat().st_nlink for path in parts} == {1}


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
    KeptSearch(small_province).put("a", b"x")
    assert KeptSearch(small_province).get("a") == b"x"
    monkeypatch.setattr("build_tools.publishing.kept_search.building_digest", lambda: "another")
    assert KeptSearch(small_province).get("a") is None
    assert Store(small_province.products).get("a") is None
