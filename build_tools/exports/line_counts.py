"""On how many lines Typst sets a text, where that can be told without setting it.

A least and a most number are counted: lines somewhat narrower than the font says that end wherever
they might (Unicode, Annex 14), or somewhat broader ones that end only where they surely may. Where
both are the same the number is known.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

from build_tools.exports.font_letters import breadths_of, kerning_of

_CLOSEST, _WIDEST = 0.995, 1.005  # of the counted breadth of a line
_AT_THE_END = 0.08  # by so much the blank after a line may draw its last letter nearer
# Letters, digits and marks of Vietnamese and its neighbours; others are set by rules of their own.
_SIMPLE = re.compile(r"[ -~\u00a0-\u00ac\u00ae-\u024f\u1ea0-\u1ef9–—−…“”‘’•≤≥]+")
_ADDRESS = ("//", "www.")  # ends of lines in an address are Typst's own
_RUN = r"(?:[\w.,:;)\u00a0]*[\w)\u00a0]%|[\w.,:;)\u00a0]+)"  # behind a mark a line may end before %
_UNBROKEN = re.compile(rf"\({_RUN}?|{_RUN}|.")
_BEGINS = re.compile(r"[\w(–−+-]")  # a word before which a line surely may end
_HOLDS = re.compile(r"[\w.,:;)%]\Z")  # a word behind which it may

_Piece = tuple[str, bool]  # a text without an end of a line in it; whether a blank stands before


@dataclass(frozen=True, slots=True)
class Ruler:
    """Counts lines in one font, whose breadths and kerning are in heights of a letter."""

    breadths: Mapping[str, float]
    kerning: Mapping[str, float]
    known: dict[tuple[str, float], int | None] = field(default_factory=dict)
    measured: dict[str, float] = field(default_factory=dict)

    def lines(self, text: str, room: float) -> int | None:
        """Return how many lines the text takes in so many heights of a letter, None: unknown.

        An empty one takes a line too; where there is no room, nothing is told.
        """
        key = text, room
        if key not in self.known:
            self.known[key] = self._lines(text, room) if room > 0 else None
        return self.known[key]

    def fits(self, text: str, room: float) -> bool:
        """Return whether the text surely stands on one line and does not reach beyond it."""
        return self.lines(text, room) == 1 and self._breadth(text) * _WIDEST <= room

    def _lines(self, text: str, room: float) -> int | None:
        if not text:
            return 1
        words = text.split(" ")
        if "" in words or not _SIMPLE.fullmatch(text) or any(each in text for each in _ADDRESS):
            return None
        if self._breadth(text) * _WIDEST <= room:
            return 1
        most = self._most(words, room / _WIDEST)
        least = self._count(_perhaps_parted(words), room / _CLOSEST + _AT_THE_END)
        return most if most == least else None

    def _most(self, words: Sequence[str], room: float) -> int | None:
        """Return how many lines there are if none ends where it only may; None if one has to."""
        pieces = list(_surely_parted(words))
        for piece, _ in pieces:
            is_parted = len(list(_perhaps_parted(piece.split(" ")))) > 1
            if is_parted and self._breadth(piece) > room:
                return None
        return self._count(pieces, room)

    def _count(self, pieces: Iterable[_Piece], room: float) -> int:
        lines, used, last = 1, 0.0, ""
        for piece, spaced in pieces:
            more = f" {piece}" if spaced else piece
            longer = used + self.kerning.get(last + more[0], 0.0) + self._breadth(more)
            if last and longer > room:
                lines, used = lines + 1, self._breadth(piece)
            else:
                used = longer
            last = piece[-1]
        return lines

    def _breadth(self, text: str) -> float:
        found = self.measured.get(text)
        if found is None:
            kerning = sum(self.kerning.get(first + second, 0.0) for first, second in pairwise(text))
            found = sum(map(self.breadths.__getitem__, text)) + kerning
            self.measured[text] = found
        return found


def _surely_parted(words: Sequence[str]) -> Iterator[_Piece]:
    """Yield the text in pieces between which a line may end."""
    piece = words[0]
    is_first = True
    for word in words[1:]:
        if _HOLDS.search(piece) and _BEGINS.match(word):
            yield piece, not is_first
            piece, is_first = word, False
        else:
            piece = f"{piece} {word}"
    yield piece, not is_first


def _perhaps_parted(words: Sequence[str]) -> Iterator[_Piece]:
    """Yield the text in pieces in none of which a line may end."""
    for index, word in enumerate(words):
        for part in _UNBROKEN.finditer(word):
            yield part[0], index > 0 and part.start() == 0


@cache
def ruler_of(font: Path) -> Ruler:
    """Return the ruler of a TrueType font."""
    return Ruler(breadths_of(font), kerning_of(font))
