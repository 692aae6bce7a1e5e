"""`diaban releases`: which releases there are, which is served, which are whole."""

import argparse

from build_tools.commands.serving import DONE, add_folder
from build_tools.errors import PublishingError
from build_tools.publishing.actor import present_actor
from build_tools.publishing.rollback import Listed, forget, list_releases


def configure(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_folder(command)
    command.add_argument(
        "--remove", metavar="BẢN", help="xóa hẳn một bản không được phục vụ, ví dụ vì đã đăng nhầm"
    )


def run(options: argparse.Namespace) -> int:
    """List the releases, the newest first; exit code 3 where one is not whole."""
    if options.remove:
        forget(options.to, options.remove, present_actor("diaban releases --remove"))
        print(f"Đã xóa bản {options.remove}.")
        return DONE
    listed = list_releases(options.to)
    for each in listed:
        print(
            f"{each.release.id}  {_state(each):<12}  {each.verdict.digest or '–':<64}  "
            f"{_whole(each)}"
        )
    damaged = [each for each in listed if each.verdict.faults]
    return PublishingError.exit_code if damaged else DONE


def _state(each: Listed) -> str:
    if each.is_current:
        return "đang phục vụ"
    return "bản trước" if each.is_previous else ""


def _whole(each: Listed) -> str:
    faults = each.verdict.faults
    return f"HỎNG, {len(faults)} lỗi: {faults[0]}" if faults else "nguyên vẹn"
