"""The folder that a site is written into, beside the one that it replaces."""

import os
import stat
from collections.abc import Mapping
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
    """A folder to be filled.

    `earlier`: the tree that goes when this one is whole. A file that is the same in both is not
    written again: it gets its second name here and loses the first with the old tree. So an edit
    costs the disk what it changed, and a copy that looks at times sends no more than that.
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
        if self.earlier is None or not _named_again(
            f"{self.earlier}/{formerly or uri}", path, content
        ):
            with open(path, "wb") as stream:  # noqa: PTH123
                stream.write(content)

    def take(self, uri: str, digest: str) -> bool:
        """Give the earlier file a second name if it is known to have this digest; say whether."""
        known = self.left.get(uri)
        if self.earlier is None or known is None or known.digest != digest:
            return False
        path = f"{self.folder}/{uri}"
        _make_folder(path.rpartition("/")[0])
        with suppress(OSError):
            os.link(f"{self.earlier}/{uri}", path, follow_symlinks=False)
            return True
        return False

    def before(self, uri: str) -> bytes | None:
        """Return what stands at an address in the tree that goes; None where nothing does."""
        with suppress(OSError):
            return None if self.earlier is None else (self.earlier / uri).read_bytes()
        return None


def _make_folder(path: str) -> None:
    """Make a folder unless it is there: nearly always it is one that is not, in one that is."""
    try:
        os.mkdir(path)  # noqa: PTH102  as above
    except OSError:  # it is there, or more than it is missing, or the disk refuses
        os.makedirs(path, exist_ok=True)  # noqa: PTH103  as above


def _named_again(old: str, new: str, content: bytes) -> bool:
    """Give the old file a second name where it says the same; say whether it has it now.

    It must be a file of ours that has no other name: nobody else may change what is in the site.
    """
    if not hasattr(os, "O_NOFOLLOW"):  # Windows
        return False
    with suppress(OSError), os.fdopen(os.open(old, os.O_RDONLY | os.O_NOFOLLOW), "rb") as stream:
        state = os.fstat(stream.fileno())
        is_ours = stat.S_ISREG(state.st_mode) and state.st_uid == os.geteuid()
        if is_ours and state.st_nlink == 1 and state.st_size == len(content):
            if stream.read() != content:
                return False
            os.link(old, new, follow_symlinks=False)
            return True
    return False
