"""`diaban preview`: the site with its drafts, on this machine only."""

import argparse
from dataclasses import replace

from build_tools.commands.common import CLEAN, add_audience, add_cache, project_of
from build_tools.errors import UsageError
from build_tools.publishing.preview import serve_preview
from build_tools.shell_environment import options_from_environment, resolve_today
from schemas.audience import LEADERSHIP


def configure(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_audience(command, LEADERSHIP)  # who has the files may read them all
    command.add_argument("--port", type=int, default=8000, metavar="CỔNG", help="cổng (8000)")
    add_cache(command)


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    project = project_of(options)
    # What is not committed yet is of no commit; programs and git are not asked again at every save.
    begun = replace(
        options_from_environment(project, drafts=True, audience=options.audience), commit=None
    )
    try:
        serve_preview(
            project,
            lambda: replace(begun, today=resolve_today(project)),
            lambda line: print(line, flush=True),
            port=options.port,
        )
    except OSError as error:
        raise UsageError(f"Không mở được cổng {options.port}: {error.strerror}.") from error
    return CLEAN
