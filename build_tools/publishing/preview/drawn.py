"""What a preview has drawn, to be taken again where it would come out the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from build_tools.asked import Question
from build_tools.publishing.preview.frames import Frame
from build_tools.rendering.html import Renderer
from build_tools.site_model import PageText, SitePage


class Made(NamedTuple):
    """A page, what was asked of the content for it, and the digest of what it was made of.

    `told` is None where that cannot be told.
    """

    page: SitePage
    asked: tuple[Question, ...]
    told: str | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """By address: pages as they were made, as they were printed, and what is sought in each.

    With what was printed and read stands the page of which it was.
    """

    renderer: Renderer
    frame: Frame
    pages: dict[str, Made] = field(default_factory=dict)
    printed: dict[str, tuple[SitePage, str]] = field(default_factory=dict)
    texts: dict[str, tuple[SitePage, PageText]] = field(default_factory=dict)
    shelf: "SearchShelf" = field(default_factory=lambda: SearchShelf({}))

    def for_another(self, renderer: Renderer, frame: Frame) -> "Drawn":
        """Return what still holds where other content is drawn, by these."""
        if renderer is not self.renderer:
            return Drawn(renderer, frame)
        printed = dict(self.printed) if frame is self.frame else {}
        texts, shelf = dict(self.texts), SearchShelf(self.shelf.kept)
        return Drawn(renderer, frame, dict(self.pages), printed, texts, shelf)


class SearchShelf:
    """What is kept of the search index: parts that follow from some pages alone."""

    def __init__(self, old: Mapping[str, bytes]) -> None:
        self._old = old
        self._asked: dict[str, bytes] = {}

    @property
    def kept(self) -> Mapping[str, bytes]:
        """What the newest index was made of."""
        return self._asked or self._old

    def get(self, key: str) -> bytes | None:
        """Return what is kept."""
        if key in self._old:
            self._asked[key] = self._old[key]
        return self._asked.get(key)

    def put(self, key: str, content: bytes) -> None:
        """Keep it."""
        self._asked[key] = content
