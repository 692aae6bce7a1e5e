"""Keeps what stands in pages apart from the pages, to be read where somebody asks for it.

After an edit nearly all pages stand in the site as they are, and nobody does.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, NamedTuple, TypeVar

from build_tools.errors import PublishingError
from build_tools.site_model import Content, PageText, Piece, SitePage
from build_tools.store import Store

T = TypeVar("T")
_LENGTH_BYTES = 10
_HEAD_BYTES = _LENGTH_BYTES + 2 * hashlib.sha256().digest_size


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


class _Index(NamedTuple):
    """Of each page in a file, from where to where it stands behind the index, and its SHA-256.

    `digest` is that of the index as it lies there.
    """

    digest: str
    behind: int
    places: Mapping[str, tuple[int, int, str]]


class KeptBodies:
    """What stands in pages, many to a file of a store, of which only what is asked for is read.

    A file begins with the length of its index and the SHA-256 of that; the index tells the places
    of what follows it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._indexes: dict[str, _Index] = {}
        self._last: dict[tuple[str, str], Content] = {}

    def __reduce__(self) -> tuple[type["KeptBodies"], tuple[Store]]:
        """Send no page to another process, which reads what it needs."""
        return KeptBodies, (self._store,)

    def has(self, key: str, digest: str) -> bool:
        """Say whether the file is there of which `put` returned this; pages in it may be spoilt."""
        return self._index(key).digest == digest

    def put(self, key: str, pages: Iterable[SitePage]) -> str:
        """Keep what stands in these pages as one file; return the digest of its index."""
        rows = {page.source: _in_bytes(_row(page)) for page in pages}
        ends = pairwise(accumulate(map(len, rows.values()), initial=0))
        places = {
            source: (*place, hashlib.sha256(row).hexdigest())
            for (source, row), place in zip(rows.items(), ends, strict=True)
        }
        index = _in_bytes(places)
        digest = hashlib.sha256(index).hexdigest()
        head = b"%0*d%b" % (_LENGTH_BYTES, len(index), digest.encode())
        self._store.put(key, b"".join((head, index, *rows.values())))
        self._indexes.pop(key, None)  # of the file before
        return digest

    def get(self, key: str, source: str) -> Content:
        """Return what stands in a page; LostBodyError where it is gone or spoilt."""
        known = self._last.get((key, source))
        if known is not None:
            return known
        _, behind, places = self._index(key)
        begin, end, digest = places.get(source, (0, 0, ""))
        row = self._store.piece(key, behind + begin, behind + end)
        if hashlib.sha256(row).hexdigest() != digest:
            raise LostBodyError
        content = _content(json.loads(row))
        self._last = {(key, source): content}  # who asks for a body asks for its text
        return content

    def _index(self, key: str) -> _Index:
        """Return the index of a file; an empty one where it is gone or spoilt."""
        known = self._indexes.get(key)
        if known is None:
            known = self._indexes[key] = self._read_index(key)
        return known

    def _read_index(self, key: str) -> _Index:
        head = self._store.piece(key, 0, _HEAD_BYTES)
        length, digest = head[:_LENGTH_BYTES], head[_LENGTH_BYTES:].decode(errors="replace")
        behind = _HEAD_BYTES + (int(length) if length.isdigit() else 0)
        index = self._store.piece(key, _HEAD_BYTES, behind)
        if hashlib.sha256(index).hexdigest() != digest:
            return _Index("", 0, {})
        return _Index(digest, behind, json.loads(index))


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
