"""The files that a page loads, each under a name by its content.

A page names the very bytes it was made with, so a browser may keep them for ever, and a page of
one release never loads a part of another. Styles and scripts are joined: on the way to a phone
each request costs more than its bytes.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from build_tools.errors import PublishingError

KINDS = {".css", ".js", ".svg", ".txt", ".woff2"}
STYLES = "assets/css/site.css"
SCRIPT = "assets/js/site.js"
SEARCH_SCRIPT = "assets/js/search-box.js"  # asked for when the search box is first opened
_SEARCH_PARTS = "assets/js/search/"
_PLAIN_NAMES = {".txt"}  # a licence is not loaded by a page
_REFERENCE = re.compile(r'url\("([^":]+)"\)')
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_INDENT = re.compile(r"\s*\n\s*")
_NOT_PLAIN = re.compile(r"[^\w .,;:–-]")  # what might end or change a text in a style sheet
_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served: its address from the site's root and its bytes."""

    uri: str
    content: bytes


def named_by_content(
    folder: Path,
    styles: Iterable[str],
    scripts: Iterable[str],
    *,
    frame_styles: str = "",
    running_head: str = "",
) -> Mapping[str, Asset]:
    """Return address in `folder` → asset for its `assets/**`, as pages load them.

    `styles` are joined in their order behind `frame_styles` and stand under `STYLES`, with a rule
    that says `running_head` on every printed sheet; `scripts` stand under `SCRIPT`, those of the
    search box under `SEARCH_SCRIPT`. Raises PublishingError where one of them, or a file that a
    style refers to, is missing.
    """
    found = sorted(path for path in (folder / "assets").rglob("*") if path.suffix in KINDS)
    contents = {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
    search = [uri for uri in contents if uri.startswith(_SEARCH_PARTS)]
    parts = {SCRIPT: list(scripts), SEARCH_SCRIPT: search}
    joined = {uri: _joined(contents, names).encode() for uri, names in parts.items()}
    sheets = (frame_styles, _without_indents(_joined(contents, styles)), _on_paper(running_head))
    sheet = "\n".join(filter(None, sheets))
    taken = {name for names in parts.values() for name in names}
    alone = {
        uri: content
        for uri, content in contents.items()
        if uri not in taken and not uri.endswith(".css")
    }
    assets = {uri: _asset(uri, content) for uri, content in {**alone, **joined}.items()}
    return {**assets, STYLES: _asset(STYLES, _rewritten(sheet, assets).encode())}


def _joined(contents: Mapping[str, bytes], uris: Iterable[str]) -> str:
    return "\n".join(_taken(contents, uri).decode() for uri in uris)


def _taken(contents: Mapping[str, bytes], uri: str) -> bytes:
    if uri not in contents:
        raise PublishingError(f"Thiếu tệp {uri} của khung trang.")
    return contents[uri]


def _without_indents(sheet: str) -> str:
    """Return the style sheet without comments and indents, a fifth of what it weighs."""
    return _INDENT.sub("\n", _COMMENT.sub("", sheet)).strip()


def _on_paper(running_head: str) -> str:
    """Return the rule for the head of the sheets behind the first, which has the whole banner."""
    if not running_head:
        return ""
    text = _NOT_PLAIN.sub(lambda found: f"\\{ord(found[0]):x} ", running_head)
    box = f'@top-left {{ content: "{text}"; color: #333; font: 8pt "Be Vietnam Pro", sans-serif; }}'
    return f"@page {{ {box} }}\n@page :first {{ @top-left {{ content: none; }} }}"


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
