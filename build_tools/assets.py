"""The files that a page loads, each under a name by its content.

A page names the very bytes it was made with, so a browser may keep them for ever, and a page of
one release never loads a part of another.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from build_tools.errors import PublishingError

KINDS = {".css", ".js", ".svg", ".txt", ".woff2"}
STYLES = "assets/css/site.css"  # all styles in one file: one request instead of eight
_PLAIN_NAMES = {".txt"}  # a licence is not loaded by a page
_REFERENCE = re.compile(r'url\("([^":]+)"\)')
_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served: its address from the site's root and its bytes."""

    uri: str
    content: bytes


def named_by_content(folder: Path, styles: Iterable[str]) -> Mapping[str, Asset]:
    """Return address in `folder` → asset for its `assets/**`; `styles` are joined in their order.

    The joined styles stand under `STYLES`. Raises PublishingError where one of them, or a file
    that they refer to, is missing.
    """
    found = sorted(path for path in (folder / "assets").rglob("*") if path.suffix in KINDS)
    contents = {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
    sheets = [_taken(contents, uri) for uri in styles]
    assets = {
        uri: _asset(uri, content) for uri, content in contents.items() if not uri.endswith(".css")
    }
    joined = "\n".join(sheet.decode() for sheet in sheets)
    return {**assets, STYLES: _asset(STYLES, _rewritten(joined, assets).encode())}


def _taken(contents: Mapping[str, bytes], uri: str) -> bytes:
    if uri not in contents:
        raise PublishingError(f"Thiếu tệp {uri} của khung trang.")
    return contents[uri]


def _asset(uri: str, content: bytes) -> Asset:
    path = PurePosixPath(uri)
    if path.suffix in _PLAIN_NAMES:
        return Asset(uri, content)
    digest = hashlib.sha256(content).hexdigest()[:_DIGITS]
    return Asset(str(path.with_name(f"{path.stem}.{digest}{path.suffix}")), content)


def _rewritten(sheet: str, assets: Mapping[str, Asset]) -> str:
    """Let a style sheet name the files that it loads by their names by content."""

    def renamed(reference: re.Match[str]) -> str:
        uri = f"assets/{reference[1].removeprefix('../')}"
        if uri not in assets:
            raise PublishingError(f"Tệp kiểu trình bày gọi tệp không có: {reference[1]}.")
        return f'url("../{assets[uri].uri.removeprefix("assets/")}")'

    return _REFERENCE.sub(renamed, sheet)
