"""Shares pure work out over processes forked from this one, which see all that it has in memory."""

import os
import pickle
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import IO, TypeVar

T = TypeVar("T")
_NUMBER_BYTES = 2
_MOST_NUMBERS = 2000  # all of them fit into the smallest pipe


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


def dealt_out(make: Callable[[int], T], count: int, processes: int) -> list[T]:
    """Return `make(0)` to `make(count - 1)`, each made by the process that was free first.

    `make` as `work` of `shared_out`. What a process took and did not bring is made here.
    """
    numbers = Numbers(count)
    made: dict[int, T] = {}

    def work(share: int) -> dict[int, bytes]:
        if share > 0:  # packed one after another, so that nobody waits for the packing of all
            return {each: pickle.dumps(make(each), pickle.HIGHEST_PROTOCOL) for each in numbers}
        made.update((each, make(each)) for each in numbers)
        return {}

    with closing(numbers):
        for brought in shared_out(work, processes):
            for number, packed in brought.items():
                made[number] = pickle.loads(packed)  # noqa: S301  written by a process of ours
    return [made[each] if each in made else make(each) for each in range(count)]


class Numbers:
    """The numbers from 0 on, at most 2,000, of which each is given to one process of those forked.

    They lie in a pipe, of which each byte is read once, whoever reads.
    """

    def __init__(self, count: int) -> None:
        self._pipe, end = os.pipe()
        numbers = range(min(count, _MOST_NUMBERS))
        os.write(end, b"".join(each.to_bytes(_NUMBER_BYTES, "big") for each in numbers))
        os.close(end)

    def __iter__(self) -> Iterator[int]:
        """Yield numbers as long as there are some."""
        while number := os.read(self._pipe, _NUMBER_BYTES):
            yield int.from_bytes(number, "big")

    def close(self) -> None:
        """Forget those that are left."""
        os.close(self._pipe)


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
