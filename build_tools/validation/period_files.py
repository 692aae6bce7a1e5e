"""All that a period's folder holds, and its lock."""

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostics
from build_tools.reading.text import SourceText
from build_tools.validation.inputs import REPORTS, Inputs
from build_tools.validation.rules.wording import period_text
from schemas.period import Period
from schemas.period_lock import LOCK_NAME, PeriodLock
from schemas.place import Place

_CORRECTIONS = "corrections.csv"
_DEPTH = 3  # names that lead to the folder of a period


@dataclass(frozen=True, slots=True)
class PeriodFiles:
    """`reports/<period>/`. Names are paths below it; its lock and corrections are not among them.

    `texts` are the files that are read, `attachments` the SHA-256 of the bytes of the others.
    """

    period: Period
    folder: str
    texts: Mapping[str, SourceText]
    attachments: Mapping[str, str]
    corrections: SourceText | None

    @property
    def lock(self) -> str:
        """Path of the lock, whether it is there or not."""
        return f"{self.folder}/{LOCK_NAME}"

    @property
    def names(self) -> frozenset[str]:
        """All files."""
        return frozenset((*self.texts, *self.attachments))


def read_locks(inputs: Inputs) -> Mapping[Period, PeriodLock]:
    """Read the lock of every closed period, oldest first."""
    locks: dict[Period, PeriodLock] = {}
    for folder in inputs.folders(REPORTS):
        path, period = f"{folder}/{LOCK_NAME}", Period.parse(folder.rpartition("/")[2])
        lock = inputs.lock(path)
        if lock is not None and lock.period != period:
            found = Diagnostics()
            found.add("lock.other-period", Place(path, 3), value=period_text(lock.period))
            inputs.take(found)
        elif lock is not None:
            locks[period] = lock
    return dict(sorted(locks.items()))


def digests_by_folder(digests: Mapping[str, str]) -> Mapping[str, Mapping[str, str]]:
    """Return folder of a period → path → SHA-256 of what stands in it, of all files by path."""
    found: dict[str, dict[str, str]] = {}
    for path, digest in digests.items():
        if path.startswith(f"{REPORTS}/"):
            folder = "/".join(path.split("/", _DEPTH)[:_DEPTH])
            found.setdefault(folder, {})[path] = digest
    return found


def files_of(inputs: Inputs, period: Period) -> PeriodFiles:
    """Gather what stands in the period's folder."""
    folder, digests = f"{REPORTS}/{period.id}", inputs.digests()
    own = {
        path.removeprefix(f"{folder}/"): path
        for path in inputs.paths
        if path.startswith(f"{folder}/")
    }
    return PeriodFiles(
        period=period,
        folder=folder,
        texts={
            name: inputs.sources[path]
            for name, path in own.items()
            if "/" in name and path in inputs.sources
        },
        attachments={
            name: digests.get(path, "")
            for name, path in own.items()
            if "/" in name and path not in inputs.sources
        },
        corrections=inputs.sources.get(f"{folder}/{_CORRECTIONS}"),
    )
