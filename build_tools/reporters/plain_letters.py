"""Letters for a console that lacks them: the nearest ones that it has, one for one.

So a message stays readable in Windows-1252 or 1258 (`Lỗi` becomes `Lôi`), and a caret stays under
its cell.
"""

import unicodedata
from collections.abc import Iterator

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NEAREST = str.maketrans("→↳│─–—“”‘’…•·×đĐ−", "->|---\"\"''~*.xdD-")


def nearest_letters(error: UnicodeError) -> tuple[str, int]:
    """Replace what an encoding lacks; a handler for `codecs.register_error`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_nearest(letter, error.encoding) for letter in lacking), error.end


def _nearest(letter: str, encoding: str) -> str:
    return next((each for each in _candidates(letter) if _has(encoding, each)), "?")


def _candidates(letter: str) -> Iterator[str]:
    apart = unicodedata.normalize("NFD", letter)
    yield unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TONES))
    yield apart[0]
    yield letter.translate(_NEAREST)


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return len(text) == 1


def has_all(encoding: str | None, text: str) -> bool:
    """Say whether an encoding has all letters of a text; without one, all are there."""
    try:
        text.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
