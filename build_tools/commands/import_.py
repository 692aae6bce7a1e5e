"""`diaban import`: a workbook, a CSV or a Word file into the folder of a draft."""

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from build_tools.commands.common import (
    CLEAN,
    CONTENT,
    period_named,
    project_of,
    team_number,
    tell_nobody,
)
from build_tools.commands.telling import findings_as_values, print_document, tell_as_text
from build_tools.commands.telling_options import TEXT, add_language
from build_tools.diagnostics import Diagnostic
from build_tools.diagnostics.legible import legible
from build_tools.editing.importing.assembling import count_rows
from build_tools.editing.importing.csv_file import is_known_encoding
from build_tools.editing.importing.model import Remark, UnderstoodTable
from build_tools.editing.importing.run import Order, Prepared, prepare_import, write_import
from build_tools.errors import UsageError
from build_tools.git_history import read_first_commits
from build_tools.project import Project
from build_tools.reporters.import_json import render_import
from build_tools.shell_environment import resolve_today
from build_tools.validation.checking import check_content
from schemas.report import Annex

_UNANSWERED = "Chưa ghi gì. Đã xem kỹ thì chạy lại với --yes."
_JSON = "json"
_YES = frozenset({"c", "co", "có", "y", "yes"})


def configure(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    command.add_argument("file", type=Path, metavar="TỆP", help=".xlsx, .ods, .csv hoặc .docx")
    command.add_argument("--team", type=team_number, required=True, metavar="SỐ", help="số của Tổ")
    command.add_argument("--period", required=True, metavar="KỲ", help="ví dụ 2026-07, 2026-Q3")
    command.add_argument(
        "--annex", type=_annex, metavar="PHỤ LỤC", help="tệp chỉ là phụ lục này, ví dụ issues"
    )
    command.add_argument(
        "--encoding", type=_encoding, metavar="BẢNG MÃ", help="của CSV cũ, ví dụ windows-1258"
    )
    command.add_argument("--replace", action="store_true", help="ghi đè tệp của dự thảo đang có")
    command.add_argument("--yes", action="store_true", help="ghi luôn, không hỏi lại")
    command.add_argument("--dry-run", action="store_true", help="chỉ xem đọc được gì, không ghi")
    command.add_argument(
        "--format",
        choices=[TEXT, _JSON],
        default=TEXT,
        help="json: một tài liệu cho chương trình khác; không hỏi, nên cần --yes hoặc --dry-run",
    )
    add_language(command)


def _annex(text: str) -> Annex:
    try:
        return Annex.read(text)
    except ValueError as error:
        known = ", ".join(annex.value for annex in Annex)
        raise argparse.ArgumentTypeError(f"“{text}” không phải phụ lục: {known}") from error


def _encoding(text: str) -> str:
    if not is_known_encoding(text):
        raise argparse.ArgumentTypeError(f"“{text}” không phải bảng mã nhận được: windows-1258")
    return text


def run(options: argparse.Namespace) -> int:
    """Show what was understood; write it after a yes; check the report.

    0 is returned only where the report says what the file says and has no error, or where
    `--dry-run` has asked for no more.
    """
    project = project_of(options)
    today = resolve_today(project)
    order = Order(
        path=options.file,
        team=options.team,
        period=period_named(options.period),
        annex=options.annex,
        encoding=options.encoding,
    )
    prepared = prepare_import(project, order, today)
    if options.format == _JSON:
        return _tell_program(project, options, prepared, today)
    encoding = prepared.read.asks_for_encoding
    if encoding and _confirmed(f"Tệp có vẻ dùng bảng mã {encoding}. Đọc theo bảng mã này?"):
        prepared = prepare_import(project, replace(order, encoding=encoding), today)
    _show(prepared, is_needed=not options.yes)
    if prepared.read.refused:
        return CONTENT
    if not prepared.plan.files:
        print("Không có gì thay đổi so với tệp đang có.")
    _refuse_standing(prepared, options)
    if options.dry_run:
        print("Chỉ xem: chưa ghi gì.")
        return CLEAN
    if prepared.plan.files:
        _get_yes(prepared, options)
        for path in write_import(project, prepared):
            print(f"Đã ghi {path}")
    found, of_report = _check(project, prepared, today)
    return tell_as_text(project, options, of_report, of=found, drafts_in_full=True)


def _check(
    project: Project, prepared: Prepared, today: dt.date
) -> tuple[Sequence[Diagnostic], Sequence[Diagnostic]]:
    """Return all findings of the content, and those of the report."""
    found = check_content(project, today, read_first_commits(project.root))
    folder = f"{prepared.ground.folder}/"
    return found, [one for one in found if one.place.path.startswith(folder)]


def _tell_program(
    project: Project, options: argparse.Namespace, prepared: Prepared, today: dt.date
) -> int:
    """Do as `run` does without a question, and print one document, also where that ends it."""
    if prepared.read.refused or options.dry_run:
        print_document(render_import(prepared, (), None))
        return CONTENT if prepared.read.refused else CLEAN
    try:
        _refuse_standing(prepared, options)
        _refuse_unanswered(prepared, options)
        written = write_import(project, prepared) if prepared.plan.files else ()
    except UsageError:
        print_document(render_import(prepared, (), None))
        raise
    found, of_report = _check(project, prepared, today)
    check, code = findings_as_values(project, options, of_report, of=found)
    print_document(render_import(prepared, written, check))
    return code


def _show(prepared: Prepared, *, is_needed: bool) -> None:
    """Print what was understood; with `--yes` a reader who has gone away stops nothing."""
    try:
        for line in _told(prepared):
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        tell_nobody()
        if is_needed:
            raise UsageError(_UNANSWERED) from None


def _refuse_standing(prepared: Prepared, options: argparse.Namespace) -> None:
    if prepared.plan.standing and not (options.replace or options.dry_run):
        names = ", ".join(prepared.plan.standing)
        raise UsageError(f"Đã có {names} trong {prepared.ground.folder}; muốn ghi đè: --replace.")


def _refuse_unanswered(prepared: Prepared, options: argparse.Namespace) -> None:
    if prepared.plan.files and not options.yes:
        raise UsageError(_UNANSWERED)


def _get_yes(prepared: Prepared, options: argparse.Namespace) -> None:
    """Ask whether to write; UsageError where the answer is no, or nobody can give one."""
    if options.yes or _confirmed(f"Ghi vào {prepared.ground.folder}?"):
        return
    raise UsageError("Chưa ghi gì." if _is_at_console() else _UNANSWERED)


def _is_at_console() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()  # None where it was closed


def _confirmed(question: str) -> bool:
    """Ask on the console; where nobody can answer, the answer is no."""
    if not _is_at_console():
        return False
    try:
        return input(f"{question} [c/K] ").strip().casefold() in _YES
    except EOFError:
        print()
        return False


def _told(prepared: Prepared) -> Iterator[str]:
    read = prepared.read
    if read.refused:
        yield f"Không nhập được {legible(prepared.name)}; chưa ghi gì:"
        yield from _remarks(read.refused)
        return
    yield f"Đọc được từ {legible(prepared.name)}:"
    for table in read.tables:
        yield from _table(prepared, table)
    if read.head:
        yield f"  Thông tin báo cáo → report.md: {sum(map(bool, read.head.values()))} mục"
    if read.prose is not None:
        yield "  Lời văn → report.md"
    yield from _section("Cần xác nhận", read.asked)
    yield from _section("Lưu ý", read.notices)


def _table(prepared: Prepared, table: UnderstoodTable) -> Iterator[str]:
    where = f"{legible(table.where)} → " if table.where else ""
    standing = prepared.ground.standing.get(table.target)
    before = "" if standing is None else f" (đang có {count_rows(standing)})"
    yield f"  {where}{table.target}: {table.rows} dòng{before}"
    others = [column for column in table.columns if column.head != column.field]
    exact = len(table.columns) - len(others)
    if exact:
        yield f"    {exact} cột đúng tên như mẫu"
    for column in others:
        target = f"→ {column.field}" if column.field else "bỏ qua"
        yield f"    {legible(column.where)}: “{legible(column.head)}” {target}"


def _section(title: str, remarks: Sequence[Remark]) -> Iterator[str]:
    if remarks:
        yield f"{title}:"
        yield from _remarks(remarks)


def _remarks(remarks: Sequence[Remark]) -> Iterator[str]:
    for remark in remarks:
        where = f"{legible(remark.where)}: " if remark.where else ""
        yield f"  {where}{legible(remark.text)}"
        if remark.advice:
            yield f"    → {legible(remark.advice)}"
