"""A real preview: the program serves, a file changes, the page changes."""

import os
import re
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
from playwright.sync_api import Browser

from build_tools.project import Project
from tests.in_the_page import comes_true

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
        # Where the tests run in the background, the key that stops a program is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
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
        except urllib.error.HTTPError as error:
            error.close()  # an answer of its own, whose connection would stay open
            page = ""
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


def test_a_burst_of_saves_and_a_deleted_file_are_seen(
    small_province: Project, address: str
) -> None:
    page = f"{address}bao-cao/2031-01/to-01/index.html"
    _wait_for(page, "Bộ phận làm việc với hai xã.")
    before = _number(_wait_for(page, "dbp-bar"))
    for count in range(20):
        _edit(small_province, f"hai xã{'!' * count}.", f"hai xã{'!' * (count + 1)}.")
    after = _number(_wait_for(page, f"hai xã{'!' * 20}."))
    assert after - before <= 4
    (small_province.content / "documents/quyet-dinh.md").unlink()
    _wait_for(f"{address}", "Vừa lưu: documents/quyet-dinh.md")


def _number(page: str) -> int:
    found = re.search(r'data-number="(\d+)"', page)
    assert found
    return int(found[1])


def test_only_this_machine_is_answered_under_its_own_name(
    small_province: Project, address: str
) -> None:
    del small_province
    _wait_for(address, "Theo dõi địa bàn")
    for name in ("evil.example", "127.0.0.1", "evil.example:80", ""):
        foreign = urllib.request.Request(address, headers={"Host": name})  # noqa: S310  our own server
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(foreign, timeout=SECONDS)  # noqa: S310
        assert refused.value.code == 421
        assert refused.value.read() == b""
        refused.value.close()
    with urllib.request.urlopen(address, timeout=SECONDS) as answer:  # noqa: S310
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
    post = urllib.request.Request(address, data=b"x")  # noqa: S310
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(post, timeout=SECONDS)  # noqa: S310
    assert refused.value.code == 501
    refused.value.close()


def test_the_browser_shows_a_save_by_itself_at_the_place_where_it_was(
    small_province: Project, address: str, chromium: Browser
) -> None:
    _wait_for(address, "Theo dõi địa bàn")
    _edit(small_province, "status: issued", "status: draft")
    with chromium.new_context(viewport={"width": 900, "height": 500}) as context:
        page = context.new_page()
        problems: list[str] = []
        page.on(
            "console", lambda said: problems.append(said.text) if said.type == "error" else None
        )
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(f"{address}bao-cao/2031-01/to-01/index.html")
        page.get_by_text("Bộ phận làm việc với hai xã.").wait_for()
        page.evaluate("scrollTo(0, 700)")
        assert page.evaluate("scrollY") > 300
        before = page.evaluate("scrollY")
        _edit(small_province, "Bộ phận làm việc với hai xã.", "Bộ phận đi cơ sở.")
        page.get_by_text("Bộ phận đi cơ sở.").wait_for(timeout=SECONDS * 1000)
        assert comes_true(page, f"scrollY === {before}")
        _edit(small_province, "Bộ phận đi cơ sở.", "Thu {KT99}.")
        page.locator(".dbp-finding", has_text="KT99").wait_for(timeout=SECONDS * 1000)
        assert page.get_by_text("Bộ phận đi cơ sở.").is_visible()
        page.goto(f"{address}bao-cao/index.html")
        first = page.locator(".dbp-bar__first a").first
        assert first.inner_text().startswith("content/reports/2031-01/to-01/report.md:")
        first.click()
        page.locator(".dbp-finding:target", has_text="KT99").wait_for()
        assert problems == []


def test_a_taken_port_is_told_in_a_sentence(small_province: Project) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [Path(sys.executable).parent / "diaban", "--root", small_province.root, "preview"]
        done = subprocess.run(
            [*command, "--port", port], capture_output=True, text=True, check=False, timeout=SECONDS
        )
    assert done.returncode == 2
    assert done.stderr.startswith(f"Không mở được cổng {port}")
