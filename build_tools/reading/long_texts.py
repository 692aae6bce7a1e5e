"""Telling of a long text, by its different lines alone, that nothing is wrong with its letters.

The lines of a table differ in figures and in little else. Looking at each different one once takes
a fraction of what looking at all of the text does.
"""

import unicodedata
from io import BytesIO

from build_tools.reading.characters import has_no_marks, has_suspects
from build_tools.reading.legacy_encodings import find_old_text

_LONG = 100_000  # bytes; of a shorter text the lines need not be told apart
_UTF8_MARK = b"\xef\xbb\xbf"
_SHOWN = range(0x20, 0x7F)
# A blank for what of ASCII is shown and is no letter.
_FIGURES_BLANKED = bytes(
    0x20 if byte == 0x09 or (byte in _SHOWN and not chr(byte).isalpha()) else byte  # noqa: PLR2004  the tab
    for byte in range(0x100)
)


def sound_text(data: bytes) -> str | None:
    """Return a text of which nothing is to be told, with line feeds; None where all of it matters.

    That is one that is short, in another encoding than UTF-8, of lines that do not all end alike,
    with letters that may not stand in it, or with marks apart from their letters.
    """
    if len(data) <= _LONG:
        return None
    data = data.removeprefix(_UTF8_MARK)
    # What the lines have of letters, marks and hidden characters, and which of these are
    # neighbours, is all in those that are different.
    lines = {*BytesIO(data.translate(_FIGURES_BLANKED))}
    if b"\r" in data:
        if not all(line.endswith(b"\r\n") and line.count(b"\r") == 1 for line in lines):
            return None
        data = data.translate(None, b"\r")
    try:
        told = b"\n".join(lines).replace(b"\r", b"").decode()
        return data.decode() if _is_sound(told) else None
    except UnicodeDecodeError:
        return None


def _is_sound(text: str) -> bool:
    return (
        not text.isspace()
        and has_no_marks(text)
        and unicodedata.is_normalized("NFC", text)
        and not has_suspects(text)
        and find_old_text(text) is None
    )
