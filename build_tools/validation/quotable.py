"""Which lines of the content may stand beside a finding: of no file in which the gate refuses any.

A line that is shown repeats what stands in it and around it, so the gate is asked again about the
whole file, also where a fault kept it from being read.
"""

from collections.abc import Iterable
from typing import Any

from build_tools.diagnostics import Diagnostic, Diagnostics
from build_tools.diagnostics.source_lines import SourceLines
from build_tools.project import Project
from build_tools.reading.period_lock import without_digests
from build_tools.reading.text import SourceText, read_lines, read_text
from build_tools.validation.inputs import CATALOGUE, CONTENT, is_text
from build_tools.validation.loading import load_settings
from build_tools.validation.rules.secrecy import Gate
from schemas.settings import Settings

_REFUSING = ("secrecy.", "attachment.")
_PLACES = (f"{CATALOGUE}/areas.csv", f"{CATALOGUE}/agencies.csv")


class Quotable:
    """Reads a file when its lines are first asked for, through the opener that follows no link.

    To be made with all findings, also those that are not told. What it gives is for who has the
    files; it knows of no audience.
    """

    def __init__(self, project: Project, findings: Iterable[Diagnostic]) -> None:
        self._project = project
        self._refused = {one.place.path for one in findings if one.code.startswith(_REFUSING)}
        self._known: dict[str, SourceLines | None] = {}
        self._gate: Gate | None = None

    def __call__(self, path: str) -> SourceLines | None:
        """Return the lines of a file; None where none may be shown, or there is no such text."""
        if path not in self._known:
            self._known[path] = self._read(path)
        return self._known[path]

    def _read(self, path: str) -> SourceLines | None:
        if path in self._refused or not (path.startswith(f"{CONTENT}/") and is_text(path)):
            return None
        lines = read_lines(self._project.root, path)
        if lines is None:
            return None
        self._gate = self._gate or gate_of(self._project)
        text = without_digests(SourceText(path, "\n".join(lines), ""))
        return None if self._gate.refuses_source(text) else SourceLines(path, lines)


def gate_of(project: Project) -> Gate:
    """Return the gate as a check has it; with faulty settings nothing counts as allowed."""
    found = Diagnostics()
    settings = load_settings(project, found)
    nothing_allowed: dict[str, Any] = {"public_phones": ()}
    allowed = settings.record if settings else Settings.model_construct(**nothing_allowed)
    read = (read_text(project.root, path, found) for path in _PLACES)
    return Gate.of([source for source in read if source], allowed)
