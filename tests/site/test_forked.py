"""Work shared over processes: the same results, whatever becomes of a process."""

import os
import signal
import threading
import time

import pytest

from build_tools.forked import shared_out


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
