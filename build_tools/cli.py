"""The command line: parse, call, print. Each command imports what it needs when it runs."""

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.errors import DiabanError, UsageError
from build_tools.project import Project

if TYPE_CHECKING:
    from build_tools.diagnostics import Diagnostic
    from schemas.period import Period

CLEAN, CONTENT = 0, 1
MISSING = 1  # `status`: a report is past its due day and has not come
INTERRUPTED = 130  # 128 + SIGINT, as shells count


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code: 0 clean, 1 content, 2 usage, 3 publishing."""
    for stream in (sys.stdout, sys.stderr):
        # A console of another encoding shows "?" for a letter that it lacks rather than failing.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except DiabanError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="diaban", description="Dựng trang báo cáo nội bộ từ các tệp trong content/."
    )
    parser.add_argument(
        "--root", type=Path, default=Path(), help="thư mục dự án (mặc định: thư mục đang đứng)"
    )
    commands = parser.add_subparsers(title="lệnh", metavar="LỆNH", required=True)
    for name, summary, configure in _COMMANDS:
        configure(commands.add_parser(name, help=summary, description=summary))
    return parser


def _configure_check(command: argparse.ArgumentParser) -> None:
    command.add_argument("paths", nargs="*", metavar="TỆP", help="chỉ nói về các tệp, thư mục này")
    _add_today(command)
    command.set_defaults(run=_check)


def _configure_build(command: argparse.ArgumentParser) -> None:
    command.add_argument("--period", metavar="KỲ", help="dựng đến hết kỳ này, ví dụ 2026-06")
    command.add_argument("--out", type=Path, metavar="THƯ_MỤC", help="nơi ghi (mặc định: site)")
    _add_today(command)
    command.set_defaults(run=_build)


def _configure_preview(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=int, default=8000, metavar="CỔNG", help="cổng (8000)")
    command.set_defaults(run=_preview)


def _configure_new(command: argparse.ArgumentParser) -> None:
    kinds = command.add_subparsers(title="loại", metavar="LOẠI", required=True)
    report = kinds.add_parser("report", help="thư mục báo cáo mới, có sẵn đề mục và phụ lục")
    report.add_argument("--team", type=int, required=True, metavar="SỐ", help="số của Tổ")
    report.add_argument("--period", required=True, metavar="KỲ", help="ví dụ 2026-07, 2026-Q3")
    report.set_defaults(run=_new_report)


def _configure_status(command: argparse.ArgumentParser) -> None:
    command.add_argument("--period", required=True, metavar="KỲ", help="ví dụ 2026-06, 2026-Q2")
    command.add_argument(
        "--as-of", type=_day, metavar="NGÀY", help="tình trạng đến hết ngày này, ví dụ 10/07/2026"
    )
    command.set_defaults(run=_status)


_COMMANDS: tuple[tuple[str, str, Callable[[argparse.ArgumentParser], None]], ...] = (
    ("check", "kiểm tra nội dung, không dựng trang", _configure_check),
    ("build", "kiểm tra, dựng trang và thay trang cũ", _configure_build),
    ("status", "kỳ này Tổ nào đã gửi, chậm, còn thiếu báo cáo", _configure_status),
    ("preview", "xem trước trên máy mình, tự tải lại khi sửa", _configure_preview),
    ("new", "tạo tệp mới theo mẫu", _configure_new),
)


def _add_today(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--today", type=_day, metavar="NGÀY", help="ngày lấy làm hôm nay, ví dụ 10/07/2026"
    )


def _day(text: str) -> dt.date:
    from schemas.numbers import parse_day  # noqa: PLC0415  only when the option is given

    try:
        return parse_day(text)
    except ValueError as error:
        message = f"“{text}” không phải là ngày, ví dụ 10/07/2026"
        raise argparse.ArgumentTypeError(message) from error


def _check(options: argparse.Namespace) -> int:
    from build_tools.shell_environment import options_from_environment  # noqa: PLC0415
    from build_tools.validation.checking import check_content  # noqa: PLC0415

    project = _project(options)
    asked = options_from_environment(project, today=options.today)
    findings = [
        found
        for found in check_content(project, asked.today, asked.first_commits)
        if _is_asked(found.place.path, project, options.paths)
    ]
    return _report(findings)


def _is_asked(path: str, project: Project, asked: Iterable[str]) -> bool:
    wanted = [_within(project, name) for name in asked]
    return not wanted or any(path == name or path.startswith(f"{name}/") for name in wanted)


def _within(project: Project, name: str) -> str:
    path = Path(name).absolute()
    root = project.root.absolute()
    if not path.is_relative_to(root):
        raise UsageError(f"{name} không nằm trong thư mục dự án {root}.")
    return path.relative_to(root).as_posix()


def _build(options: argparse.Namespace) -> int:
    from build_tools.publishing.build import build_site  # noqa: PLC0415
    from build_tools.shell_environment import options_from_environment  # noqa: PLC0415
    from build_tools.stopwatch import Stopwatch  # noqa: PLC0415

    project = _project(options)
    out = options.out or project.root / "site"
    watch = Stopwatch(sys.stderr)
    asked = options_from_environment(project, today=options.today, period=options.period)
    composition = build_site(project, asked, out, watch.start)
    watch.stop()
    code = _report(composition.findings)
    if composition.site is not None:
        print(watch.summary())
        print(f"Mở {out.absolute() / 'index.html'}")
    return code


def _preview(options: argparse.Namespace) -> int:
    from build_tools.publishing.preview import serve_preview  # noqa: PLC0415
    from build_tools.shell_environment import options_from_environment  # noqa: PLC0415

    project = _project(options)
    try:
        serve_preview(
            project,
            lambda: options_from_environment(project, drafts=True),
            lambda line: print(line, flush=True),
            port=options.port,
        )
    except OSError as error:
        raise UsageError(f"Không mở được cổng {options.port}: {error.strerror}.") from error
    return CLEAN


def _status(options: argparse.Namespace) -> int:
    from build_tools.aggregation.timeliness import is_missing, ledger_as_of  # noqa: PLC0415
    from build_tools.diagnostics import Diagnostics  # noqa: PLC0415
    from build_tools.reporters.status import render_status  # noqa: PLC0415
    from build_tools.shell_environment import options_from_environment  # noqa: PLC0415
    from build_tools.validation.loading import load_catalogue  # noqa: PLC0415

    project, period, found = _project(options), _period(options.period), Diagnostics()
    today = options_from_environment(project).today
    catalogue = load_catalogue(project, today=today, found=found)
    if catalogue is None:
        return _report(tuple(found))
    as_of = options.as_of or today
    ledger = ledger_as_of(catalogue, period, as_of)
    if ledger is None:
        raise UsageError(
            f"{period.label} không phải kỳ phải báo cáo theo settings.yml và schedule.csv."
        )
    for line in render_status(catalogue, period, ledger, as_of):
        print(line)
    return MISSING if any(map(is_missing, ledger)) else CLEAN


def _period(text: str) -> "Period":
    from schemas.period import Period  # noqa: PLC0415

    try:
        return Period.parse(text)
    except ValueError as error:
        raise UsageError(
            f"“{text}” không phải là kỳ báo cáo, ví dụ 2026-07, 2026-Q3, 2026."
        ) from error


def _new_report(options: argparse.Namespace) -> int:
    from build_tools.editing.new_report import create_report  # noqa: PLC0415
    from build_tools.shell_environment import options_from_environment  # noqa: PLC0415

    project = _project(options)
    today = options_from_environment(project).today
    for path in create_report(project, options.team, options.period, today):
        print(path)
    return CLEAN


def _project(options: argparse.Namespace) -> Project:
    project = Project(root=options.root.absolute())
    if not project.content.is_dir():
        raise UsageError(
            f"Không thấy thư mục content trong {project.root}. Hãy chạy lệnh trong thư mục dự án."
        )
    return project


def _report(findings: Sequence["Diagnostic"]) -> int:
    from build_tools.diagnostics import Severity  # noqa: PLC0415
    from build_tools.diagnostics.wording import severity  # noqa: PLC0415
    from build_tools.reporters import text  # noqa: PLC0415

    for block in text.render_findings(findings):
        print(block)
    print(text.summary(findings))
    errors = [found for found in findings if severity(found) is Severity.ERROR]
    return CONTENT if errors else CLEAN
