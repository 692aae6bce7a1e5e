"""The two languages of messages. Vietnamese is the default; English is for whoever asks."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self


class Language(StrEnum):
    """In what findings are told."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


class Phrase(str):
    """Words of a message that are no value of a file: the Vietnamese text, its English beside it.

    It is the Vietnamese text wherever nobody asks for English. Labels and values that editors see
    in their files need none: they are quoted as they stand there.
    """

    __slots__ = ("english",)
    english: str

    def __new__(cls, vietnamese: str, english: str) -> Self:
        """Make a phrase of its two texts."""
        phrase = super().__new__(cls, vietnamese)
        phrase.english = english
        return phrase

    def __reduce__(self) -> "tuple[type[Phrase], tuple[str, str]]":
        """Let a copy in another process keep both texts."""
        return Phrase, (str(self), self.english)

    def within(self, before: str, after: str) -> "Phrase":
        """Return the phrase with the same text before it, and after it, in both languages."""
        return Phrase(f"{before}{self}{after}", f"{before}{self.english}{after}")

    def joined(self, parts: Iterable[str]) -> "Phrase":
        """Return the parts with this phrase between them."""
        known = list(parts)
        english = (said(part, Language.ENGLISH) for part in known)
        return Phrase(self.join(known), self.english.join(english))


def said(text: str, language: Language) -> str:
    """Return a text in a language: itself, unless it has an English one and that is asked for."""
    if language is Language.ENGLISH and isinstance(text, Phrase):
        return text.english
    return text
