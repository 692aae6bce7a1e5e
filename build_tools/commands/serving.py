"""What the commands about a served folder share."""

import argparse
import sys
from pathlib import Path

from build_tools.publishing.turn import Outcome

DONE = 0  # not of common.py: to load the rules of content would double the time of going back


def add_folder(command: argparse.ArgumentParser) -> None:
    """Add `--to`, the folder of the releases."""
    command.add_argument(
        "--to",
        type=Path,
        required=True,
        metavar="THƯ_MỤC",
        help="thư mục chứa các bản phát hành; máy chủ phục vụ THƯ_MỤC/current",
    )


def say(outcome: Outcome) -> None:
    """Print what readers get now."""
    if outcome.left_by is not None:
        print(
            f"Lần chạy trước ({outcome.left_by}) dừng giữa chừng; phần dở đã dọn.", file=sys.stderr
        )
    if outcome.changed:
        print(f"Đang phục vụ bản {outcome.release.id}.")
        if outcome.was is not None:
            print(f"Bản trước: {outcome.was.id}; quay lại bằng diaban rollback.")
    else:
        print(f"Không có gì đổi: vẫn phục vụ bản {outcome.release.id}.")
    print(f"Mã SHA-256 của bản: {outcome.digest}")
    for release in outcome.gone:
        print(f"Đã xóa bản cũ {release.id}.")
