"""`diaban check`: prove the content right; write nothing but what the next run may take."""

import argparse
from collections.abc import Sequence

from build_tools.commands.asked_paths import is_asked
from build_tools.commands.common import add_cache, add_today, project_of
from build_tools.commands.telling import tell
from build_tools.commands.telling_options import add_telling
from build_tools.diagnostics.model import Diagnostic
from build_tools.git_history import read_first_commits
from build_tools.shell_environment import read_clock, today_by
from build_tools.validation.known_findings import KnownFindings


def configure(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    command.add_argument("paths", nargs="*", metavar="TỆP", help="chỉ nói về các tệp, thư mục này")
    add_today(command)
    add_cache(command)
    add_telling(command)


def run(options: argparse.Namespace) -> int:
    """Check everything; report on the asked paths."""
    project = project_of(options)
    asked_for = is_asked(project, options.paths)
    known = KnownFindings.of(project)
    today = options.today or today_by(known.clock() or read_clock(project))
    commits = read_first_commits(project.root)

    def told(findings: Sequence[Diagnostic]) -> int:
        some = [each for each in findings if asked_for(each.place.path)]
        return tell(project, options, some, of=findings, drafts_in_full=bool(options.paths))

    findings = known.get(today, commits)
    if findings is not None:
        return told(findings)
    from build_tools.commands.checking import check_anew  # noqa: PLC0415  takes a second to load

    return check_anew(project, today, commits, known, told)
