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
from schemas.report import REPORT_HEADINGS, Annex, ReportHead
from schemas.text import exact_key

PROSE = "prose"  # the field of a correction of the text under a heading of report.md
_PROSE_TITLE = "Nội dung"
_PROSE_HEADS = frozenset(map(head_key, (PROSE, _PROSE_TITLE)))
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
        if self.field == PROSE:
            return _PROSE_TITLE
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


def file_names(catalogue: Catalogue, period: Period) -> tuple[str, ...]:
    """Return the files of the period that can be corrected, as corrections name them."""
    return tuple(
        f"{team_id}/{name}"
        for (of, team_id), report in catalogue.reports.items()
        if of == period
        for name in ("report.md", *(annex.file_name for annex in report.annexes))
    )


def row_names(report: Report, annex: Annex | None, field: str) -> tuple[str, ...]:
    """Return what names the rows of the file, or the headings of the text."""
    if annex is not None:
        return tuple(row_name(row.record) for row in report.annexes[annex])
    return tuple(heading.text for heading in REPORT_HEADINGS) if field == PROSE else ()


def record_kind(annex: Annex | None) -> type[Record]:
    """Return what a row of the file is."""
    return ReportHead if annex is None else ANNEX_ROWS[annex]


def find_field(annex: Annex | None, name: str) -> str | None:
    """Return the field of the column or key; None where there is no such one."""
    key = head_key(name)
    if annex is None and key in _PROSE_HEADS:
        return PROSE
    return plan_of(record_kind(annex)).names_by_key.get(key)


def find_row(
    catalogue: Catalogue, report: Report, annex: Annex | None, name: str | None, field: str
) -> Located[Record] | None:
    """Return the row; of `report.md`, which has none, its head, of a text with its heading."""
    if annex is None:
        is_there = find_part(name) is not None if field == PROSE else name is None
        return report.head if is_there else None
    rows: Sequence[Located[AnnexRow]] = report.annexes[annex]
    return next((row for row in rows if name and _is_named(catalogue, row.record, name)), None)


def find_part(name: str | None) -> int | None:
    """Return which of the report's fixed headings is named; None where none is."""
    return _PARTS.get(exact_key(name)) if name else None


_PARTS = {exact_key(heading.text): index for index, heading in enumerate(REPORT_HEADINGS)}


def row_name(record: AnnexRow) -> str:
    """Return what names the row in its file: its id, with the area's code where one is needed."""
    if isinstance(record, IndicatorValue):
        return f"{record.indicator_id}{_ROW_SEPARATOR}{record.unit_code}"
    if isinstance(record, Item):
        return record.item_id
    first = next(one for one in type(record).model_fields if one not in _SHARED)
    return str(getattr(record, first))


def _is_named(catalogue: Catalogue, record: AnnexRow, name: str) -> bool:
    own, _, code = row_name(record).partition(_ROW_SEPARATOR)
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
    if field is None:
        return None
    row = find_row(catalogue, report, annex, correction.record.record, field)
    if row is None:
        return None
    return Corrected(correction, report, annex, row, field)
