"""Where each key stands, in few letters: pages in order, and the first places in each.

A number is written in printable letters that need no escape: the last letter is one of sixty, the
ones before it of the 29 others, so that numbers below 60 take one letter, below 1,800 two. Of a
key on a page stand: the pages skipped since its last page × 4 + the count of its places − 1 (3 for
four and more, then the count − 4); the places, each as the step from the one before.
`assets/js/search/find.js` reads it.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FIRST_PLACES = 5  # of a key on a page that are kept; more only repeat themselves
_LETTERS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "\"\\<&'")
_LAST = 60  # letters that end a number; the others come before
_BEFORE = len(_LETTERS) - _LAST
_COUNTS = 4  # a count below this is told together with the page
_BITS = 24  # of a page and of a place in the number by which all are sorted
_MASK = (1 << _BITS) - 1

Integers = NDArray[np.int64]


class Posting(NamedTuple):
    """Where a key stands on a run of pages, to be written behind what is said of earlier ones.

    `head`: the number of the first page, counted from where the run begins, × 4 + what is told of
    its count; `rest`: what is written behind that; `last`: the number of the last page.
    """

    head: int
    rest: str
    last: int


class Places:
    """Gathers which written word stands where, page after page; a word's number is its place."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._words = array("i")
        self._runs: list[tuple[int, int, int]] = []  # words, page, place of the first

    @property
    def words(self) -> tuple[str, ...]:
        """The words met so far, in the order of their numbers."""
        return tuple(self._numbers)

    def add(self, page: int, place: int, words: Sequence[str]) -> None:
        """Note that the words stand on the page from the place on."""
        self._words.extend(map(self._numbers.__getitem__, words))
        self._runs.append((len(words), page, place))

    def postings(self, keys_of_words: Sequence[Sequence[int]]) -> Iterator[Posting]:
        """Yield what is written of each key 0, 1, …; `keys_of_words` names those of each word."""
        words = np.frombuffer(self._words, dtype=np.int32)
        counts, pages, places = np.array(self._runs, dtype=np.int64).reshape(-1, 3).T
        begins = np.cumsum(counts) - counts
        page = np.repeat(pages, counts)
        place = np.arange(len(words)) + np.repeat(places - begins, counts)
        found = [np.empty(0, dtype=np.int64)]
        for number in range(max(map(len, keys_of_words), default=0)):
            key = np.array([keys[number] if number < len(keys) else -1 for keys in keys_of_words])[
                words
            ]
            has = key >= 0
            found.append((key[has] << 2 * _BITS) | (page[has] << _BITS) | place[has])
        return _written(np.sort(np.concatenate(found)))


def _written(occurrences: Integers) -> Iterator[Posting]:
    """Write sorted (key, page, place); yield key by key."""
    first = _is_first(occurrences >> _BITS)
    rank = _since(first)
    kept = rank < FIRST_PLACES
    occurrences, first, rank = occurrences[kept], first[kept], rank[kept]
    place = occurrences & _MASK
    group = np.cumsum(first) - 1
    page = (occurrences[first] >> _BITS) & _MASK
    key = occurrences[first] >> 2 * _BITS
    count = np.bincount(group)
    first_page = _is_first(key)
    skipped = page - np.where(first_page, -1, np.concatenate(([0], page[:-1]))) - 1
    heads = 1 + (count >= _COUNTS)
    begin = np.cumsum(heads + count) - heads - count
    numbers = np.empty(int((heads + count).sum()), dtype=np.int64)
    numbers[begin] = skipped * _COUNTS + np.minimum(count, _COUNTS) - 1
    many = count >= _COUNTS
    numbers[begin[many] + 1] = count[many] - _COUNTS
    before = np.where(first, -1, np.concatenate(([0], place[:-1])))
    numbers[begin[group] + heads[group] + rank] = place - before - 1
    text, ends = _letters(numbers)
    bounds = [*np.concatenate(([0], ends))[begin[first_page]].tolist(), len(text)]
    firsts = np.flatnonzero(first_page)
    rests = ends[begin[firsts]].tolist()
    lasts = page[np.append(firsts[1:], len(page)) - 1] if len(page) else page
    rows = zip(
        numbers[begin[firsts]].tolist(), rests, lasts.tolist(), pairwise(bounds), strict=True
    )
    return (Posting(head, text[rest:end], last) for head, rest, last, (_, end) in rows)


def _is_first(values: Integers) -> NDArray[np.bool_]:
    """Say of each value whether it differs from the one before."""
    return np.concatenate(([True], values[1:] != values[:-1]))[: len(values)]


def _since(first: NDArray[np.bool_]) -> Integers:
    """Count on from each that is first."""
    at = np.arange(len(first))
    return at - np.maximum.accumulate(np.where(first, at, 0))


def _letters(numbers: Integers) -> tuple[str, Integers]:
    """Write numbers behind each other; return the text and where each ends."""
    rest = numbers // _LAST
    length = np.ones(len(numbers), dtype=np.int64)
    while rest.any():
        length += rest > 0
        rest = np.where(rest > 0, (rest - 1) // _BEFORE, 0)
    ends = np.cumsum(length)
    text = np.empty(int(length.sum()), dtype=np.uint8)
    alphabet = np.frombuffer(_LETTERS.encode(), dtype=np.uint8)
    text[ends - 1] = alphabet[numbers % _LAST]
    rest, at = numbers // _LAST, ends - 2
    while (more := rest > 0).any():
        rest, at = rest[more] - 1, at[more]
        text[at] = alphabet[_LAST + rest % _BEFORE]
        rest, at = rest // _BEFORE, at - 1
    return text.tobytes().decode("ascii"), ends


def write_head(head: int, skipped: int) -> str:
    """Write the head of a posting before whose run so many pages more are skipped."""
    return write_number(head + skipped * _COUNTS)


@cache
def write_number(value: int) -> str:
    """Write a number, 0 or more."""
    text, rest = _LETTERS[value % _LAST], value // _LAST
    while rest:
        rest -= 1
        text, rest = _LETTERS[_LAST + rest % _BEFORE] + text, rest // _BEFORE
    return text


def write_numbers(values: Iterable[int]) -> str:
    """Write numbers, 0 or more, behind each other."""
    return _letters(np.array(list(values), dtype=np.int64))[0]
