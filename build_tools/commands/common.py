"""What several commands share: the project, a day, a period, an audience."""

import argparse
import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.errors import UsageError
from build_tools.project import Project
from schemas.audience import INTRANET

if TYPE_CHECKING:
    from schemas.period import Period

CLEAN, CONTENT = 0, 1


def project_of(options: argparse.Namespace) -> Project:
    """Return the project in `--root`; UsageError where there is none."""
    project = Project(root=options.root.absolute(), cache=getattr(options, "cache", None))
    if not project.content.is_dir():
        raise UsageError(
            f"Không thấy thư mục content trong {project.root}. Hãy chạy lệnh trong thư mục dự án."
        )
    return project


def add_today(command: argparse.ArgumentParser) -> None:
    """Add `--today`."""
    command.add_argument(
        "--today", type=day, metavar="NGÀY", help="ngày lấy làm hôm nay, ví dụ 10/07/2026"
    )


def add_cache(command: argparse.ArgumentParser) -> None:
    """Add `--cache`, for `project_of`."""
    command.add_argument(
        "--cache",
        type=Path,
        metavar="THƯ_MỤC",
        help="nơi giữ những gì đã đọc và làm để lần sau nhanh hơn (mặc định: .diaban-cache)",
    )


def add_audience(command: argparse.ArgumentParser, default: str = INTRANET) -> None:
    """Add `--audience`; the build itself refuses one that it does not know."""
    command.add_argument(
        "--audience",
        default=default,
        metavar="NHÓM",
        help=f"dành cho ai: intranet, leadership hoặc mã Tổ như to-01 ({default})",
    )


def day(text: str) -> dt.date:
    """Read a day given on the command line."""
    from schemas.numbers import parse_day  # noqa: PLC0415  not every run is given a day

    try:
        return parse_day(text)
    except ValueError as error:
        message = f"“{text}” không phải là ngày, ví dụ 10/07/2026"
        raise argparse.ArgumentTypeError(message) from error


def period_named(text: str) -> "Period":
    """Read a period given on the command line; UsageError where it is none."""
    from build_tools.validation.usual_forms import asked_period  # noqa: PLC0415  nor a period

    return asked_period(text)


def team_number(text: str) -> int:
    """Read the number of a team given on the command line: `1`, `01` or `to-01`."""
    number = text.strip().lower().removeprefix("to-")
    if not (number.isascii() and number.isdecimal()):
        raise argparse.ArgumentTypeError(f"“{text}” không phải là số của Tổ, ví dụ 1")
    return int(number)


def tell_nobody() -> None:
    """Let what is still printed go nowhere, after a reader such as `head` has gone away."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
