"""`diaban rollback`: let readers have the release before, or a named one."""

import argparse

from build_tools.commands.serving import DONE, add_folder, say
from build_tools.publishing.actor import present_actor
from build_tools.publishing.rollback import rollback


def configure(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_folder(command)
    command.add_argument(
        "--release", metavar="BẢN", help="bản quay lại, ví dụ 0007-3fa9c2e1 (mặc định: bản trước)"
    )


def run(options: argparse.Namespace) -> int:
    """Verify the release, then switch to it."""
    say(rollback(options.to, options.release, present_actor("diaban rollback")))
    return DONE
