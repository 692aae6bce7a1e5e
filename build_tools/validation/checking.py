"""All findings about the content, as `diaban check` and a build see them."""

import datetime as dt

from build_tools.diagnostics import Diagnostic, Diagnostics
from build_tools.project import Project
from build_tools.validation.loading import load_catalogue


def check_content(project: Project, today: dt.date) -> tuple[Diagnostic, ...]:
    """Read and validate everything; return every finding, sorted by place."""
    found = Diagnostics()
    load_catalogue(project, today=today, found=found)
    return tuple(found)
