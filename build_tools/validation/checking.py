"""All findings about the content, as `diaban check` and a build see them."""

import datetime as dt
from collections.abc import Mapping

from build_tools.diagnostics import Diagnostic, Diagnostics
from build_tools.project import Project
from build_tools.validation.loading import load_catalogue
from build_tools.validation.readings import Readings


def check_content(
    project: Project,
    today: dt.date,
    first_commits: Mapping[str, dt.date] | None = None,
    workers: int = 1,
    readings: Readings | None = None,
) -> tuple[Diagnostic, ...]:
    """Read and validate everything; return every finding, sorted by place.

    `first_commits`, `workers` and `readings` as for `load_catalogue`.
    """
    found = Diagnostics()
    load_catalogue(
        project,
        today=today,
        found=found,
        first_commits=first_commits,
        workers=workers,
        readings=readings,
    )
    return tuple(found)
