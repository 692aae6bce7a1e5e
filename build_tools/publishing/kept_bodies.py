"""Keeps what stands in pages apart from the pages, to be read where somebody asks for it.

After an edit nearly all pages stand in the site as they are, and nobody does.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, NamedTuple, TypeVar

from build_tools.errors import PublishingError
from build_tools.site_model import Content, PageText, Piece, SitePage
from build_tools.store import Store

T = TypeVar("T")
_IN_MEMORY = 8  # files; who asks for a page asks for others of its file


class LostBodyError(PublishingError):
    """What stands in a page was kept, and is gone or spoilt."""

    def __init__(self) -> None:
        super().__init__("Một tệp của bộ nhớ đệm vừa mất hoặc hỏng; hãy chạy lại.")


def whole(work: Callable[[bool], T]) -> T:
    """Do the work with kept pages (True), or without where one of them was lost on the way."""
    try:
        return work(True)  # noqa: FBT003  said above
    except LostBodyError:
        return work(False)  # noqa: FBT003  said above


class _File(NamedTuple):
    """What stands in some pages, each as JSON of its own; where, by the source of the page."""

    places: Mapping[str, tuple[int, int]]
    content: bytes


class KeptBodies:
    """What stands in pages, many to a file of a store; the last files asked for stay in memory."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[str, _File] = {}

    def __reduce__(self) -> tuple[type["KeptBodies"], tuple[Store]]:
        """Send no page to another process, which reads what it needs."""
        return KeptBodies, (self._store,)

    def has(self, key: str, digest: str) -> bool:
        """Say whether the file is there that had this digest; what is in it may be spoilt."""
        return self._store.digest(key) == digest

    def put(self, key: str, pages: Iterable[SitePage]) -> str:
        """Keep what stands in these pages as one file; return its digest."""
        rows = {page.source: _in_bytes(_row(page)) for page in pages}
        ends = list(accumulate(map(len, rows.values()), initial=0))
        places = dict(zip(rows, pairwise(ends), strict=True))
        return self._store.put(key, b"\n".join((_in_bytes(places), b"".join(rows.values()))))

    def get(self, key: str, source: str) -> Content:
        """Return what stands in a page; LostBodyError where the file is gone or spoilt."""
        file = self._read.get(key)
        if file is None:
            places, _, content = (self._store.get(key) or b"{}").partition(b"\n")
            file = self._read[key] = _File(json.loads(places), content)
            for oldest in list(self._read)[:-_IN_MEMORY]:
                del self._read[oldest]
        if source not in file.places:
            raise LostBodyError
        begin, end = file.places[source]
        return _content(json.loads(file.content[begin:end]))


@dataclass(frozen=True, slots=True)
class KeptContent:
    """What stands in a page that was kept: in the file `key`, under the page's source.

    The rest is of `PageContent`.
    """

    bodies: KeptBodies
    key: str
    source: str
    letters: int
    offers: tuple[str, ...]
    digest: str
    text_digest: str | None

    @property
    def body(self) -> str:
        """The body; LostBodyError as of `KeptBodies.get`."""
        return self.bodies.get(self.key, self.source).body

    @property
    def text(self) -> PageText | None:
        """The text; LostBodyError as of `KeptBodies.get`."""
        return self.bodies.get(self.key, self.source).text


def _in_bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _row(page: SitePage) -> tuple[object, ...]:
    text = page.content.text
    if text is None:
        return page.body, None
    pieces = [(each.place, each.anchor, each.heading, each.text) for each in text.pieces]
    return page.body, (text.headings, text.words, pieces, text.digest)


def _content(row: Any) -> Content:  # noqa: ANN401  as JSON gives it
    body, text = row
    if text is None:
        return Content(body)
    headings, words, pieces, digest = text
    return Content(body, PageText(headings, words, tuple(Piece(*each) for each in pieces), digest))
