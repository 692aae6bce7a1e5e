"""One writer of a folder at a time.

The lock is the kernel's (`flock`) on a small file: it ends with the process that holds it, however
that process ends, and nobody's clock or list of processes is asked. The file names its owner for
people. It is removed at the end; one that lies there unlocked is what a killed run left.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from build_tools.errors import PublishingError
from build_tools.publishing.actor import Actor
from build_tools.publishing.disk import FILE_MODE, refused

try:
    import fcntl
except ImportError as error:
    raise PublishingError(
        "Dựng và phát hành trang chạy trên máy chủ Linux. Trên Windows hãy dùng `diaban check` và "
        "`diaban preview`."
    ) from error

_FLAGS = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
_MAX_BYTES = 4096
_UNKNOWN = "không rõ"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds or held a lock, as its file says; in words for the screen."""

    user: str = _UNKNOWN
    host: str = _UNKNOWN
    pid: str = _UNKNOWN
    command: str = _UNKNOWN
    at: str = _UNKNOWN

    def __str__(self) -> str:
        """Say all of it in one phrase."""
        return (
            f"“{self.command}” của {self.user}, tiến trình {self.pid} trên máy {self.host}, "
            f"chạy từ {self.at}"
        )


@contextmanager
def held(file: Path, actor: Actor, folder: Path) -> Iterator[Owner | None]:
    """Hold the lock `file` on behalf of `folder`; give the owner that a killed run left, if any.

    Raises PublishingError at once where another process holds it, or where it cannot be made.
    """
    try:
        descriptor = _acquire(file, folder)
    except OSError as error:
        raise refused(error, f"Không ghi được vào {file.parent}") from error
    try:
        left = _read_owner(descriptor)
        try:
            _write_owner(descriptor, actor)
        except OSError as error:
            raise refused(error, f"Không ghi được vào {file.parent}") from error
        yield left
    finally:
        with suppress(OSError):
            file.unlink()  # while it is still locked: whoever waits finds that it is another file
        os.close(descriptor)


def _acquire(file: Path, folder: Path) -> int:
    while True:
        descriptor = os.open(file, _FLAGS, FILE_MODE)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_at(file, descriptor):
                return descriptor
        except BlockingIOError as error:
            owner = _read_owner(descriptor) or Owner()
            os.close(descriptor)
            raise PublishingError(
                f"Đang có lệnh khác ghi vào {folder}: {owner}. Đợi lệnh đó xong rồi chạy lại."
            ) from error
        except OSError:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _is_at(file: Path, descriptor: int) -> bool:
    """Say whether the opened file still lies there: the holder before may just have removed it."""
    try:
        return os.path.samestat(os.fstat(descriptor), file.lstat())
    except FileNotFoundError:
        return False


def _read_owner(descriptor: int) -> Owner | None:
    text = os.pread(descriptor, _MAX_BYTES, 0)
    if not text:
        return None
    try:
        said = json.loads(text)
        return Owner(**{name: str(said[name]) for name in Owner.__dataclass_fields__})
    except (ValueError, KeyError, TypeError):
        return Owner()  # cut short by the kill, or not ours


def _write_owner(descriptor: int, actor: Actor) -> None:
    said = {
        "user": actor.user,
        "host": actor.host,
        "pid": actor.pid,
        "command": actor.command,
        "at": f"{actor.at:%H:%M:%S %d/%m/%Y}",
    }
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{json.dumps(said, ensure_ascii=False)}\n".encode(), 0)
    os.fchmod(descriptor, FILE_MODE)
