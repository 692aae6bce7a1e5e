"""Tells what stands in a finished site without reading it: in the files that nobody touched since.

A build notes the SHA-256 of each file that it leaves, and in what state it left it: its size, its
number on the disk and its times, of which nobody can set that of the last change (`unchanged.py`
goes by the same). Of a file whose state differs by anything nothing is told, and so of all of them
after a build that was broken off: whoever wants to know reads it.
"""

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from build_tools.project import Project
from build_tools.publishing.disk import remove_tree
from build_tools.site_tree import Left, LeftFile, number_of
from build_tools.store import Store

_FORM = "left 1"  # of what is noted


class LeftSite:
    """The site at `out`; to be asked and told while nobody else may write it."""

    def __init__(self, project: Project, out: Path) -> None:
        self._store = Store(project.standings)
        self._out = os.fspath(out.absolute())
        self._key = hashlib.sha256(
            f"{_FORM} {self._out}".encode(errors="surrogateescape")
        ).hexdigest()
        self._spares = project.spares

    @property
    def spare(self) -> Path:
        """Where the tree before it is kept, of which the next one is made."""
        return self._spares / self._key

    def files(self) -> Left:
        """Return the files that are as a build left them, by address."""
        rows = json.loads(self._store.get(self._key) or b"[]")
        noted = ((uri, changed, LeftFile(*known)) for uri, changed, *known in rows)
        return {
            uri: file
            for uri, changed, file in noted
            if (found := self._found(uri, file)) is not None and found.st_ctime_ns == changed
        }

    def note(self, files: Left) -> None:
        """Note the files as they stand there now; leave out what is not what it was.

        They may have a second name in the spare tree; a third, later too, shows in their state.
        """
        spare = _Names(os.fspath(self.spare))
        rows = [
            (uri, found.st_ctime_ns, *file)
            for uri, file in files.items()
            if (found := self._found(uri, file)) is not None
            and found.st_nlink <= 1 + spare.has(uri, found.st_ino)
        ]
        self._store.put(self._key, json.dumps(rows, separators=(",", ":")).encode())

    def clear_away(self, before: float) -> None:
        """Remove the spare trees of sites that nobody built since `before` (Unix seconds)."""
        with suppress(OSError):
            for spare in list(self._spares.iterdir()):
                if spare.lstat().st_mtime < before:
                    remove_tree(spare)

    def _found(self, uri: str, file: LeftFile) -> os.stat_result | None:
        """Return the state of the file where it is still the same, and ours."""
        with suppress(OSError):
            found = os.lstat(f"{self._out}/{uri}")
            is_ours = stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid()
            if is_ours and file.is_still(found):
                return found
        return None


class _Names:
    """The names in a tree, by the numbers of the files that they lead to."""

    def __init__(self, tree: str) -> None:
        self._tree = tree
        self._numbers: dict[str, frozenset[int]] = {}

    def has(self, uri: str, number: int) -> bool:
        """Say whether the file has this name there, or another in the same folder."""
        if number_of(f"{self._tree}/{uri}") == number:
            return True
        folder = uri.rpartition("/")[0]
        if folder not in self._numbers:
            self._numbers[folder] = frozenset(self._read(folder))
        return number in self._numbers[folder]

    def _read(self, folder: str) -> Iterator[int]:
        with suppress(OSError), os.scandir(f"{self._tree}/{folder}") as entries:
            yield from (entry.inode() for entry in entries)
