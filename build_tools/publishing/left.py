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
from contextlib import suppress
from pathlib import Path

from build_tools.project import Project
from build_tools.site_tree import Left, LeftFile
from build_tools.store import Store

_FORM = "left 1"  # of what is noted


class LeftSite:
    """The site at `out`; to be asked and told while nobody else may write it."""

    def __init__(self, project: Project, out: Path) -> None:
        self._store = Store(project.standings)
        self._out = os.fspath(out.absolute())
        self._key = hashlib.sha256(f"{_FORM} {self._out}".encode()).hexdigest()

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
        """Note the files as they stand there now; leave out what is not what it was."""
        rows = [
            (uri, found.st_ctime_ns, *file)
            for uri, file in files.items()
            if (found := self._found(uri, file)) is not None
        ]
        self._store.put(self._key, json.dumps(rows, separators=(",", ":")).encode())

    def _found(self, uri: str, file: LeftFile) -> os.stat_result | None:
        """Return the state of the file where it is still the same, ours, and has no other name."""
        with suppress(OSError):
            found = os.lstat(f"{self._out}/{uri}")
            is_ours = stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid()
            if is_ours and found.st_nlink == 1 and file.is_still(found):
                return found
        return None
