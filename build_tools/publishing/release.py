"""The folder of a served site: whole releases side by side, and the links that say which is shown.

```
DIR/current   → releases/0007-3fa9c2e1   what readers get; switched by one rename
DIR/previous  → releases/0006-81d20b4e   what they got before; where a reader's open page finds
                                         what it still loads, and where `rollback` goes
DIR/releases/<id>/                       each never changes after it came here by one rename
```
While a run is at work there are also `.lock`, `releases/.building`, `releases/.removed-*` and the
new links; a killed run leaves them and the next one clears them (`Shelf.mend`).
"""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from build_tools.errors import PublishingError, UsageError
from build_tools.publishing.disk import FOLDER_MODE, exchange, flush, fresh_link, point, remove_tree
from build_tools.publishing.manifest import SUMS

LOCK = ".lock"
_RELEASES, _CURRENT, _PREVIOUS = "releases", "current", "previous"
_BUILDING, _REMOVED = ".building", ".removed-"
_ID = re.compile(r"(?P<number>\d{4,9})-(?P<mark>[0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class Release:
    """A whole release. `mark` is of what it was made from: the same site has the same one."""

    id: str
    folder: Path

    @property
    def number(self) -> int:
        """Its place in the order of publishing."""
        return int(self.id.partition("-")[0])

    @property
    def mark(self) -> str:
        """The short digest of its source."""
        return self.id.partition("-")[2]

    @property
    def stamp(self) -> int:
        """The time that all its files have (Unix seconds)."""
        return int((self.folder / SUMS).stat().st_mtime)


class Shelf:
    """The releases in a folder. What changes them is for the holder of the lock only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._releases = folder / _RELEASES

    @property
    def building(self) -> Path:
        """Where a release is made; a rename away from its place."""
        return self._releases / _BUILDING

    def open(self) -> None:
        """Make the folders that are missing, for a web server to read. Raises OSError."""
        for folder in (*reversed(self._releases.parents), self._releases):
            if not folder.exists():
                with suppress(FileExistsError):  # another run is as quick; the lock decides
                    folder.mkdir()
                    folder.chmod(FOLDER_MODE)

    def check(self) -> None:
        """Raise PublishingError where something stands in the way that we did not put there."""
        for folder in (self.folder, self._releases):
            if folder.exists() and not folder.is_dir():
                raise PublishingError(f"{folder} không phải là thư mục.")
        if self._releases.is_symlink():
            raise PublishingError(f"{self._releases} là liên kết; phải là thư mục.")
        for name in (_CURRENT, _PREVIOUS):
            self._check_link(self.folder / name)

    @staticmethod
    def _check_link(link: Path) -> None:
        if link.exists() and not link.is_symlink():
            raise PublishingError(
                f"{link} không phải là liên kết đến một bản trong releases. Chọn thư mục khác, "
                "hoặc chuyển nó đi chỗ khác rồi chạy lại."
            )
        if link.is_symlink() and _named(link) is None:
            raise PublishingError(
                f"{link} dẫn đến {link.readlink()}, không phải một bản trong releases."
            )

    def releases(self) -> tuple[Release, ...]:
        """Return all releases, the oldest first."""
        if not self._releases.is_dir():
            return ()
        found = [
            Release(path.name, path)
            for path in self._releases.iterdir()
            if _ID.fullmatch(path.name) and path.is_dir() and not path.is_symlink()
        ]
        return tuple(sorted(found, key=lambda release: (release.number, release.id)))

    def find(self, name: str) -> Release:
        """Return the release of that id; UsageError where there is none."""
        for release in self.releases():
            if release.id == name:
                return release
        known = ", ".join(release.id for release in self.releases()) or "chưa có bản nào"
        raise UsageError(f"Không có bản “{name}” trong {self.folder} (có: {known}).")

    def current(self) -> Release | None:
        """Return what is served; None before the first publishing."""
        return self._behind(_CURRENT)

    def previous(self) -> Release | None:
        """Return what was served before; None where nothing was."""
        return self._behind(_PREVIOUS)

    def _behind(self, name: str) -> Release | None:
        named = _named(self.folder / name)
        return next((release for release in self.releases() if release.id == named), None)

    def next_id(self, mark: str) -> str:
        """Return the id of a new release; a number is given once as long as its release is kept."""
        return f"{max((release.number for release in self.releases()), default=0) + 1:04}-{mark}"

    def next_stamp(self, now: int) -> int:
        """Return the time for the files of a new release: later than those of all others."""
        return max([now, *(release.stamp + 1 for release in self.releases() if _is_whole(release))])

    def mend(self) -> None:
        """Finish or clear what a killed run left. Raises OSError."""
        for link in (_CURRENT, _PREVIOUS):
            fresh_link(self.folder / link).unlink(missing_ok=True)
        remove_tree(self.building)
        for path in sorted(self._releases.glob(f"{_REMOVED}*")):
            remove_tree(path)
        current, previous = self.current(), self.previous()
        if previous is None or previous == current:
            # Killed between the two links: what was served before is the next older one again.
            older = [each for each in self.releases() if current and each.number < current.number]
            self._set_previous(older[-1] if older else None)

    def add(self, name: str) -> Release:
        """Give the finished tree in `building` its place among the releases."""
        folder = self._releases / name
        self.building.rename(folder)
        flush(self._releases)
        return Release(name, folder)

    def serve(self, release: Release) -> None:
        """Let readers have `release` from one moment to the next. Raises OSError.

        A page of the old release finds what it loads at every moment: `previous` is set first, or
        the two links change places at once.
        """
        current, link = self.current(), self.folder / _CURRENT
        goes_back = current is not None and release == self.previous() != current
        if not (goes_back and exchange(link, self.folder / _PREVIOUS)):
            if current is not None and current != release:
                self._set_previous(current)
            point(link, f"{_RELEASES}/{release.id}")
        flush(self.folder)

    def _set_previous(self, release: Release | None) -> None:
        link = self.folder / _PREVIOUS
        if release is None:
            link.unlink(missing_ok=True)
        else:
            point(link, f"{_RELEASES}/{release.id}")

    def keep(self, count: int) -> tuple[Release, ...]:
        """Remove all but the newest `count`, what is served and what was; return the removed."""
        releases = self.releases()
        kept = {*releases[max(len(releases) - count, 0) :], self.current(), self.previous()}
        gone = []
        for release in releases:
            if release not in kept:
                with suppress(OSError):  # the new release is served; what is left goes next time
                    aside = self._take_away(release)
                    gone.append(release)
                    remove_tree(aside)
        return tuple(gone)

    def forget(self, release: Release) -> None:
        """Remove one release for good. PublishingError where it is served; raises OSError."""
        if release == self.current():
            raise PublishingError(
                f"Bản {release.id} đang được phục vụ. Phát hành hoặc quay lại bản khác trước."
            )
        if release == self.previous():
            self._set_previous(None)
        remove_tree(self._take_away(release))
        self.mend()

    @staticmethod
    def _take_away(release: Release) -> Path:
        """Take a release out of the list by one rename; return where it lies to be deleted."""
        return release.folder.rename(release.folder.with_name(f"{_REMOVED}{release.id}"))


def _named(link: Path) -> str | None:
    """Return the id of the release that a link of ours leads to."""
    if not link.is_symlink():
        return None
    folder, _, name = os.fspath(link.readlink()).partition("/")
    return name if folder == _RELEASES and _ID.fullmatch(name) else None


def _is_whole(release: Release) -> bool:
    return (release.folder / SUMS).is_file()
