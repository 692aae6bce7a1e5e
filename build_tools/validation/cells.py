"""Checks of a text before it is typed: look-alike letters in codes, formulas in text."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

FORMULA_STARTS = frozenset("=+-@＝＋－＠\t\r")
_APOSTROPHES = frozenset("’‘ʼ`´")
# Cyrillic, Greek and Latin letters that stand in for ours unseen; other forms fold by NFKC.
_LOOK_ALIKES = str.maketrans(
    "АВЕКМНОРСТУХаеорсухіІЅѕјЈԁһԛԝѵ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαρν" + "ÐƉɑɡıſ",
    "ABEKMHOPCTYXaeopcyxiISsjJdhqwv" + "ABEZHIKMNOPTYXoapv" + "ĐĐagis",
)


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet would run the text (OWASP, CSV injection)."""
    return text[:1] in FORMULA_STARTS and bool(text)


@lru_cache(maxsize=4096)  # cells repeat the same few names
def foreign_letter(text: str) -> str | None:
    """Return the first letter or digit that is none of ours, though it may look like one."""
    if text.isascii():
        return None
    return next(_foreign(text), None)


def familiar_form(text: str) -> str | None:
    """Return the text in our own letters, None where not every letter has a look-alike."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text)).translate(
        _LOOK_ALIKES
    )
    return plain if foreign_letter(plain) is None else None


def _foreign(text: str) -> Iterator[str]:
    for letter in text:
        category = unicodedata.category(letter)
        base = unicodedata.normalize("NFD", letter)[0]
        is_ours = base.isascii() or base in "đĐ" or letter in _APOSTROPHES
        if not is_ours and (category[0] in "LN" or category == "Cf"):
            yield letter
