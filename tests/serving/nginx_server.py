"""Debian's nginx on a free port, with the configuration that the project writes."""

import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from build_tools.publishing.serving import Host, nginx_configuration

ROOT = Path(__file__).resolve().parents[2]
_MAIN = """
daemon off;
pid {home}/nginx.pid;
error_log {home}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    include {home}/diaban.conf;
}}
"""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def nginx(home: Path, folder: Path, audience: str = "intranet") -> Iterator[str]:
    """Serve `folder/current`; give the address. `home` takes nginx's own files."""
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o755)
    port = free_port()
    host = Host(audience=audience, host="localhost", folder=folder, listen=f"127.0.0.1:{port}")
    text = nginx_configuration([host], ROOT / "site_templates")
    (home / "diaban.conf").write_text(text, encoding="utf-8")
    # Run by root, nginx gives its workers to another user, who may not enter pytest's folders.
    as_started = "user root;" if Path.home() == Path("/root") else ""
    (home / "nginx.conf").write_text(as_started + _MAIN.format(home=home), encoding="utf-8")
    server = subprocess.Popen(
        ["nginx", "-p", home, "-c", home / "nginx.conf"], stderr=subprocess.PIPE, text=True
    )
    try:
        _wait_until_answered(f"http://127.0.0.1:{port}/", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)
        assert server.stderr
        server.stderr.close()


def _wait_until_answered(address: str, server: "subprocess.Popen[str]") -> None:
    for _ in range(200):
        assert server.poll() is None, server.stderr and server.stderr.read()
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310  this machine's own
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("nginx does not answer")
