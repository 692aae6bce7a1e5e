"""Opening what lies under the project: no link is followed on the way, nothing that could hang.

Listing and reading are two moments; a file or a folder that was swapped for a link between them is
refused here. Where the system cannot open relative to a folder (Windows), only the last part of
the path is kept from leading elsewhere.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Self

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe without a writer does not hold us
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_FOLDER_FLAGS = _FLAGS | getattr(os, "O_DIRECTORY", 0)
_CHUNK = 65536
_CAN_WALK = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")


class NotAFileError(Exception):
    """What opened is a device, a pipe or a folder, or a file that also lies elsewhere."""


@contextmanager
def open_file(root: Path, path: str) -> Iterator[BinaryIO]:
    """Open a regular file for reading; `path` is relative to `root`, with "/".

    NotAFileError for anything else that opens, OSError or ValueError for what does not open.
    """
    with os.fdopen(_open(root, path, _FLAGS), "rb") as stream:
        _check(stream.fileno(), path)
        yield stream


class FolderKeeper:
    """Reads many files, those of a folder one after another: it opens each folder once.

    What it opens is what `open_file` would. Close it, or use it as a context, when done.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._path: str | None = None
        self._folder = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the folder go."""
        if self._path is not None:
            os.close(self._folder)
            self._path = None

    def read(self, path: str, limit: int) -> bytes:
        """Return at most so many bytes of a regular file; errors as of `open_file`."""
        parent, _, name = path.rpartition("/")
        if not (_CAN_WALK and parent and name) or name == "..":
            with open_file(self._root, path) as stream:
                return stream.read(limit)
        self._enter(parent)
        opened = os.open(name, _FLAGS, dir_fd=self._folder)
        try:
            return _read(opened, _check(opened, path), limit)
        finally:
            os.close(opened)

    def names(self, path: str) -> list[tuple[str, bool]]:
        """Return what a folder holds, and of each whether it is a folder (a link is none).

        Files of it that are read next need no folder to be opened. Errors as of `open_folder`.
        """
        if not _CAN_WALK:
            with os.scandir(self._root / path) as entries:
                return [(each.name, each.is_dir(follow_symlinks=False)) for each in entries]
        self._enter(path)
        with os.scandir(self._folder) as entries:
            return [(each.name, each.is_dir(follow_symlinks=False)) for each in entries]

    def _enter(self, path: str) -> None:
        if path != self._path:
            self.close()
            self._folder = _open(self._root, path, _FOLDER_FLAGS)
            self._path = path


def _check(opened: int, path: str) -> int:
    """Refuse all but regular files of one name; return the size."""
    status = os.fstat(opened)
    if not stat.S_ISREG(status.st_mode) or is_shared(status):
        raise NotAFileError(path)
    return status.st_size


def _read(opened: int, size: int, limit: int) -> bytes:
    """Read to the end, or to the limit: a file may grow, and a system give less than was asked."""
    parts = []
    while limit > 0 and (part := os.read(opened, min(limit, max(size + 1, _CHUNK)))):
        parts.append(part)
        limit -= len(part)
    return b"".join(parts)


def is_shared(status: os.stat_result) -> bool:
    """Say whether the file has another name somewhere (a hard link), perhaps outside.

    Git never makes one. What is written under one name would be published under the other.
    """
    return stat.S_ISREG(status.st_mode) and status.st_nlink > 1


@contextmanager
def open_folder(root: Path, path: str) -> Iterator["os._ScandirIterator[str]"]:
    """Open a folder for listing; its entries are valid inside the block only."""
    if not _CAN_WALK:
        with os.scandir(root / path) as entries:
            yield entries
        return
    folder = _open(root, path, _FOLDER_FLAGS)
    try:
        with os.scandir(folder) as entries:
            yield entries
    finally:
        os.close(folder)


def _open(root: Path, path: str, flags: int) -> int:
    if not _CAN_WALK:
        return os.open(root / path, flags)
    parts = [part for part in path.split("/") if part not in {"", "."}]
    if ".." in parts or path.startswith("/"):
        raise ValueError(path)
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for part in parts[:-1]:
        try:
            inner = os.open(part, _FOLDER_FLAGS, dir_fd=folder)
        finally:
            os.close(folder)
        folder = inner
    try:
        return os.open(parts[-1], flags, dir_fd=folder)
    finally:
        os.close(folder)
