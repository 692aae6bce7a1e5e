"""`diaban bundle`: one period with its documents and data as a zip that opens without a network."""

import argparse
import sys
from pathlib import Path

from build_tools.commands.asked_build import asked_build
from build_tools.commands.common import (
    add_audience,
    add_today,
    period_named,
    project_of,
)
from build_tools.commands.telling import tell
from build_tools.commands.telling_options import add_telling, aside
from build_tools.errors import UsageError
from build_tools.publishing.bundle import START_PAGE, write_bundle
from build_tools.stopwatch import Stopwatch
from schemas.audience import INTRANET


def configure(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    command.add_argument("--period", required=True, metavar="KỲ", help="kỳ nào, ví dụ 2026-06")
    command.add_argument(
        "--out", type=Path, metavar="TỆP.zip", help="nơi ghi (mặc định: diaban-KỲ.zip)"
    )
    add_audience(command)
    add_today(command)
    add_telling(command)


def run(options: argparse.Namespace) -> int:
    """Write the bundle; what stood in its place stays where the content has an error."""
    project = project_of(options)
    period = period_named(options.period)
    out = options.out or Path(_name(period.id.lower(), options.audience))
    if out.suffix.lower() != ".zip" or out.is_dir() or not out.absolute().parent.is_dir():
        raise UsageError(f"{out} không phải tên một tệp .zip trong thư mục có sẵn.")
    watch = Stopwatch(sys.stderr)
    asked = asked_build(project, options, manifest=False)
    composition = write_bundle(project, asked, period, out.absolute(), watch.start)
    watch.stop()
    code = tell(project, options, composition.findings)
    if composition.site is not None:
        print(watch.summary(), file=aside(options))
        print(f"Đã đóng gói {out}; giải nén rồi mở {START_PAGE}", file=aside(options))
    return code


def _name(period: str, audience: str) -> str:
    return f"diaban-{period}.zip" if audience == INTRANET else f"diaban-{period}-{audience}.zip"
