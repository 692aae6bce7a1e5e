"""Edits that nobody would make on purpose, of whichever file of a project comes up."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from build_tools.project import Project

_PRISTINE = Path(__file__).parents[1] / "fixtures/small_province"
_WAYS = ("cut", "swap a letter", "remove", "rename", "repeat a line", "restore")
RANDOM_EDITS = st.lists(
    st.tuples(st.integers(0, 999), st.sampled_from(_WAYS), st.integers(0, 9999)), max_size=4
)
EDITED = settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def editable_province(tmp_path_factory: pytest.TempPathFactory, name: str) -> Project:
    """Return where the edited province is to stand, with a cache outside of it."""
    root = tmp_path_factory.mktemp(name)
    shutil.copytree(_PRISTINE, root / "pristine")
    return Project(root=root / "edited", cache=root / "cache")


def begin_again(project: Project) -> None:
    """Put the province up as it was before any edit."""
    shutil.rmtree(project.root, ignore_errors=True)
    shutil.copytree(project.root.parent / "pristine", project.root)


def edit_any(project: Project, which: int, way: str, where: int) -> None:
    """Edit a file by its number in one way; `pristine` beside the project is what to restore."""
    paths = sorted(path for path in project.content.rglob("*") if path.is_file())
    path = paths[which % len(paths)]
    data = path.read_bytes()
    at = where % (len(data) + 1)
    lines = data.splitlines(keepends=True)
    match way:
        case "cut":
            path.write_bytes(data[:at])
        case "swap a letter":
            path.write_bytes(data[:at] + b"7" + data[at + 1 :])
        case "remove":
            path.unlink()
        case "rename":
            path.rename(path.with_name(f"{path.stem}-2{path.suffix}"))
        case "repeat a line":
            path.write_bytes(data + (lines[at % len(lines)] if lines else b""))
        case "restore":
            original = project.root.parent / "pristine" / path.relative_to(project.root)
            if original.exists():
                shutil.copyfile(original, path)
