"""`diaban check`: prove the content right, write nothing."""

import argparse

from build_tools.commands.asked_paths import is_asked
from build_tools.commands.common import add_today, project_of, report_findings
from build_tools.shell_environment import options_from_environment
from build_tools.validation.checking import check_content


def configure(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    command.add_argument("paths", nargs="*", metavar="TỆP", help="chỉ nói về các tệp, thư mục này")
    add_today(command)


def run(options: argparse.Namespace) -> int:
    """Check everything; report on the asked paths."""
    project = project_of(options)
    asked_for = is_asked(project, options.paths)
    asked = options_from_environment(project, today=options.today)
    findings = [
        found
        for found in check_content(project, asked.today, asked.first_commits)
        if asked_for(found.place.path)
    ]
    return report_findings(findings, drafts_in_full=bool(options.paths))
