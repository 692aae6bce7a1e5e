"""What a page offers to take away: each file with its kind, what is in it, and its size.

A file is offered here and nowhere else: the order of a page's list, the words and the addresses.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.views.addresses import period_uri, register_uri, report_uri
from schemas.period import Period
from schemas.report import Annex

DOWNLOADS = "tai-ve"


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file; `kind` is what people call it by. `size` is None until the file has been made."""

    kind: str
    what: str
    uri: str
    size: str | None = None
    opens: bool = False  # a browser shows it rather than keeping it


_OPENED = {"pdf"}
# Suffix → kind and what is in it, in the order of the list.
_REPORT_FILES: Mapping[str, tuple[str, str]] = {
    "pdf": ("PDF", "bản in theo thể thức văn bản của Đảng, chưa ký"),
    "docx": ("Word", "như bản PDF, để sửa tiếp"),
}
_PERIOD_FILES: Mapping[str, tuple[str, str]] = {
    "pdf": ("PDF", "bản tổng hợp để in, chưa có số và chữ ký"),
    "docx": ("Word", "như bản PDF, để sửa tiếp"),
}
_REGISTER_FILES: Mapping[str, tuple[str, str]] = {}


def report_file(period: Period, team_id: str, suffix: str) -> str:
    """Return `bao-cao/2026-01/to-01/bao-cao-2026-01-to-01.xlsx`: the name alone says what it is."""
    return f"{report_uri(period, team_id)}bao-cao-{period.id.lower()}-{team_id}.{suffix}"


def period_file(period: Period, suffix: str) -> str:
    """Return `bao-cao/2026-01/tong-hop-2026-01.xlsx`."""
    return f"{period_uri(period)}tong-hop-{period.id.lower()}.{suffix}"


def register_file(annex: Annex, suffix: str) -> str:
    """Return `so/van-de/so-van-de.xlsx`."""
    uri = register_uri(annex)
    return f"{uri}{uri.rstrip('/').replace('/', '-')}.{suffix}"


def report_downloads(period: Period, team_id: str) -> tuple[Download, ...]:
    """Return the documents of one report."""
    return tuple(
        Download(
            kind=kind, what=what, uri=report_file(period, team_id, suffix), opens=suffix in _OPENED
        )
        for suffix, (kind, what) in _REPORT_FILES.items()
    )


def period_downloads(period: Period) -> tuple[Download, ...]:
    """Return the documents of one period, consolidated over the teams."""
    return tuple(
        Download(kind=kind, what=what, uri=period_file(period, suffix), opens=suffix in _OPENED)
        for suffix, (kind, what) in _PERIOD_FILES.items()
    )


def register_downloads(annex: Annex) -> tuple[Download, ...]:
    """Return the documents of one register over all periods."""
    return tuple(
        Download(kind=kind, what=what, uri=register_file(annex, suffix))
        for suffix, (kind, what) in _REGISTER_FILES.items()
    )
