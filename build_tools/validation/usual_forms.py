"""What a value says that is written as people usually write it, and not in the form of ours."""

import re

from schemas.period import Period
from schemas.text import fold_key

_YEAR = r"(?P<year>20\d{2})"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_QUARTER = r"(?P<quarter>[1-4]|i{1,3}|iv)"
_JOINT = r"\s*[/.-]?\s*(?:nam\s*)?"
_PERIODS = tuple(
    re.compile(form)
    for form in (
        rf"(?:ky\s*)?(?:thang|t)?\s*{_MONTH}\s*(?:[/.-]|nam)\s*{_YEAR}",
        rf"{_YEAR}\s*[/.-]\s*(?:thang|t)?\s*{_MONTH}",
        rf"(?:ky\s*)?(?:quy|q)\s*{_QUARTER}{_JOINT}{_YEAR}",
        rf"{_YEAR}{_JOINT}(?:quy|q)\s*{_QUARTER}",
        rf"(?P<half>6\s*thang)(?:\s*dau)?{_JOINT}{_YEAR}",
        rf"(?P<nine>9\s*thang)(?:\s*dau)?{_JOINT}{_YEAR}",
        rf"nam\s*{_YEAR}",
    )
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_YES = frozenset({"co", "dung", "yes", "x", "1"})
_NO = frozenset({"khong", "sai", "no", "0"})


def meant_period(text: str) -> str | None:
    """Return `2026-01` for `01/2026`, `2026-Q1` for `quý I/2026`; None for what says no period."""
    key = fold_key(text)
    found = next((match for form in _PERIODS if (match := form.fullmatch(key))), None)
    if found is None:
        return None
    parts = found.groupdict()
    year = parts["year"]
    if parts.get("month"):
        return Period.parse(f"{year}-{int(parts['month']):02}").id
    if quarter := parts.get("quarter"):
        return Period.parse(f"{year}-Q{_ROMAN.get(quarter, quarter)}").id
    return f"{year}-H1" if parts.get("half") else f"{year}-9T" if parts.get("nine") else year


def meant_yes_or_no(text: str) -> str | None:
    """Return `true` or `false` for a word that says so; None for any other."""
    key = fold_key(text)
    return "true" if key in _YES else "false" if key in _NO else None
