"""Disks that refuse: full, limited, read-only, closed. What is served stays as it was."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from desk import Desk, Proof

pytestmark = pytest.mark.slow
REFUSED = 3
MOUNTING = ["mount", "-t", "tmpfs", "-o"]


@contextmanager
def _small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    subprocess.run([*MOUNTING, f"size={megabytes}m,mode=755", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def _may_mount(folder: Path) -> bool:
    """Say whether this machine lets us mount: root does, unless a container forbids it."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    done = subprocess.run([*MOUNTING, "size=1m", "tmpfs", folder], check=False, capture_output=True)
    return done.returncode == 0 and subprocess.run(["umount", folder], check=True).returncode == 0


def _unchanged(desk: Desk, proof: type[Proof], folder: Path, **wishes: object) -> None:
    """Prove that a publishing is refused, changes nothing and leaves nothing."""
    before = proof.served(folder)
    assert before is not None
    assert desk.order("publish", folder, site=1, commit="2", **wishes).code == REFUSED
    assert proof.served(folder) == before
    assert proof.is_at_rest(folder)


def test_a_file_that_may_not_grow_any_more_stops_the_publishing(
    desk: Desk, proof: type[Proof], serving: Path
) -> None:
    assert desk.order("publish", serving).code == 0
    for limit in (1_000, 30_000, 100_000):
        _unchanged(desk, proof, serving, file_limit=limit)
    assert desk.order("publish", serving, site=1, commit="2").code == 0
    assert proof.is_at_rest(serving)


def test_a_folder_that_may_not_be_written_is_refused(
    desk: Desk, proof: type[Proof], serving: Path
) -> None:
    assert desk.order("publish", serving).code == 0
    before = proof.served(serving)
    for folder in (serving / "releases", serving):
        folder.chmod(0o555)
    try:
        for action in ("publish", "rollback"):
            ended = desk.order(action, serving, site=1, commit="2", as_nobody=True)
            assert ended.code == REFUSED
    finally:
        serving.chmod(0o755)
        (serving / "releases").chmod(0o755)
    assert proof.served(serving) == before
    assert proof.is_at_rest(serving)


def test_a_folder_that_cannot_be_made_is_refused(desk: Desk, serving: Path) -> None:
    serving.parent.chmod(0o555)
    assert desk.order("publish", serving, as_nobody=True).code == REFUSED
    assert not serving.exists()
    serving.parent.chmod(0o755)


def test_a_full_disk_stops_the_publishing_and_room_lets_it_go_on(
    desk: Desk, proof: type[Proof], serving: Path, tmp_path: Path
) -> None:
    """A disk of its own where this machine lets us mount one; else the disk that all share."""
    if not _may_mount(tmp_path):
        assert desk.order("publish", serving).code == 0
        _unchanged(desk, proof, serving, file_limit=50_000)
        return
    with _small_disk(serving, megabytes=40):
        assert desk.order("publish", serving).code == 0
        filler = serving / ".filler"
        for left in (1_500_000, 600_000, 100_000, 0):
            free = shutil.disk_usage(serving).free
            with filler.open("ab") as stream:
                os.posix_fallocate(stream.fileno(), filler.stat().st_size, max(free - left, 1))
            before = proof.served(serving)
            assert desk.order("publish", serving, site=1, commit="2").code == REFUSED
            assert proof.served(serving) == before
            assert {path.name for path in (serving / "releases").iterdir()} == {before}
        filler.unlink()
        assert desk.order("publish", serving, site=1, commit="2").code == 0
        assert proof.is_at_rest(serving)


def test_a_disk_that_turns_read_only_stops_the_publishing(
    desk: Desk, proof: type[Proof], serving: Path, tmp_path: Path
) -> None:
    if not _may_mount(tmp_path):
        assert desk.order("publish", serving).code == 0
        _unchanged(desk, proof, serving, file_limit=1)
        return
    with _small_disk(serving, megabytes=40):
        assert desk.order("publish", serving).code == 0
        before = proof.served(serving)
        subprocess.run(["mount", "-o", "remount,ro", serving], check=True)
        for action in ("publish", "rollback"):
            assert desk.order(action, serving, site=1, commit="2").code == REFUSED
        assert proof.served(serving) == before
        subprocess.run(["mount", "-o", "remount,rw", serving], check=True)
        assert desk.order("publish", serving, site=1, commit="2").code == 0
        assert proof.is_at_rest(serving)
