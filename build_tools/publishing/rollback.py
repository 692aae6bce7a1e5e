"""Goes back to a release, removes one for good, and says which there are."""

from dataclasses import dataclass
from pathlib import Path

from build_tools.errors import UsageError
from build_tools.publishing import journal
from build_tools.publishing.actor import Actor
from build_tools.publishing.disk import disk_errors
from build_tools.publishing.release import Release
from build_tools.publishing.turn import Outcome, alone_in, require_releases, require_whole
from build_tools.publishing.verify import Verdict, examine


@dataclass(frozen=True, slots=True)
class Listed:
    """A release and what verifying it gave."""

    release: Release
    verdict: Verdict
    is_current: bool
    is_previous: bool


def rollback(folder: Path, name: str | None, actor: Actor) -> Outcome:
    """Serve the release `name`, or the one that was served before, after verifying it.

    UsageError where there is none; PublishingError where it is not whole.
    """
    require_releases(folder)
    with alone_in(folder, actor) as turn:
        was = turn.shelf.current()
        release = turn.shelf.find(name) if name else turn.shelf.previous()
        if release is None:
            raise UsageError(f"Trong {folder} không có bản trước để quay lại.")
        digest = require_whole(examine(release.folder), release.id)
        if release != was:
            with disk_errors(f"Không chuyển được sang bản {release.id}"):
                turn.serve(release, journal.Entry(journal.RETURNED, release.id, digest))
        return Outcome(release=release, digest=digest, was=was, left_by=turn.left_by)


def forget(folder: Path, name: str, actor: Actor) -> None:
    """Remove a release that is not being served, for good.

    UsageError where there is none; PublishingError where readers get it.
    """
    require_releases(folder)
    with alone_in(folder, actor) as turn:
        release = turn.shelf.find(name)
        digest = examine(release.folder).digest or ""
        with disk_errors(f"Không xóa được bản {name}"):
            turn.shelf.forget(release)
        turn.note(journal.Entry(journal.FORGOTTEN, release.id, digest))


def list_releases(folder: Path) -> tuple[Listed, ...]:
    """Return every release, the newest first, each verified; changes nothing."""
    shelf = require_releases(folder)
    current, previous = shelf.current(), shelf.previous()
    return tuple(
        Listed(release, examine(release.folder), release == current, release == previous)
        for release in reversed(shelf.releases())
    )
