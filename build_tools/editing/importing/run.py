"""Importing a file: which reader it gets, what it lands on, all of it written or nothing."""

import datetime as dt
import importlib
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from build_tools.editing.importing.assembling import Plan, plan_files
from build_tools.editing.importing.gatekeeping import refused_name, refused_sources
from build_tools.editing.importing.ground import (
    Ground,
    read_ground,
    references_of,
    standing_files,
)
from build_tools.editing.importing.model import Import, ImportSource
from build_tools.editing.new_report import begin_report
from build_tools.editing.writing import write_files
from build_tools.errors import UsageError
from build_tools.project import Project
from build_tools.reading.layout import suffix
from build_tools.reading.text import SourceText, human_size
from build_tools.validation.quoting import gate_of
from schemas.period import Period
from schemas.report import Annex

Reader = Callable[[ImportSource], Import]
# Suffix → module and function; each is imported only when such a file comes.
READERS: Mapping[str, tuple[str, str]] = {
    ".csv": ("build_tools.editing.importing.import_table", "read_table_file"),
    ".tsv": ("build_tools.editing.importing.import_table", "read_table_file"),
    ".txt": ("build_tools.editing.importing.import_table", "read_table_file"),
    ".xlsx": ("build_tools.editing.importing.import_workbook", "read_workbook_file"),
    ".ods": ("build_tools.editing.importing.import_workbook", "read_workbook_file"),
    ".docx": ("build_tools.editing.import_document", "read_document"),
}
_ADVICE = {
    ".xlsm": "Lưu lại thành .xlsx, không có macro.",
    ".xlsb": "Lưu lại thành .xlsx.",
    ".xls": "Lưu lại thành .xlsx.",
    ".docm": "Lưu lại thành .docx, không có macro.",
    ".rtf": "Lưu lại thành .docx.",
    ".doc": "Lưu lại thành .docx.",
    ".odt": "Lưu lại thành .docx.",
    "": "Ghi cả đuôi của tên tệp, ví dụ .xlsx hoặc .docx.",
    ".pdf": "Dùng tệp Word hoặc Excel gốc.",
}
_LOCK_MARK = "~$"  # begins the file that Word and Excel keep beside an open one
MOST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What somebody asks: which file, into which report, and what was said about the file."""

    path: Path
    team: int
    period: Period
    annex: Annex | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What the file says and what would be written; `name` is the file's as it may be shown."""

    name: str
    ground: Ground
    read: Import
    plan: Plan


def prepare_import(project: Project, order: Order, today: dt.date) -> Prepared:
    """Read the file and everything that it lands on; write nothing.

    UsageError for a file or a report that takes no part in this; DiabanError while what the report
    rests on has errors.
    """
    shown = refused_name(order.path.name) or order.path.name
    read = _reader(order.path.name, shown)
    data = _bytes(order.path, shown)
    new = begin_report(project, order.team, order.period.id, today)
    ground = read_ground(project, new)
    gate = gate_of(project)
    told = read(
        ImportSource(
            name=order.path.name,
            data=data,
            team_id=new.carried.team_id,
            period=order.period,
            catalogue=new.catalogue,
            references=references_of(new.catalogue).on(order.period.last_day),
            gate=gate,
            annex=order.annex,
            encoding=order.encoding,
        )
    )
    if told.refused:
        return Prepared(name=shown, ground=ground, read=told, plan=Plan({}, ()))
    plan = plan_files(ground, told)
    kept_out = refused_sources(_sources(ground, plan), gate)
    if kept_out:
        told, plan = Import(refused=kept_out), Plan({}, ())
    return Prepared(name=shown, ground=ground, read=told, plan=plan)


def _sources(ground: Ground, plan: Plan) -> tuple[SourceText, ...]:
    return tuple(
        SourceText(f"{ground.folder}/{name}", text.removeprefix("\ufeff"), "")
        for name, text in plan.files.items()
    )


def _reader(name: str, shown: str) -> Reader:
    kind = suffix(name)
    if name.startswith(_LOCK_MARK):
        raise UsageError(f"{shown} là tệp tạm của Word, Excel. Chọn tệp cùng tên không có “~$”.")
    if kind not in READERS:
        known = ", ".join(READERS)
        advice = _ADVICE.get(kind, f"Chỉ nhập được: {known}.")
        raise UsageError(f"Không nhập được loại tệp của {shown}. {advice}")
    module, function = READERS[kind]
    return cast("Reader", getattr(importlib.import_module(module), function))


def _bytes(path: Path, shown: str) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UsageError(f"{shown} không phải là tệp.")
        if status.st_size > MOST_BYTES:
            raise UsageError(f"{shown} lớn hơn {human_size(MOST_BYTES)}.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UsageError(f"Không thấy tệp {shown}.") from error
    except PermissionError as error:
        raise UsageError(f"Không mở được {shown}; hãy đóng tệp trong Excel hoặc Word.") from error
    except OSError as error:
        raise UsageError(f"Không đọc được {shown}: {error.strerror}.") from error


def write_import(project: Project, prepared: Prepared) -> tuple[str, ...]:
    """Write the files, all or none; return their paths from the project's root.

    UsageError where one was changed since it was read: somebody may have thought about the question
    for long.
    """
    ground = prepared.ground
    files = {f"{ground.folder}/{name}": text for name, text in prepared.plan.files.items()}
    now = standing_files(project, ground.folder)
    changed = [name for name in prepared.plan.files if now.get(name) != ground.standing.get(name)]
    if changed:
        raise UsageError(f"{', '.join(changed)} vừa được sửa trong lúc chạy lệnh. Hãy chạy lại.")
    write_files(project.root, {path: text.encode() for path, text in files.items()})
    return tuple(files)
