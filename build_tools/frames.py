"""Frames: what stands around title and content of a page, as texts that are joined with these two.

A frame is made once, with marks in their places and in that of the release's name, for all pages
that agree in what decides it.
Nothing here knows who makes frames, so pages are printed in kept ones without loading that.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import escape

from build_tools.errors import PublishingError
from build_tools.site_check import folders_of, nav_entries
from build_tools.site_model import Content, Site, SitePage, TocEntry

LINKED_BY_FRAME = "thong-tin/"  # where the footer leads, in the navigation or not
_PRIVATE = "\ue000"
_TITLE, _CONTENT = f"{_PRIVATE}title{_PRIVATE}", f"{_PRIVATE}content{_PRIVATE}"
RELEASE = f"{_PRIVATE}release{_PRIVATE}"  # stands for the name of the release, where it has one
_MARK = re.compile(f"({_TITLE}|{_CONTENT}|{RELEASE})")
_ELSEWHERE = "~/"  # a folder that no page has

Frame = tuple[str, ...]  # pieces of HTML, a mark alone in its piece


@dataclass(frozen=True, slots=True)
class FrameKey:
    """All that the frame of a page depends on, but for its title and content."""

    uri: str
    section: str
    kind: str
    toc: tuple[TocEntry, ...]

    @property
    def blank(self) -> SitePage:
        """A page with this frame, and marks for what is filled in."""
        return SitePage(
            uri=self.uri,
            kind=self.kind,
            title=_TITLE,
            content=Content(_CONTENT),
            toc=self.toc,
            section=self.section,
        )


@dataclass(frozen=True, slots=True)
class FrameSet:
    """All that Material gives to a site: the frames of its pages, and files by address."""

    frames: Mapping[FrameKey, Frame]
    files: Mapping[str, bytes]


class Printer:
    """Prints the pages of a site in `frames`; has those made that are not among them."""

    def __init__(
        self,
        site: Site,
        frames: Mapping[FrameKey, Frame],
        make: Callable[[FrameKey], str],
    ) -> None:
        self._own = frozenset(entry.uri for entry in nav_entries(site.nav))
        self._release = site.release or ""
        self._linked = {
            folder for uri in (*self._own, LINKED_BY_FRAME) for folder in folders_of(uri)
        }
        self._frames = frames
        self._make = make
        self.made: dict[FrameKey, Frame] = {}
        self._digests: dict[FrameKey, str] = {}

    def print(self, page: SitePage) -> str:
        """Return the whole HTML of a page."""
        title = str(escape(page.title))
        filled = {_TITLE: title, _CONTENT: page.body, RELEASE: self._release}
        return "".join([filled.get(part, part) for part in self._frame(self.key_of(page))])

    def told(self, page: SitePage) -> str:
        """Return the digest of all that the HTML of a page follows from; "" where not known."""
        digest = page.content.digest
        if not digest:
            return ""
        key = self.key_of(page)
        frame = self._digests.get(key)
        if frame is None:
            whole = "\0".join(self._frame(key))
            frame = self._digests[key] = hashlib.sha256(whole.encode()).hexdigest()
        said = f"{frame} {digest} {len(self._release)} {self._release} {page.title}"
        return hashlib.sha256(said.encode()).hexdigest()

    def _frame(self, key: FrameKey) -> Frame:
        frame = self._frames.get(key) or self.made.get(key)
        if frame is None:
            frame = self.made[key] = tuple(_MARK.split(self._make(key)))
        return frame

    def key_of(self, page: SitePage) -> FrameKey:
        """Return the key of the page's frame; a page of the navigation is marked in its own."""
        uri = page.uri if page.uri in self._own else self._canonical(page.uri)
        return FrameKey(uri, page.section, page.kind, page.toc)

    def _canonical(self, uri: str) -> str:
        """Return an address from which every link of the frame reads as it does from `uri`.

        A relative link depends on the folders that a page shares with its target and on how many
        it has below them; the names of those that no target has are all one.
        """
        folders = list(folders_of(uri))
        shared = [folder for folder in folders if folder in self._linked]
        return (shared[-1] if shared else "") + _ELSEWHERE * (len(folders) - len(shared))


def with_release(content: bytes, site: Site) -> bytes:
    """Return a file beside the pages with the name of the site's release."""
    return content.replace(RELEASE.encode(), (site.release or "").encode())


def refuse_marks(site: Site) -> None:
    """Raise PublishingError where a text of a frame could be taken for a mark."""
    said = (site.name, site.readers_banner or "", site.readers_note or "", site.release or "")
    _refuse((*said, *(entry.title for entry in nav_entries(site.nav))))
    for page in site.pages:
        refuse_marks_in(page.toc)


def refuse_marks_in(toc: Iterable[TocEntry]) -> None:
    """Raise PublishingError where a text of a table of contents could be taken for a mark."""
    _refuse(text for entry in toc for text in _texts_of(entry))


def _refuse(texts: Iterable[str]) -> None:
    if any(_PRIVATE in text for text in texts):
        raise PublishingError("Một tiêu đề có ký tự dùng riêng U+E000, không in được.")


def _texts_of(entry: TocEntry) -> Iterator[str]:
    yield entry.title
    yield entry.id
    for child in entry.children:
        yield from _texts_of(child)
