"""What a correction corrects: the report, the row and the field that it names."""

from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.validation.plans import head_key, plan_of
from schemas.annex_row import AnnexRow, Item
from schemas.base import Record, same_name
from schemas.catalogue import Catalogue, Located, Report
from schemas.correction import Correction
from schemas.indicator import IndicatorValue
from schemas.period import Period
from schemas.registers import ANNEX_ROWS
from schemas.report import Annex, ReportHead

_ROW_SEPARATOR = "@"


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction and what it is about; `row` is the head of the report where `annex` is None."""

    correction: Located[Correction]
    report: Report
    annex: Annex | None
    row: Located[Record]
    field: str

    @property
    def title(self) -> str:
        """Vietnamese name of the field."""
        return plan_of(type(self.row.record)).fields[self.field].title


def find_report(
    catalogue: Catalogue, period: Period, correction: Correction
) -> tuple[Report, Annex | None] | None:
    """Return the report and the annex of the file; None where the period has no such file."""
    team_id, _, name = correction.file.partition("/")
    report = catalogue.reports.get((period, team_id))
    if report is None or name == "report.md":
        return (report, None) if report else None
    annex = next((annex for annex in report.annexes if annex.file_name == name), None)
    return (report, annex) if annex else None


def record_kind(annex: Annex | None) -> type[Record]:
    """Return what a row of the file is."""
    return ReportHead if annex is None else ANNEX_ROWS[annex]


def find_field(annex: Annex | None, name: str) -> str | None:
    """Return the field of the column or key; None where there is no such one."""
    return plan_of(record_kind(annex)).names_by_key.get(head_key(name))


def find_row(
    catalogue: Catalogue, report: Report, annex: Annex | None, name: str | None
) -> Located[Record] | None:
    """Return the row; of `report.md`, which has no rows, its head."""
    if annex is None:
        return report.head if name is None else None
    rows: Sequence[Located[AnnexRow]] = report.annexes[annex]
    return next((row for row in rows if name and _is_named(catalogue, row.record, name)), None)


def _is_named(catalogue: Catalogue, record: AnnexRow, name: str) -> bool:
    if isinstance(record, IndicatorValue):
        row_id = f"{record.indicator_id}{_ROW_SEPARATOR}{record.unit_code}"
    elif isinstance(record, Item):
        row_id = record.item_id
    else:
        first = next(one for one in type(record).model_fields if one not in _SHARED)
        row_id = str(getattr(record, first))
    own, _, code = row_id.partition(_ROW_SEPARATOR)
    given, _, area = name.partition(_ROW_SEPARATOR)
    if not same_name(own, given.strip()):
        return False
    names = (code, catalogue.areas[code].record.full_name) if code else ("",)
    return any(same_name(one, area.strip()) for one in names)


_SHARED = frozenset(AnnexRow.model_fields)


def find_corrected(
    catalogue: Catalogue, period: Period, correction: Located[Correction]
) -> Corrected | None:
    """Return what the correction is about; None where a part of it is not there."""
    found = find_report(catalogue, period, correction.record)
    if found is None:
        return None
    report, annex = found
    field = find_field(annex, correction.record.field)
    row = find_row(catalogue, report, annex, correction.record.record)
    if field is None or row is None:
        return None
    return Corrected(correction, report, annex, row, field)
