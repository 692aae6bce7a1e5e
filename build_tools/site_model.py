"""What rendering gives and the adapter takes: pages, files and navigation, all in memory."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from build_tools.diagnostics import Diagnostic
from schemas.period import Period

OPEN_SIZE = re.compile(r'<small data-db-size="([^"<>]+)"></small>')
_OPEN_SIZE_BEGINS = ' data-db-size="'


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading in a page's own table of contents."""

    id: str
    title: str
    children: "tuple[TocEntry, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEntry:
    """What the search box is told of a page beside its kind, title and text.

    `name`: the short name or code by which readers ask for it (`Tổ 1`, `KT01`); `about`: its
    subject in a few words, sought as a title is; `team`, a label, and `period`: what it is of.
    """

    name: str = ""
    about: str = ""
    team: str = ""
    period: Period | None = None


NO_ENTRY = SearchEntry()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a page's text under one heading; its first word stands at `place`."""

    place: int
    anchor: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class PageText:
    """What is sought of a page's body: its headings' words and all its words, parted by blanks.

    `digest`: the SHA-256 of all the rest, in hexadecimal.
    """

    headings: str
    words: str
    pieces: tuple[Piece, ...]
    digest: str


class PageContent(Protocol):
    """What stands in a page; that of a page which was kept is fetched when somebody asks for it.

    `letters`, `offers`, `digest` and `text_digest` are known without that.
    """

    @property
    def body(self) -> str:
        """The ready HTML, with its `<h1>`, links relative to the page."""
        ...

    @property
    def text(self) -> PageText | None:
        """What the search reads of the body, where it was read already."""
        ...

    @property
    def letters(self) -> int:
        """About how long the body is."""
        ...

    @property
    def offers(self) -> tuple[str, ...]:
        """The addresses of the files whose sizes the body leaves open."""
        ...

    @property
    def digest(self) -> str:
        """The SHA-256, in hexadecimal, of what the body follows from; "" where nobody asked."""
        ...

    @property
    def text_digest(self) -> str | None:
        """The digest of the text; None where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a page, in memory; each as of `PageContent`."""

    body: str
    text: PageText | None = None
    digest: str = ""

    @property
    def letters(self) -> int:
        """How long the body is."""
        return len(self.body)

    @property
    def offers(self) -> tuple[str, ...]:
        """The addresses of the files whose sizes the body leaves open."""
        if _OPEN_SIZE_BEGINS not in self.body:  # most have none, and a pattern takes longer
            return ()
        return tuple(dict.fromkeys(OPEN_SIZE.findall(self.body)))

    @property
    def text_digest(self) -> str | None:
        """The digest of the text; None where there is none."""
        return None if self.text is None else self.text.digest


NO_CONTENT = Content("")


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """A page of the site.

    `uri` is its folder from the site's root: "" for home, else ending in "/"; the file is
    `<uri>index.html`. `section` is the uri of the navigation entry under which it belongs.
    `source`: the SHA-256, in hexadecimal, of all that decides `content` beside program and
    templates; "" where nobody asked.
    """

    uri: str
    kind: str
    title: str
    content: PageContent
    toc: tuple[TocEntry, ...] = ()
    section: str = ""
    search: SearchEntry = NO_ENTRY
    source: str = ""

    @property
    def body(self) -> str:
        """The ready HTML, with its `<h1>`, links relative to the page."""
        return self.content.body


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """A file beside the pages."""

    uri: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A file that takes time to make: made when the site is written, or kept from an earlier time.

    `source` is the SHA-256, in hexadecimal, of all that decides its bytes beside this program.
    `make` returns them; it can be sent to another process: a function at the top of a module, or
    `functools.partial` of one with arguments that can be pickled.
    """

    uri: str
    source: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class NavEntry:
    """An entry of the navigation: a page, and the pages below it."""

    title: str
    uri: str
    children: "tuple[NavEntry, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything that a build writes, and the findings that did not stop it.

    `release` is the id that every page of a published site carries; None for a plain build.
    `readers_banner` says on every page for whom it is, `readers_note` in the foot that figures are
    of what these readers may see; each None where there is nothing to say.
    """

    name: str
    pages: tuple[SitePage, ...]
    files: tuple[SiteFile, ...]
    nav: tuple[NavEntry, ...]
    findings: tuple[Diagnostic, ...]
    illustrative: bool
    products: tuple[Product, ...] = ()
    release: str | None = None
    readers_banner: str | None = None
    readers_note: str | None = None
