"""The files under `content/`: only known kinds in known places, and nothing that leads elsewhere.

Links are not followed, pipes and devices not opened, unknown folders not entered.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Self

from build_tools.diagnostics import Diagnostic, Diagnostics
from build_tools.reading.characters import (
    codepoint,
    find_forbidden,
    find_piled_marks,
    forbidden,
    has_suspects,
)
from build_tools.reading.layout import (
    ATTACHMENT_KINDS,
    CONTENT,
    MIB,
    SIZE_LIMITS,
    Folder,
    suffix,
)
from build_tools.reading.opening import NotAFileError, is_shared, open_file, open_folder
from build_tools.reading.snapshot import LEFT_ALONE, Snapshot
from build_tools.reading.text import human_count, human_size
from schemas.place import Place
from schemas.text import slug

MAX_FILES = 100_000
MAX_TOTAL_TEXT = 512 * MIB
MAX_NAME = 120  # letters; a path of Windows holds 260
_SHOWN = 40
_LINK, _DEVICE, _SHARED = "file.link", "file.device", "file.hard-link"
_JUNK = re.compile(r"\.DS_Store|Thumbs\.db|desktop\.ini|~\$.*|\.~lock\..*#", re.IGNORECASE)
# Controls, bytes that are no text (surrogates), the private use area: nothing that could be shown.
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\uf8ff]")
_NOT_IN_WINDOWS = re.compile(r'[<>:"|?*\\]')
# Office's older kinds and what its programs save them as today.
_LATER_KINDS = {".doc": ".docx", ".rtf": ".docx", ".odt": ".docx", ".xls": ".xlsx", ".ods": ".xlsx"}
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])\s*(?:\..*)?", re.IGNORECASE
)


class _Entry(NamedTuple):
    """What a folder holds under a name, as it was when the folder was listed.

    `fault`: the rule against what is neither a folder nor a file of one name.
    """

    name: str
    is_folder: bool
    size: int
    fault: str | None = None

    @classmethod
    def of(cls, entry: "os.DirEntry[str]") -> Self:
        """Look at it without following a link."""
        status = entry.stat(follow_symlinks=False)
        return cls(entry.name, stat.S_ISDIR(status.st_mode), status.st_size, _fault(status))


def _fault(status: os.stat_result) -> str | None:
    if stat.S_ISLNK(status.st_mode):
        return _LINK
    if is_shared(status):
        return _SHARED
    return None if stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode) else _DEVICE


def list_files(
    content: Path, root: Path, found: Diagnostics, snapshot: Snapshot | None = None
) -> tuple[str, ...]:
    """Return the paths, from the project's root and sorted, of all files that may be read.

    Every entry that is refused is noted and left out. Of more than may be read nothing is: what
    the rest would say follows from that. `snapshot`: what was there, if that was looked at before.
    """
    base = content.relative_to(root).as_posix()
    if content.is_symlink():
        found.add("file.link", Place(base), value=content.name)
        return ()
    if not content.is_dir():
        found.add("file.missing-content", Place(base), value=base)
        return ()
    walk = _Walk(root, found, snapshot)
    files: list[str] = []
    for path in walk.files(base, CONTENT):
        files.append(path)
        if len(files) > MAX_FILES:
            found.add("file.too-many", Place(base), limit=human_count(MAX_FILES))
            return ()
        if walk.text_bytes > MAX_TOTAL_TEXT:
            found.add("file.too-much", Place(base), limit=human_size(MAX_TOTAL_TEXT))
            return ()
    return tuple(sorted(files))


class _Walk:
    """Walks down the table of the layout and the folders on disk together."""

    def __init__(self, root: Path, found: Diagnostics, snapshot: Snapshot | None) -> None:
        self._root = root
        self._found = found
        self._snapshot = snapshot
        self.text_bytes = 0

    def files(self, base: str, folder: Folder) -> Iterator[str]:
        """Yield the accepted files below a folder, depth first."""
        seen: dict[str, str] = {}
        for entry in self._entries(base):
            path = f"{base}/{entry.name}"
            if entry.name in LEFT_ALONE or not self._is_well_named(entry.name, base):
                continue
            other = seen.setdefault(entry.name.casefold(), entry.name)
            if other != entry.name:
                self._found.add("file.same-name", Place(path), value=entry.name, other=other)
            elif entry.fault == _LINK:
                self._refuse(_LINK, path)
            elif entry.is_folder:
                yield from self._folder(path, folder)
            elif self._is_accepted(entry, path, folder):
                yield path

    def _entries(self, base: str) -> list[_Entry]:
        if self._snapshot is not None:  # of what it has nothing is at fault
            listed = [_Entry(*each) for each in self._snapshot.entries(base)]
        else:
            listed = self._listed(base)
        if len(listed) > MAX_FILES:
            self._found.add("file.too-many", Place(base), limit=human_count(MAX_FILES))
            return []
        return sorted(listed)

    def _listed(self, base: str) -> list[_Entry]:
        try:
            with open_folder(self._root, base) as entries:
                return list(map(_Entry.of, islice(entries, MAX_FILES + 1)))
        except (OSError, ValueError):
            self._refuse("file.unreadable", base)
            return []

    def _refuse(self, code: str, path: str) -> None:
        self._found.extend([Diagnostic(code=code, place=Place(path), value=_name(path))])

    def _is_well_named(self, name: str, base: str) -> bool:
        if len(name) > MAX_NAME:
            shown = f"{_visible(name[:_SHOWN])}…"
            self._found.add("file.name-too-long", Place(base), value=shown, limit=MAX_NAME)
        elif _is_odd(name):
            self._refuse("file.name", f"{base}/{_visible(name)}")
        elif not unicodedata.is_normalized("NFC", name):
            self._refuse("file.name-not-nfc", f"{base}/{unicodedata.normalize('NFC', name)}")
        else:
            return True
        return False

    def _folder(self, path: str, parent: Folder) -> Iterator[str]:
        name = _name(path)
        inner = parent.folder(name)
        if inner is not None:
            yield from self.files(path, inner)
        elif parent.takes_file(name):
            self._refuse("file.folder", path)
        else:
            self._refuse("file.place", path)

    def _is_accepted(self, entry: _Entry, path: str, folder: Folder) -> bool:
        if entry.fault == _DEVICE:
            self._refuse(_DEVICE, path)
            return False
        if _JUNK.fullmatch(entry.name):
            self._refuse("file.ignored", path)
            return False
        if not folder.takes_file(entry.name):
            self._refuse_place(path, folder)
            return False
        if entry.fault == _SHARED:
            self._refuse(_SHARED, path)
            return False
        limit = folder.limit(entry.name)
        return self._is_small(path, entry.size, limit) and self._is_its_kind(path, entry.size)

    def _refuse_place(self, path: str, folder: Folder) -> None:
        """Say why a file may not stand here, and which name was probably meant."""
        name = _name(path)
        kind = suffix(name)
        if folder.folder(name) is not None:
            self._refuse("file.not-folder", path)
        elif folder.screenshots:
            nearest = f"{slug(name[: -len(kind)] if kind else name)}.png"
            self._found.add("file.screenshot-name", Place(path), value=name, nearest=nearest)
        elif folder.attachments or not (kind in SIZE_LIMITS or kind in ATTACHMENT_KINDS):
            later = _LATER_KINDS.get(kind)
            meant = f"{name[: -len(kind)]}{later}" if later else None
            self._found.add("file.kind", Place(path), value=name, nearest=meant)
        elif folder.pages and kind == ".md":
            nearest = f"{slug(name[: -len(kind)])}.md"
            self._found.add("file.address-name", Place(path), value=name, nearest=nearest)
        else:
            near = get_close_matches(name, sorted(folder.files), n=1)
            self._found.add(
                "file.place", Place(path), value=name, nearest=near[0] if near else None
            )

    def _is_small(self, path: str, size: int, limit: int) -> bool:
        if size <= limit:
            self.text_bytes += size if suffix(path) in SIZE_LIMITS else 0
            return True
        sizes = {"size": human_size(size), "limit": human_size(limit)}
        self._found.extend(
            [Diagnostic(code="file.too-large", place=Place(path), value=_name(path), params=sizes)]
        )
        return False

    def _is_its_kind(self, path: str, size: int) -> bool:
        start = ATTACHMENT_KINDS.get(suffix(path))
        if start is None:
            return True
        if size == 0:
            self._refuse("file.empty", path)
            return False
        try:
            with open_file(self._root, path) as stream:
                is_kind = stream.read(len(start)) == start
        except (OSError, ValueError, NotAFileError):  # swapped since it was listed
            self._refuse("file.unreadable", path)
            return False
        if not is_kind:
            self._refuse("file.content-kind", path)
        return is_kind


def _name(path: str) -> str:
    return path.rpartition("/")[2]


@lru_cache(maxsize=4096)  # each report has files of the same names
def _is_odd(name: str) -> bool:
    """Say whether a name would not last on every system, hides something or looks like another."""
    return (
        _UNSHOWN.search(name) is not None
        or _NOT_IN_WINDOWS.search(name) is not None
        or (has_suspects(name) and any(find_forbidden(name)))
        or find_piled_marks(name) is not None
        or name != name.strip()
        or name.endswith(".")
        or _RESERVED.fullmatch(name) is not None
    )


def _visible(name: str) -> str:
    """Write characters that do not show or pass for others by their code points."""
    for pattern in (_UNSHOWN, *forbidden().values()):
        name = pattern.sub(_code_in_brackets, name)
    return name


def _code_in_brackets(match: re.Match[str]) -> str:
    return f"<{codepoint(match.group())}>"
