"""The files of a list: by what they lie in, and what they hold."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple, TypeVar

from build_tools.diagnostics import Diagnostic, Diagnostics
from build_tools.reading.opening import FolderKeeper
from build_tools.reading.text import SourceText, read_bytes, text_of

T = TypeVar("T")
_DEPTH = 4  # content/reports/<period>/<team>


class OpenedFile(NamedTuple):
    """A text file as it lies on the disk, with its SHA-256."""

    path: str
    data: bytes
    digest: str


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


def by_report(files: Iterable[T], path_of: Callable[[T], str]) -> Mapping[str, Sequence[T]]:
    """Return the first four parts of a path, of a report its folder, → its files, in order."""
    found: dict[str, list[T]] = {}
    for each in files:
        found.setdefault("/".join(path_of(each).split("/", _DEPTH)[:_DEPTH]), []).append(each)
    return found


def each_file(
    root: Path, paths: Iterable[str], found: Diagnostics, known: Mapping[str, tuple[bytes, str]]
) -> Iterator[OpenedFile]:
    """Open each text file; note those that cannot be read.

    `known`: those that were opened already.
    """
    with FolderKeeper(root) as keeper:
        for path in paths:
            if path in known:
                yield OpenedFile(path, *known[path])
                continue
            data = read_bytes(keeper, path, found)
            if data is not None:
                yield OpenedFile(path, data, hashlib.sha256(data).hexdigest())


def state_of(digests: Iterable[tuple[str, str]]) -> str:
    """Return the digest of files by their paths and their digests; of their names too, so."""
    told = "".join(f"{path}\0{digest}\0" for path, digest in digests)
    return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ReadTexts:
    """What reading the text files of a report gave, or a file elsewhere.

    `are_sound` says of each whether its bytes are sound text, `noted` is what is told of them. Of
    `texts` those are None that are not; it is empty in what was kept on the disk: the files have
    them.
    """

    are_sound: tuple[bool, ...]
    noted: tuple[Diagnostic, ...]
    texts: tuple[SourceText | None, ...]

    @classmethod
    def of(cls, files: Iterable[OpenedFile]) -> "ReadTexts":
        """Read the bytes of files."""
        noted = Diagnostics()
        texts = tuple(text_of(each.data, each.path, each.digest, noted) for each in files)
        return cls(tuple(text is not None for text in texts), tuple(noted), texts)

    def to_keep(self) -> "ReadTexts":
        """Return what is kept on the disk."""
        return replace(self, texts=())


class Texts(Mapping[str, SourceText]):
    """The sound texts by path; one that was read by an earlier run is made where somebody asks."""

    def __init__(self) -> None:
        self._texts: dict[str, SourceText] = {}
        self._bytes: dict[str, bytes] = {}
        self.digests: dict[str, str] = {}

    def add(self, files: Iterable[OpenedFile], read: ReadTexts) -> None:
        """Take in those of the files that are sound."""
        for file, is_sound, text in zip_longest(files, read.are_sound, read.texts):
            if is_sound:
                self.digests[file.path] = file.digest
                if text is not None:
                    self._texts[file.path] = text
                else:
                    self._bytes[file.path] = file.data

    def __getitem__(self, path: str) -> SourceText:
        text = self._texts.get(path)
        if text is None:
            text = text_of(self._bytes.pop(path), path, self.digests[path], Diagnostics())
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
