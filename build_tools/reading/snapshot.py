"""All files below a folder as they lie there: their bytes, before anything is asked of them."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from build_tools.reading.opening import FolderKeeper, NotAFileError

LEFT_ALONE = frozenset({".gitkeep"})  # names of files that keep an empty folder in git
_TEXT_KINDS = (".md", ".csv", ".yml", ".lock", ".geojson")
_LIMIT = 20 * 1024 * 1024  # bytes; no file of a content may have more


def is_text(path: str) -> bool:
    """Say whether the file is one of those that are read, rather than an attachment."""
    return path.endswith(_TEXT_KINDS) and "/attachments/" not in path


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files of a folder, by path from the project's root: of all the SHA-256, in fixed order.

    Of each text the bytes too; of all their sizes. `folders`: what each folder holds, and of each
    whether it is a folder.
    """

    digests: Mapping[str, str]
    texts: Mapping[str, tuple[bytes, str]]
    sizes: Mapping[str, int]
    folders: Mapping[str, Sequence[tuple[str, bool]]]

    def entries(self, folder: str) -> Iterator[tuple[str, bool, int]]:
        """Yield what a folder holds: its name, whether it is a folder, how many bytes a file has.

        What needs no word is left out.
        """
        for name, is_folder in self.folders[folder]:
            if name not in LEFT_ALONE:
                yield name, is_folder, 0 if is_folder else self.sizes[f"{folder}/{name}"]

    def digest(self) -> str:
        """Return what tells the names and bytes of all files."""
        told = "".join(f"{path}\0{sha256}\0" for path, sha256 in self.digests.items())
        return hashlib.sha256(told.encode(errors="surrogateescape")).hexdigest()


def take_snapshot(root: Path, base: str) -> Snapshot | None:
    """Read all files below the folder `base` of a project; each folder and file is opened once.

    None where the paths and bytes of files would not tell all: where something is neither file nor
    folder, cannot be read or is larger than anything may be, or a folder holds nothing.
    """
    digests: dict[str, str] = {}
    texts: dict[str, tuple[bytes, str]] = {}
    sizes: dict[str, int] = {}
    folders: dict[str, Sequence[tuple[str, bool]]] = {}
    try:
        with FolderKeeper(root) as keeper:
            for path in _files(keeper, base, folders):
                data = keeper.read(path, _LIMIT + 1)
                if len(data) > _LIMIT:
                    return None
                sizes[path] = len(data)
                digest = digests[path] = hashlib.sha256(data).hexdigest()
                if is_text(path):
                    texts[path] = data, digest
    except (OSError, ValueError, NotAFileError):
        return None
    return Snapshot(dict(sorted(digests.items())), texts, sizes, folders)


def _files(
    keeper: FolderKeeper, base: str, listed: dict[str, Sequence[tuple[str, bool]]]
) -> Iterator[str]:
    """Yield the paths of all files, those of a folder one after another; note what is listed."""
    folders: list[str] = []
    found = listed[base] = keeper.names(base)
    if all(name in LEFT_ALONE for name, _ in found):
        raise NotAFileError(base)
    for name, is_folder in found:
        path = f"{base}/{name}"
        if is_folder:
            folders.append(path)
        elif name not in LEFT_ALONE:
            yield path
    for folder in folders:
        yield from _files(keeper, folder, listed)
