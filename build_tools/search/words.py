"""Text to the words that are sought; `assets/js/search/words.js` does the same in the browser.

Both are held to one table of cases (tests/search/words.csv). A text is cut into what is written
together (`Đắk`, `57-NQ/TW`, `01/2026`, `B'Lao`); the n-th of these stands at place n. Each is found
by its keys: its parts and, where it has a digit or an apostrophe, the whole whatever its signs
(`57-nq-tw`, `1-2026`, `blao`). A key is as written but for case and the place of the tone mark
(`hòa` = `hoà`); accents are forgiven later, when keys are compared by `fold_key`.
"""

import re
from collections.abc import Iterator

from schemas.text import exact_key

LONGEST_KEY = 40  # digests and the like are no words
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_WITHIN = rf"[\w\u0300-\u036f{_UNSEEN}]"
_SIGNS = "-–—‑−/.,'’‘ʼ`´"
_WRITTEN_TOGETHER = re.compile(rf"\w{_WITHIN}*(?:[{_SIGNS}]{_WITHIN}+)*")
_SIGN = re.compile(rf"[{_SIGNS}_]")
_APOSTROPHES = "'’‘ʼ`´"
_MARKS = re.compile(rf"[{_UNSEEN}]")
_MONTH_AND_YEAR = 2  # `01/2026` has parts that mean something, `15/06/2026` and `1.250,5` have not

written_words = _WRITTEN_TOGETHER.findall
"""Cut a text into what is written together: `"Nghị quyết 57-NQ/TW"` → three strings."""


def keys_of(written: str) -> tuple[str, ...]:
    """Return the keys under which what is written together is found; () where there are none."""
    plain = _MARKS.sub("", written)
    parts = [exact_key(part) for part in _SIGN.split(plain)]
    signs = _SIGN.findall(plain)
    whole = _whole(parts, signs) if signs else ""
    words = () if signs and _is_day_or_figure(parts, signs) else map(_short, parts)
    return tuple(dict.fromkeys(_kept([*words, whole])))


def _whole(parts: list[str], signs: list[str]) -> str:
    """Join the parts; "" where nothing makes them a name of its own."""
    apostrophe = any(sign in _APOSTROPHES for sign in signs)
    if not apostrophe and not any(letter.isdecimal() for part in parts for letter in part):
        return ""
    digits_only = all(part.isdecimal() for part in parts)
    shown = [
        _short(part) if place == 0 or digits_only else part for place, part in enumerate(parts)
    ]
    joins = ["" if sign in _APOSTROPHES else "-" for sign in signs]
    return "".join(map("".join, zip(shown, [*joins, ""], strict=True)))


def _is_day_or_figure(parts: list[str], signs: list[str]) -> bool:
    """Say whether it is `15/06/2026` or `1.250,5`."""
    in_groups = len(parts) > _MONTH_AND_YEAR or signs[0] in ".,"
    return in_groups and all(part.isdecimal() for part in parts)


def _short(part: str) -> str:
    """Take the zero from `01`: `Tổ 1` and `Tổ 01` are the same."""
    return part[1:] if len(part) == len("01") and part.isdecimal() and part[0] == "0" else part


def _kept(keys: list[str]) -> Iterator[str]:
    return (key for key in keys if 0 < len(key) <= LONGEST_KEY)
