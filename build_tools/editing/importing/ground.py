"""What an import lands on: the catalogue, the gate, and the report that may stand there already."""

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostics
from build_tools.editing.carry_over import carry_over
from build_tools.editing.scaffold import new_report_files
from build_tools.errors import UsageError
from build_tools.project import Project
from build_tools.reading.front_matter import read_front_matter
from build_tools.reading.text import SourceText, read_text
from build_tools.validation.inputs import CONTENT
from build_tools.validation.plans import head_key, plan_of
from build_tools.validation.references import KnownReferences
from schemas.audience import AUDIENCE_LABELS
from schemas.catalogue import Catalogue
from schemas.period import Period
from schemas.report import Annex, ReportHead, ReportStatus

REPORT = "report.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The folder of the report; `files` are those that stand there, or those of a new report."""

    folder: str
    is_new: bool
    files: Mapping[str, str]


def read_ground(project: Project, catalogue: Catalogue, team_id: str, period: Period) -> Ground:
    """Read the folder; UsageError where nothing may be written into it.

    Only a draft may be changed, in a period that is open and reported.
    """
    if catalogue.schedule.rule(period) is None:
        raise UsageError(f"Lịch báo cáo (schedule.csv) không có loại kỳ {period.kind.label}.")
    if period in catalogue.locks:
        raise UsageError(f"{period.label} đã khóa; sửa báo cáo đã khóa thì ghi đính chính.")
    folder = f"{CONTENT}/reports/{period.id}/{team_id}"
    if not (project.root / folder).exists():
        files = new_report_files(catalogue, carry_over(catalogue, team_id, period))
        return Ground(folder=folder, is_new=True, files=files)
    names = [REPORT, *(annex.file_name for annex in Annex)]
    there = [name for name in names if (project.root / folder / name).exists()]
    files = {name: _text(project, f"{folder}/{name}") for name in there}
    if not _is_draft(files.get(REPORT), f"{folder}/{REPORT}"):
        raise UsageError(f"{folder} không còn là dự thảo; báo cáo đã gửi thì sửa bằng đính chính.")
    return Ground(folder=folder, is_new=False, files=files)


def _text(project: Project, path: str) -> str:
    """Return the text; "" for a file that cannot be read, which nothing is taken from."""
    source = read_text(project.root, path, Diagnostics())
    return source.text if source else ""


def _is_draft(text: str | None, path: str) -> bool:
    if text is None:
        return True  # a folder without a report is no report yet
    page = read_front_matter(SourceText(path, text, ""), Diagnostics())
    names = plan_of(ReportHead).names_by_key
    said = [
        value.data
        for key, value in (page.fields.items() if page else ())
        if names.get(head_key(key)) == "status"
    ]
    try:
        return [ReportStatus.read(one) for one in said] == [ReportStatus.DRAFT]
    except ValueError:  # PydanticCustomError is one: no status that is known
        return False


def references_of(catalogue: Catalogue) -> KnownReferences:
    """Return the names by which cells may refer to what the catalogue has."""
    known = KnownReferences()
    for code, area in catalogue.areas.items():
        one = area.record
        validity = one.valid_from, one.valid_to
        known.add("area", code, one.full_name, one.name, validity=validity)
    for agency_id, agency in catalogue.agencies.items():
        known.add("agency", agency_id, agency.record.name)
    for indicator_id, indicator in catalogue.indicators.items():
        known.add("indicator", indicator_id, indicator.record.name)
    for directive_id, directive in catalogue.directives.items():
        known.add("directive", directive_id, directive.record.doc_ref)
    for team_id, folder in catalogue.teams.items():
        for kind in ("team", "audience"):
            known.add(kind, team_id, folder.team.record.name)
    for audience, label in AUDIENCE_LABELS.items():
        known.add("audience", audience, label)
    return known
