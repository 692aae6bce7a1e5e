"""The files under `content/`: only known kinds in known places, and nothing that leads elsewhere.

Links are not followed, pipes and devices not opened, unknown folders not entered.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Diagnostics
from build_tools.reading.layout import (
    ATTACHMENT_KINDS,
    ATTACHMENT_LIMIT,
    CONTENT,
    SIZE_LIMITS,
    Folder,
    suffix,
)
from build_tools.reading.text import OPEN_FLAGS, codepoint, human_size
from schemas.catalogue import Place
from schemas.text import slug

MAX_FILES = 100_000
_LEFT_ALONE = frozenset({".gitkeep"})
_JUNK = re.compile(r"\.DS_Store|Thumbs\.db|desktop\.ini|~\$.*|\.~lock\..*#", re.IGNORECASE)
# Hidden and private characters, those that Windows does not take, and lone bytes (surrogates).
_ODD = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    '\ud800-\uf8ff\ufff0-\uffff<>:"|?*\\\\]'
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def list_files(content: Path, root: Path, found: Diagnostics) -> tuple[str, ...]:
    """Return the paths, from the project's root and sorted, of all files that may be read.

    Every entry that is refused is noted and left out.
    """
    base = content.relative_to(root).as_posix()
    if content.is_symlink():
        found.add("file.link", Place(base), value=content.name)
        return ()
    if not content.is_dir():
        found.add("file.missing-content", Place(base), value=base)
        return ()
    files: list[str] = []
    for path in _Walk(root, found).files(base, CONTENT):
        files.append(path)
        if len(files) > MAX_FILES:
            found.add("file.too-many", Place(base), limit=MAX_FILES)
            break
    return tuple(sorted(files))


class _Walk:
    """Walks down the table of the layout and the folders on disk together."""

    def __init__(self, root: Path, found: Diagnostics) -> None:
        self._root = root
        self._found = found

    def files(self, base: str, folder: Folder) -> Iterator[str]:
        """Yield the accepted files below a folder, depth first."""
        seen: dict[str, str] = {}
        for entry in self._entries(base):
            path = f"{base}/{entry.name}"
            if entry.name in _LEFT_ALONE or not self._is_well_named(entry.name, base):
                continue
            other = seen.setdefault(entry.name.casefold(), entry.name)
            if other != entry.name:
                self._found.add("file.same-name", Place(path), value=entry.name, other=other)
            elif entry.is_symlink():
                self._refuse("file.link", path)
            elif entry.is_dir(follow_symlinks=False):
                yield from self._folder(path, folder)
            elif self._is_accepted(entry, path, folder):
                yield path

    def _entries(self, base: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self._root / base) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError:
            self._refuse("file.unreadable", base)
            return []

    def _refuse(self, code: str, path: str) -> None:
        self._found.extend([Diagnostic(code=code, place=Place(path), value=_name(path))])

    def _is_well_named(self, name: str, base: str) -> bool:
        if (
            _ODD.search(name)
            or name != name.strip()
            or name.endswith(".")
            or _RESERVED.fullmatch(name)
        ):
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

    def _is_accepted(self, entry: os.DirEntry[str], path: str, folder: Folder) -> bool:
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:
            self._refuse("file.unreadable", path)
            return False
        if not stat.S_ISREG(status.st_mode):
            self._refuse("file.device", path)
            return False
        if _JUNK.fullmatch(entry.name):
            self._refuse("file.ignored", path)
            return False
        if not folder.takes_file(entry.name):
            self._refuse_place(path, folder)
            return False
        return self._is_small(path, status.st_size) and self._is_its_kind(path, status.st_size)

    def _refuse_place(self, path: str, folder: Folder) -> None:
        """Say why a file may not stand here, and which name was probably meant."""
        name = _name(path)
        kind = suffix(name)
        if folder.folder(name) is not None:
            self._refuse("file.not-folder", path)
        elif folder.attachments or not (kind in SIZE_LIMITS or kind in ATTACHMENT_KINDS):
            self._refuse("file.kind", path)
        elif folder.pages and kind == ".md":
            nearest = f"{slug(name[: -len(kind)])}.md"
            self._found.add("file.address-name", Place(path), value=name, nearest=nearest)
        else:
            near = get_close_matches(name, sorted(folder.files), n=1)
            self._found.add(
                "file.place", Place(path), value=name, nearest=near[0] if near else None
            )

    def _is_small(self, path: str, size: int) -> bool:
        limit = SIZE_LIMITS.get(suffix(path), ATTACHMENT_LIMIT)
        if size <= limit:
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
            with os.fdopen(os.open(self._root / path, OPEN_FLAGS), "rb") as stream:
                is_kind = stream.read(len(start)) == start
        except OSError:
            self._refuse("file.unreadable", path)
            return False
        if not is_kind:
            self._refuse("file.content-kind", path)
        return is_kind


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _visible(name: str) -> str:
    """Write characters that do not show by their code points; lone bytes as such."""
    return _ODD.sub(lambda match: f"<{codepoint(match.group())}>", name)
