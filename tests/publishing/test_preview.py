"""A real preview: the program serves, a file changes, the page changes."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_tools.project import Project

pytestmark = pytest.mark.slow
SECONDS = 60
REPORT = "content/reports/2031-01/to-01/report.md"


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture
def address(small_province: Project) -> Iterator[str]:
    port = _free_port()
    command = [Path(sys.executable).parent / "diaban", "--root", small_province.root, "preview"]
    process = subprocess.Popen(
        [*command, "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    yield f"http://127.0.0.1:{port}/"
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=SECONDS) == 0


def _wait_for(address: str, text: str) -> str:
    deadline = time.monotonic() + SECONDS
    page = ""
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=SECONDS) as answer:  # noqa: S310  our own server
                page = answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            page = ""
        if text in page:
            return page
        time.sleep(0.2)
    raise AssertionError(f"{text!r} never came at {address}; last: {page[:500]}")


def _edit(project: Project, old: str, new: str) -> None:
    path = project.root / REPORT
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_saved_change_shows_and_an_error_keeps_the_page_that_stood(
    small_province: Project, address: str
) -> None:
    page = f"{address}bao-cao/2031-01/to-01/index.html"
    _wait_for(page, "Bộ phận làm việc với hai xã.")
    _edit(small_province, "Bộ phận làm việc với hai xã.", "Bộ phận đi cơ sở.")
    _wait_for(page, "Bộ phận đi cơ sở.")
    _edit(small_province, "place: Thử Nghiệm", "place:")
    time.sleep(3)
    _wait_for(page, "Bộ phận đi cơ sở.")
    _edit(small_province, "place:", "place: Nơi khác")
    _wait_for(page, "Nơi khác")


def test_a_draft_is_shown_and_marked(small_province: Project, address: str) -> None:
    page = f"{address}bao-cao/2031-01/to-01/index.html"
    _wait_for(page, "Đã ban hành")
    _edit(small_province, "status: issued", "status: draft")
    _wait_for(page, "Dự thảo")


def test_the_first_build_may_fail_and_the_page_says_why(
    small_province: Project, request: pytest.FixtureRequest
) -> None:
    _edit(small_province, "place: Thử Nghiệm", "place:")
    address = request.getfixturevalue("address")
    page = _wait_for(address, "Chưa dựng được trang")
    assert "report.md:7:" in page
    _edit(small_province, "place:", "place: Thử Nghiệm")
    _wait_for(address, "Theo dõi địa bàn")
