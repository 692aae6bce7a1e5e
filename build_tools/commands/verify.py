"""`diaban verify`: prove that a built or published tree is what its manifest says."""

import argparse
from pathlib import Path

from build_tools.commands.common import CLEAN, CONTENT
from build_tools.errors import UsageError
from build_tools.publishing.verify import examine
from build_tools.views.formatting import format_number


def configure(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    command.add_argument(
        "site", type=Path, metavar="TRANG", help="thư mục trang, hoặc liên kết như current"
    )
    command.add_argument(
        "--digest",
        metavar="MÃ",
        help="mã của bản phát hành, đã in ra khi phát hành và giữ ở nơi khác",
    )


def run(options: argparse.Namespace) -> int:
    """Print what is wrong, or how much was proved."""
    if not options.site.is_dir():
        raise UsageError(f"Không thấy thư mục {options.site}.")
    verdict = examine(options.site, options.digest)
    for fault in verdict.faults:
        print(fault)
    if verdict.faults:
        print(f"Không nguyên vẹn: {format_number(len(verdict.faults))} chỗ sai.")
        return CONTENT
    size = format_number(verdict.size)
    print(f"Nguyên vẹn: {format_number(verdict.files)} tệp, {size} byte.")
    print(f"Mã của bản này: {verdict.digest}")
    if options.digest is None:
        print("Muốn chắc không ai viết lại cả bản kê, so mã này với mã đã giữ (--digest).")
    return CLEAN
