"""Recognising Vietnamese text of before Unicode, so that it is refused by its name.

TCVN3 (ABC fonts; TCVN 5712:1993), VNI and Windows-1258 are seen either as bytes, or as letters when
a program took their bytes for Western ones. Nothing is converted: a word counts as evidence where
it is no Vietnamese syllable as it stands and becomes one when read in the old encoding.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import filterfalse

WINDOWS_1258 = "windows-1258"
TCVN3 = "tcvn3"
VNI = "vni"
DOUBLE_ENCODED = "double-encoded"

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WORD = re.compile("[A-Za-z\u0080-\u024f\u0300-\u036f\u1ea0-\u1ef9\u02c6\u02dc\u2010-\u2122]+")
# Of ASCII only letters stand in words: blanks take the place of the rest.
_LETTERS_ALONE = bytes(
    byte if byte > 0x7F or chr(byte).isalpha() else 0x20  # noqa: PLR2004  the end of ASCII
    for byte in range(0x100)
)
_ODD = re.compile("[\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2010-\u2122]")
# Signs that stand in sound Unicode text too (µm, 10 m², §, «…»); a word needs more than these.
_EVERYDAY = re.compile("[a-z\u00a0§©«®°±²³µ·¹»¼½¾‘’“”–—…•]*", re.IGNORECASE)
_SYLLABLE = re.compile(
    "(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|nh?|ngh?|ph?|qu?|r|s|th?|tr|v|x)?"
    "(?:(?:[aăâeêioôơuưy]|iê|yê|o[aăe]|oo(?=ng|c)|u[âêôơy]|uyê|ươ)(?:ch?|m|nh?|ng|p|t)?"
    "|ai|ao|au|ay|âu|ây|eo|êu|ia|iêu|iu|oai|oao|oay|oeo|oi|ôi|ơi"
    "|ua|uây|uêu|ui|uôi|uya|uyu|ưa|ươi|ươu|ưi|ưu|yêu)",
    re.IGNORECASE,
)
_LOST = re.compile(rb"[A-Za-z\x80-\xff]\?[A-Za-z\x80-\xff]")
_ENOUGH_WORDS = 2  # different ones: a single one may be a foreign name


@dataclass(frozen=True, slots=True)
class OldText:
    """Evidence of an old encoding: which, the first word as it stands and read right, its index."""

    encoding: str
    garbled: str
    word: str
    index: int
    count: int


def find_old_text(text: str) -> OldText | None:
    """Recognise old or twice-encoded text among letters; None for sound Unicode text.

    `text` is in NFC. Correct words do not clear a file: an old cell pasted among them counts.
    """
    parts = _accented_parts(text)
    if not any(map(_is_telling, parts)):
        return None
    words = _words_of(b" ".join(parts))
    odd = {word for word in words if _ODD.search(word) and not _is_syllable(word)}
    sound = len(words) - len(odd)
    telling = {word for word in odd if _EVERYDAY.fullmatch(word) is None}
    suspects = [(m.start(), m.group()) for m in _WORD.finditer(text) if m.group() in telling]
    found = _best_reading(suspects, (DOUBLE_ENCODED, WINDOWS_1258, TCVN3, VNI))
    enough = found is not None and (found[1] >= _ENOUGH_WORDS or sound == 0)
    return found[0] if found and enough else None


def _accented_parts(text: str) -> set[bytes]:
    """Return the different parts between ASCII's other characters that have a letter beyond it.

    A text repeats most of its words. Taking it apart as bytes and looking at each different part
    once is several times as fast as looking for words in all of it.
    """
    letters = text.encode("utf-8", "surrogatepass").translate(_LETTERS_ALONE)
    return set(filterfalse(bytes.isascii, set(letters.split())))


def _words_of(parts: bytes) -> set[str]:
    """Return the different words that are not of ASCII letters alone."""
    words = _WORD.findall(parts.decode("utf-8", "surrogatepass"))
    return {word for word in words if not word.isascii()}


@lru_cache(maxsize=32768)  # texts of one content repeat each other's words
def _is_telling(part: bytes) -> bool:
    """Say whether a word of the part is neither a syllable nor seen in sound texts."""
    return any(
        _ODD.search(word) and not _is_syllable(word) and _EVERYDAY.fullmatch(word) is None
        for word in _words_of(part)
    )


def find_old_bytes(data: bytes) -> OldText | None:
    """Recognise the old encoding of bytes that are not UTF-8; None where none fits most words.

    The index of the result counts bytes. Text in which a program has put `?` for the letters that
    its encoding lacks (Windows-1252) is none of them: read so, it would be taken for VNI.
    """
    if len(_LOST.findall(data)) >= _ENOUGH_WORDS:
        return None
    text = data.decode("latin-1")
    words = [(m.start(), m.group()) for m in _WORD.finditer(text) if not m.group().isascii()]
    found = _best_reading(words, (WINDOWS_1258, TCVN3, VNI))
    return found[0] if found and 2 * found[0].count > len(words) else None


def _best_reading(
    words: list[tuple[int, str]], encodings: tuple[str, ...]
) -> tuple[OldText, int] | None:
    """Return the reading that explains the most words, and how many different ones."""
    best: tuple[OldText, int] | None = None
    for encoding in encodings:
        read = _READERS[encoding]
        explained = [(at, word, right) for at, word in words if (right := read(word)) is not None]
        if explained and (best is None or len(explained) > best[0].count):
            at, garbled, right = explained[0]
            different = len({word for _, word, _ in explained})
            best = OldText(encoding, garbled, right, at, len(explained)), different
    return best


@lru_cache(maxsize=8192)  # a language has few syllables; a file repeats them
def _is_syllable(word: str) -> bool:
    """Say whether the word is formed like a Vietnamese syllable with at most one tone."""
    parts = unicodedata.normalize("NFD", word)
    bare = "".join(mark for mark in parts if mark not in _TONES)
    if len(parts) - len(bare) > 1:
        return False
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None


def _syllable_or_none(word: str) -> str | None:
    word = unicodedata.normalize("NFC", word)
    return word if not word.isascii() and _is_syllable(word) else None


def _western_bytes(word: str) -> bytes | None:
    """Return the bytes that a program took for these Western letters (Windows-1252, Latin-1)."""
    data = bytearray()
    for letter in word:
        if ord(letter) < 0x100:  # noqa: PLR2004  Latin-1 letters are their own bytes
            data.append(ord(letter))
            continue
        try:
            data += letter.encode("cp1252")
        except UnicodeEncodeError:
            return None
    return bytes(data)


def _read_double_encoded(word: str) -> str | None:
    data = _western_bytes(word)
    if data is None:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _read_windows_1258(word: str) -> str | None:
    data = _western_bytes(word)
    return None if data is None else _syllable_or_none(data.decode("cp1258", errors="replace"))


def _read_tcvn3(word: str) -> str | None:
    data = _western_bytes(word)
    return None if data is None else _syllable_or_none(data.decode("latin-1").translate(_TCVN3))


def _read_vni(word: str) -> str | None:
    return _syllable_or_none(_VNI_PAIR.sub(_vni_letter, word))


def _vni_letter(match: re.Match[str]) -> str:
    pair = match.group()
    letter = _VNI[pair.lower()]
    return letter.upper() if pair[0].isupper() else letter


# TCVN 5712:1993 as ABC fonts use it: letters from 0xA1 on.
_TCVN3 = str.maketrans(
    dict(zip("¡¢£¤¥¦§¨©ª«¬\u00ad®", "ĂÂÊÔƠƯĐăâêôơưđ", strict=True))
    | dict(zip("µ¶·¸¹»¼½¾ÆÇÈÉÊË", "àảãáạằẳẵắặầẩẫấậ", strict=True))
    | dict(zip("ÌÎÏÐÑÒÓÔÕÖ", "èẻẽéẹềểễếệ", strict=True))
    | dict(zip("×ØÜÝÞßáâãäåæçèé", "ìỉĩíịòỏõóọồổỗốộ", strict=True))
    | dict(zip("êëìíîïñòóôõö÷øù", "ờởỡớợùủũúụừửữứự", strict=True))
    | dict(zip("úûüýþ", "ỳỷỹýỵ", strict=True))
)


def _vni_pairs() -> Mapping[str, str]:
    """Build VNI's letters: a vowel followed by a Western letter that draws its marks above it."""
    plain = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
    circumflex = dict(zip("áàåãä", "\u0301\u0300\u0309\u0303\u0323", strict=True)) | {"â": ""}
    breve = dict(zip("éèúüë", "\u0301\u0300\u0309\u0303\u0323", strict=True)) | {"ê": ""}
    pairs = {base + mark: base + tone for base in "aeouyôö" for mark, tone in plain.items()}
    pairs |= {b + m: f"{b}\u0302{t}" for b in "aeo" for m, t in circumflex.items()}
    pairs |= {f"a{mark}": f"a\u0306{tone}" for mark, tone in breve.items()}
    pairs |= {"ô": "ơ", "ö": "ư", "ñ": "đ", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}
    pairs["î"] = "ỵ"
    horned = {"ô": "ơ", "ö": "ư"}
    return {pair: "".join(horned.get(c, c) for c in right) for pair, right in pairs.items()}


_VNI = _vni_pairs()
_VNI_PAIR = re.compile("|".join(sorted(_VNI, key=len, reverse=True)), re.IGNORECASE)
_READERS: Mapping[str, Callable[[str], str | None]] = {
    DOUBLE_ENCODED: _read_double_encoded,
    WINDOWS_1258: _read_windows_1258,
    TCVN3: _read_tcvn3,
    VNI: _read_vni,
}
