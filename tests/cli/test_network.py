"""A build asks nothing of any network: every attempt would be an error."""

import subprocess
import sys
from pathlib import Path

import pytest

from build_tools.project import Project

_GUARDED = """
import sys

def refuse(event, arguments):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.")):
        raise SystemExit(f"network: {event} {arguments}")

sys.addaudithook(refuse)
from build_tools.cli import main
sys.exit(main(sys.argv[1:]))
"""


def _guarded(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_guard_sees_an_attempt() -> None:
    asking = _GUARDED.replace(
        "from build_tools", "import socket; socket.getaddrinfo('localhost', 80)\nfrom build_tools"
    )
    assert _guarded(asking, "--help").stderr.startswith("network: socket.getaddrinfo")


@pytest.mark.slow
def test_a_build_asks_nothing_of_the_network(small_province: Project, tmp_path: Path) -> None:
    done = _guarded(_GUARDED, "--root", small_province.root, "build", "--out", tmp_path / "site")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "site" / "index.html").is_file()
