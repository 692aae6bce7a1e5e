"""How values stand in messages: as officials write them, with as many places as they have."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from schemas.base import Record
from schemas.catalogue import Catalogue, Place, Report
from schemas.report import Annex

_MARKS = str.maketrans(",.", ".,")
_SHOWN = 5


def number_text(value: Decimal) -> str:
    """Return `1.234,5`."""
    return f"{value.normalize():,f}".translate(_MARKS)


def day_text(day: dt.date) -> str:
    """Return `05/02/2026`."""
    return f"{day:%d/%m/%Y}"


def label(record: Record, name: str) -> str:
    """Return the Vietnamese title of the record's field."""
    return type(record).model_fields[name].title or name


def list_text(names: Sequence[str]) -> str:
    """Return the first few names and how many more there are."""
    more = len(names) - _SHOWN
    shown = ", ".join(names[:_SHOWN])
    return f"{shown} và {more} địa bàn khác" if more > 0 else shown


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
