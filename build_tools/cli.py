"""The command line: parse, call, print. Only the command that was asked for is imported."""

import argparse
import atexit
import codecs
import gc
import importlib
import keyword
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol, cast

from build_tools.arguments import VietnameseParser
from build_tools.errors import DiabanError
from build_tools.reporters.plain_letters import nearest_letters

_NEAREST = "diaban.nearest"
INTERRUPTED = 130  # 128 + SIGINT, as shells count
UNREAD = 141  # 128 + SIGPIPE: who was to read the output, such as `head`, has gone away
# In the order in which `--help` shows them. Each is a module of `commands/`.
COMMANDS = {
    "check": "kiểm tra nội dung, không dựng trang",
    "build": "kiểm tra, dựng trang và thay trang cũ",
    "publish": "kiểm tra, phát hành một bản mới cho người đọc",
    "rollback": "cho người đọc quay lại bản trước",
    "releases": "các bản đã phát hành, bản nào đang phục vụ",
    "status": "kỳ này Tổ nào đã gửi, chậm, còn thiếu báo cáo",
    "preview": "xem trước trên máy mình, tự tải lại khi sửa",
    "new": "tạo tệp mới theo mẫu",
    "import": "đưa tệp Excel, CSV, Word vào dự thảo báo cáo",
    "fmt": "đưa tệp về dạng chuẩn, không đổi nội dung",
    "close": "khóa một kỳ báo cáo, sau đó chỉ sửa bằng đính chính",
    "bundle": "đóng gói một kỳ thành tệp zip, mở được không cần mạng",
    "verify": "kiểm một trang đã dựng còn nguyên như bản kê của nó",
    "serve-config": "viết cấu hình máy chủ web cho từng nơi xem",
}

if TYPE_CHECKING:

    class Command(Protocol):
        """What a module of `commands/` gives."""

        def configure(self, command: argparse.ArgumentParser) -> None:
            """Add the arguments."""

        def run(self, options: argparse.Namespace) -> int:
            """Do it; return the exit code."""


def program() -> NoReturn:
    """Run the command that the shell gave, and end the process with its exit code."""
    gc.disable()  # to the end: the first look after a build would be at all that it has left
    leave(main())


def leave(code: int) -> NoReturn:
    """End the process, all that Python does at an end done but for clearing its memory up.

    The system takes the memory back at once; Python frees a million objects one by one and looks
    for cycles among them.
    """
    atexit._run_exitfuncs()  # noqa: SLF001  that `sys.exit` does too, and `os._exit` does not
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)  # which says what could not be written


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code: 0 clean, 1 content, 2 usage, 3 publishing."""
    codecs.register_error(_NEAREST, nearest_letters)
    for stream in (sys.stdout, sys.stderr):
        # A console of another encoding shows the nearest letter that it has rather than failing.
        stream.reconfigure(errors=_NEAREST)  # type: ignore[union-attr]  # both are text streams
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        options = _parser(_asked(given)).parse_args(given)
        with _no_garbage_sought():
            code = command_named(options.command).run(options)
        sys.stdout.flush()
    except DiabanError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        from build_tools.commands.common import tell_nobody  # noqa: PLC0415  rarely needed

        tell_nobody()
        return UNREAD
    return code


@contextmanager
def _no_garbage_sought() -> Iterator[None]:
    """Keep the collector of cycles from looking at the millions of objects of one command.

    It took a fifth of a build and a check, and hardly anything here holds itself; a preview, which
    goes on for hours, lets it look between its answers.
    """
    was_sought = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_sought:
            gc.enable()


def command_named(name: str) -> "Command":
    """Import the module of a command."""
    module = f"{name}_" if keyword.iskeyword(name) else name.replace("-", "_")
    return cast("Command", importlib.import_module(f"build_tools.commands.{module}"))


def _asked(given: Sequence[str]) -> str:
    """Return the word that stands in the place of the command."""
    first = argparse.ArgumentParser(prog="diaban", add_help=False)
    first.add_argument("--root")
    first.add_argument("command", nargs="?")
    return str(first.parse_known_args(given)[0].command)


def _parser(asked: str) -> argparse.ArgumentParser:
    """Return the parser; of the commands, `asked` alone has its arguments."""
    parser = VietnameseParser(
        prog="diaban", description="Dựng trang báo cáo nội bộ từ các tệp trong content/."
    )
    parser.add_argument(
        "--root", type=Path, default=Path(), help="thư mục dự án (mặc định: thư mục đang đứng)"
    )
    commands = parser.add_subparsers(title="lệnh", metavar="LỆNH", required=True, dest="command")
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary)
        if name == asked:
            command_named(name).configure(command)
    return parser
