"""The allowed value that was probably meant."""

import difflib
from functools import lru_cache

from schemas.text import fold_key

_LIKENESS = 0.75  # of difflib; below it a hint misleads more than it helps


@lru_cache(maxsize=4096)  # one slip is often made in every row of a file
def nearest(text: str, allowed: tuple[str, ...]) -> str | None:
    """Return the allowed value nearest to the text, accents and case forgiven first.

    A number alone has no near ones: each of two neighbouring codes is as good as the other. Nor has
    what is equally near to two (`KT09` to `KT01` and `KT02`).
    """
    key = fold_key(text)
    by_key = _by_fold_key(allowed)
    if key in by_key:
        return by_key[key]
    if not any(letter.isalpha() for letter in key):
        return None
    close = difflib.get_close_matches(key, by_key, n=2, cutoff=_LIKENESS)
    if len(close) > 1 and _likeness(key, close[0]) == _likeness(key, close[1]):
        return None
    return by_key[close[0]] if close else None


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, other, one).ratio()


@lru_cache(maxsize=64)
def _by_fold_key(allowed: tuple[str, ...]) -> dict[str, str]:
    keys: dict[str, str] = {}
    for value in allowed:
        keys.setdefault(fold_key(value), value)
    return keys
