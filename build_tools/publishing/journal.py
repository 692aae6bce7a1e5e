"""`log.csv` beside the releases: who let readers see what, and when. Lines are only ever added."""

import csv
import io
import os
from dataclasses import dataclass
from pathlib import Path

from build_tools.publishing.actor import Actor
from build_tools.publishing.disk import FILE_MODE, flush

LOG = "log.csv"
HEAD = ("Lúc", "Việc", "Bản", "Mã SHA-256", "Commit", "Người", "Máy")
PUBLISHED, RETURNED, FORGOTTEN = "phát hành", "quay lại", "xóa bản"
ADDED_LATER = "ghi bù: lần trước dừng ngay sau khi chuyển"
_SERVING = {PUBLISHED, RETURNED, ADDED_LATER}
_RELEASE = HEAD.index("Bản")
_ACTION = HEAD.index("Việc")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one line says. `commit` is empty where the content's is not known."""

    action: str
    release: str
    digest: str
    commit: str = ""


def note(folder: Path, actor: Actor, entry: Entry) -> None:
    """Add a line and see it onto the disk. Raises OSError."""
    file = folder / LOG
    rows: list[tuple[str, ...]] = [] if file.exists() else [HEAD]
    said = (entry.action, entry.release, entry.digest, entry.commit)
    rows.append((actor.at.isoformat(), *said, actor.user, actor.host))
    text = io.StringIO()
    if _was_cut_short(file):
        text.write("\n")
    csv.writer(text, lineterminator="\n").writerows(rows)
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, FILE_MODE)
    try:
        os.write(descriptor, text.getvalue().encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if len(rows) > 1:
        file.chmod(FILE_MODE)
        flush(folder)


def last_served(folder: Path) -> str | None:
    """Return the id of the release that the newest line says is served."""
    try:
        text = (folder / LOG).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
    rows = [row for row in csv.reader(text.splitlines()) if len(row) == len(HEAD)]
    served = [row[_RELEASE] for row in rows if row[_ACTION] in _SERVING]
    return served[-1] if served else None


def _was_cut_short(file: Path) -> bool:
    """Say whether the last line has no end: the machine stopped while it was written."""
    try:
        with file.open("rb") as stream:
            stream.seek(-1, os.SEEK_END)
            return stream.read(1) != b"\n"
    except OSError:  # not there, or empty
        return False
