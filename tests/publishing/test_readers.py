"""Readers behind the real nginx while releases change: every answer whole, none of another one."""

import hashlib
import http.client
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from desk import Desk
from nginx_server import nginx

from build_tools.publishing.manifest import SUMS
from build_tools.publishing.release import Shelf

PAGES = ("/index.html", "/", "/bao-cao/index.html", "/bao-cao/2031-01/to-01/index.html", "/to/01/")
RELEASE = re.compile(r'<meta name="diaban-release" content="([^"]+)">')
LOADED = re.compile(r'<(?:link|script|img)[^>]*? (?:href|src)="([^"]*assets/[^"]+)"')
OPEN_FOR = 0.05  # seconds between two switches; within them a reader loads what a page names

PAUSE = 0.005  # seconds between two pages, which leaves the machine some time for publishing


@dataclass
class Reader:
    """Opens pages one after another and loads what they name, until told to stop."""

    address: str
    faults: list[str] = field(default_factory=list)
    read: list[tuple[str, str, str]] = field(default_factory=list)  # release, file, SHA-256
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        while not self.stop.is_set():
            for page in PAGES:
                self._open(connection, page)
                time.sleep(PAUSE)
        connection.close()

    def _open(self, connection: http.client.HTTPConnection, page: str) -> None:
        body = self._get(connection, page)
        if body is None:
            return
        text = body.decode()
        named = RELEASE.findall(text)
        loaded = {urljoin(page, uri) for uri in LOADED.findall(text)}
        if len(named) != 1 or len(loaded) < 5 or not text.rstrip().endswith("</html>"):
            self.faults.append(f"{page}: releases {named}, {len(loaded)} loaded files")
            return
        self._note(named[0], page, body)
        for uri in sorted(loaded):
            content = self._get(connection, uri)
            if content is not None:
                self._note(named[0], uri, content)

    def _get(self, connection: http.client.HTTPConnection, uri: str) -> bytes | None:
        connection.request("GET", uri)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != http.HTTPStatus.OK:
            self.faults.append(f"{uri}: {answer.status}")
            return None
        return body

    def _note(self, release: str, uri: str, body: bytes) -> None:
        file = f"{uri}index.html" if uri.endswith("/") else uri
        self.read.append((release, file.removeprefix("/"), hashlib.sha256(body).hexdigest()))


def _sums(tree: Path) -> dict[str, str]:
    lines = (tree / SUMS).read_text(encoding="utf-8").splitlines()
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}


class Town:
    """A served folder, readers in a loop, and one who publishes and goes back in turn."""

    def __init__(self, desk: Desk, folder: Path, address: str) -> None:
        self._desk, self._folder, self.address = desk, folder, address
        self._sums: dict[str, dict[str, str]] = {}
        self._publishings = 0
        self.served: list[str] = []

    def switch(self, action: str) -> str:
        """Publish or go back; return what is served then."""
        self._publishings += action == "publish"
        ended = self._desk.order(
            action,
            self._folder,
            site=self._publishings % 2,
            commit=f"{self._publishings:040x}",
            keep=2,
        )
        assert ended.code == 0
        current = Shelf(self._folder).current()
        assert current is not None
        self._sums[current.id] = _sums(current.folder)
        self.served.append(current.id)
        return current.id

    def mixed(self, read: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
        """Return what a reader read that is not the file of the release that the page named."""
        return [each for each in set(read) if self._sums[each[0]].get(each[1]) != each[2]]


@pytest.fixture
def town(desk: Desk, serving: Path, tmp_path: Path) -> Iterator[Town]:
    serving = serving.with_name("noi-bo")  # nginx's configuration takes no space
    assert desk.order("publish", serving).code == 0
    with nginx(tmp_path / "nginx", serving) as address:
        yield Town(desk, serving, address)


def _read_during(town: Town, switches: int, requests: int, readers: int) -> None:
    """Switch at least that often, and until the readers have had that many answers."""
    town.switch("publish")
    crowd = [Reader(town.address) for _ in range(readers)]
    threads = [threading.Thread(target=reader.run) for reader in crowd]
    for thread in threads:
        thread.start()
    while len(town.served) <= switches or sum(len(reader.read) for reader in crowd) < requests:
        town.switch(("publish", "rollback")[len(town.served) % 2])
        time.sleep(OPEN_FOR)
    for reader in crowd:
        reader.stop.set()
    for thread in threads:
        thread.join()
    read = [each for reader in crowd for each in reader.read]
    assert [fault for reader in crowd for fault in reader.faults] == []
    assert town.mixed(read) == []
    assert len({release for release, _, _ in read}) >= switches // 4
    assert len(read) >= requests


@pytest.mark.slow
def test_readers_during_twelve_switches_get_no_error_and_no_mixture(town: Town) -> None:
    _read_during(town, switches=12, requests=600, readers=2)


@pytest.mark.long
def test_thirty_thousand_answers_during_a_hundred_switches_and_more(town: Town) -> None:
    _read_during(town, switches=100, requests=30_000, readers=3)


def _asked(address: str, etag: str | None = None) -> tuple[int, str, str]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.request("GET", "/index.html", headers={"If-None-Match": etag} if etag else {})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, answer.getheader("ETag") or "", "".join(RELEASE.findall(body))


@pytest.mark.slow
def test_a_page_kept_by_the_browser_never_passes_for_that_of_another_release(town: Town) -> None:
    """Pages of two releases have the same size: their times alone tell them apart."""
    etags: dict[str, str] = {}
    for action in ("publish", "publish", "rollback", "rollback", "publish"):
        current = town.switch(action)
        status, etag, shown = _asked(town.address)
        assert (status, shown) == (200, current)
        assert _asked(town.address, etag)[0] == 304
        assert etags.setdefault(current, etag) == etag
        for release, old in etags.items():
            expected = (304, "") if release == current else (200, current)
            status, _, shown = _asked(town.address, old)
            assert (status, shown) == expected
    assert len(set(etags.values())) == len(etags) == 3
