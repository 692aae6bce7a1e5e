"""Telling of a long text, by its different lines alone, that nothing is wrong with its letters.

The lines of a table differ in figures and in little else. Looking at each different one once takes
a fraction of what looking at all of the text does.
"""

import unicodedata

from build_tools.reading.characters import has_no_marks, has_suspects
from build_tools.reading.legacy_encodings import find_old_text

_LONG = 100_000  # bytes; of a shorter text the lines need not be told apart
_UTF8_MARK = b"\xef\xbb\xbf"
_SHOWN = range(0x20, 0x7F)
# A blank for what of ASCII is shown and is no letter, and for returns, which end lines.
_FIGURES_BLANKED = bytes(
    0x20 if byte in {0x09, 0x0D} or (byte in _SHOWN and not chr(byte).isalpha()) else byte
    for byte in range(0x100)
)


def is_surely_right(data: bytes) -> bool:
    """Say whether a text, as bytes, is in NFC, of letters that may stand in it and not of old ones.

    A text that is short, in another encoding than UTF-8 or not surely right is to be looked at as a
    whole, as is one with marks apart from their letters.
    """
    if len(data) <= _LONG:
        return False
    try:
        lines = _different_lines(data.removeprefix(_UTF8_MARK))
    except UnicodeDecodeError:
        return False
    return (
        has_no_marks(lines)
        and unicodedata.is_normalized("NFC", lines)
        and not has_suspects(lines)
        and find_old_text(lines) is None
    )


def _different_lines(data: bytes) -> str:
    """Return each different line once, with blanks for figures and punctuation.

    What the lines have of letters, marks and hidden characters, and which of these are neighbours,
    is all there.
    """
    return b"\n".join({*data.translate(_FIGURES_BLANKED).split(b"\n")}).decode("utf-8")
