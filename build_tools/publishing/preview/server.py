"""The HTTP side of a preview: this machine only, reading only."""

import json
import socketserver
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from build_tools.publishing.preview.serving import EVENTS, Answer, Desk
from build_tools.publishing.serving import HEADERS

HOST = "127.0.0.1"
_PING = 15.0  # seconds; shows a browser that has gone


class PreviewServer(ThreadingHTTPServer):
    """Serves a desk on a port of this machine; OSError where the port is taken."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, desk: Desk, port: int) -> None:
        super().__init__((HOST, port), _Handler)
        self.desk = desk
        self.is_open = True

    def server_bind(self) -> None:
        """Bind without asking a name server who this machine is, as the library would."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, int(self.server_address[1])

    @property
    def names(self) -> frozenset[str]:
        """The names by which a browser may call us: another one leads here by a trick of names."""
        return frozenset(f"{name}:{self.server_port}" for name in (HOST, "localhost"))


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "diaban", ""

    def do_GET(self) -> None:
        """Answer; a foreign host name, as after DNS rebinding, is refused."""
        if self.headers.get("Host", "") not in self.server.names:
            self._send(Answer(HTTPStatus.MISDIRECTED_REQUEST, "text/plain", b""))
        elif self.path.partition("?")[0] == f"/{EVENTS}":
            self._tell_news()
        else:
            self._send(self.server.desk.answer(self.path))

    do_HEAD = do_GET  # noqa: N815  the library's name

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        self._send_common()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _send_common(self) -> None:
        self.send_header("Cache-Control", "no-store")
        for name, value in HEADERS:
            self.send_header(name, value)
        self.end_headers()

    def _tell_news(self) -> None:
        """Send the number of every new standing, for as long as the browser listens."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self._send_common()
        if self.command == "HEAD":
            return
        number = -1
        while self.server.is_open:
            new = self.server.desk.wait_for_news(number, _PING)
            line = f"data: {json.dumps({'number': new})}\n\n" if new != number else ": \n\n"
            number = new
            try:
                self.wfile.write(line.encode())
                self.wfile.flush()
            except OSError:  # the browser has gone
                return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
        """Say nothing: what is asked for is no news."""
