"""The configuration of the web server: one host for each audience, each over its own releases."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from build_tools.errors import UsageError
from schemas.audience import INTRANET

# As strict as Material runs with: its inline scripts are files here, its styles need no exception.
# `data:` is for the icons in Material's style sheet.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("X-Robots-Tag", "noindex, nofollow"),
)
_SAFE = re.compile(r"[A-Za-z0-9._/:\[\]-]+")  # nothing that could end a word of the configuration


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A name under which one audience's site is served from `folder` (as `publish --to` has it).

    `certificate` and `certificate_key` switch encryption on; `client_ca` asks every reader for a
    certificate. Without it, a host that is not for everyone is closed.
    """

    audience: str
    host: str
    folder: Path
    listen: str
    certificate: Path | None = None
    certificate_key: Path | None = None
    client_ca: Path | None = None

    @property
    def restricted(self) -> bool:
        """Whether this is for some readers only."""
        return self.audience != INTRANET


def nginx_configuration(hosts: Sequence[Host], templates: Path) -> str:
    """Return what goes into nginx's `http` block; UsageError for a name that it would misread."""
    for host in hosts:
        _prove_readable(host)
    environment = Environment(
        loader=FileSystemLoader(templates / "serving"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  not HTML; every value has passed _prove_readable
    )
    return environment.get_template("nginx.conf.j2").render(sites=hosts, headers=HEADERS)


def _prove_readable(host: Host) -> None:
    if (host.certificate is None) != (host.certificate_key is None):
        raise UsageError("Cần cả --certificate và --certificate-key.")
    if host.client_ca is not None and host.certificate is None:
        raise UsageError("--client-ca chỉ dùng được cùng --certificate và --certificate-key.")
    paths = (host.folder, host.certificate, host.certificate_key, host.client_ca)
    for value in (host.host, host.audience, *(str(path) for path in paths if path is not None)):
        if not _SAFE.fullmatch(value):
            raise UsageError(
                f"“{value}” có ký tự không dùng được trong cấu hình máy chủ; "
                "chỉ dùng chữ không dấu, số và . _ - / :"
            )
