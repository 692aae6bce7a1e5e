"""The part of `diaban build` that builds, apart because not every run has to."""

import argparse
import sys
from pathlib import Path

from build_tools.commands.asked_build import asked_build
from build_tools.commands.telling import tell
from build_tools.commands.telling_options import aside
from build_tools.project import Project
from build_tools.publishing.build import build_site
from build_tools.publishing.unchanged import Watch
from build_tools.shell_environment import zone_of_clock
from build_tools.stopwatch import Stopwatch


def build_anew(project: Project, options: argparse.Namespace, out: Path, watch: Watch) -> int:
    """Build into `out` and tell the findings; return the exit code."""
    watch.begin()
    stopwatch = Stopwatch(sys.stderr)
    asked = asked_build(project, options)
    zone = None if options.today else zone_of_clock(project)
    composition = build_site(project, asked, out, stopwatch.start, watch, zone)
    stopwatch.stop()
    code = tell(project, options, composition.findings)
    if composition.site is not None:
        print(stopwatch.summary(), file=aside(options))
        print(f"Mở {out.absolute() / 'index.html'}", file=aside(options))
    return code
