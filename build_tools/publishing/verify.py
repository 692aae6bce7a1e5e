"""Proves that a tree is what its manifest says: nothing changed, missing, added or replaced.

Reads the tree alone and asks no program and no network. Whoever can write into the tree can also
write a new manifest that fits: only a digest of the release that was kept elsewhere (the output of
`diaban publish`, a log, a letter) shows that; see `examine`.
"""

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from build_tools.build_facts import MANIFEST, SUMS
from build_tools.publishing.manifest import FORM, is_listable, sums_text

_LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<path>.+)")
_MAX_BYTES = 64 * 1024 * 1024  # of the two files of the manifest; a site has some hundred kilobytes
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. `digest` is that of the release; of `files` and `size` (bytes) all are."""

    faults: tuple[str, ...]
    digest: str | None = None
    files: int = 0
    size: int = 0


def verify_tree(tree: Path) -> tuple[str, ...]:
    """Return what is wrong with a built tree, a Vietnamese sentence each; none of a whole one."""
    return examine(tree).faults


def examine(tree: Path, expected: str | None = None) -> Verdict:
    """Compare a built tree (or a symbolic link to one) with its manifest.

    `expected` is the digest of the release, kept outside the tree since it was published.
    """
    if not tree.is_dir():
        return Verdict((f"Không thấy thư mục {tree}.",))
    sums = _read(tree / SUMS)
    if sums is None:
        return Verdict((f"Không có {SUMS} đọc được trong {tree}: không biết trang phải thế nào.",))
    digest = hashlib.sha256(sums).hexdigest()
    if expected is not None and digest != expected.strip().lower():
        return Verdict((f"Mã của bản này là {digest}, không phải {expected.strip()}.",), digest)
    listed = _listed(sums)
    if isinstance(listed, str):
        return Verdict((listed,), digest)
    found = _Tree(tree)
    faults = tuple(found.faults(listed)) or tuple(_manifest_faults(tree, listed, found.size))
    return Verdict(faults, digest, len(listed) + 1, found.size + len(sums))


def _read(file: Path) -> bytes | None:
    """Return the bytes of a regular file of bearable size."""
    try:
        with os.fdopen(os.open(file, _FLAGS), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return None
            data = stream.read(_MAX_BYTES + 1)
    except OSError:
        return None
    return data if len(data) <= _MAX_BYTES else None


def _listed(sums: bytes) -> Mapping[str, str] | str:
    """Return path → digest, or what is wrong with the list; it must be just as we write it."""
    try:
        text = sums.decode()
    except UnicodeDecodeError:
        return f"{SUMS} không phải văn bản UTF-8."
    listed: dict[str, str] = {}
    for number, line in enumerate(text.removesuffix("\n").split("\n"), start=1):
        match = _LINE.fullmatch(line)
        if match is None or not _is_inside(match["path"]) or match["path"] in listed:
            return f"{SUMS}, dòng {number}: không đúng dạng."
        listed[match["path"]] = match["digest"]
    if sums_text(listed) != text:
        return f"{SUMS}: các dòng không theo thứ tự, hoặc thiếu dấu xuống dòng cuối."
    return listed


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return (
        is_listable(path)
        and path != SUMS
        and str(PurePosixPath(path)) == path
        and not {"..", "/", "."}.intersection(parts)
    )


class _Tree:
    """What stands in the folder: regular files, folders, and everything else."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.size = 0
        self._files: set[str] = set()
        self._folders: set[str] = set()
        self._others: set[str] = set()
        self._closed: set[str] = set()
        self._walk("")
        self._files.discard(SUMS)

    def _walk(self, folder: str) -> None:
        try:
            with os.scandir(self._root / folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            self._closed.add(folder.rstrip("/"))
            return
        for entry in found:
            path = f"{folder}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                self._folders.add(path)
                self._walk(f"{path}/")
            elif entry.is_file(follow_symlinks=False):
                self._files.add(path)
            else:
                self._others.add(path)

    def faults(self, listed: Mapping[str, str]) -> Iterator[str]:
        """Yield the differences from the list, sorted by kind and path."""
        yield from (f"Không mở được thư mục: {shown(path)}." for path in sorted(self._closed))
        yield from (
            f"Không phải tệp thường (liên kết, thiết bị): {shown(path)}."
            for path in sorted(self._others)
        )
        gone = listed.keys() - self._files - self._others
        yield from (f"Thiếu tệp: {shown(path)}." for path in sorted(gone))
        yield from (f"Thừa tệp: {shown(path)}." for path in sorted(self._files - listed.keys()))
        wanted = {str(parent) for path in listed for parent in PurePosixPath(path).parents}
        yield from (f"Thừa thư mục: {shown(path)}." for path in sorted(self._folders - wanted))
        for path in sorted(listed.keys() & self._files):
            digest = self._digest(path)
            if digest is None:
                yield f"Không đọc được tệp: {shown(path)}."
            elif digest != listed[path]:
                yield f"Tệp bị sửa: {shown(path)}."

    def _digest(self, path: str) -> str | None:
        digest = hashlib.sha256()
        try:
            with os.fdopen(os.open(self._root / path, _FLAGS), "rb") as stream:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
                    self.size += len(chunk)
        except OSError:
            return None
        return digest.hexdigest()


def shown(path: str) -> str:
    """Return a path that can be printed, whatever its letters."""
    return path if path.isprintable() else ascii(path)


def _manifest_faults(tree: Path, listed: Mapping[str, str], size: int) -> Iterator[str]:
    """Check what the manifest says of a tree of which every file is as listed."""
    data = _read(tree / MANIFEST)
    if MANIFEST not in listed or data is None:
        yield f"{SUMS} không nêu {MANIFEST}, hoặc không đọc được tệp ấy."
        return
    try:
        content = json.loads(data)
        is_ours = content["form"] == FORM
        counts = content["files"]["count"], content["files"]["bytes"]
    except (ValueError, KeyError, TypeError, RecursionError):
        is_ours, counts = False, (0, 0)
    if not is_ours:
        yield f"{MANIFEST} không đúng dạng {FORM}."
    elif counts != (len(listed) - 1, size - len(data)):
        yield f"{MANIFEST} ghi {counts[0]} tệp, {counts[1]} byte; trong trang không phải vậy."
