"""`diaban close`: close a period; afterwards its reports change by corrections alone."""

import argparse
import hashlib
from collections.abc import Sequence

from build_tools.commands.common import (
    CLEAN,
    CONTENT,
    add_today,
    period_named,
    project_of,
)
from build_tools.commands.telling import print_blocks
from build_tools.commands.telling_options import add_language
from build_tools.diagnostics import Diagnostic
from build_tools.editing.close_period import judge_closing, write_lock
from build_tools.errors import UsageError
from build_tools.project import Project
from build_tools.shell_environment import options_from_environment
from build_tools.validation.closing import Closing
from schemas.period_lock import PeriodLock

_NOBODY = "(chưa ghi)"


def configure(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    command.add_argument("--period", required=True, metavar="KỲ", help="ví dụ 2026-06, 2026-Q2")
    command.add_argument("--by", metavar="HỌ_TÊN", help="họ và tên người khóa")
    command.add_argument("--post", metavar="CHỨC_VỤ", help="chức vụ người khóa")
    command.add_argument(
        "--missing",
        action="append",
        default=[],
        metavar="TỔ",
        help="chấp nhận khóa khi thiếu báo cáo của Tổ này, ví dụ to-11; mỗi Tổ một --reason",
    )
    command.add_argument(
        "--reason", action="append", default=[], metavar="LÝ_DO", help="vì sao chấp nhận thiếu"
    )
    command.add_argument("--dry-run", action="store_true", help="chỉ xem, không ghi gì")
    add_today(command)
    add_language(command)


def run(options: argparse.Namespace) -> int:
    """Print all that stands against it, or write the lock."""
    project, period = project_of(options), period_named(options.period)
    if not options.dry_run and not (options.by and options.post):
        raise UsageError("Ghi người khóa và chức vụ: --by “Họ và tên” --post “Chức vụ”.")
    if len(options.missing) != len(options.reason):
        raise UsageError("Mỗi --missing phải có một --reason.")
    closing = Closing(
        period=period,
        on=options_from_environment(project, today=options.today).today,
        by=options.by or _NOBODY,
        post=options.post or _NOBODY,
        missing=dict(zip(options.missing, options.reason, strict=True)),
    )
    judgement = judge_closing(project, closing)
    if judgement.lock is None:
        return _refuse(project, options, judgement.obstacles)
    print(_summary(judgement.lock))
    if options.dry_run:
        print("Chỉ xem: chưa ghi gì.")
        return CLEAN
    target = write_lock(project, judgement.path, judgement.lock)
    print(f"Đã ghi {judgement.path}, SHA-256 {hashlib.sha256(target.read_bytes()).hexdigest()}")
    print(f"Ghi vào kho: git add {judgement.path} && git commit -m 'Khóa kỳ {period.id}'")
    return CLEAN


def _refuse(project: Project, options: argparse.Namespace, obstacles: Sequence[Diagnostic]) -> int:
    print_blocks(project, options, obstacles)
    print(f"Chưa khóa được: {len(obstacles)} việc phải làm trước.")
    return CONTENT


def _summary(lock: PeriodLock) -> str:
    reports = {name.partition("/")[0] for name in lock.files}
    missing = "".join(f"; chấp nhận thiếu {team}: {why}" for team, why in lock.missing.items())
    return (
        f"{lock.period.label}: {len(reports)} báo cáo, {len(lock.files)} tệp, "
        f"{lock.corrections} đính chính có từ trước{missing}."
    )
