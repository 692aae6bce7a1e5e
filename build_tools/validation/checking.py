"""All findings about the content, as `diaban check` and a build see them."""

import datetime as dt
from collections.abc import Mapping

from build_tools.diagnostics import Diagnostic, Diagnostics
from build_tools.project import Project
from build_tools.validation.gate import refuses
from build_tools.validation.known_findings import KnownFindings
from build_tools.validation.loading import judge_content
from build_tools.validation.readings import Readings


def check_content(  # noqa: PLR0913, PLR0917  each is a choice of its own
    project: Project,
    today: dt.date,
    first_commits: Mapping[str, dt.date] | None = None,
    workers: int = 1,
    readings: Readings | None = None,
    known: KnownFindings | None = None,
) -> tuple[Diagnostic, ...]:
    """Read and validate everything; return every finding, sorted by place.

    `first_commits`, `workers` and `readings` as for `load_catalogue`. `known`: keeps the findings,
    unless the gate refuses something.
    """
    snapshot = known.snapshot if known else None
    judged = judge_content(project, today, first_commits, None, workers, readings, snapshot)
    findings = tuple(Diagnostics(judged.findings))
    if known and not any(map(refuses, findings)):
        known.keep(judged, findings, today, first_commits)
    return findings
