"""All that lies outside of reports: settings, catalogues, teams, documents, pages, locks."""

from build_tools.validation.boundary_file import read_boundaries
from build_tools.validation.catalogue_files import read_catalogue_files
from build_tools.validation.correction_files import read_corrections
from build_tools.validation.inputs import REPORTS, Inputs
from build_tools.validation.pages import read_documents, read_pages
from build_tools.validation.period_files import read_locks
from build_tools.validation.references import KnownReferences
from build_tools.validation.screenshots import read_screenshots
from build_tools.validation.team_folders import read_team_folders, trust_teams
from schemas.catalogue import Catalogue, Located
from schemas.schedule import Schedule
from schemas.settings import Settings


def read_beside_reports(
    inputs: Inputs, settings: Located[Settings], references: KnownReferences
) -> Catalogue:
    """Read it; of reports the attachments alone. `references` learn what reports may name."""
    files = read_catalogue_files(inputs, references)
    teams = read_team_folders(inputs, references)
    if len(teams) != settings.record.teams:
        trust_teams(references)
    pages = read_pages(inputs)
    return Catalogue(
        settings=settings.record,
        schedule=Schedule(tuple(row.record for row in files.schedule)),
        areas=files.areas,
        boundaries=read_boundaries(inputs, files.areas),
        agencies=files.agencies,
        indicators=files.indicators,
        directives=files.directives,
        teams=teams,
        reports={},
        documents=read_documents(inputs),
        pages=pages,
        corrections=read_corrections(inputs),
        locks=read_locks(inputs),
        digests=inputs.digests(),
        attachments=inputs.attachments_below(REPORTS),
        screenshots=read_screenshots(inputs, pages.values()),
    )
