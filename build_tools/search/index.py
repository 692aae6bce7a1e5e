"""The whole index: parts of words, parts of texts, and the head that says which part holds what.

All are named by one digest of them all, which the entry tells. Pages name the entry alone, so that
a page is the same to the byte whatever other pages say.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic, TypeVar

from build_tools.search.kinds import is_list, label_of, rank_of
from build_tools.search.places import places_of, read_text
from build_tools.search.postings import Places, write_numbers
from build_tools.search.texts import TextReader
from build_tools.search.words import keys_of, written_words
from build_tools.site_model import Piece, SiteFile, SitePage
from schemas.text import fold_key, natural_sort_key

First = TypeVar("First", str, tuple[int, int])
T = TypeVar("T")

FOLDER = "assets/search/"
ENTRY = f"{FOLDER}entry.js"  # what is asked first, and asked for anew each time
_PART_LETTERS = 16_000  # of the words in a part, as long as one word does not need more
_TEXT_LETTERS = 7_000
_CALL = "diabanSearch.take"  # the function of assets/js/search/parts.js that parts call


@dataclass(frozen=True, slots=True)
class _Part(Generic[First]):
    """A file to be: where it begins in the order of its kind, and what it holds."""

    first: First
    content: object


def build_search_index(pages: Iterable[SitePage]) -> tuple[SiteFile, ...]:
    """Return the files of the index, the entry last; pages in any order give the same bytes."""
    ordered = _in_order(pages)
    reader, places = TextReader(), Places()
    stretches: list[tuple[int, SitePage, Piece]] = []
    for number, page in enumerate(ordered):
        text = page.text or read_text(page, reader)
        for place, words_there in places_of(page, text):
            places.add(number, place, words_there)
        stretches += [(number, page, piece) for piece in text.pieces]
    words = list(_word_parts(_entries(places)))
    texts = list(_text_parts(stretches))
    title_words = [len(written_words(page.title.lower())) for page in ordered]
    return _named({"w": words, "t": texts}, _head(ordered, title_words, words, texts))


def _in_order(pages: Iterable[SitePage]) -> list[SitePage]:
    """Put equals as they are shown: by kind, the newest period first, then by team."""
    ordered = sorted(pages, key=lambda page: (natural_sort_key(page.search.team), page.uri))
    ordered.sort(
        key=lambda page: (page.search.period is not None, page.search.period), reverse=True
    )
    return sorted(ordered, key=lambda page: rank_of(page.kind))


def _entries(places: Places) -> Iterable[tuple[str, str]]:
    """Return every key with what is written of it, as keys are sorted."""
    keys_of_words = [keys_of(word) for word in places.words]
    keys = sorted({key for keys in keys_of_words for key in keys}, key=_sorted_by)
    numbers = {key: number for number, key in enumerate(keys)}
    numbered = [[numbers[key] for key in keys] for keys in keys_of_words]
    return zip(keys, places.postings(numbered), strict=True)


def _sorted_by(key: str) -> tuple[str, str]:
    return fold_key(key), key


def _word_parts(entries: Iterable[tuple[str, str]]) -> Iterator[_Part[str]]:
    held: list[str] = []
    letters = 0
    for key, postings in entries:
        if held and letters + len(postings) > _PART_LETTERS:
            yield _Part(fold_key(held[0]), held)
            held, letters = [], 0
        held += (key, postings)
        letters += len(key) + len(postings) + 6
    if held:
        yield _Part(fold_key(held[0]), held)


def _text_parts(
    texts: Sequence[tuple[int, SitePage, Piece]],
) -> Iterator[_Part[tuple[int, int]]]:
    """Each part is a list of pages; each page its number, then what it is once, then its pieces."""
    held: list[list[object]] = []
    letters = 0
    first = (0, 0)
    known = -1  # the page whose address was told already
    for number, page, piece in texts:
        if held and letters > _TEXT_LETTERS:
            yield _Part(first, held)
            held, letters = [], 0
        if not held:
            first = (number, piece.place)
        if not held or held[-1][0] != number:
            told = ("", "", "") if known == number else (page.uri, page.title, page.search.about)
            held.append([number, *told])
            letters += sum(map(len, told)) + 20
            known = number
        held[-1] += [piece.place, piece.anchor, piece.heading, piece.text]
        letters += len(piece.text) + len(piece.anchor) + len(piece.heading)
    if held:
        yield _Part(first, held)


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
    contents: dict[str, object] = {
        f"{letter}{number}": part.content
        for letter, group in parts.items()
        for number, part in enumerate(group)
    }
    files = {name: _script(name, content) for name, content in {**contents, "head": head}.items()}
    digest = hashlib.sha256(b"\0".join(files.values())).hexdigest()[:8]
    named = (
        SiteFile(uri=f"{FOLDER}{name}.{digest}.js", content=content)
        for name, content in files.items()
    )
    return (*named, SiteFile(uri=ENTRY, content=_script("entry", digest)))


def _script(name: str, content: object) -> bytes:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"{_CALL}({json.dumps(name)},{text});\n".encode()
