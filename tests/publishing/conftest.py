"""Two sites that differ, and a process that publishes them quickly and may be killed at it."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from build_tools.publishing.release import Shelf
from build_tools.publishing.verify import verify_tree

ROOT = Path(__file__).resolve().parents[2]
REPORT = "content/reports/2031-01/to-01/report.md"
SENTENCES = ("Bộ phận làm việc với hai xã.", "Bộ phận làm việc với ba xã.")
AT_REST = {"current", "previous", "releases", "log.csv"}


@dataclass(frozen=True)
class Ended:
    """How a publishing ended: the exit code (negative: the signal) and the seconds it took."""

    code: int
    seconds: float


class Desk:
    """Publishes one of two composed sites, each time in a child of another process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def order(self, action: str, folder: Path, **wishes: Any) -> Ended:  # noqa: ANN401  as JSON has it
        """Publish `site` as `commit`, or roll back; killed `kill_after` or at step `die_at`."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"action": action, "folder": str(folder), "site": 0, "commit": "0", "keep": 3}
        order |= wishes
        self._process.stdin.write(f"{json.dumps(order)}\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))


@pytest.fixture
def serving() -> Iterator[Path]:
    """A folder to publish into, on another file system than the project where there is one."""
    memory = Path("/dev/shm")  # noqa: S108  the folder in it gets a name of its own
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "noi bo"


def _province(folder: Path, text: str) -> Path:
    """Copy the small province, with a sentence, a style and a script of its own."""
    shutil.copytree(ROOT / "tests/fixtures/small_province/content", folder / "content")
    shutil.copytree(ROOT / "site_templates", folder / "site_templates")
    (folder / "mkdocs.yml").symlink_to(ROOT / "mkdocs.yml")
    report = folder / REPORT
    said = report.read_text(encoding="utf-8")
    assert SENTENCES[0] in said
    report.write_text(said.replace(SENTENCES[0], text), encoding="utf-8")
    told = {"css/tokens.css": f':root {{ --told: "{text}"; }}', "js/frame.js": f"// {text}"}
    for asset, line in told.items():
        with (folder / "site_templates/assets" / asset).open("a", encoding="utf-8") as stream:
            stream.write(f"{line}\n")
    return folder


@pytest.fixture(scope="session")
def provinces(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Two projects whose sites differ in a sentence, the styles and a script."""
    return tuple(_province(tmp_path_factory.mktemp("province"), text) for text in SENTENCES)


@pytest.fixture(scope="session")
def desk(provinces: tuple[Path, ...]) -> Iterator[Desk]:
    """The process; started once."""
    with subprocess.Popen(
        [sys.executable, Path(__file__).with_name("publisher.py"), *provinces],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "Asia/Tokyo"},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield Desk(process)
        process.stdin.close()
        assert process.wait(timeout=30) == 0


@pytest.fixture
def proof() -> type["Proof"]:
    """What every state must hold to."""
    return Proof


class Proof:
    """What must be true of a served folder, whatever happened."""

    @staticmethod
    def served(folder: Path) -> str | None:
        """Return the id of what is served, having proved it whole; None while nothing is."""
        current = Shelf(folder).current()
        if current is None:
            assert not (folder / "current").is_symlink()
            return None
        assert verify_tree(folder / "current") == ()
        assert f'<meta name="diaban-release" content="{current.id}">' in (
            folder / "current/index.html"
        ).read_text(encoding="utf-8")
        return current.id

    @staticmethod
    def is_at_rest(folder: Path) -> bool:
        """Say whether nothing lies there but what is documented; every release must be whole."""
        shelf = Shelf(folder)
        for release in shelf.releases():
            assert verify_tree(release.folder) == (), release.id
        in_releases = {path.name for path in (folder / "releases").iterdir()}
        return {path.name for path in folder.iterdir()} <= AT_REST and in_releases == {
            release.id for release in shelf.releases()
        }
