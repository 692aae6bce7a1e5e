"""`huong-dan/hinh/*.png`: the guide's screenshots, each shown on a page and told in words there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from build_tools.diagnostics import Diagnostics
from build_tools.reading.markdown import plain_text
from build_tools.validation.inputs import CONTENT, Inputs
from schemas.attachment import Attachment
from schemas.catalogue import Page
from schemas.place import Place

if TYPE_CHECKING:  # markdown-it is loaded where a body is not plain
    from markdown_it.token import Token

GUIDE = f"{CONTENT}/huong-dan"
FOLDER = f"{GUIDE}/hinh"
_FEWEST_WORDS = 4  # fewer name a picture; they do not tell what is to be seen


def read_screenshots(inputs: Inputs, pages: Iterable[Page]) -> Mapping[str, Attachment]:
    """Return path → screenshot of those that a page of the guide shows; faults are noted."""
    there = inputs.attachments_below(FOLDER)
    found = Diagnostics()
    used: set[str] = set()
    for page in pages:
        if page.prose.path.startswith(f"{GUIDE}/"):
            for token in shown_pictures(page.prose.tokens):
                used.add(_judge(page.prose.path, token, inputs, found))
    if all(inputs.is_sound(path) for path in inputs.files(GUIDE)):  # else one more may show it
        for path in sorted(there.keys() - used):
            found.add("screenshot.unused", Place(path), value=_name(path))
    inputs.take(found)
    return {path: one for path, one in there.items() if path in used}


def shown_pictures(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the pictures in a prose, in their order."""
    for token in tokens:
        if token.type == "image":
            yield token
        yield from shown_pictures(token.children or ())


def picture_path(page: str, token: Token) -> str:
    """Return the path from the project's root of a picture on the page at path `page`."""
    return normpath(join(dirname(page), unquote(str(token.attrGet("src") or ""))))


def _judge(page: str, token: Token, inputs: Inputs, found: Diagnostics) -> str:
    """Note what is wrong with a picture on a page; return the path of the file that is meant."""
    address = str(token.attrGet("src") or "")
    path, place = picture_path(page, token), Place(page, *token.meta["place"])
    there = inputs.attachments_below(FOLDER)
    if path not in there and inputs.is_sound(path):  # of one that was refused all is told
        near = get_close_matches(path, sorted(there), n=1)
        nearest = near[0].removeprefix(f"{GUIDE}/") if near else None
        found.add("screenshot.missing", place, value=address, nearest=nearest)
        path = near[0] if near else path
    words = plain_text(token.children or ())
    if len(words.split()) < _FEWEST_WORDS or words.isascii():
        found.add("screenshot.no-words", place, value=address)
    return path


def _name(path: str) -> str:
    return path.rpartition("/")[2]
