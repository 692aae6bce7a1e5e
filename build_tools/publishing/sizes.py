"""Fills in how large a file is where a page offers it: known when all files have been made.

Of most it is known before: then the page is whole when it is printed.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from build_tools.errors import PublishingError
from build_tools.reading.text import human_size
from build_tools.site_check import output_uri
from build_tools.site_model import OPEN_SIZE, PageContent, PageText, SitePage


def with_known_sizes(pages: Iterable[SitePage], sizes: Mapping[str, int]) -> tuple[SitePage, ...]:
    """Write these sizes (bytes, by address) into the bodies of pages; leave the others open."""
    return tuple(_with_sizes(page, sizes) for page in pages)


def _with_sizes(page: SitePage, sizes: Mapping[str, int]) -> SitePage:
    if page.content.text_digest is None:  # a search that reads the body now would find the sizes
        return page
    known = {uri: _said(sizes[uri]) for uri in page.content.offers if uri in sizes}
    return replace(page, content=_Sized(page.content, known)) if known else page


@dataclass(frozen=True, slots=True)
class _Sized:
    """The content of a page with sizes in it; how they are said, by address."""

    content: PageContent
    said: Mapping[str, str]

    @property
    def body(self) -> str:
        return OPEN_SIZE.sub(lambda found: self.said.get(found[1], found[0]), self.content.body)

    @property
    def text(self) -> PageText | None:
        return self.content.text

    @property
    def letters(self) -> int:
        return self.content.letters

    @property
    def offers(self) -> tuple[str, ...]:
        return tuple(uri for uri in self.content.offers if uri not in self.said)

    @property
    def digest(self) -> str:
        before = self.content.digest
        said = f"{before} {sorted(self.said.items())}"
        return hashlib.sha256(said.encode()).hexdigest() if before else ""

    @property
    def text_digest(self) -> str | None:
        return self.content.text_digest


def fill_sizes(tree: Path, pages: Iterable[SitePage]) -> None:
    """Write the sizes into the pages of a tree in which every file of the site is there.

    PublishingError where a file that a page offers is not.
    """
    for page in pages:
        if page.content.offers:
            uri = output_uri(page.uri)
            html = (tree / uri).read_bytes().decode()
            shown = OPEN_SIZE.sub(partial(_size, tree, uri), html)
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
