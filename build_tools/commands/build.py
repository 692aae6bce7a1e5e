"""`diaban build`: check, build the site and put it in the place of the old one."""

import argparse
import sys
from pathlib import Path

from build_tools.commands.common import (
    add_audience,
    add_cache,
    add_today,
    project_of,
)
from build_tools.commands.telling import add_telling, aside, tell
from build_tools.publishing.build import build_site
from build_tools.shell_environment import options_from_environment
from build_tools.stopwatch import Stopwatch


def configure(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    command.add_argument("--period", metavar="KỲ", help="dựng đến hết kỳ này, ví dụ 2026-06")
    command.add_argument("--out", type=Path, metavar="THƯ_MỤC", help="nơi ghi (mặc định: site)")
    add_audience(command)
    add_today(command)
    add_cache(command)
    add_telling(command)


def run(options: argparse.Namespace) -> int:
    """Build; what stood stays where the content has an error."""
    project = project_of(options)
    out = options.out or project.root / "site"
    watch = Stopwatch(sys.stderr)
    asked = options_from_environment(
        project,
        today=options.today,
        period=options.period,
        audience=options.audience,
        documents=True,
        manifest=True,
    )
    composition = build_site(project, asked, out, watch.start)
    watch.stop()
    code = tell(project, options, composition.findings)
    if composition.site is not None:
        print(watch.summary(), file=aside(options))
        print(f"Mở {out.absolute() / 'index.html'}", file=aside(options))
    return code
