"""A closed period: who closed it, and digests of all that its reports said on that day."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.period import Period

LOCK_NAME = "period.lock"
LOCK_FORM = "diaban-lock/1"


@dataclass(frozen=True, slots=True)
class LockedFile:
    """One file of a closed period.

    `sha256` is of an attachment's bytes, or of a text in UTF-8 and NFC with line feeds and without
    a byte order mark, so that a checkout on Windows changes nothing. `content` is the SHA-256 of
    the file's records: it stays where a program only writes the same cells in another way, and it
    is what corrections taken back must give again. `fields` and `records` hold the first eight
    digits of a digest of each column and of each row; they prove nothing, they find the place of a
    change.
    """

    sha256: str
    content: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    records: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodLock:
    """`reports/<period>/period.lock`, written by `diaban close`.

    `missing`: team → why the period was closed without its report. `corrections`: how many rows of
    `corrections.csv` stood when the period was closed, with their digest; what they say is in the
    files already. `files`: path below the period's folder → its digests, sorted.
    """

    period: Period
    closed_on: dt.date
    closed_by: str
    post: str
    missing: Mapping[str, str]
    corrections: int
    corrections_sha256: str
    files: Mapping[str, LockedFile]
