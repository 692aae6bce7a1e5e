"""`diaban check`: prove the content right; write nothing but what the next run may take."""

import argparse

from build_tools.commands.asked_paths import is_asked
from build_tools.commands.common import add_cache, add_today, project_of
from build_tools.commands.telling import tell
from build_tools.commands.telling_options import add_telling
from build_tools.git_history import read_first_commits
from build_tools.publishing.keeping import kept_readings
from build_tools.shell_environment import count_processors, resolve_today
from build_tools.validation.checking import check_content


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
    today = options.today or resolve_today(project)
    commits = read_first_commits(project.root)
    with kept_readings(project) as readings:
        findings = check_content(project, today, commits, count_processors(), readings)
        told = [each for each in findings if asked_for(each.place.path)]
        return tell(project, options, told, of=findings, drafts_in_full=bool(options.paths))
