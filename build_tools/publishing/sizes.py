"""Fills in how large a file is where a page offers it: known when all files have been made."""

import re
from collections.abc import Iterable
from pathlib import Path

from build_tools.reading.text import human_size
from build_tools.site_check import output_uri
from build_tools.site_model import SitePage

_MARK = ' data-db-size="'
_UNKNOWN = re.compile(r'<small data-db-size="([^"<>]+)"></small>')


def fill_sizes(tree: Path, pages: Iterable[SitePage]) -> None:
    """Write the sizes into the pages of a tree in which every file of the site is there.

    OSError where a file that a page offers is not.
    """

    def size_of(found: re.Match[str]) -> str:
        return f"<small>{human_size((tree / found[1]).stat().st_size)}</small>"

    for page in pages:
        if _MARK in page.body:
            path = tree / output_uri(page.uri)
            html = path.read_bytes().decode()
            path.write_bytes(_UNKNOWN.sub(size_of, html).encode())
