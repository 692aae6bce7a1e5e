"""One run's turn at a folder of releases: it is alone there, and what it does is noted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from build_tools.errors import PublishingError, UsageError
from build_tools.publishing import journal
from build_tools.publishing.actor import Actor
from build_tools.publishing.disk import disk_errors
from build_tools.publishing.lock import Owner, held
from build_tools.publishing.release import LOCK, Release, Shelf
from build_tools.publishing.verify import Verdict, examine

_SHOWN_FAULTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What readers get now. `was` is what they got before; `gone` are the releases removed."""

    release: Release
    digest: str
    was: Release | None
    gone: tuple[Release, ...] = ()
    left_by: Owner | None = None  # the run that was killed before this one

    @property
    def changed(self) -> bool:
        """Whether readers get another release than before."""
        return self.release != self.was


@dataclass(frozen=True, slots=True)
class Turn:
    """The releases, for the time that nobody else may change them.

    `left_by` owned the lock of a run that was killed; what it left is cleared already.
    """

    shelf: Shelf
    actor: Actor
    left_by: Owner | None

    def serve(self, release: Release, entry: journal.Entry) -> None:
        """Let readers have `release` and note it. Raises OSError before, PublishingError after."""
        self.shelf.serve(release)
        self.note(entry)

    def note(self, entry: journal.Entry) -> None:
        """Note what was done. Raises PublishingError."""
        done = f"Đã {entry.action} {entry.release}, nhưng không ghi được vào {journal.LOG}"
        with disk_errors(done):
            journal.note(self.shelf.folder, self.actor, entry)


@contextmanager
def alone_in(folder: Path, actor: Actor) -> Iterator[Turn]:
    """Give the releases in `folder` to this run alone, cleared of what a killed one left.

    Raises PublishingError where another run is at work, something else lies there, or the disk
    refuses.
    """
    shelf = Shelf(folder.absolute())
    shelf.check()
    doing = f"Không ghi được vào {folder}"
    with disk_errors(doing):
        shelf.open()
    with held(shelf.folder / LOCK, actor, folder) as left_by:
        with disk_errors(doing):
            shelf.check()
            shelf.mend()
        turn = Turn(shelf, actor, left_by)
        _mend_journal(turn)
        yield turn


def require_releases(folder: Path) -> Shelf:
    """Return the releases in a folder that has some; UsageError where it has none."""
    shelf = Shelf(folder.absolute())
    shelf.check()
    if not shelf.releases():
        raise UsageError(f"{folder} chưa có bản nào được phát hành.")
    return shelf


def require_whole(verdict: Verdict, name: str) -> str:
    """Return the digest of a release; PublishingError where verifying it found a fault."""
    if verdict.faults or verdict.digest is None:
        shown = " ".join(verdict.faults[:_SHOWN_FAULTS])
        raise PublishingError(
            f"Bản {name} không nguyên vẹn ({len(verdict.faults)} lỗi), không chuyển sang: {shown}"
        )
    return verdict.digest


def _mend_journal(turn: Turn) -> None:
    """Note a switch whose run was killed before it could."""
    current = turn.shelf.current()
    if current is not None and journal.last_served(turn.shelf.folder) != current.id:
        digest = examine(current.folder).digest or ""
        turn.note(journal.Entry(journal.ADDED_LATER, current.id, digest))
