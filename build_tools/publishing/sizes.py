"""Fills in how large a file is where a page offers it: known when all files have been made."""

import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from build_tools.errors import PublishingError
from build_tools.reading.text import human_size
from build_tools.site_check import output_uri
from build_tools.site_model import SitePage

_MARK = ' data-db-size="'
_UNKNOWN = re.compile(r'<small data-db-size="([^"<>]+)"></small>')


def fill_sizes(tree: Path, pages: Iterable[SitePage]) -> None:
    """Write the sizes into the pages of a tree in which every file of the site is there.

    PublishingError where a file that a page offers is not.
    """
    for page in pages:
        if _MARK in page.body:
            uri = output_uri(page.uri)
            html = (tree / uri).read_bytes().decode()
            shown = _UNKNOWN.sub(partial(_size, tree, uri), html)
            (tree / uri).unlink()  # not into a file that has another name in an older tree
            (tree / uri).write_bytes(shown.encode())


def _size(tree: Path, page: str, found: re.Match[str]) -> str:
    try:
        size = (tree / found[1]).stat().st_size
    except FileNotFoundError as error:
        raise PublishingError(
            f"Trang {page} mời tải {found[1]}, nhưng không có tệp đó trong bản vừa dựng."
        ) from error
    return f"<small>{human_size(size)}</small>"
