"""All rules of structure, in three floors: catalogue, one report, all reports together."""

import datetime as dt
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic
from build_tools.validation.kept import KeptByReport
from build_tools.validation.rules.contacts import check_contacts
from build_tools.validation.rules.items import (
    check_ids_across,
    check_issuers,
    check_rows,
)
from build_tools.validation.rules.people import check_people
from build_tools.validation.rules.schedule import check_schedule
from build_tools.validation.rules.succession import check_succession
from build_tools.validation.rules.teams import (
    check_counts,
    check_coverage,
    check_members,
    check_responsibility,
    check_section_heads,
)
from schemas.catalogue import Catalogue, Source


def check_foundations(
    catalogue: Catalogue, today: dt.date, settings: Source
) -> Iterator[Diagnostic]:
    """Check settings, catalogues and teams; asks for all of them, and for no report.

    With a team too few or too many, its areas would only repeat that fault.
    """
    counts = list(check_counts(catalogue, today, settings))
    yield from counts
    if not counts:
        yield from check_coverage(catalogue)
    yield from check_section_heads(catalogue)
    yield from check_members(catalogue)
    yield from check_responsibility(catalogue, today)
    yield from check_contacts(catalogue)
    yield from check_issuers(catalogue)
    yield from check_succession(catalogue)
    yield from check_schedule(catalogue, settings)


def check_reports(
    catalogue: Catalogue, *, are_all_sound: bool, kept: KeptByReport | None = None
) -> Iterator[Diagnostic]:
    """Check every report; what needs all of them only when none was left out as faulty."""
    yield from check_rows(catalogue, kept)
    yield from check_people(catalogue, kept)
    if are_all_sound:
        yield from check_ids_across(catalogue, kept)
