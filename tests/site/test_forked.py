"""Work shared over processes: the same results, whatever becomes of a process."""

import os
import signal
import threading
import time
from multiprocessing import get_context
from pathlib import Path

import pytest

from build_tools.forked import dealt_out, shared_out


def test_each_share_is_made_by_a_process_of_its_own_and_the_results_keep_their_order() -> None:
    made = shared_out(lambda share: (share, os.getpid()), 4)
    assert [share for share, _ in made] == [0, 1, 2, 3]
    assert made[0][1] == os.getpid()
    assert len({process for _, process in made}) == 4


def test_what_is_in_memory_need_not_be_sent() -> None:
    here = {"lock": threading.Lock(), "rows": list(range(1000))}  # a lock cannot be pickled
    assert shared_out(lambda share: len(here["rows"]) + share, 3) == [1000, 1001, 1002]  # type: ignore[arg-type]


def test_a_share_whose_process_dies_is_made_here() -> None:
    own = os.getpid()

    def work(share: int) -> int:
        if share == 1 and os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return share * 10

    assert shared_out(work, 3) == [0, 10, 20]


def test_an_error_in_a_share_is_raised_here() -> None:
    def work(share: int) -> int:
        if share == 2:
            raise LookupError("nothing there")
        return share

    with pytest.raises(LookupError, match="nothing there"):
        shared_out(work, 3)


def test_an_error_here_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    fork = os.fork

    def noted_fork() -> int:
        process = fork()
        begun.append(process)
        return process

    def work(share: int) -> int:
        if share == 0:
            raise LookupError("at once")
        time.sleep(600)
        return share

    monkeypatch.setattr(os, "fork", noted_fork)
    with pytest.raises(LookupError, match="at once"):
        shared_out(work, 3)
    assert len(begun) == 2
    for process in begun:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)


def test_without_forks_all_is_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    made = shared_out(lambda share: (share, os.getpid()), 3)
    assert made == [(share, os.getpid()) for share in range(3)]


def test_who_is_free_makes_the_next_and_the_results_keep_their_order() -> None:
    own, count = os.getpid(), 40
    begun, rest_made = (get_context("fork").Event() for _ in range(2))
    by_other: list[int] = []

    def make(number: int) -> tuple[int, int]:
        if os.getpid() == own:  # busy with its first until the other has made the rest
            begun.set()
            assert rest_made.wait(60)
        else:
            assert begun.wait(60)
            by_other.append(number)
            if len(by_other) == count - 1:
                rest_made.set()
        return number, os.getpid()

    made = dealt_out(make, count, 2)
    assert [number for number, _ in made] == list(range(count))
    by = [process for _, process in made]
    assert by.count(own) == 1
    assert len(set(by)) == 2


def test_more_pieces_than_a_pipe_holds_are_all_made() -> None:
    assert dealt_out(lambda number: number, 70_000, 2) == list(range(70_000))
    assert dealt_out(lambda number: number, 0, 2) == []


def test_what_a_dead_process_took_is_made_here() -> None:
    own = os.getpid()

    def make(number: int) -> int:
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.01)
        return number * 10

    assert dealt_out(make, 9, 3) == [number * 10 for number in range(9)]


def test_an_error_in_a_piece_is_raised_here_wherever_it_was_made() -> None:
    def make(number: int) -> int:
        if number == 5:
            raise LookupError("nothing there")
        return number

    before = _open_files()
    with pytest.raises(LookupError, match="nothing there"):
        dealt_out(make, 9, 3)
    assert _open_files() == before


def _open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_pieces_are_made_here_without_forks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    assert dealt_out(lambda number: (number, os.getpid()), 3, 2) == [
        (number, os.getpid()) for number in range(3)
    ]
