"""`diaban status`: which team has sent a period's report, which is late, which is missing."""

import argparse

from build_tools.aggregation.timeliness import is_missing, ledger_as_of
from build_tools.commands.common import CLEAN, day, period_named, project_of
from build_tools.commands.telling import tell_as_text
from build_tools.commands.telling_options import add_language
from build_tools.diagnostics import Diagnostics
from build_tools.errors import UsageError
from build_tools.reporters.status import render_status
from build_tools.shell_environment import options_from_environment
from build_tools.validation.loading import load_catalogue

MISSING = 1  # a report is past its due day and has not come


def configure(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    command.add_argument("--period", required=True, metavar="KỲ", help="ví dụ 2026-06, 2026-Q2")
    command.add_argument(
        "--as-of", type=day, metavar="NGÀY", help="tình trạng đến hết ngày này, ví dụ 10/07/2026"
    )
    add_language(command)


def run(options: argparse.Namespace) -> int:
    """Print the ledger of a period; the exit code says whether one is missing."""
    project, period, found = project_of(options), period_named(options.period), Diagnostics()
    today = options_from_environment(project).today
    catalogue = load_catalogue(project, today=today, found=found)
    if catalogue is None:
        return tell_as_text(project, options, tuple(found))
    as_of = options.as_of or today
    ledger = ledger_as_of(catalogue, period, as_of)
    if ledger is None:
        raise UsageError(
            f"{period.label} không phải kỳ phải báo cáo theo settings.yml và schedule.csv."
        )
    for line in render_status(catalogue, period, ledger, as_of):
        print(line)
    return MISSING if any(map(is_missing, ledger)) else CLEAN
