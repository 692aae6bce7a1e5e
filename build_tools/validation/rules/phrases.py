"""Many phrases looked for in a text at once, in one pass over its bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from ahocorasick_rs import BytesAhoCorasick, Implementation


@lru_cache(maxsize=1)  # several rules look at one text, one after another
def lowered(text: str) -> str:
    """Return the text in small letters, lines joined by spaces; every offset stays."""
    small = text.lower()
    return (small if len(small) == len(text) else text).replace("\n", " ")


@lru_cache(maxsize=1)
def _small_bytes(text: str) -> bytes:
    return lowered(text).encode(errors="surrogatepass")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases in small letters, which may overlap; a phrase counts wherever its letters stand."""

    phrases: tuple[str, ...]
    search: BytesAhoCorasick

    @classmethod
    def of(cls, *phrases: str) -> Self:
        """Make the automaton that looks for all of them."""
        search = BytesAhoCorasick(map(str.encode, phrases), implementation=Implementation.DFA)
        return cls(phrases, search)

    def stand_in(self, text: str) -> bool:
        """Say whether the text has one of them, in small letters or capitals."""
        return bool(self.search.find_matches_as_indexes(_small_bytes(text)))

    def places(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield each of them and the offset at which it begins, in the order of their ends."""
        data = _small_bytes(text)
        seen = letters = 0
        for which, _, end in self.search.find_matches_as_indexes(data, overlapping=True):
            letters += len(data[seen:end].decode(errors="surrogatepass"))
            seen = end
            phrase = self.phrases[which]
            yield phrase, letters - len(phrase)
