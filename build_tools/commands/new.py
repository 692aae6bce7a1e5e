"""`diaban new`: new files in their fixed form."""

import argparse
from pathlib import Path

from build_tools.commands.common import CLEAN, project_of, team_number
from build_tools.commands.new_parts import configure_parts
from build_tools.editing.new_report import NewReport, begin_report, create_report
from build_tools.errors import UsageError
from build_tools.shell_environment import resolve_today


def configure(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    kinds = command.add_subparsers(title="loại", metavar="LOẠI", required=True)
    report = kinds.add_parser("report", help="thư mục báo cáo mới, có sẵn đề mục và phụ lục")
    report.add_argument("--team", type=team_number, required=True, metavar="SỐ", help="số của Tổ")
    report.add_argument("--period", required=True, metavar="KỲ", help="ví dụ 2026-07, 2026-Q3")
    report.add_argument(
        "--excel",
        nargs="?",
        const="",
        metavar="TỆP",
        help="chỉ tạo tệp Excel để điền, sau đó đưa vào bằng `diaban import`",
    )
    report.add_argument(
        "--word",
        nargs="?",
        const="",
        metavar="TỆP",
        help="chỉ tạo mẫu Word để viết, sau đó đưa vào bằng `diaban import`",
    )
    report.set_defaults(create=_new_report)
    configure_parts(kinds)
    schemas = kinds.add_parser(
        "editor-schemas", help="lược đồ cho VS Code và các trình soạn thảo khác (.vscode/schemas)"
    )
    schemas.set_defaults(create=_new_editor_schemas)


def run(options: argparse.Namespace) -> int:
    """Create the files of the kind that was asked for."""
    return int(options.create(options))


def _new_report(options: argparse.Namespace) -> int:
    project = project_of(options)
    new = begin_report(project, options.team, options.period, resolve_today(project))
    forms = []
    if options.excel is not None:
        forms.append(_new_workbook(new, options.excel))
    if options.word is not None:
        forms.append(_new_document(new, options.word))
    for path in forms or create_report(project, new):
        print(path)
    report = f"--team {options.team} --period {options.period}"
    imports = [f"diaban import {form} {report}" for form in forms]
    for remark in new.remarks:
        print(f"Lưu ý: {remark}")
    matters = sum(map(len, new.carried.matters.values()))
    print(f"Đã lấy sang {matters} việc còn dở và {len(new.carried.figures)} dòng số liệu.")
    what = "lưu lại, rồi đưa vào báo cáo" if forms else "rồi xem còn thiếu gì"
    print(f"Điền tiếp, {what}: {'; '.join(imports) or f'diaban check {new.folder}'}")
    return CLEAN


def _new_document(new: NewReport, name: str) -> Path:
    from build_tools.editing.document_form import document_form  # noqa: PLC0415  only if asked
    from build_tools.editing.writing import write_new_file  # noqa: PLC0415

    carried = new.carried
    target = Path(name or f"{carried.team_id}-{carried.period.id}.docx")
    if target.suffix.casefold() != ".docx":
        raise UsageError(f"{target}: tên tệp phải có đuôi .docx.")
    write_new_file(target, document_form(new.catalogue, carried))
    return target


def _new_workbook(new: NewReport, name: str) -> Path:
    from build_tools.editing.workbook.form import new_workbook  # noqa: PLC0415  only if asked
    from build_tools.editing.writing import write_new_file  # noqa: PLC0415

    carried = new.carried
    target = Path(name or f"{carried.team_id}-{carried.period.id}.xlsx")
    if target.suffix.casefold() != ".xlsx":
        raise UsageError(f"{target}: tên tệp phải có đuôi .xlsx.")
    write_new_file(target, new_workbook(new.catalogue, carried))
    return target


def _new_editor_schemas(options: argparse.Namespace) -> int:
    from build_tools.editing.editor_files import write_editor_schemas  # noqa: PLC0415  only if asked

    for path in write_editor_schemas(project_of(options)):
        print(path)
    return CLEAN
