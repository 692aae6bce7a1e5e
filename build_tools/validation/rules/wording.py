"""How values stand in messages: as officials write them, with as many places as they have."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from build_tools.diagnostics.language import Phrase
from schemas.base import Record
from schemas.catalogue import Catalogue, Report
from schemas.period import Period, PeriodKind
from schemas.place import Place
from schemas.report import Annex

_MARKS = str.maketrans(",.", ".,")
_SHOWN = 5
BLANK = Phrase("(để trống)", "(blank)")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_KINDS = {
    PeriodKind.MONTH: "month",
    PeriodKind.QUARTER: "quarter",
    PeriodKind.HALF_YEAR: "half",
    PeriodKind.NINE_MONTHS: "nine months",
    PeriodKind.YEAR: "year",
}


def number_text(value: Decimal) -> str:
    """Return `1.234,5`."""
    return f"{value.normalize():,f}".translate(_MARKS)


def day_text(day: dt.date) -> str:
    """Return `05/02/2026`."""
    return f"{day:%d/%m/%Y}"


def period_text(period: Period) -> Phrase:
    """Return `tháng 01/2026`, as it stands within a sentence, and its English."""
    match period.kind:
        case PeriodKind.MONTH:
            english = f"{_MONTHS[period.ordinal - 1]} {period.year}"
        case PeriodKind.QUARTER:
            english = f"quarter {period.ordinal} of {period.year}"
        case PeriodKind.HALF_YEAR | PeriodKind.NINE_MONTHS:
            english = f"the first {_KINDS[period.kind]} of {period.year}"
        case PeriodKind.YEAR:
            english = f"the year {period.year}"
    return Phrase(period.label[0].lower() + period.label[1:], english)


def kind_text(kind: PeriodKind) -> Phrase:
    """Return `tháng`, and its English."""
    return Phrase(kind.label.lower(), _KINDS[kind])


def label(record: Record, name: str) -> str:
    """Return the Vietnamese title of the record's field."""
    return type(record).model_fields[name].title or name


def list_text(names: Sequence[str]) -> str:
    """Return the first few names and how many more there are."""
    more = len(names) - _SHOWN
    shown = ", ".join(names[:_SHOWN])
    if more <= 0:
        return shown
    return Phrase(f"{shown} và {more} địa bàn khác", f"{shown} and {more} other areas")


def annex_place(report: Report, annex: Annex) -> Place:
    """Return the first line of the annex's file, whether the file is there or not."""
    return Place(f"{folder_of(report)}{annex.file_name}")


def folder_of(report: Report) -> str:
    """Return the report's folder, with a slash at the end."""
    return report.head.source.path.rpartition("/")[0] + "/"


def cut_off(catalogue: Catalogue, report: Report) -> dt.date:
    """Return the day whose areas the report covers; its last day where no rule gives one."""
    rule = catalogue.schedule.rule(report.period)
    return rule.cut_off(report.period) if rule else report.period.last_day
