"""`diaban fmt`: put files in canonical form, change nothing of what they say."""

import argparse

from build_tools.commands.asked_paths import is_asked
from build_tools.commands.common import CLEAN, CONTENT, project_of
from build_tools.editing.formatting import Formatting, apply_formatting, plan_formatting
from build_tools.validation.rules.secrecy import check_names


def configure(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    command.add_argument("paths", nargs="*", metavar="TỆP", help="chỉ các tệp, thư mục này")
    command.add_argument(
        "--check", action="store_true", help="chỉ xem, không ghi; có tệp phải sắp lại thì trả về 1"
    )


def run(options: argparse.Namespace) -> int:
    """Print which files change; write them unless `--check` is given."""
    project = project_of(options)
    plan = plan_formatting(project, is_asked(project, options.paths))
    if not options.check:
        apply_formatting(project, plan.changes)
    _tell(plan)
    print(_summary(plan, is_check=options.check))
    return CONTENT if plan.doubtful or (options.check and plan.changes) else CLEAN


def _tell(plan: Formatting) -> None:
    changed = [change.path for change in plan.changes]
    cut = {one.place.path: one.params["shown"] for one in check_names([*changed, *plan.doubtful])}
    for path in changed:
        print(cut.get(path, path))
    for path in plan.closed:
        print(f"{path}: kỳ đã khóa, để nguyên.")
    for path in plan.doubtful:
        shown = cut.get(path, path)
        print(f"{shown}: chưa đọc được chắc chắn, để nguyên. Hãy chạy `diaban check` và sửa trước.")


def _summary(plan: Formatting, *, is_check: bool) -> str:
    count = len(plan.changes)
    if not count:
        return "Không có tệp nào phải sắp lại." if plan.doubtful else "Mọi tệp đã ở dạng chuẩn."
    if is_check:
        return f"{count} tệp chưa ở dạng chuẩn. Chạy `diaban fmt` để sắp lại."
    return f"Đã sắp lại {count} tệp; nội dung không đổi."
