"""What the commands that build for readers ask of a build, from their common arguments."""

import argparse

from build_tools.project import BuildOptions, Project
from build_tools.shell_environment import options_from_environment


def asked_build(
    project: Project, options: argparse.Namespace, *, manifest: bool = True
) -> BuildOptions:
    """Return the build with all documents that `--today`, `--period` and `--audience` ask for."""
    return options_from_environment(
        project,
        today=options.today,
        period=options.period,
        audience=options.audience,
        documents=True,
        manifest=manifest,
    )
