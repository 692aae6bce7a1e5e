"""`diaban publish`, `rollback`, `releases`: what they print and leave; two at once; odd inputs."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from build_tools.cli import main
from build_tools.project import Project
from build_tools.publishing.verify import verify_tree

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
REPORT = "content/reports/2031-01/to-01/report.md"
SECONDS = 180  # on a machine that is busy with other tests


def _command(project: Project, *arguments: object) -> list[object]:
    return [sys.executable, "-m", "build_tools", "--root", project.root, *arguments]


def _run(
    project: Project, *arguments: object, umask: int = -1, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _command(project, *arguments),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
        umask=umask,
        env={**os.environ, **environment},
    )


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


Do = Callable[..., Done]


@pytest.fixture
def do(small_province: Project, capsys: pytest.CaptureFixture[str]) -> Do:
    """Run a command within this process: a program's start takes longer than its work here."""

    def run(*arguments: object) -> Done:
        code = main(["--root", str(small_province.root), *map(str, arguments)])
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return run


def _edit(project: Project, old: str, new: str) -> None:
    path = project.root / REPORT
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _digest(printed: str) -> str:
    found = re.search(r"^Mã SHA-256 của bản: ([0-9a-f]{64})$", printed, re.MULTILINE)
    assert found, printed
    return found[1]


def test_publishing_again_going_back_and_looking_what_there_is(
    small_province: Project, do: Do, tmp_path: Path
) -> None:
    to = tmp_path / "srv"
    first = do("publish", "--to", to)
    assert (first.returncode, first.stderr) == (0, "")
    one = (to / "current").readlink().name
    assert re.fullmatch(r"0001-[0-9a-f]{8}", one)
    assert f"Đang phục vụ bản {one}.\n" in first.stdout
    assert verify_tree(to / "current") == ()

    again = do("publish", "--to", to)
    assert again.returncode == 0
    assert f"Không có gì đổi: vẫn phục vụ bản {one}.\n" in again.stdout
    assert _digest(again.stdout) == _digest(first.stdout)

    _edit(small_province, "hai xã", "ba xã")
    second = do("publish", "--to", to)
    two = (to / "current").readlink().name
    assert two.startswith("0002-")
    assert f"Bản trước: {one}; quay lại bằng diaban rollback.\n" in second.stdout

    back = do("rollback", "--to", to)
    assert (back.returncode, back.stderr) == (0, "")
    assert (to / "current").readlink().name == one
    assert _digest(back.stdout) == _digest(first.stdout)

    listed = do("releases", "--to", to)
    assert listed.returncode == 0
    assert listed.stdout.splitlines() == [
        f"{two}  bản trước     {_digest(second.stdout)}  nguyên vẹn",
        f"{one}  đang phục vụ  {_digest(first.stdout)}  nguyên vẹn",
    ]
    log = (to / "log.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[1:4] for line in log[1:]] == [
        ["phát hành", one, _digest(first.stdout)],
        ["phát hành", two, _digest(second.stdout)],
        ["quay lại", one, _digest(first.stdout)],
    ]

    (to / "releases" / two / "index.html").write_text("x", encoding="utf-8")
    damaged = do("releases", "--to", to)
    assert damaged.returncode == 3
    assert "HỎNG, " in damaged.stdout.splitlines()[0]
    forward = do("rollback", "--to", to, "--release", two)
    assert forward.returncode == 3
    assert "không nguyên vẹn" in forward.stderr
    healed = do("publish", "--to", to)
    assert healed.returncode == 0
    assert (to / "current").readlink().name == two.replace("0002", "0003")
    removed = do("releases", "--to", to, "--remove", two)
    assert (removed.returncode, removed.stdout) == (0, f"Đã xóa bản {two}.\n")


def test_every_page_of_a_release_names_it_and_no_page_of_a_plain_build_does(
    do: Do, tmp_path: Path
) -> None:
    assert do("publish", "--to", tmp_path / "srv").returncode == 0
    assert do("build", "--out", tmp_path / "site").returncode == 0
    current = (tmp_path / "srv/current").readlink().name
    pages = {
        folder: [path.read_text(encoding="utf-8") for path in (tmp_path / folder).rglob("*.html")]
        for folder in ("srv/current/", "site")
    }
    assert len(pages["site"]) == len(pages["srv/current/"]) > 30
    meta = re.compile(r'<meta name="diaban-release" content="(.*?)">')
    named = [meta.findall(text) for text in pages["srv/current/"]]
    assert named == [[current]] * len(named)
    assert not any("diaban-release" in text for text in pages["site"])
    manifest = json.loads((tmp_path / "srv/current/manifest.json").read_bytes())
    assert manifest["release"] == current


def test_another_audience_or_an_error_in_the_content_leaves_what_is_served(
    small_province: Project, do: Do, tmp_path: Path
) -> None:
    to = tmp_path / "srv"
    assert do("publish", "--to", to).returncode == 0
    before = (to / "current").readlink()
    other = do("publish", "--to", to, "--audience", "leadership")
    assert other.returncode == 3
    assert "có bản cho đối tượng intranet" in other.stderr
    assert (to / "current").readlink() == before
    report = small_province.root / REPORT
    whole = report.read_bytes()
    report.write_bytes(whole[: len(whole) // 3])  # half a file, as an editor may leave it
    done = do("publish", "--to", to)
    assert done.returncode == 1
    assert REPORT in done.stdout
    assert (to / "current").readlink() == before
    assert sorted(path.name for path in to.iterdir()) == ["current", "log.csv", "releases"]


def test_inputs_that_change_while_they_are_read_never_spoil_what_is_served(
    small_province: Project, do: Do, tmp_path: Path
) -> None:
    to = tmp_path / "srv"
    assert do("publish", "--to", to).returncode == 0
    report = small_province.root / REPORT
    whole, stop = report.read_bytes(), threading.Event()

    def rewrite() -> None:
        size = 0
        while not stop.is_set():
            size = (size + 97) % len(whole)
            report.write_bytes(whole[:size])
            time.sleep(0.001)

    thread = threading.Thread(target=rewrite)
    thread.start()
    codes = {do("publish", "--to", to).returncode for _ in range(3)}
    stop.set()
    thread.join()
    assert codes <= {0, 1}
    assert verify_tree(to / "current") == ()
    report.write_bytes(whole)
    assert do("publish", "--to", to).returncode == 0
    assert verify_tree(to / "current") == ()


@pytest.mark.parametrize("command", ["publish", "build"])
def test_the_second_at_once_is_told_who_is_at_work(
    small_province: Project, tmp_path: Path, command: str
) -> None:
    to = tmp_path / "srv"
    arguments = (command, "--to" if command == "publish" else "--out", to)
    lock = to / ".lock" if command == "publish" else tmp_path / ".srv-lock"
    first = subprocess.Popen(
        _command(small_province, *arguments), stdout=subprocess.DEVNULL, cwd=ROOT
    )
    deadline = time.monotonic() + SECONDS
    while not (lock.exists() and lock.read_bytes()):
        assert time.monotonic() < deadline
        assert first.poll() is None
        time.sleep(0.005)
    os.kill(first.pid, signal.SIGSTOP)  # it stays at work as long as we look
    second = _run(small_province, *arguments)
    others = [_run(small_province, "rollback", "--to", to)] if command == "publish" else []
    os.kill(first.pid, signal.SIGCONT)
    assert second.returncode == 3
    assert f"Đang có lệnh khác ghi vào {to}: “diaban {command}”" in second.stderr
    assert f"tiến trình {first.pid} trên máy" in second.stderr
    assert [other.returncode for other in others] in ([], [2])  # nothing to go back to yet
    assert first.wait(timeout=SECONDS) == 0
    assert not lock.exists()


def test_after_a_kill_the_next_says_whose_litter_it_cleared(do: Do, tmp_path: Path) -> None:
    to = tmp_path / "srv"
    assert do("publish", "--to", to).returncode == 0
    (to / ".lock").write_text(
        json.dumps(
            {"user": "ngan", "host": "may-1", "pid": 12, "command": "diaban publish", "at": "nay"}
        ),
        encoding="utf-8",
    )
    os.utime(to / ".lock", (4_070_908_800, 4_070_908_800))
    (to / "releases/.building").mkdir()
    done = do("publish", "--to", to)
    assert done.returncode == 0
    assert done.stderr == (
        "Lần chạy trước (“diaban publish” của ngan, tiến trình 12 trên máy may-1, chạy từ nay) "
        "dừng giữa chừng; phần dở đã dọn.\n"
    )
    assert sorted(path.name for path in to.rglob(".*")) == []


def test_neither_the_umask_nor_the_locale_nor_the_zone_shows(
    small_province: Project, tmp_path: Path
) -> None:
    plain = _run(small_province, "publish", "--to", tmp_path / "a")
    odd = _run(
        small_province,
        *("publish", "--to", tmp_path / "of its own/b"),
        umask=0o077,
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONHASHSEED="5",
        TZ="America/Anchorage",
    )
    assert (plain.returncode, odd.returncode) == (0, 0)
    assert (tmp_path / "a/current").readlink() == (tmp_path / "of its own/b/current").readlink()
    assert re.findall(r"[0-9a-f]{64}", odd.stdout) == [_digest(plain.stdout)]
    tree = tmp_path / "of its own/b/current/"
    modes = {path.stat().st_mode & 0o777 for path in tree.rglob("*") if path.is_file()}
    assert modes == {0o644}
    folders = [tmp_path / "of its own", *(tmp_path / "of its own").rglob("*")]
    folders = [path for path in folders if path.is_dir() and not path.is_symlink()]
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o755}
    assert (tmp_path / "of its own/b/log.csv").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("keep", ["0", "-1", "x", "²"])
def test_at_least_one_release_is_kept(
    do: Do, tmp_path: Path, keep: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refusal:
        do("publish", "--to", tmp_path / "srv", f"--keep={keep}")
    assert refusal.value.code == 2
    assert f"“{keep}” không phải số từ 1 trở lên" in capsys.readouterr().err
