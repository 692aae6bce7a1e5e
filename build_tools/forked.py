"""Shares pure work out over processes forked from this one, which see all that it has in memory."""

import os
import pickle
import signal
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Child:
    pid: int
    result: IO[bytes]


def count_processors() -> int:
    """Return how many processes may work at once; 1 where the system does not say."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def shared_out(work: Callable[[int], T], shares: int) -> list[T]:
    """Return `work(0)`, `work(1)` and so on, the first made here and each other by a process.

    `work` does nothing but make its result, which can be pickled. A share whose process cannot be
    had, fails or dies is made here: what it raises is raised as it would be without processes.
    """
    children = [_begin(work, share) for share in range(1, shares)]
    try:
        results = [work(0)]
        for share, child in enumerate(children, start=1):
            if child is not None and _ended(child):
                child.result.seek(0)
                results.append(pickle.load(child.result))  # noqa: S301  written by a process of ours
            else:
                results.append(work(share))
    finally:
        for child in children:
            if child is not None:
                _reap(child)
    return results


def _begin(work: Callable[[int], T], share: int) -> _Child | None:
    if not hasattr(os, "fork"):
        return None
    # Not a pipe: nobody reads before the share made here is done. Closed where the child is reaped.
    result = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        pid = os.fork()
    except OSError:
        result.close()
        return None
    if pid == 0:
        status = 1
        try:
            pickle.dump(work(share), result, pickle.HIGHEST_PROTOCOL)
            result.flush()
            status = 0
        finally:
            os._exit(status)  # without the clearing up and the buffers of the process it came from
    return _Child(pid, result)


def _ended(child: _Child) -> bool:
    """Wait for the end of a process; say whether it made its share."""
    try:
        return os.waitpid(child.pid, 0)[1] == 0
    except ChildProcessError:  # somebody else waited for it
        return False


def _reap(child: _Child) -> None:
    """Leave no process and no file behind, also where the work here was broken off."""
    child.result.close()
    with suppress(ChildProcessError):
        if os.waitpid(child.pid, os.WNOHANG)[0] == 0:
            os.kill(child.pid, signal.SIGKILL)
            os.waitpid(child.pid, 0)
