import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from build_tools.publishing.serving import POLICY


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder under the policy that the project ships."""

    def log_message(self, *_: object) -> None:
        """Stay quiet."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="session")
def served_strictly(built_sample: Path) -> Iterator[str]:
    """The sample's site under the shipped policy; the address."""
    handler = functools.partial(_Handler, directory=str(built_sample))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(params=["from the folder", "served strictly"])
def site_address(request: pytest.FixtureRequest, built_sample: Path) -> str:
    """The sample's site both ways."""
    if request.param == "from the folder":
        return built_sample.as_uri()
    return str(request.getfixturevalue("served_strictly"))
