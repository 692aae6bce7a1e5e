"""The files and folders that a command was asked about, given as arguments."""

from collections.abc import Callable, Sequence
from pathlib import Path

from build_tools.errors import UsageError
from build_tools.project import Project


def is_asked(project: Project, names: Sequence[str]) -> Callable[[str], bool]:
    """Return whether a path from the project's root is asked for; all are where none is named.

    UsageError for a name outside of the project, and for one that is not there: that nothing is
    wrong with it would be true and no comfort.
    """
    wanted = [_within(project, name) for name in names]
    return lambda path: (
        not wanted or any(path == name or path.startswith(f"{name}/") for name in wanted)
    )


def _within(project: Project, name: str) -> str:
    path, root = Path(name).absolute(), project.root.absolute()
    if not path.is_relative_to(root):
        raise UsageError(f"{name} không nằm trong thư mục dự án {root}.")
    if not path.exists():
        raise UsageError(f"Không thấy {name}; xem lại tên thư mục, tên tệp.")
    return path.relative_to(root).as_posix()
