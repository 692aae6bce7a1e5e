"""Writes the pages of a site and their search index, by several processes."""

import os
from collections.abc import Sequence
from itertools import accumulate

from build_tools.forked import shared_out
from build_tools.press import Press
from build_tools.search import build_search_index
from build_tools.site_check import output_uri
from build_tools.site_model import SitePage

_WORTH_A_PROCESS = 100  # so many pages take longer than a process does
_BESIDE_A_BODY = 20_000  # letters that take as long as all else that is done for a page
_INDEXED = 20_000  # letters that take as long as a page in the search index


def write_pages(press: Press, pages: Sequence[SitePage], out: str, workers: int) -> None:
    """Print and index the pages in the tree `out`; no number of workers changes a byte.

    Raises OSError.

    Each process gets pages that follow one another, since these share frames; the first makes the
    index too, and so gets fewer.
    """
    shares = _shares(pages, max(1, min(workers, len(pages) // _WORTH_A_PROCESS)))

    def write(share: int) -> None:
        if share == 0:
            for file in build_search_index(pages):
                write_file(f"{out}/{file.uri}", file.content)
        for page in shares[share]:
            write_file(f"{out}/{output_uri(page.uri)}", press.print(page).encode())

    shared_out(write, len(shares))


def _shares(pages: Sequence[SitePage], count: int) -> list[list[SitePage]]:
    """Part the pages into as many runs, which with the index take about equally long."""
    begin = len(pages) * _INDEXED
    ends = list(accumulate((len(page.body) + _BESIDE_A_BODY for page in pages), initial=begin))
    shares: list[list[SitePage]] = [[] for _ in range(count)]
    for page, end in zip(pages, ends[1:], strict=True):
        shares[(end - 1) * count // ends[-1]].append(page)
    return shares


def write_file(path: str, content: bytes) -> None:
    """Write a file and the folders that it needs. Raises OSError."""
    # A Path of each of thousands costs as much as its writing.
    os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
    with open(path, "wb") as stream:  # noqa: PTH123
        stream.write(content)
