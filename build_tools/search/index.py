"""The whole index: parts of words, parts of texts, and the head that says which part holds what.

All are named by one digest of them all, which the entry tells. Pages name the entry alone, so that
a page is the same to the byte whatever other pages say.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, groupby
from typing import Any, Generic, NamedTuple, TypeVar

from build_tools.search.kinds import is_list, label_of, rank_of
from build_tools.search.places import read_text
from build_tools.search.postings import write_head, write_numbers
from build_tools.search.shards import PageStretches, Shard, Shelf, shards_of, written
from build_tools.search.texts import TextReader
from build_tools.search.words import written_words
from build_tools.site_model import Content, SiteFile, SitePage
from schemas.text import natural_sort_key

_DIGEST = re.compile(rb'diabanSearch\.take\("entry","([0-9a-f]{8})"\);\n')
_TOLD_ALREADY = b'"","",""'

First = TypeVar("First", str, tuple[int, int])
T = TypeVar("T")

FOLDER = "assets/search/"
ENTRY = f"{FOLDER}entry.js"  # what is asked first, and asked for anew each time
_PART_LETTERS = 16_000  # of the words in a part, as long as one word does not need more
_TEXT_LETTERS = 7_000
_CALL = b"diabanSearch.take"  # the function of assets/js/search/parts.js that parts call


@dataclass(frozen=True, slots=True)
class _Part(Generic[First]):
    """A file to be: where it begins in the order of its kind, and what it holds as written."""

    first: First
    content: bytes


class _Entry(NamedTuple):
    """A key, that by which keys are sorted, and what is written of where it stands."""

    fold: str
    key: str
    postings: str


def build_search_index(
    pages: Iterable[SitePage], shelf: Shelf | None = None
) -> tuple[SiteFile, ...]:
    """Return the files of the index, the entry last; pages in any order give the same bytes.

    `shelf`: what of an earlier index was kept, made by the same program; it changes no byte.
    """
    ordered, reader = _in_order(pages), TextReader()
    read = [_read(page, reader) for page in ordered]
    shards = list(shards_of(read, shelf))
    words = list(_word_parts(_entries(shards)))
    texts = list(_text_parts(chain.from_iterable(shard.pages for shard in shards)))
    title_words = [len(written_words(page.title.lower())) for page in ordered]
    return _named({"w": words, "t": texts}, _head(ordered, title_words, words, texts))


def _read(page: SitePage, reader: TextReader) -> SitePage:
    if page.content.text_digest is not None:
        return page
    return replace(page, content=Content(page.body, read_text(page, reader)))


def digest_of(entry: bytes) -> str | None:
    """Return the digest in the names of the other files, which the entry tells; None if not."""
    found = _DIGEST.fullmatch(entry)
    return None if found is None else found[1].decode()


def _in_order(pages: Iterable[SitePage]) -> list[SitePage]:
    """Put equals as they are shown: by kind, the newest period first, then by team."""
    team_key = cache(natural_sort_key)  # there are few teams
    found = list(pages)
    periods = sorted({page.search.period for page in found if page.search.period}, reverse=True)
    ages = {period: age for age, period in enumerate((*periods, None))}

    def place(page: SitePage) -> tuple[object, ...]:
        entry = page.search
        return rank_of(page.kind), ages[entry.period], team_key(entry.team), page.uri

    return sorted(found, key=place)


def _entries(shards: Iterable[Shard]) -> Iterator[_Entry]:
    """Yield every key with what is written of it, as keys are sorted."""
    gathered: dict[str, list[str]] = {}
    lasts: dict[str, int] = {}  # the number of the last page of each key
    folds: dict[str, str] = {}
    begin = 0
    for shard in shards:
        columns = shard.keys, shard.heads, shard.rests, shard.lasts
        for key, head, rest, last in zip(*columns, strict=True):
            before = lasts.get(key)
            if before is None:
                gathered[key] = [write_head(head, begin), rest]
            else:
                gathered[key] += (write_head(head, begin - 1 - before), rest)
            lasts[key] = begin + last
        folds.update(zip(shard.keys, shard.folds, strict=True))
        begin += len(shard.pages)
    for fold, key in sorted(zip(folds.values(), folds, strict=True)):
        yield _Entry(fold, key, "".join(gathered[key]))


def _word_parts(entries: Iterable[_Entry]) -> Iterator[_Part[str]]:
    held: list[str] = []
    letters, first = 0, ""
    for entry in entries:
        if held and letters + len(entry.postings) > _PART_LETTERS:
            yield _Part(first, written(held))
            held, letters = [], 0
        if not held:
            first = entry.fold
        held += (entry.key, entry.postings)
        letters += len(entry.key) + len(entry.postings) + 6
    if held:
        yield _Part(first, written(held))


def _text_parts(pages: Iterable[PageStretches]) -> Iterator[_Part[tuple[int, int]]]:
    """Each part is a list of pages; each page its number, then what it is once, then its pieces."""
    held: list[bytes] = []
    letters = 0
    first = (0, 0)
    for number, page in enumerate(pages):
        told, more = page.told, page.letters
        begin = None  # of the first stretch that is held
        for place, its_letters, at in page.stretches:
            if letters > _TEXT_LETTERS:
                if begin is not None:
                    held.append(_page(number, told, page.rows[begin : at - 1]))
                    told, more, begin = _TOLD_ALREADY, 0, None
                yield _Part(first, _joined(held))
                held, letters = [], 0
            if not letters:
                first = (number, place)
            if begin is None:
                begin = at
                letters += more + 20
            letters += its_letters
        if begin is not None:
            held.append(_page(number, told, page.rows[begin:]))
    if held:
        yield _Part(first, _joined(held))


def _page(number: int, told: bytes, rows: bytes) -> bytes:
    return b"[%d,%b,%b]" % (number, told, rows)


def _joined(pages: Iterable[bytes]) -> bytes:
    return b"[%b]" % b",".join(pages)


def _head(
    ordered: Sequence[SitePage],
    title_words: Sequence[int],
    words: Sequence[_Part[str]],
    texts: Sequence[_Part[tuple[int, int]]],
) -> dict[str, object]:
    """Say of which part a key or a place is, and of each run of pages what they are of."""
    kinds = list(dict.fromkeys(label_of(page.kind) for page in ordered))
    teams = sorted({page.search.team for page in ordered}, key=natural_sort_key)
    periods = sorted({page.search.period for page in ordered if page.search.period}, reverse=True)
    of_kind, of_team = _numbered(kinds), _numbered(teams)
    of_period = _numbered((None, *periods))
    runs: list[int] = []
    facts = (
        (
            of_kind[label_of(page.kind)],
            of_team[page.search.team],
            of_period[page.search.period],
            words_of_title,
            int(is_list(page.kind)),
        )
        for page, words_of_title in zip(ordered, title_words, strict=True)
    )
    for fact, run in groupby(facts):
        runs += (len(list(run)), *fact)
    return {
        "kinds": kinds,
        "teams": teams,
        "periods": ["", *(period.label for period in periods)],
        "runs": write_numbers(runs),
        "words": [part.first for part in words],
        "texts": write_numbers(_steps([part.first for part in texts])),
    }


def _numbered(things: Iterable[T]) -> Mapping[T, int]:
    return {thing: number for number, thing in enumerate(things)}


def _steps(firsts: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield (pages on, place) of each part of texts."""
    before = 0
    for page, place in firsts:
        yield page - before
        yield place
        before = page


def _named(
    parts: Mapping[str, Sequence[_Part[Any]]], head: Mapping[str, object]
) -> tuple[SiteFile, ...]:
    """Turn parts into files whose names carry the digest of them all, and add the entry."""
    files = {
        f"{letter}{number}": _script(f"{letter}{number}", part.content)
        for letter, group in parts.items()
        for number, part in enumerate(group)
    }
    files["head"] = _script("head", written(head))
    digest = hashlib.sha256(b"\0".join(files.values())).hexdigest()[:8]
    named = (
        SiteFile(uri=f"{FOLDER}{name}.{digest}.js", content=content)
        for name, content in files.items()
    )
    return (*named, SiteFile(uri=ENTRY, content=_script("entry", written(digest))))


def _script(name: str, content: bytes) -> bytes:
    return b'%b("%b",%b);\n' % (_CALL, name.encode(), content)
