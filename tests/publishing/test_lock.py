"""One writer at a time, as real processes see it; no clock has a say."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_tools.errors import PublishingError
from build_tools.publishing.actor import Actor, present_actor
from build_tools.publishing.lock import Owner, held

SECONDS = 30
HOLD = (
    "import sys, time; from pathlib import Path;"
    "from build_tools.publishing.actor import present_actor;"
    "from build_tools.publishing.lock import held;"
    "lock = held(Path(sys.argv[1]), present_actor('diaban publish'), Path('/srv/site'));"
    "lock.__enter__(); print('held', flush=True); time.sleep(600)"
)
ME = Actor(
    user="ngan",
    host="may-1",
    pid=7,
    command="diaban publish",
    at=dt.datetime(2026, 7, 10, 8, 30, tzinfo=dt.UTC),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / ".lock"


@pytest.fixture
def holder(file: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that holds the lock."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, file], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait(timeout=SECONDS)
    process.stdout.close()


def test_the_second_is_told_who_holds_it(file: Path) -> None:
    with held(file, ME, Path("/srv/site")):
        with pytest.raises(PublishingError) as busy, held(file, ME, Path("/srv/site")):
            pass
        assert file.exists()
    assert str(busy.value) == (
        "Đang có lệnh khác ghi vào /srv/site: “diaban publish” của ngan, tiến trình 7 trên máy "
        "may-1, chạy từ 08:30:00 10/07/2026. Đợi lệnh đó xong rồi chạy lại."
    )
    assert busy.value.exit_code == 3


def test_another_process_keeps_it_until_it_is_killed(
    file: Path, holder: "subprocess.Popen[str]"
) -> None:
    with pytest.raises(PublishingError, match=f"tiến trình {holder.pid} trên máy"):
        held(file, ME, file.parent).__enter__()
    holder.send_signal(signal.SIGKILL)
    holder.wait(timeout=SECONDS)
    with held(file, ME, file.parent) as left:
        assert left is not None
        assert left.pid == str(holder.pid)
    assert not file.exists()


@pytest.mark.parametrize("age", [-40 * 365 * 86400, 40 * 365 * 86400])
def test_the_time_of_the_file_says_nothing(
    file: Path, holder: "subprocess.Popen[str]", age: int
) -> None:
    moment = time.time() + age
    os.utime(file, (moment, moment))
    with pytest.raises(PublishingError):
        held(file, ME, file.parent).__enter__()
    holder.kill()
    holder.wait(timeout=SECONDS)
    os.utime(file, (moment, moment))
    with held(file, ME, file.parent) as left:
        assert left is not None


def test_nothing_is_left_behind_and_nothing_was_left_before(file: Path) -> None:
    for _ in range(2):
        with held(file, ME, file.parent) as left:
            assert left is None
            assert json.loads(file.read_text(encoding="utf-8"))["pid"] == ME.pid
        assert not file.exists()


@pytest.mark.parametrize("text", ["{", "nonsense", "[1]", '{"pid": 3}', "\xff"])
def test_a_damaged_file_is_a_left_one_of_unknown_owner(file: Path, text: str) -> None:
    file.write_bytes(text.encode("latin-1"))
    with held(file, ME, file.parent) as left:
        assert left == Owner()


def test_a_link_in_its_place_is_not_followed(file: Path) -> None:
    victim = file.with_name("victim")
    victim.write_text("precious", encoding="utf-8")
    file.symlink_to(victim)
    with pytest.raises(PublishingError, match="có liên kết ở chỗ không được có"):
        held(file, ME, file.parent).__enter__()
    assert victim.read_text(encoding="utf-8") == "precious"


def test_one_after_the_other_gets_it_exactly_once(file: Path, tmp_path: Path) -> None:
    """Four processes add one to a number, each under the lock, trying until they get it."""
    program = (
        "import sys, time; from pathlib import Path;"
        "from build_tools.errors import PublishingError;"
        "from build_tools.publishing.actor import present_actor;"
        "from build_tools.publishing.lock import held\n"
        "lock, number = map(Path, sys.argv[1:])\n"
        "done = 0\n"
        "while done < 25:\n"
        "    try:\n"
        "        with held(lock, present_actor('test'), lock.parent):\n"
        "            number.write_text(str(int(number.read_text()) + 1)); done += 1\n"
        "    except PublishingError:\n"
        "        time.sleep(0.001)\n"
    )
    number = tmp_path / "number"
    number.write_text("0", encoding="utf-8")
    running = [subprocess.Popen([sys.executable, "-c", program, file, number]) for _ in range(4)]
    assert [process.wait(timeout=SECONDS) for process in running] == [0] * 4
    assert number.read_text(encoding="utf-8") == "100"


def test_the_actor_is_this_process() -> None:
    actor = present_actor("diaban publish")
    assert actor.pid == os.getpid()
    assert actor.at.utcoffset() == dt.timedelta(hours=7)
