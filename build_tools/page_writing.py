"""Writes the pages of a site and their search index, by several processes."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Protocol

from build_tools.forked import shared_out
from build_tools.frames import Frame, FrameKey
from build_tools.search import ENTRY, Shelf, build_search_index, digest_of
from build_tools.site_check import output_uri
from build_tools.site_model import SitePage
from build_tools.site_tree import SiteTree

_WORTH_A_PROCESS = 100  # so many pages take longer than a process does
_BESIDE_A_BODY = 20_000  # letters that take as long as all else that is done for a page
_INDEXED = 40_000  # letters that take as long as a page in the search index


class AnyPress(Protocol):
    """What prints pages, and tells which frames it had to make for that."""

    @property
    def made(self) -> Mapping[FrameKey, Frame]:
        """The frames that it made so far."""
        ...

    def print(self, page: SitePage) -> str:
        """Return the whole HTML of a page."""
        ...


def write_pages(
    press: AnyPress,
    pages: Sequence[SitePage],
    tree: SiteTree,
    workers: int,
    shelf: Shelf | None = None,
) -> Mapping[FrameKey, Frame]:
    """Print and index the pages in the tree; no number of workers changes a byte.

    `shelf`: what is kept of the index. Returns the frames that were made. Raises OSError.

    Each process gets pages that follow one another, since these share frames; the first makes the
    index too, and so gets fewer.
    """
    shares = _shares(pages, max(1, min(workers, len(pages) // _WORTH_A_PROCESS)))

    def write(share: int) -> Mapping[FrameKey, Frame]:
        if share == 0:
            _write_index(pages, tree, shelf)
        for page in shares[share]:
            tree.write(output_uri(page.uri), press.print(page).encode())
        return press.made

    made = shared_out(write, len(shares))
    return {key: frame for each in made for key, frame in each.items()}


def _write_index(pages: Iterable[SitePage], tree: SiteTree, shelf: Shelf | None) -> None:
    """Write the index: its parts have other names after an edit, but most say the same."""
    files = build_search_index(pages, shelf)
    before, now = (digest_of(entry or b"") for entry in (tree.before(ENTRY), files[-1].content))
    for file in files:
        formerly = before and file.uri.replace(f".{now}.", f".{before}.")
        tree.write(file.uri, file.content, formerly)


def _shares(pages: Sequence[SitePage], count: int) -> list[list[SitePage]]:
    """Part the pages into as many runs, about equally long; the first is as short as the index."""
    ends = list(accumulate(len(page.body) + _BESIDE_A_BODY for page in pages))
    total = sum(ends[-1:])
    index = len(pages) * _INDEXED
    first = max(0, (total + index) // count - index)
    shares: list[list[SitePage]] = [[] for _ in range(count)]
    for page, end in zip(pages, ends, strict=True):
        behind = (end - 1 - first) * (count - 1) // (total - first) if end > first else -1
        shares[1 + behind].append(page)
    return shares
