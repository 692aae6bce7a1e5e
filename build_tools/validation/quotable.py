"""Which lines of the content may stand beside a finding: of no file that the gate refuses."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from build_tools.diagnostics.model import Diagnostic
from build_tools.diagnostics.source_lines import SourceLines
from build_tools.project import Project
from build_tools.reading.snapshot import is_text

if TYPE_CHECKING:
    from build_tools.validation.quoting import Quoting

_CONTENT = "content"
_REFUSING = ("secrecy.", "attachment.")


class Quotable:
    """Reads a file when its lines are first asked for, through the opener that follows no link.

    To be made with all findings, also those that are not told. What it gives is for who has the
    files; it knows of no audience.
    """

    def __init__(self, project: Project, findings: Iterable[Diagnostic]) -> None:
        self._project = project
        self._refused = {one.place.path for one in findings if one.code.startswith(_REFUSING)}
        self._known: dict[str, SourceLines | None] = {}
        self._quoting: Quoting | None = None

    def __call__(self, path: str) -> SourceLines | None:
        """Return the lines of a file; None where none may be shown, or there is no such text."""
        if path not in self._known:
            self._known[path] = self._read(path)
        return self._known[path]

    def _read(self, path: str) -> SourceLines | None:
        if path in self._refused or not (path.startswith(f"{_CONTENT}/") and is_text(path)):
            return None
        if self._quoting is None:
            from build_tools.validation.quoting import Quoting  # noqa: PLC0415  loads the gate

            self._quoting = Quoting(self._project)
        return self._quoting.lines(path)
