"""`diaban close`: judges whether a period may be closed, and writes its lock."""

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Diagnostics, Severity
from build_tools.diagnostics.wording import severity
from build_tools.errors import PublishingError, UsageError
from build_tools.project import Project
from build_tools.reading.period_lock import lock_text
from build_tools.validation.closing import Closing, find_obstacles, lock_period
from build_tools.validation.drafts import stops_draft
from build_tools.validation.inputs import Inputs
from build_tools.validation.loading import load_catalogue
from build_tools.validation.period_files import PeriodFiles, files_of
from schemas.catalogue import Catalogue
from schemas.period_lock import PeriodLock

_MODE = 0o644


@dataclass(frozen=True, slots=True)
class Judgement:
    """What stands against the closing, or else the lock and where it belongs."""

    obstacles: tuple[Diagnostic, ...]
    lock: PeriodLock | None = None
    path: str = ""


def judge_closing(project: Project, closing: Closing) -> Judgement:
    """Read everything and judge it; write nothing.

    UsageError for a period that is closed already, is not reported, or has a report of a team that
    is said to be missing.
    """
    found = Diagnostics()
    catalogue = load_catalogue(project, today=closing.on, found=found)
    if catalogue is None:
        return Judgement(_errors(found))
    _refuse(catalogue, closing)
    folder = f"content/reports/{closing.period.id}/"
    unfinished = [one for one in found if stops_draft(one) and one.place.path.startswith(folder)]
    if unfinished:  # the draft was left out of the catalogue, as if it had never been there
        return Judgement(tuple(unfinished))
    obstacles = tuple(Diagnostics(find_obstacles(catalogue, closing)))
    if obstacles:
        return Judgement(obstacles)
    files = _files(project, closing)
    if any(catalogue.digests[f"{files.folder}/{name}"] != digest for name, digest in _read(files)):
        raise UsageError("Nội dung thay đổi trong lúc khóa kỳ. Hãy chạy lại.")
    return Judgement((), lock_period(catalogue, files, closing), files.lock)


def _errors(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(one for one in found if severity(one) is Severity.ERROR)


def _refuse(catalogue: Catalogue, closing: Closing) -> None:
    period, lock = closing.period, catalogue.locks.get(closing.period)
    if lock is not None:
        day = f"{lock.closed_on:%d/%m/%Y}"
        raise UsageError(f"{period.label} đã khóa ngày {day}, người khóa: {lock.closed_by}.")
    if catalogue.schedule.rule(period) is None:
        raise UsageError(f"{period.label} không phải kỳ phải báo cáo theo schedule.csv.")
    for team_id in closing.missing:
        if team_id not in catalogue.teams:
            raise UsageError(f"Không có {team_id}; các Tổ: {', '.join(catalogue.teams)}.")
        if (period, team_id) in catalogue.reports:
            raise UsageError(f"{team_id} có báo cáo {period.label}, không thiếu.")


def _files(project: Project, closing: Closing) -> PeriodFiles:
    return files_of(Inputs(project, Diagnostics()), closing.period)


def _read(files: PeriodFiles) -> Iterable[tuple[str, str]]:
    yield from ((name, source.sha256) for name, source in files.texts.items())
    yield from files.attachments.items()


def write_lock(project: Project, path: str, lock: PeriodLock) -> Path:
    """Write the lock whole or not at all; UsageError where one stands already."""
    target = project.root / path
    descriptor, name = tempfile.mkstemp(prefix=".diaban-close-", dir=project.root)
    fresh = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            stream.write(lock_text(lock))
            stream.flush()
            os.fsync(stream.fileno())
        fresh.chmod(_MODE)
        os.link(fresh, target)  # fails where a file stands: never written over
    except FileExistsError as error:
        raise UsageError(f"Đã có {path}; không ghi đè.") from error
    except OSError as error:
        raise PublishingError(f"Không ghi được {path}: {error.strerror}.") from error
    finally:
        fresh.unlink(missing_ok=True)
    return target
