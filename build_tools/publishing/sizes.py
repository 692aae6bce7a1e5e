"""Fills in how large a file is where a page offers it: known when all files have been made.

Of most it is known before: then the page is whole when it is printed.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from build_tools.errors import PublishingError
from build_tools.reading.text import human_size
from build_tools.site_check import output_uri
from build_tools.site_model import SitePage

_MARK = ' data-db-size="'
_UNKNOWN = re.compile(r'<small data-db-size="([^"<>]+)"></small>')


def with_known_sizes(pages: Iterable[SitePage], sizes: Mapping[str, int]) -> tuple[SitePage, ...]:
    """Write these sizes (bytes, by address) into the bodies of pages; leave the others open."""
    return tuple(_with_sizes(page, sizes) if _MARK in page.body else page for page in pages)


def _with_sizes(page: SitePage, sizes: Mapping[str, int]) -> SitePage:
    if page.text is None:  # a search that reads the body now would find the sizes
        return page

    def known(found: re.Match[str]) -> str:
        size = sizes.get(found[1])
        return found[0] if size is None else _said(size)

    body = _UNKNOWN.sub(known, page.body)
    digest = hashlib.sha256(body.encode()).hexdigest() if page.digest else ""
    return replace(page, body=body, digest=digest)


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
    return _said(size)


def _said(size: int) -> str:
    return f"<small>{human_size(size)}</small>"
