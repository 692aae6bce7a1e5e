"""The files of a list: by what they lie in, and what they hold."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from build_tools.diagnostics import Diagnostics
from build_tools.reading.opening import FolderKeeper
from build_tools.reading.text import read_bytes

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
    root: Path, paths: Iterable[str], found: Diagnostics
) -> Iterator[tuple[str, tuple[bytes, str]]]:
    """Yield path, bytes and SHA-256 of each text file; note those that cannot be read."""
    with FolderKeeper(root) as keeper:
        for path in paths:
            data = read_bytes(keeper, path, found)
            if data is not None:
                yield path, (data, hashlib.sha256(data).hexdigest())
