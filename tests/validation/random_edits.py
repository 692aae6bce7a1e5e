"""Edits that nobody would make on purpose, of whichever file of a project comes up."""

import shutil

from build_tools.project import Project

WAYS = ("cut", "swap a letter", "remove", "rename", "repeat a line", "restore")


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
