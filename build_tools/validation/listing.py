"""The files of a list: by what they lie in, and what they hold."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Diagnostics
from build_tools.reading.opening import FolderKeeper
from build_tools.reading.text import SourceText, read_bytes, text_of

_DEPTH = 4  # content/reports/<period>/<team>


def by_folder(paths: Iterable[str]) -> tuple[dict[str, dict[str, None]], dict[str, list[str]]]:
    """Return the folders of each folder and the files of each folder, in the order of paths."""
    folders: dict[str, dict[str, None]] = {}
    files: dict[str, list[str]] = {}
    for path in paths:
        folder = path.rpartition("/")[0]
        files.setdefault(folder, []).append(path)
        while "/" in folder:
            parent = folder.rpartition("/")[0]
            folders.setdefault(parent, {})[folder] = None
            folder = parent
    return folders, files


def by_report(paths: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Return the first four parts of a path, of a report its folder, → the files, sorted as given.

    Those of one folder follow each other.
    """
    groups = groupby(paths, key=lambda path: "/".join(path.split("/", _DEPTH)[:_DEPTH]))
    return {folder: tuple(files) for folder, files in groups}


def each_file(
    root: Path, paths: Iterable[str], found: Diagnostics, known: Mapping[str, tuple[bytes, str]]
) -> Iterator[tuple[str, tuple[bytes, str]]]:
    """Yield path, bytes and SHA-256 of each text file; note those that cannot be read.

    `known`: those that were opened already.
    """
    with FolderKeeper(root) as keeper:
        for path in paths:
            if path in known:
                yield path, known[path]
                continue
            data = read_bytes(keeper, path, found)
            if data is not None:
                yield path, (data, hashlib.sha256(data).hexdigest())


@dataclass(frozen=True, slots=True)
class ReadText:
    """What reading the bytes of a file gave: whether they are sound text, and what is told of it.

    `text` is None where they are not, and in what was kept on the disk: the file has it.
    """

    is_sound: bool
    noted: tuple[Diagnostic, ...]
    text: SourceText | None

    @classmethod
    def of(cls, data: bytes, path: str, digest: str) -> "ReadText":
        """Read the bytes of a file that have this digest."""
        noted = Diagnostics()
        text = text_of(data, path, digest, noted)
        return cls(text is not None, tuple(noted), text)

    def to_keep(self) -> "ReadText":
        """Return what is kept on the disk."""
        return replace(self, text=None)


class Texts(Mapping[str, SourceText]):
    """The sound texts by path; one that was read by an earlier run is made where somebody asks."""

    def __init__(self) -> None:
        self._texts: dict[str, SourceText] = {}
        self._bytes: dict[str, bytes] = {}
        self.digests: dict[str, str] = {}

    def add(self, read: ReadText, path: str, data: bytes, digest: str) -> None:
        """Take a file in if it is sound."""
        if read.is_sound:
            self.digests[path] = digest
            if read.text is not None:
                self._texts[path] = read.text
            else:
                self._bytes[path] = data

    def __getitem__(self, path: str) -> SourceText:
        text = self._texts.get(path)
        if text is None:
            data = self._bytes.pop(path)
            text = ReadText.of(data, path, self.digests[path]).text
            if text is None:
                raise KeyError(path)  # not of bytes that were sound once: the digest is theirs
            self._texts[path] = text
        return text

    def __contains__(self, path: object) -> bool:
        return path in self.digests

    def __iter__(self) -> Iterator[str]:
        return iter(self.digests)

    def __len__(self) -> int:
        return len(self.digests)
