"""Writes the pages of a site and their search index, by several processes."""

import hashlib
import json
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

_PRINTED = "printed"  # where it is kept as which bytes pages were printed

Printed = Mapping[str, str]  # by what a page follows from, the SHA-256 of its HTML


class AnyPress(Protocol):
    """What prints pages, and tells which frames it had to make for that."""

    @property
    def made(self) -> Mapping[FrameKey, Frame]:
        """The frames that it made so far."""
        ...

    def print(self, page: SitePage) -> str:
        """Return the whole HTML of a page."""
        ...

    def told(self, page: SitePage) -> str:
        """Return the digest of all that the HTML of a page follows from; "" where not known."""
        ...


def write_pages(
    press: AnyPress,
    pages: Sequence[SitePage],
    tree: SiteTree,
    workers: int,
    shelf: Shelf | None = None,
) -> Mapping[FrameKey, Frame]:
    """Print and index the pages in the tree; no number of workers changes a byte.

    `shelf`: what earlier builds kept of the index and of what pages were printed. Returns the
    frames that were made. Raises OSError.

    Each process gets pages that follow one another, since these share frames; the first makes the
    index too, and so gets fewer.
    """
    shares = _shares(pages, max(1, min(workers, len(pages) // _WORTH_A_PROCESS)))
    writer = _Writer(press, tree, shelf)

    def write(share: int) -> tuple[Mapping[FrameKey, Frame], Printed]:
        if share == 0:
            _write_index(pages, tree, shelf)
        printed = writer.write(shares[share])
        return press.made, printed

    done = shared_out(write, len(shares))
    writer.keep(printed for _, printed in done)
    return {key: frame for made, _ in done for key, frame in made.items()}


class _Writer:
    """Writes pages; those that stand in the earlier tree as they would be printed, it need not."""

    def __init__(self, press: AnyPress, tree: SiteTree, shelf: Shelf | None) -> None:
        self._press = press
        self._tree = tree
        self._shelf = None if tree.earlier is None else shelf
        kept = self._shelf and self._shelf.get(_PRINTED)
        self._printed: Printed = json.loads(kept or b"{}")

    def write(self, pages: Iterable[SitePage]) -> Printed:
        """Write the pages; return which bytes they are."""
        written: dict[str, str] = {}
        for page in pages:
            uri = output_uri(page.uri)
            told = self._press.told(page) if self._shelf else ""
            digest = self._printed.get(told)
            if digest is None or not self._tree.take(uri, digest):
                content = self._press.print(page).encode()
                self._tree.write(uri, content)
                digest = hashlib.sha256(content).hexdigest() if told else ""
            if told:
                written[told] = digest
        return written

    def keep(self, written: Iterable[Printed]) -> None:
        """Keep for the next time which bytes pages were printed as."""
        printed = {told: digest for each in written for told, digest in each.items()}
        if self._shelf is not None and printed != self._printed:
            self._shelf.put(_PRINTED, json.dumps(printed, separators=(",", ":")).encode())


def _write_index(pages: Iterable[SitePage], tree: SiteTree, shelf: Shelf | None) -> None:
    """Write the index: its parts have other names after an edit, but most say the same."""
    files = build_search_index(pages, shelf)
    before, now = (digest_of(entry or b"") for entry in (tree.before(ENTRY), files[-1].content))
    for file in files:
        formerly = before and file.uri.replace(f".{now}.", f".{before}.")
        tree.write(file.uri, file.content, formerly)


def _shares(pages: Sequence[SitePage], count: int) -> list[list[SitePage]]:
    """Part the pages into as many runs, about equally long; the first is as short as the index."""
    ends = list(accumulate(page.content.letters + _BESIDE_A_BODY for page in pages))
    total = sum(ends[-1:])
    index = len(pages) * _INDEXED
    first = max(0, (total + index) // count - index)
    shares: list[list[SitePage]] = [[] for _ in range(count)]
    for page, end in zip(pages, ends, strict=True):
        behind = (end - 1 - first) * (count - 1) // (total - first) if end > first else -1
        shares[1 + behind].append(page)
    return shares
