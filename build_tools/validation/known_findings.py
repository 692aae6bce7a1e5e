"""What an earlier run found in the same content: told again without judging anything anew.

All files are opened and hashed as ever. What was found follows from their names and bytes, the day,
what git says of reports, and this program; that is the name under which it is kept. Loads little:
where nothing changed, nothing that reads or judges is needed.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from build_tools.diagnostics.model import Diagnostic
from build_tools.diagnostics.stored import as_bytes, findings_in
from build_tools.program import reading_digest
from build_tools.project import Project
from build_tools.reading.snapshot import Snapshot, take_snapshot
from build_tools.store import Store

if TYPE_CHECKING:
    from build_tools.validation.loading import Judged

_CONTENT = "content"
_SETTINGS = f"{_CONTENT}/settings.yml"


class Clock(NamedTuple):
    """What the settings say of today: in which time zone it is, and the day where they name one."""

    time_zone: str
    as_of: dt.date | None


class KnownFindings:
    """The findings in the content of a project as it lies there now."""

    def __init__(self, store: Store, program: str, snapshot: Snapshot | None) -> None:
        self._store = store
        self._program = program
        self.snapshot = snapshot

    @classmethod
    def of(cls, project: Project) -> "KnownFindings":
        """Look at the content; its findings are in the cache of the project."""
        snapshot = take_snapshot(project.root, _CONTENT)
        return cls(Store(project.findings), reading_digest(), snapshot)

    def clock(self) -> Clock | None:
        """Return what the settings say of today; None where that must be read."""
        content = self._store.get(self._clock_name()) if self.snapshot else None
        if content is None:
            return None
        time_zone, as_of = json.loads(content)
        return Clock(time_zone, dt.date.fromisoformat(as_of) if as_of else None)

    def get(
        self, today: dt.date, first_commits: Mapping[str, dt.date] | None
    ) -> tuple[Diagnostic, ...] | None:
        """Return all findings, sorted by place; None where nobody has judged this content yet."""
        content = self._store.get(self._name(today, first_commits)) if self.snapshot else None
        return None if content is None else findings_in(content)

    def keep(
        self,
        judged: "Judged",
        findings: Iterable[Diagnostic],
        today: dt.date,
        first_commits: Mapping[str, dt.date] | None,
    ) -> None:
        """Keep the findings, if exactly the files of the snapshot were read, with these bytes."""
        if self.snapshot is None or judged.catalogue is None:
            return
        if judged.digests != self.snapshot.digests:
            return
        settings = judged.catalogue.settings
        clock = settings.time_zone, settings.as_of and settings.as_of.isoformat()
        self._store.put(self._clock_name(), json.dumps(clock).encode())
        self._store.put(self._name(today, first_commits), as_bytes(findings))

    def clear_away(self, before: float) -> None:
        """Forget what nobody asked for since `before` (Unix seconds)."""
        self._store.clear_away(before)

    def _clock_name(self) -> str:
        settings = self.snapshot.digests.get(_SETTINGS) if self.snapshot else None
        return _digest(self._program, "clock", str(settings))

    def _name(self, today: dt.date, first_commits: Mapping[str, dt.date] | None) -> str:
        commits = sorted((path, day.isoformat()) for path, day in (first_commits or {}).items())
        content = self.snapshot.digest() if self.snapshot else ""
        return _digest(self._program, "findings", content, today.isoformat(), repr(commits))


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode(errors="surrogateescape")).hexdigest()
