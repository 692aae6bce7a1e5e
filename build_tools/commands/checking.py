"""A check of content that nobody has judged yet as it is now: apart, as it loads all the rules."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from build_tools.diagnostics import Diagnostic
from build_tools.forked import count_processors
from build_tools.project import Project
from build_tools.publishing.keeping import kept_readings, oldest_kept
from build_tools.validation.checking import check_content
from build_tools.validation.known_findings import KnownFindings


def check_anew(
    project: Project,
    today: dt.date,
    first_commits: Mapping[str, dt.date] | None,
    known: KnownFindings,
    tell: Callable[[Sequence[Diagnostic]], int],
) -> int:
    """Check everything and tell it; then keep what the next run may take."""
    with kept_readings(project) as readings:
        findings = check_content(project, today, first_commits, count_processors(), readings, known)
        code = tell(findings)
    known.clear_away(oldest_kept())
    return code
