"""`diaban publish`: check, make a new release and let readers have it."""

import argparse
import sys

from build_tools.commands.asked_build import asked_build
from build_tools.commands.common import (
    add_audience,
    add_cache,
    add_today,
    project_of,
)
from build_tools.commands.serving import add_folder, say
from build_tools.commands.telling import tell_as_text
from build_tools.commands.telling_options import add_language
from build_tools.publishing.actor import present_actor
from build_tools.publishing.publish import Publisher
from build_tools.stopwatch import Stopwatch

_KEPT = 5


def configure(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_folder(command)
    command.add_argument(
        "--keep",
        type=_positive,
        default=_KEPT,
        metavar="SỐ",
        help=f"giữ bấy nhiêu bản mới nhất ({_KEPT}); bản đang phục vụ và bản trước luôn được giữ",
    )
    command.add_argument("--period", metavar="KỲ", help="dựng đến hết kỳ này, ví dụ 2026-06")
    add_audience(command)
    add_today(command)
    add_cache(command)
    add_language(command)


def run(options: argparse.Namespace) -> int:
    """Publish; readers keep what they have where the content has an error."""
    project = project_of(options)
    watch = Stopwatch(sys.stderr)
    asked = asked_build(project, options)
    publisher = Publisher(project, present_actor("diaban publish"), options.keep)
    composition, outcome = publisher.publish(asked, options.to, watch.start)
    watch.stop()
    code = tell_as_text(project, options, composition.findings)
    if outcome is not None:
        print(watch.summary())
        say(outcome)
    return code


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"“{text}” không phải số từ 1 trở lên")
    return int(text)
