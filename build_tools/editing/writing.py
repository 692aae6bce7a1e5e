"""Writing into `content/`: every file whole or not at all, and all of a set or none."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from build_tools.errors import PublishingError, UsageError

_MODE = 0o644


@dataclass(slots=True)
class _Written:
    """A file put in its place, and what stood there before (kept aside), if anything did."""

    target: Path
    aside: Path | None


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their paths from `root`, over those that stand there.

    Where one cannot be written, those before it and the folders that were made for them are taken
    back. PublishingError then.
    """
    done: list[_Written] = []
    made: list[Path] = []
    with _workshop(root) as workshop:
        try:
            fresh = {path: _prepare(workshop, data) for path, data in files.items()}
            for path, prepared in fresh.items():
                _make_folder((root / path).parent, made)
                done.append(_put(root / path, prepared, workshop))
        except OSError as error:
            _take_back(done, made)
            name = Path(error.filename or "").name
            raise PublishingError(f"Không ghi được {name}: {error.strerror}.") from error


def write_new_file(target: Path, data: bytes) -> None:
    """Write a file that is not there yet, whole or not at all; UsageError where one stands."""
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".diaban-new-") as fresh:
            fresh.write(data)
            fresh.flush()
            os.fsync(fresh.fileno())
            Path(fresh.name).chmod(_MODE)
            os.link(fresh.name, target)  # fails where a file stands: never written over
    except FileExistsError as error:
        raise UsageError(f"Đã có {target}; không ghi đè.") from error
    except OSError as error:
        raise PublishingError(f"Không ghi được {target}: {error.strerror}.") from error


@contextlib.contextmanager
def _workshop(root: Path) -> Iterator[Path]:
    """Give a folder on the disk of `root` and outside of `content/`; nothing is left of it."""
    try:
        folder = tempfile.TemporaryDirectory(prefix=".diaban-edit-", dir=root)
    except OSError as error:
        raise PublishingError(f"Không ghi được vào {root}: {error.strerror}.") from error
    with folder as name:
        yield Path(name)


def _prepare(workshop: Path, data: bytes) -> Path:
    descriptor, name = tempfile.mkstemp(dir=workshop)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    fresh = Path(name)
    fresh.chmod(_MODE)
    return fresh


def _put(target: Path, fresh: Path, workshop: Path) -> _Written:
    aside: Path | None = None
    if target.exists():
        aside = workshop / f"{fresh.name}.before"
        shutil.copy2(target, aside)
    fresh.replace(target)
    return _Written(target, aside)


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir()
        made.append(each)


def _take_back(done: Sequence[_Written], made: Sequence[Path]) -> None:
    for written in reversed(done):
        with contextlib.suppress(OSError):
            if written.aside is None:
                written.target.unlink()
            else:
                written.aside.replace(written.target)
    for folder in reversed(made):
        with contextlib.suppress(OSError):
            folder.rmdir()
