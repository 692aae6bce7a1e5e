"""Pages written by several processes are those that one writes; each page once."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import pytest

from build_tools.frames import Frame, FrameKey
from build_tools.page_writing import _shares, write_pages
from build_tools.search import build_search_index
from build_tools.site_model import Content, SitePage
from build_tools.site_tree import SiteTree


class Echo:
    """A press that prints the body alone."""

    made: ClassVar[Mapping[FrameKey, Frame]] = {}

    def print(self, page: SitePage) -> str:
        return page.body


def _page(number: int, letters: int) -> SitePage:
    return SitePage(
        uri=f"a/{number}/", kind="report", title=f"{number}", content=Content(f"{number}" * letters)
    )


PAGES = [_page(number, 1 + number * 37 % 500) for number in range(450)]


@pytest.mark.parametrize("workers", [1, 2, 3, 9])
def test_no_number_of_workers_changes_a_byte(workers: int, tmp_path: Path) -> None:
    write_pages(Echo(), PAGES, SiteTree(tmp_path), workers)
    written = {path.parent.name: path.read_text() for path in tmp_path.rglob("index.html")}
    assert written == {page.title: page.body for page in PAGES}
    index = {f"{tmp_path}/{file.uri}": file.content for file in build_search_index(PAGES)}
    assert index == {f"{path}": path.read_bytes() for path in tmp_path.rglob("*.js")}


@pytest.mark.parametrize("count", [1, 2, 5])
def test_every_page_is_in_one_run_and_the_runs_are_about_alike(count: int) -> None:
    shares = _shares(PAGES, count)
    assert [page for share in shares for page in share] == PAGES
    first, *others = map(len, shares)
    assert first < min(others, default=len(PAGES) + 1)  # it makes the index
    assert max(others, default=1) < 1.2 * min(others, default=1)


def test_a_site_without_pages_has_nothing_to_write(tmp_path: Path) -> None:
    write_pages(Echo(), (), SiteTree(tmp_path), 2)
    assert [path.name for path in tmp_path.rglob("*.html")] == []


def test_a_disk_that_refuses_is_an_error_here(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file where a folder must be", encoding="utf-8")
    with pytest.raises(OSError, match="a"):
        write_pages(Echo(), PAGES, SiteTree(tmp_path), 2)
