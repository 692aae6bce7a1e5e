"""What a value says that is written as people usually write it, and not in the form of ours."""

import datetime as dt
import re

from build_tools.errors import UsageError
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
_MONTH_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](20\d{2})", re.ASCII)
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


def asked_period(text: str) -> Period:
    """Read a period that somebody asks a command for; UsageError where it is none."""
    try:
        return Period.parse(text)
    except ValueError as error:
        meant = meant_period(text)
        hint = f". Có phải ý là {meant}?" if meant else ", ví dụ 2026-07, 2026-Q3, 2026."
        raise UsageError(f"“{text}” không phải là kỳ báo cáo{hint}") from error


def meant_day(text: str) -> str | None:
    """Return `15/07/2026` for `7/15/2026`: a day with its month first; None for any other text."""
    match = _MONTH_FIRST.fullmatch(text.strip())
    if match is None:
        return None
    month, day, year = map(int, match.groups())
    try:
        return f"{dt.date(year, month, day):%d/%m/%Y}"
    except ValueError:
        return None


def meant_yes_or_no(text: str) -> str | None:
    """Return `true` or `false` for a word that says so; None for any other."""
    key = fold_key(text)
    return "true" if key in _YES else "false" if key in _NO else None
