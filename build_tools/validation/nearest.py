"""The allowed value that was probably meant."""

import difflib
from functools import lru_cache

from schemas.text import fold_key

_LIKENESS = 0.75  # of difflib; below it a hint misleads more than it helps


@lru_cache(maxsize=4096)  # one slip is often made in every row of a file
def nearest(text: str, allowed: tuple[str, ...]) -> str | None:
    """Return the allowed value nearest to the text, accents and case forgiven first.

    A number alone has no near ones: each of two neighbouring codes is as good as the other.
    """
    key = fold_key(text)
    by_key = _by_fold_key(allowed)
    if key in by_key:
        return by_key[key]
    if not any(letter.isalpha() for letter in key):
        return None
    close = difflib.get_close_matches(key, by_key, n=1, cutoff=_LIKENESS)
    return by_key[close[0]] if close else None


@lru_cache(maxsize=64)
def _by_fold_key(allowed: tuple[str, ...]) -> dict[str, str]:
    keys: dict[str, str] = {}
    for value in allowed:
        keys.setdefault(fold_key(value), value)
    return keys
