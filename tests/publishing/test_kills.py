"""A publishing that is killed, at any moment: what is served is one whole release all the same.

`make test` kills some 70 times, `make test-long` 800 times and whole programs too.
"""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import Desk, Ended, Proof

from build_tools.publishing.actor import present_actor
from build_tools.publishing.release import Shelf
from build_tools.publishing.rollback import forget
from build_tools.publishing.verify import verify_tree

ROOT = Path(__file__).resolve().parents[2]
KILLED = -9
LINKING = ["os.rename", "os.symlink"]
LEFT_BY_A_KILL = {".lock", ".current-new", ".previous-new", ".building"}


def _litter(folder: Path) -> set[str]:
    """Name what lies there that does not at rest."""
    found = {path.name for path in folder.iterdir()} | {
        path.name for path in (folder / "releases").iterdir()
    }
    return {name for name in found if name.startswith(".")}


def _is_documented(name: str) -> bool:
    return name in LEFT_BY_A_KILL or name.startswith(".removed-")


class Run:
    """Kills one publishing after another; after each, looks and publishes again to the end."""

    def __init__(self, desk: Desk, proof: type[Proof], folder: Path) -> None:
        self._desk, self._proof, self._folder = desk, proof, folder
        self._publishings = 0
        self.kills = 0
        self.seconds = max(self.complete() for _ in range(2))

    def complete(self) -> float:
        """Publish undisturbed; prove that nothing is left and that the new release is served."""
        before = self._proof.served(self._folder) if self._folder.exists() else None
        ended = self._order()
        assert ended.code == 0
        assert self._proof.is_at_rest(self._folder)
        now = self._proof.served(self._folder)
        assert now is not None
        assert now != before
        return ended.seconds

    def killed(self, **wishes: object) -> bool:
        """Publish and kill; prove that the old or the new release is served. False if too late."""
        before = self._proof.served(self._folder)
        ended = self._order(**wishes)
        assert ended.code in {0, KILLED}
        now = self._proof.served(self._folder)
        assert before is not None
        assert now is not None
        assert now >= before
        assert all(map(_is_documented, _litter(self._folder)))
        previous = Shelf(self._folder).previous()
        assert previous is not None
        assert verify_tree(previous.folder) == ()
        self.kills += ended.code == KILLED
        return ended.code == KILLED

    def _order(self, **wishes: object) -> Ended:
        self._publishings += 1
        commit = f"{self._publishings:040x}"
        site = self._publishings % 2
        return self._desk.order("publish", self._folder, site=site, commit=commit, keep=2, **wishes)


@pytest.fixture
def run(desk: Desk, proof: type[Proof], serving: Path) -> Run:
    return Run(desk, proof, serving)


def _draw(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  moments, no secrets


def _moments(run: Run, kills: int) -> Iterator[float]:
    """Yield moments until that many have killed: on a busy machine some come too late."""
    draw = _draw(kills)
    for _ in range(10 * kills):
        if run.kills >= kills:
            return
        yield draw.uniform(0, run.seconds)
    raise AssertionError("most moments came too late")


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_one_whole_release(run: Run) -> None:
    for number, moment in enumerate(_moments(run, 30)):
        run.killed(kill_after=moment)
        if number % 8 == 7:
            run.complete()
    assert run.kills == 30


@pytest.mark.slow
def test_a_kill_before_each_link_and_rename_leaves_one_whole_release(run: Run) -> None:
    step = 0
    while run.killed(die_at=(step := step + 1), steps=LINKING):
        if step % 3 == 0:
            run.complete()
    assert run.kills >= 6  # into its place, two links of two steps, the oldest away
    run.complete()


@pytest.mark.slow
def test_a_kill_before_any_step_on_the_disk_leaves_one_whole_release(run: Run) -> None:
    steps = _draw(14).sample(range(1, 400), 14)
    for number, step in enumerate(steps):
        run.killed(die_at=step)
        if number % 7 == 6:
            run.complete()
    assert run.kills >= 7


@pytest.mark.slow
def test_a_first_publishing_that_is_killed_serves_nothing_and_the_next_serves_all(
    desk: Desk, proof: type[Proof], serving: Path
) -> None:
    for step in (1, 30, 200):
        assert desk.order("publish", serving, die_at=step).code == KILLED
        assert proof.served(serving) is None
    assert desk.order("publish", serving).code == 0
    assert proof.served(serving) is not None
    assert proof.is_at_rest(serving)


@pytest.mark.slow
def test_a_rollback_that_is_killed_serves_one_or_the_other(
    desk: Desk, proof: type[Proof], serving: Path
) -> None:
    for commit in ("1", "2"):
        assert desk.order("publish", serving, commit=commit).code == 0
    draw = _draw(7)
    ids = {release.id for release in Shelf(serving).releases()}
    for _ in range(12):
        desk.order("rollback", serving, kill_after=draw.uniform(0, 0.05))
        assert proof.served(serving) in ids
        assert all(map(_is_documented, _litter(serving)))
    before = proof.served(serving)
    assert desk.order("rollback", serving).code == 0
    assert {before, proof.served(serving)} == ids
    assert proof.is_at_rest(serving)


@pytest.mark.long
def test_two_hundred_and_fifty_kills_each_followed_by_a_whole_publishing(run: Run) -> None:
    for moment in _moments(run, 250):
        run.killed(kill_after=moment)
        run.complete()
    assert run.kills == 250


@pytest.mark.long
def test_a_kill_before_every_single_step_on_the_disk(run: Run) -> None:
    step = 0
    while run.killed(die_at=(step := step + 1)):
        run.complete()
    assert run.kills > 200


class Programs:
    """Starts the program itself and kills it, from its first moment to its last."""

    def __init__(self, *arguments: object) -> None:
        self._arguments = arguments
        self._draw = _draw(110)
        self._whole = 0.0  # seconds that a run takes, as of the last that ran to its end

    def complete(self, root: Path) -> None:
        began = time.monotonic()
        with self._started(root) as process:
            assert process.stderr is not None
            said = process.stderr.read()
        assert process.returncode == 0, said
        self._whole = time.monotonic() - began

    def killed(self, root: Path) -> bool:
        with self._started(root) as process:
            time.sleep(self._draw.uniform(0, self._whole))
            process.kill()
        return process.returncode == KILLED

    def _started(self, root: Path) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "build_tools", "--root", root, *self._arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )


@pytest.mark.long
def test_whole_publish_programs_are_killed(
    provinces: tuple[Path, ...], proof: type[Proof], serving: Path
) -> None:
    """110 times, two sites in turn; after each fifth the next runs to its end."""
    programs, kills, turn = Programs("publish", "--to", serving), 0, 0
    programs.complete(provinces[1])
    while kills < 110:
        turn += 1
        kills += programs.killed(provinces[turn % 2])
        assert proof.served(serving) is not None
        assert all(map(_is_documented, _litter(serving)))
        if turn % 5 == 0:
            programs.complete(provinces[(turn + 1) % 2])
            assert proof.is_at_rest(serving)
            assert proof.served(serving) is not None
            _forget_what_is_not_served(serving)


def _forget_what_is_not_served(folder: Path) -> None:
    """Have the other site written anew next time instead of found."""
    for release in Shelf(folder).releases():
        if release != Shelf(folder).current():
            forget(folder, release.id, present_actor("test"))


@pytest.mark.long
def test_whole_build_programs_are_killed(provinces: tuple[Path, ...], serving: Path) -> None:
    """110 times; the folder is there and whole at every look, and the next build clears up."""
    out = serving / "site"
    programs, kills, turn = Programs("build", "--out", out), 0, 0
    programs.complete(provinces[1])
    while kills < 110:
        turn += 1
        kills += programs.killed(provinces[turn % 2])
        assert verify_tree(out) == ()
        assert {path.name for path in serving.iterdir()} <= {"site", ".site-new", ".site-lock"}
        if turn % 5 == 0:
            programs.complete(provinces[(turn + 1) % 2])
            assert [path.name for path in serving.iterdir()] == ["site"]
            assert verify_tree(out) == ()
