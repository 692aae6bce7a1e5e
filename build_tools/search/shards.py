"""The index of pages that follow one another: what the whole is joined of.

A shard says what it says whichever pages come before it or behind it, so after an edit only those
are made again in which a page has changed. Where one ends follows from the address of its last
page: a page more moves no other bound.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import AnyStr, Protocol
from zlib import crc32

from build_tools.search.places import places_of
from build_tools.search.postings import Places
from build_tools.search.words import keys_of
from build_tools.site_model import PageText, SitePage
from schemas.text import fold_key

_TEXT_OF = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_WORDS_KNOWN = 1 << 17  # a term has 23,000
_keys_of, _fold = lru_cache(_WORDS_KNOWN)(keys_of), lru_cache(_WORDS_KNOWN)(fold_key)


class Shelf(Protocol):
    """Where shards are kept. Whoever has one says by its keys which program made them."""

    def get(self, key: str) -> bytes | None:
        """Return what is kept; None where it is not there or not whole."""
        ...

    def put(self, key: str, content: bytes) -> None:
        """Keep it."""
        ...


@dataclass(frozen=True, slots=True)
class PageStretches:
    """A page's own row, for how many letters it counts, and the rows of the stretches of its text.

    `rows` are parted by commas; of each stretch are told its place, its letters, and where its row
    begins.
    """

    letters: int
    told: bytes
    rows: bytes
    stretches: Sequence[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Shard:
    """What the index says of a run of pages: where each key stands, and their texts."""

    keys: Sequence[str]
    folds: Sequence[str]  # of each key, by which keys are sorted
    heads: Sequence[int]  # these three as of `Posting`
    rests: Sequence[str]
    lasts: Sequence[int]
    pages: Sequence[PageStretches]


def shards_of(pages: Sequence[SitePage], shelf: Shelf | None) -> Iterator[Shard]:
    """Yield the shards of pages in their order; those on the shelf are taken, others put there.

    ValueError where the text of a page was not read.
    """
    for run in _runs(pages):
        if shelf is None:
            yield _made(run)
            continue
        key = _key(run)
        kept = shelf.get(key)
        if kept is not None:
            yield _read(kept)
            continue
        shard = _made(run)
        shelf.put(key, _in_bytes(shard))
        yield shard


def _runs(pages: Sequence[SitePage]) -> Iterator[Sequence[SitePage]]:
    length = _length(len(pages))
    ends = [at for at, page in enumerate(pages, 1) if not crc32(page.uri.encode()) % length]
    bounds = dict.fromkeys((0, *ends, len(pages)))
    return (pages[begin:end] for begin, end in pairwise(bounds))


def _length(count: int) -> int:
    """Return how many of so many pages a shard has, about: as many as there are shards.

    Longer ones take longer to make, more of them to join. It changes where the site has doubled
    twice.
    """
    return 1 << count.bit_length() // 2


def _key(run: Iterable[SitePage]) -> str:
    """Return the digest of all that a shard is made of: these texts, and how long each is."""
    texts = [
        str(each)
        for page in run
        for each in (
            page.uri, page.title, page.search.name, page.search.about, page.content.text_digest
        )
    ]  # fmt: skip
    told = f"{' '.join(map(str, map(len, texts)))}\n{''.join(texts)}"
    return hashlib.sha256(told.encode()).hexdigest()


def _made(run: Sequence[SitePage]) -> Shard:
    places = Places()
    read = [(page, _text_of(page)) for page in run]
    for number, (page, text) in enumerate(read):
        for place, words in places_of(page, text):
            places.add(number, place, words)
    keys_of_words = list(map(_keys_of, places.words))
    keys = list(dict.fromkeys(chain.from_iterable(keys_of_words)))
    numbers = {key: number for number, key in enumerate(keys)}
    numbered = [[numbers[key] for key in keys] for keys in keys_of_words]
    heads, rests, lasts = zip(*places.postings(numbered), strict=True) if keys else ((), (), ())
    return Shard(keys, list(map(_fold, keys)), heads, rests, lasts, list(map(_stretches_of, read)))


def _text_of(page: SitePage) -> PageText:
    text = page.content.text
    if text is None:  # nobody would find what it says
        raise ValueError(page.uri)
    return text


def _stretches_of(read: tuple[SitePage, PageText]) -> PageStretches:
    page, text = read
    told = page.uri, page.title, page.search.about
    rows: list[bytes] = []
    stretches: list[tuple[int, int, int]] = []
    begin = 0
    for piece in text.pieces:
        letters = len(piece.text) + len(piece.anchor) + len(piece.heading)
        stretches.append((piece.place, letters, begin))
        rows.append(_row(piece.place, piece.anchor, piece.heading, piece.text))
        begin += len(rows[-1]) + len(b",")
    return PageStretches(sum(map(len, told)), _row(*told), b",".join(rows), stretches)


def written(value: object) -> bytes:
    """Write a value as it stands in a script."""
    return _TEXT_OF(value).replace("<", "\\u003c").encode()


def _row(*values: object) -> bytes:
    """Write values as they stand in a list."""
    return written(values)[1:-1]


def _in_bytes(shard: Shard) -> bytes:
    """Write a shard: in one line its keys and numbers, behind it postings and rows as they are."""
    pages = shard.pages
    head = {
        "keys": shard.keys,
        "folds": shard.folds,
        "heads": shard.heads,
        "lasts": shard.lasts,
        "rests": list(map(len, shard.rests)),
        "letters": [page.letters for page in pages],
        "told": [len(page.told) for page in pages],
        "rows": [len(page.rows) for page in pages],
        "stretches": [page.stretches for page in pages],
    }
    told, rows = (page.told for page in pages), (page.rows for page in pages)
    return b"".join((_TEXT_OF(head).encode(), b"\n", "".join(shard.rests).encode(), *told, *rows))


def _read(content: bytes) -> Shard:
    begin = content.index(b"\n") + 1
    head = json.loads(content[:begin])
    behind_rests = begin + sum(head["rests"])
    behind_told = behind_rests + sum(head["told"])
    rests = _cut(content[begin:behind_rests].decode("ascii"), head["rests"], 0)
    told = _cut(content, head["told"], behind_rests)
    rows = _cut(content, head["rows"], behind_told)
    pages = list(map(PageStretches, head["letters"], told, rows, head["stretches"]))
    return Shard(head["keys"], head["folds"], head["heads"], list(rests), head["lasts"], pages)


def _cut(text: AnyStr, lengths: Iterable[int], begin: int) -> Iterator[AnyStr]:
    return (text[start:end] for start, end in pairwise(accumulate(lengths, initial=begin)))
