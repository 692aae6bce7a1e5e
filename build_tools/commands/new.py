"""`diaban new`: new files in their fixed form."""

import argparse

from build_tools.commands.common import CLEAN, project_of
from build_tools.editing.new_report import begin_report, create_report
from build_tools.shell_environment import options_from_environment


def configure(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    kinds = command.add_subparsers(title="loại", metavar="LOẠI", required=True)
    report = kinds.add_parser("report", help="thư mục báo cáo mới, có sẵn đề mục và phụ lục")
    report.add_argument("--team", type=int, required=True, metavar="SỐ", help="số của Tổ")
    report.add_argument("--period", required=True, metavar="KỲ", help="ví dụ 2026-07, 2026-Q3")
    report.set_defaults(create=_new_report)
    schemas = kinds.add_parser(
        "editor-schemas", help="lược đồ cho VS Code và các trình soạn thảo khác (.vscode/schemas)"
    )
    schemas.set_defaults(create=_new_editor_schemas)


def run(options: argparse.Namespace) -> int:
    """Create the files of the kind that was asked for."""
    return int(options.create(options))


def _new_report(options: argparse.Namespace) -> int:
    project = project_of(options)
    today = options_from_environment(project).today
    new = begin_report(project, options.team, options.period, today)
    for path in create_report(project, new):
        print(path)
    for remark in new.remarks:
        print(f"Lưu ý: {remark}")
    matters = sum(map(len, new.carried.matters.values()))
    print(f"Đã lấy sang {matters} việc còn dở và {len(new.carried.figures)} dòng số liệu.")
    print(f"Điền tiếp, rồi xem còn thiếu gì: diaban check {new.folder}")
    return CLEAN


def _new_editor_schemas(options: argparse.Namespace) -> int:
    from build_tools.editing.editor_files import write_editor_schemas  # noqa: PLC0415  only if asked

    for path in write_editor_schemas(project_of(options)):
        print(path)
    return CLEAN
