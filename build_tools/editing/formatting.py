"""`diaban fmt`: which files are not in canonical form, and how they would read in it."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostics
from build_tools.editing.canonical import DoubtfulError, canonical_text, has_error
from build_tools.editing.writing import write_files
from build_tools.errors import UsageError
from build_tools.project import Project
from build_tools.reading.text import SourceText, read_text
from build_tools.reading.tree import list_files
from build_tools.validation.file_models import model_of
from build_tools.validation.inputs import REPORTS
from schemas.period_lock import LOCK_NAME


@dataclass(frozen=True, slots=True)
class Change:
    """A file that is not in canonical form: its text in it, the digest of what stands there."""

    path: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Formatting:
    """What `diaban fmt` would do. `closed` are files of closed periods, which nobody rewrites."""

    changes: tuple[Change, ...]
    doubtful: tuple[str, ...]
    closed: tuple[str, ...]


def plan_formatting(project: Project, is_asked: Callable[[str], bool]) -> Formatting:
    """Read the files that are asked for and compare them with their canonical form.

    A file in which reading finds an error is doubtful, and so is one that would say something else
    afterwards: both stay as they are.
    """
    changes: list[Change] = []
    doubtful: list[str] = []
    closed: list[str] = []
    listed = Diagnostics()
    paths = list_files(project.content, project.root, listed)
    doubtful += [one.place.path for one in listed if is_asked(one.place.path)]
    locked = _locked_folders(paths)
    for path in filter(is_asked, paths):
        try:
            change = _change(project, path)
        except DoubtfulError:
            doubtful.append(path)
            continue
        if change and path.startswith(locked):
            closed.append(path)
        elif change:
            changes.append(change)
    return Formatting(tuple(changes), tuple(sorted(set(doubtful))), tuple(closed))


def _locked_folders(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the folders of closed periods: a lock holds every cell as it was written."""
    locks = (path for path in paths if path.startswith(f"{REPORTS}/"))
    return tuple(path.removesuffix(LOCK_NAME) for path in locks if path.endswith(f"/{LOCK_NAME}"))


def _change(project: Project, path: str) -> Change | None:
    model = model_of(path)
    if model is None:
        return None
    source = _read(project, path)
    text = canonical_text(source, model)
    same = hashlib.sha256(text.encode()).hexdigest() == source.sha256
    return None if same else Change(path, text, source.sha256)


def _read(project: Project, path: str) -> SourceText:
    found = Diagnostics()
    source = read_text(project.root, path, found)
    if source is None or has_error(found):
        raise DoubtfulError(path)
    return source


def apply_formatting(project: Project, changes: Iterable[Change]) -> None:
    """Write all of the files or none; UsageError where one was changed in the meantime."""
    changes = tuple(changes)
    for change in changes:
        now = hashlib.sha256((project.root / change.path).read_bytes()).hexdigest()
        if now != change.sha256:
            raise UsageError(f"{change.path} vừa được sửa trong lúc chạy lệnh. Hãy chạy lại.")
    write_files(project.root, {change.path: change.text.encode() for change in changes})
