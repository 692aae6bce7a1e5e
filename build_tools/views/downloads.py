"""What a page offers to take away: each file with its kind, what is in it, and its size.

A file is offered here and nowhere else: the order of a page's list, the words and the addresses.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from build_tools.views.addresses import (
    DATA,
    TIMELINESS,
    period_uri,
    register_uri,
    report_uri,
)
from build_tools.views.formatting import format_number
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
    "xlsx": ("Excel", "số liệu và mọi phụ lục, mỗi bảng một trang tính"),
}
_PERIOD_FILES: Mapping[str, tuple[str, str]] = {
    "pdf": ("PDF", "bản tổng hợp để in, chưa có số và chữ ký"),
    "docx": ("Word", "như bản PDF, để sửa tiếp"),
    "xlsx": ("Excel", "việc gửi, số liệu và phụ lục của các Tổ, mỗi bảng một trang tính"),
}
_REGISTER_FILES: Mapping[str, tuple[str, str]] = {
    "xlsx": ("Excel", "các việc và diễn biến qua từng kỳ, mỗi bảng một trang tính"),
}
_TABLE_FILES: Mapping[str, tuple[str, str]] = {
    "-excel.csv": ("CSV cho Excel", "tên cột và lời tiếng Việt, dấu chấm phẩy"),
    ".csv": ("CSV", "cho phần mềm: UTF-8, dấu phẩy, ngày ISO"),
    ".json": ("JSON", "cho phần mềm: đúng nguyên văn, trống là null"),
}
LEDGER_TABLE = "reports"
CALENDAR_FILE = f"{TIMELINESS}han-bao-cao.ics"
SCHEMA = ".schema.json"
WORKBOOK, PACKAGE, CSVW = "du-lieu.xlsx", "datapackage.json", "csv-metadata.json"


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


def table_file(name: str, ending: str) -> str:
    """Return `du-lieu/issues.csv`, `du-lieu/issues-excel.csv`."""
    return f"{DATA}{name}{ending}"


def year_file(year: int) -> str:
    """Return `du-lieu/so-lieu-2026.xlsx`."""
    return f"{DATA}so-lieu-{year}.xlsx"


def table_downloads(name: str, rows: int) -> tuple[Download, ...]:
    """Return the forms of one table of data, and what says to a program what they hold."""
    schema = Download(
        kind="JSON Schema",
        what="tệp JSON có những gì",
        uri=table_file(name, SCHEMA),
    )
    return (*_forms(name, f"{format_number(rows)} dòng, "), schema)


def _forms(name: str, before: str = "") -> tuple[Download, ...]:
    return tuple(
        Download(kind=kind, what=f"{before}{what}", uri=table_file(name, ending))
        for ending, (kind, what) in _TABLE_FILES.items()
    )


def timeliness_downloads(*, documents: bool) -> tuple[Download, ...]:
    """Return the calendar, which is always made, and the ledger of submissions."""
    calendar = Download(
        kind="Lịch", what="hạn gửi, cho lịch trên điện thoại và Outlook", uri=CALENDAR_FILE
    )
    return (calendar, *(_forms(LEDGER_TABLE) if documents else ()))


def data_downloads(years: Iterable[int], rows: int) -> tuple[Download, ...]:
    """Return what has all tables, or all figures by area of one of the years."""
    return (
        Download(
            kind="Excel",
            what="mọi bảng trừ số liệu từng địa bàn, có giải thích từng cột",
            uri=f"{DATA}{WORKBOOK}",
        ),
        *(
            Download(
                kind=f"Excel, năm {year}",
                what=f"mọi số liệu chỉ tiêu theo địa bàn của các kỳ năm {year}",
                uri=year_file(year),
            )
            for year in years
        ),
        Download(
            kind="Data Package",
            what=f"mô tả các bảng CSV, {format_number(rows)} dòng, cho phần mềm (Frictionless)",
            uri=f"{DATA}{PACKAGE}",
        ),
        Download(
            kind="CSV on the Web",
            what="mô tả các bảng CSV cho phần mềm (W3C)",
            uri=f"{DATA}{CSVW}",
        ),
    )
