"""Text as a console, a page or another program may show it: nothing in it steers or hides."""

import re
import unicodedata

# Values may come from where no reader of text has looked (JSON, metadata, names of files): what
# shows a message must not be steered by it, nor make it read otherwise than it is.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e0fff]"
)
_BREAK = re.compile(r"[\t\n]+")
_WIDE = frozenset({"W", "F"})
_MARKS = frozenset({"Mn", "Me"})


def legible(text: str) -> str:
    """Return the text on one line, with what does not show written by its code point."""
    return _UNSEEN.sub(lambda match: code_point(match[0]), _BREAK.sub(" ", text))


def is_unseen(letter: str) -> bool:
    """Say whether a character does not show, steers what shows it, or is no character at all."""
    return _UNSEEN.match(letter) is not None


def code_point(letter: str) -> str:
    """Return `<U+202E>`."""
    return f"<U+{ord(letter):04X}>"


def width_of(text: str) -> int:
    """Return how many columns of a console the text takes: wide letters two, marks none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in _MARKS:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in _WIDE else 1
