"""What an import lands on: the draft that stands there already, or a new report's files."""

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostics
from build_tools.editing.new_report import NewReport
from build_tools.editing.scaffold import new_report_files
from build_tools.errors import UsageError
from build_tools.project import Project
from build_tools.reading.text import read_text
from build_tools.validation.references import KnownReferences
from schemas.audience import AUDIENCE_LABELS
from schemas.catalogue import Catalogue
from schemas.report import Annex

REPORT = "report.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The folder of the report: files by name that stand there, and those that a new one has.

    `begun` are all files as a new report has them, `fresh` those of them that are still to be
    written: none where a report stands.
    """

    folder: str
    standing: Mapping[str, str]
    begun: Mapping[str, str]
    fresh: Mapping[str, str]


def read_ground(project: Project, new: NewReport) -> Ground:
    """Read the folder; UsageError where a report stands that is no draft any more."""
    standing = standing_files(project, new.folder)
    begun = new_report_files(new.catalogue, new.carried)
    if REPORT not in standing:
        missing = {name: text for name, text in begun.items() if name not in standing}
        return Ground(folder=new.folder, standing=standing, begun=begun, fresh=missing)
    if new.folder not in new.drafts:
        raise UsageError(
            f"{new.folder} không còn là dự thảo nên không nhập đè. Kỳ chưa khóa thì sửa thẳng "
            f"trong thư mục, hoặc ghi lại “status: draft” ở {REPORT} rồi nhập lại; "
            "kỳ đã khóa thì đính chính."
        )
    return Ground(folder=new.folder, standing=standing, begun=begun, fresh={})


def standing_files(project: Project, folder: str) -> Mapping[str, str]:
    """Return the texts of the report's files that stand in the folder, by name."""
    names = [REPORT, *(annex.file_name for annex in Annex)]
    return {
        name: _text(project, f"{folder}/{name}")
        for name in names
        if (project.root / folder / name).exists()
    }


def _text(project: Project, path: str) -> str:
    """Return the text; "" for a file that cannot be read, from which nothing is taken."""
    source = read_text(project.root, path, Diagnostics())
    return source.text if source else ""


def references_of(catalogue: Catalogue) -> KnownReferences:
    """Return the names by which cells may refer to what the catalogue has."""
    known = KnownReferences()
    for code, area in catalogue.areas.items():
        one = area.record
        validity = one.valid_from, one.valid_to
        known.add("area", code, one.full_name, one.name, validity=validity)
        known.succeed("area", one.full_name, one.former_names)
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
