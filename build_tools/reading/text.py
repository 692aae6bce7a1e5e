"""Bytes of a file to text in NFC with line feeds, and whatever must not stand in text."""

import hashlib
import os
import re
import stat
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Diagnostics
from build_tools.reading.legacy_encodings import (
    DOUBLE_ENCODED,
    TCVN3,
    VNI,
    WINDOWS_1258,
    OldText,
    find_old_bytes,
    find_old_text,
)
from schemas.catalogue import Place

MAX_TEXT_BYTES = 50 * 1024 * 1024
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Nothing in the input is opened that could hang (a pipe) or leads elsewhere (a link).
OPEN_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
_OLD_TEXT_RULES = {
    WINDOWS_1258: "text.windows-1258",
    TCVN3: "text.tcvn3",
    VNI: "text.vni",
    DOUBLE_ENCODED: "text.double-encoded",
}
_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
# Cyrillic, and the Greek letters that are drawn like Latin ones; µ, Ω, α … are left to science.
_LOOKALIKE = "\u0400-\u052fΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲϳ"
_FORBIDDEN: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("text.lost-letters", re.compile("\ufffd")),
    ("text.control", re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")),
    ("text.bidi", re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")),
    (
        "text.invisible",
        re.compile(
            "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065"
            "\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
        ),
    ),
    (
        "text.private-use",
        re.compile("[\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]"),
    ),
    (
        "text.mixed-script",
        re.compile(f"(?<=[{_LATIN}])[{_LOOKALIKE}]|[{_LOOKALIKE}](?=[{_LATIN}])"),
    ),
)
# One quick look for any of their characters, before looking for each.
_SUSPECT = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    f"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ue000-\uffff\U000e0000-\U0010ffff{_LOOKALIKE}]"
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text file: NFC, line feeds only, no byte order mark; `sha256` is of the file's bytes.

    `path` is relative to the project's root, with "/".
    """

    path: str
    text: str
    sha256: str


def read_text(project_root: Path, path: str, found: Diagnostics) -> SourceText | None:
    """Read a text file; None after an error was noted."""
    data = _read_bytes(project_root / path, path, found)
    if data is None:
        return None
    decoded = _decode(data, path, found)
    if decoded is None:
        return None
    text = _normalise(decoded, path, found)
    if not text.strip():
        found.add("file.empty", Place(path), value=_name(path))
        return None
    if not _is_clean(text, path, found):
        return None
    return SourceText(path, text, hashlib.sha256(data).hexdigest())


def codepoint(letter: str) -> str:
    """`U+200B`."""
    return f"U+{ord(letter):04X}"


def human_size(size: int) -> str:
    """Write a number of bytes as `16 KB` or `1 MB`, rounded up."""
    for unit, factor in (("MB", 1024 * 1024), ("KB", 1024)):
        if size >= factor:
            return f"{-(-size // factor)} {unit}"
    return f"{size} byte"


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _read_bytes(file: Path, path: str, found: Diagnostics) -> bytes | None:
    try:
        with os.fdopen(os.open(file, OPEN_FLAGS), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                found.add("file.device", Place(path), value=_name(path))
                return None
            data = stream.read(MAX_TEXT_BYTES + 1)
    except (OSError, ValueError):
        found.add("file.unreadable", Place(path), value=_name(path))
        return None
    if len(data) > MAX_TEXT_BYTES:
        limit = human_size(MAX_TEXT_BYTES)
        found.add("file.too-large", Place(path), value=_name(path), size=f"> {limit}", limit=limit)
        return None
    return data


def _decode(data: bytes, path: str, found: Diagnostics) -> str | None:
    is_utf16 = data.startswith(_UTF16_MARKS)
    if not is_utf16 and _looks_like_utf16(data):
        found.add("text.utf-16-unmarked", Place(path))
        return None
    try:
        text = data.decode("utf-16") if is_utf16 else data.removeprefix(_UTF8_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        _note_undecodable(error, path, found)
        return None
    if is_utf16:
        found.add("text.utf-16", Place(path))
    return text


def _looks_like_utf16(data: bytes) -> bool:
    sample = data[:4096]
    return 3 * sample.count(0) > len(sample) and b"\0\0" not in sample


def _note_undecodable(error: UnicodeDecodeError, path: str, found: Diagnostics) -> None:
    data = error.object
    old = None if error.encoding.startswith("utf-16") else find_old_bytes(data)
    if old is not None:
        text = data.decode("latin-1")  # one letter a byte: columns count bytes, as old text does
        _note_old_text(old, text, path, found)
        return
    before = data[: error.start].decode(error.encoding, errors="replace")
    before = before.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    place = Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
    found.add("text.encoding", place, byte=f"{data[error.start]:02X}")


def _note_old_text(old: OldText, text: str, path: str, found: Diagnostics) -> None:
    place = LineIndex(text).place(path, old.index)
    code = _OLD_TEXT_RULES[old.encoding]
    found.add(code, place, value=old.word, garbled=old.garbled, count=old.count)


def _normalise(text: str, path: str, found: Diagnostics) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if unicodedata.is_normalized("NFC", text):
        return text
    normal = unicodedata.normalize("NFC", text)
    changed = list(_changed_lines(text, normal))
    found.add("text.not-nfc", Place(path, *changed[0]), count=len(changed))
    return normal


def _changed_lines(text: str, normal: str) -> Iterator[tuple[int, int]]:
    """Yield line and column of the first difference of each line; NFC never joins lines."""
    lines = zip(text.split("\n"), normal.split("\n"), strict=True)
    for number, (typed, right) in enumerate(lines, start=1):
        if typed != right:
            letters = enumerate(zip(typed, right, strict=False), start=1)
            yield number, next(at for at, (one, other) in letters if one != other)


def _is_clean(text: str, path: str, found: Diagnostics) -> bool:
    if text.isascii() and _FORBIDDEN[1][1].search(text) is None:
        return True
    old = find_old_text(text)
    if old is not None:  # its letters would break other rules too, for the same cause
        _note_old_text(old, text, path, found)
        return False
    if _SUSPECT.search(text) is None:
        return True
    broken = [code for code, rule in _FORBIDDEN if _note_forbidden(code, rule, text, path, found)]
    return not broken


def _note_forbidden(
    code: str, pattern: re.Pattern[str], text: str, path: str, found: Diagnostics
) -> bool:
    places = [match.start() for match in pattern.finditer(text)]
    if not places:
        return False
    index = places[0]
    value = _word_around(text, index) if code == "text.mixed-script" else None
    place = LineIndex(text).place(path, index)
    found.add(code, place, value=value, codepoint=codepoint(text[index]), count=len(places))
    return True


def _word_around(text: str, index: int) -> str:
    words = _WORD.finditer(text, max(text.rfind("\n", 0, index), 0))
    return next(match.group() for match in words if match.end() > index)


class LineIndex:
    """Lines and columns (from 1) of a text's indexes."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def locate(self, index: int) -> tuple[int, int]:
        """Return line and column of an index."""
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    def place(self, path: str, index: int) -> Place:
        """Return the place of an index in the file."""
        return Place(path, *self.locate(index))
