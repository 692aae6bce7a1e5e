"""Keys for comparing and sorting Vietnamese text. Text is shown as typed; only keys are folded."""

import re
import unicodedata
from functools import lru_cache

# Tone marks as combining characters: they ride on a letter and weigh less than the letter itself.
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of the dictionary
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET, start=20)}
_DIGIT_OR_SPACE_RANK = {" ": 0} | {str(digit): digit + 1 for digit in range(10)}
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
_DASHES = str.maketrans({"–": "-", "—": "-", "‑": "-", "−": "-"})
_SPACES = re.compile(r"\s+")
# The open syllables in which the old and the new spelling put the tone on different letters.
_OLD_PLACEMENT = re.compile(r"\b(\w*?)([ou])([\u0300\u0309\u0303\u0301\u0323])([aey])(?!\w)")


def nfc(text: str) -> str:
    """Return the text in Unicode normal form C, the only form used after reading."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=16384)  # cells repeat the same few names
def exact_key(text: str) -> str:
    """Key that forgives case, spaces, dashes, apostrophes and tone placement (hòa = hoà).

    Accents still count: `Đạ Tẻh` and `Da Teh` have different keys.
    """
    plain = unicodedata.normalize("NFD", text.translate(_APOSTROPHES).translate(_DASHES))
    plain = _SPACES.sub(" ", plain).strip().casefold()
    return unicodedata.normalize("NFC", _OLD_PLACEMENT.sub(_move_tone, plain))


def _move_tone(match: re.Match[str]) -> str:
    head, first, tone, last = match.groups()
    if (first, last) in {("o", "a"), ("o", "e"), ("u", "y")} and not head.endswith("q"):
        return f"{head}{first}{last}{tone}"
    return match.group(0)


@lru_cache(maxsize=16384)  # cells repeat the same few names
def fold_key(text: str) -> str:
    """Key that forgives what `exact_key` does, and accents and đ/d too (`Đắk` = `dak`)."""
    decomposed = unicodedata.normalize("NFD", exact_key(text))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return bare.replace("đ", "d")


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Key for Vietnamese dictionary order: letters (a ă â … d đ …), then tones, then as typed."""
    letters: list[int] = []
    tones: list[int] = []
    for letter, tone in _letters_with_tones(text.casefold()):
        letters.append(_rank(letter))
        tones.append(tone)
    return tuple(letters), tuple(tones), text


def _letters_with_tones(text: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for letter in unicodedata.normalize("NFC", text):
        marks = unicodedata.normalize("NFD", letter)
        tone = next((_TONES.index(mark) + 1 for mark in marks if mark in _TONES), 0)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
        found.append((bare, tone))
    return found


def _rank(letter: str) -> int:
    if letter in _LETTER_RANK:
        return _LETTER_RANK[letter]
    return _DIGIT_OR_SPACE_RANK.get(letter, 0x100 + ord(letter[0]))


def natural_sort_key(text: str) -> tuple[tuple[int, int, tuple[tuple[int, ...], ...]], ...]:
    """Vietnamese order in which whole numbers compare by size: `Phường 2` before `Phường 10`."""
    parts = re.split(r"(\d+)", text)
    return tuple(
        (0, int(part), ()) if part.isdecimal() else (1, 0, sort_key(part)[:2])
        for part in parts
        if part
    )


@lru_cache(maxsize=4096)  # every link to an area asks for it
def slug(text: str) -> str:
    """ASCII, lower-case address part: `Địa bàn Đắk Nông` → `dia-ban-dak-nong`."""
    return re.sub(r"[^a-z0-9]+", "-", fold_key(text)).strip("-")
