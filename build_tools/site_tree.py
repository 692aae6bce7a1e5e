"""The folder that a site is written into, beside the one that it replaces."""

import hashlib
import os
import stat
from collections.abc import Container, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple


class LeftFile(NamedTuple):
    """A file of a finished site: what was in it (SHA-256 in hexadecimal), and by what it is known.

    `size` is in bytes, `number` that on its disk, `written` the time of the last writing (ns).
    """

    digest: str
    size: int
    number: int
    written: int

    def is_still(self, found: os.stat_result) -> bool:
        """Say whether a file found later is this one; it may have got another name meanwhile."""
        return (found.st_size, found.st_ino, found.st_mtime_ns) == self[1:]


Left = Mapping[str, LeftFile]  # by address in the site
NOTHING_LEFT: Left = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SiteTree:
    """A folder to be filled; there may be files in it of a tree before `earlier`.

    `earlier`: the tree that goes when this one is whole. A file that is the same in both is not
    written again: it has a name here too and loses the first with the old tree. So an edit costs
    the disk what it changed, and a copy that looks at times sends no more than that.
    `left`: the files of `earlier` of which it is known without reading them what they say.
    """

    folder: Path
    earlier: Path | None = None
    left: Left = field(default_factory=dict)

    def write(self, uri: str, content: bytes, formerly: str | None = None) -> None:
        """Write a file and the folders that it needs; `formerly`: its address in `earlier`.

        Raises OSError.
        """
        # A Path of each of thousands costs as much as its writing.
        path = f"{self.folder}/{uri}"
        _make_folder(path.rpartition("/")[0])
        if not self._has_again(path, formerly or uri, content):
            _write_anew(path, content)

    def take(self, uri: str, digest: str) -> bool:
        """Let the earlier file have a name here if it is known to have this digest; say whether."""
        known = self.left.get(uri)
        if self.earlier is None or known is None or known.digest != digest:
            return False
        path = f"{self.folder}/{uri}"
        _make_folder(path.rpartition("/")[0])
        return _known_again(f"{self.earlier}/{uri}", path, known)

    def _has_again(self, path: str, formerly: str, content: bytes) -> bool:
        """Let the earlier file have this name where it says the same; say whether it has it."""
        if self.earlier is None:
            return False
        old, known = f"{self.earlier}/{formerly}", self.left.get(formerly)
        if known is None:
            return _named_again(old, path, content)
        same = known.size == len(content) and known.digest == hashlib.sha256(content).hexdigest()
        return same and _known_again(old, path, known)

    def before(self, uri: str) -> bytes | None:
        """Return what stands at an address in the tree that goes; None where nothing does."""
        with suppress(OSError):
            return None if self.earlier is None else (self.earlier / uri).read_bytes()
        return None

    def sweep(self, wanted: Container[str]) -> None:
        """Remove every file whose address is not wanted, and the folders that are empty then."""
        if self.folder.exists():
            _swept(os.fspath(self.folder), "", wanted)


def number_of(path: str) -> int | None:
    """Return the number that a file has on its disk; None where there is none."""
    with suppress(OSError):
        return os.lstat(path).st_ino
    return None


def _make_folder(path: str) -> None:
    """Make a folder unless it is there: nearly always it is, or in one that is."""
    try:
        os.mkdir(path)  # noqa: PTH102  as above
    except FileExistsError:
        return
    except OSError:  # more than it is missing, or the disk refuses
        os.makedirs(path, exist_ok=True)  # noqa: PTH103  as above


def _write_anew(path: str, content: bytes) -> None:
    """Write a file that is a new one: what stands there may have another name in a tree in use."""
    try:
        stream = open(path, "xb")  # noqa: PTH123, SIM115  as above; closed below
    except FileExistsError:
        os.unlink(path)  # noqa: PTH108  as above
        stream = open(path, "xb")  # noqa: PTH123, SIM115  as above
    with stream:
        stream.write(content)


def _known_again(old: str, new: str, known: LeftFile) -> bool:
    """Let a file have the new name where it is still the one that is known; say whether it has."""
    with suppress(OSError):
        if known.is_still(os.lstat(old)):
            _name(old, known.number, new)
            return True
    return False


def _named_again(old: str, new: str, content: bytes) -> bool:
    """Let the old file have the new name where it says the same; say whether it has it now.

    It must be a file of ours that has no name elsewhere: nobody else may change what is in the
    site.
    """
    if not hasattr(os, "O_NOFOLLOW"):  # Windows
        return False
    with suppress(OSError), os.fdopen(os.open(old, os.O_RDONLY | os.O_NOFOLLOW), "rb") as stream:
        state = os.fstat(stream.fileno())
        is_ours = stat.S_ISREG(state.st_mode) and state.st_uid == os.geteuid()
        if is_ours and state.st_size == len(content) and has_no_other_name(state, new):
            if stream.read() != content:
                return False
            _name(old, state.st_ino, new)
            return True
    return False


def has_no_other_name(state: os.stat_result, second: str) -> bool:
    """Say whether a file has no name beside the one by which it was found and perhaps `second`."""
    return state.st_nlink == 1 or (state.st_nlink == 2 and state.st_ino == number_of(second))  # noqa: PLR2004


def _name(old: str, number: int, new: str) -> None:
    """Let the file `old`, which has this number, have the name `new` too. Raises OSError."""
    there = number_of(new)
    if there == number:
        return
    if there is not None:
        os.unlink(new)  # noqa: PTH108  as above
    os.link(old, new, follow_symlinks=False)


def _swept(tree: str, folder: str, wanted: Container[str]) -> bool:
    """Remove what is not wanted from a folder; say whether anything is left in it."""
    is_held = False
    with os.scandir(f"{tree}/{folder}") as entries:
        found = list(entries)
    for entry in found:
        uri = f"{folder}{entry.name}"
        if not entry.is_dir(follow_symlinks=False):
            if uri in wanted:
                is_held = True
            else:
                os.unlink(entry.path)  # noqa: PTH108  as above
        elif _swept(tree, f"{uri}/", wanted):
            is_held = True
        else:
            os.rmdir(entry.path)  # noqa: PTH106  as above
    return is_held
