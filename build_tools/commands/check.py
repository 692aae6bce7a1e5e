"""`diaban check`: prove the content right, write nothing."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from build_tools.commands.common import add_today, project_of, report_findings
from build_tools.errors import UsageError
from build_tools.project import Project
from build_tools.shell_environment import options_from_environment
from build_tools.validation.checking import check_content


def configure(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    command.add_argument("paths", nargs="*", metavar="TỆP", help="chỉ nói về các tệp, thư mục này")
    add_today(command)


def run(options: argparse.Namespace) -> int:
    """Check everything; report on the asked paths."""
    project = project_of(options)
    asked = options_from_environment(project, today=options.today)
    findings = [
        found
        for found in check_content(project, asked.today, asked.first_commits)
        if _is_asked(found.place.path, project, options.paths)
    ]
    return report_findings(findings)


def _is_asked(path: str, project: Project, asked: Iterable[str]) -> bool:
    wanted = [_within(project, name) for name in asked]
    return not wanted or any(path == name or path.startswith(f"{name}/") for name in wanted)


def _within(project: Project, name: str) -> str:
    path = Path(name).absolute()
    root = project.root.absolute()
    if not path.is_relative_to(root):
        raise UsageError(f"{name} không nằm trong thư mục dự án {root}.")
    return path.relative_to(root).as_posix()
