"""Reads lines to be shown beside a finding, and asks the gate again about the whole file.

A line that is shown repeats what stands in it and around it, so the gate is asked also where a
fault kept it from reading the file.
"""

from typing import Any

from build_tools.diagnostics import Diagnostics
from build_tools.diagnostics.source_lines import SourceLines
from build_tools.project import Project
from build_tools.reading.period_lock import without_digests
from build_tools.reading.text import SourceText, read_lines, read_text
from build_tools.validation.inputs import CATALOGUE
from build_tools.validation.rules.secrecy import Gate
from build_tools.validation.settings_file import load_settings
from schemas.settings import Settings

_PLACES = (f"{CATALOGUE}/areas.csv", f"{CATALOGUE}/agencies.csv")


class Quoting:
    """Gives the lines of texts in which the gate refuses nothing."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._gate: Gate | None = None

    def lines(self, path: str) -> SourceLines | None:
        """Return the lines of a file; None where it is no text, or holds what may not be shown."""
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
