"""Writes the pages of a site, printed by several processes."""

import os
from collections.abc import Sequence
from itertools import accumulate

from build_tools.forked import shared_out
from build_tools.press import Press
from build_tools.site_check import output_uri
from build_tools.site_model import SitePage

_WORTH_A_PROCESS = 100  # so many pages take longer than a process does
_BESIDE_A_BODY = 20_000  # letters that take as long as all else that is done for a page


def write_pages(press: Press, pages: Sequence[SitePage], out: str, workers: int) -> None:
    """Print the pages into the tree `out`; no number of workers changes a byte. Raises OSError.

    Each process gets pages that follow one another, since these share frames.
    """
    shares = _shares(pages, max(1, min(workers, len(pages) // _WORTH_A_PROCESS)))

    def write(share: int) -> None:
        for page in shares[share]:
            write_file(f"{out}/{output_uri(page.uri)}", press.print(page).encode())

    shared_out(write, len(shares))


def _shares(pages: Sequence[SitePage], count: int) -> list[list[SitePage]]:
    """Part the pages into as many runs, about equally long to write."""
    ends = list(accumulate(len(page.body) + _BESIDE_A_BODY for page in pages))
    shares: list[list[SitePage]] = [[] for _ in range(count)]
    for page, end in zip(pages, ends, strict=True):
        shares[(end - 1) * count // ends[-1]].append(page)
    return shares


def write_file(path: str, content: bytes) -> None:
    """Write a file and the folders that it needs. Raises OSError."""
    # A Path of each of thousands costs as much as its writing.
    os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
    with open(path, "wb") as stream:  # noqa: PTH123
        stream.write(content)
