"""Bytes of a file to text in NFC with line feeds, and whatever must not stand in text."""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from build_tools.diagnostics import Diagnostics
from build_tools.reading.characters import (
    MAX_MARKS,
    MIXED_SCRIPT,
    codepoint,
    described,
    find_forbidden,
    find_piled_marks,
    has_suspects,
)
from build_tools.reading.legacy_encodings import (
    DOUBLE_ENCODED,
    TCVN3,
    VNI,
    WINDOWS_1258,
    OldText,
    find_old_bytes,
    find_old_text,
)
from build_tools.reading.long_texts import sound_text
from build_tools.reading.opening import FolderKeeper, NotAFileError
from schemas.place import Place

MAX_TEXT_BYTES = 10 * 1024 * 1024
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_OLD_TEXT_RULES = {
    WINDOWS_1258: "text.windows-1258",
    TCVN3: "text.tcvn3",
    VNI: "text.vni",
    DOUBLE_ENCODED: "text.double-encoded",
}
_WORD = re.compile(r"\w+")
_QUOTE = '"'
_LONE_RETURN = re.compile(r"\r(?!\n)")
_LINE_END = re.compile(r"\r?\n")
_QUOTE_OR_END = re.compile(r'"|\r?\n')


class SourceText(NamedTuple):
    """A text file: NFC, line feeds only, no byte order mark; `sha256` is of the file's bytes.

    `path` is relative to the project's root, with "/".
    """

    path: str
    text: str
    sha256: str


def read_text(project_root: Path, path: str, found: Diagnostics) -> SourceText | None:
    """Read a text file; None after an error was noted."""
    data = _read_bytes(project_root, path, found)
    if data is None:
        return None
    return text_of(data, path, hashlib.sha256(data).hexdigest(), found)


def text_of(data: bytes, path: str, sha256: str, found: Diagnostics) -> SourceText | None:
    """Return the bytes of a file, of this digest, as text; None after an error was noted."""
    sound = sound_text(data)
    if sound is not None:
        return SourceText(path, sound, sha256)
    decoded = _decode(data, path, found)
    if decoded is None or not _ends_lines_well(decoded, path, found):
        return None
    if not _has_single_marks(decoded, path, found):
        return None
    text = _normalise(decoded, path, found)
    if not text or text.isspace():
        found.add("file.empty", Place(path), value=_name(path))
        return None
    if not _is_clean(text, path, found):
        return None
    return SourceText(path, text, sha256)


def read_lines(project_root: Path, path: str) -> tuple[str, ...] | None:
    """Return the lines as the file has them, without their ends, whatever else is wrong with it.

    None for what is no Unicode text, has lost letters, or piles marks up so that no form of it can
    be had: nobody can say what such lines show.
    """
    data = _read_bytes(project_root, path, Diagnostics())
    text = None if data is None else _decode(data, path, Diagnostics())
    if text is None or "\ufffd" in text or find_piled_marks(text) is not None:
        return None
    if find_old_text(unicodedata.normalize("NFC", text)) is not None:
        return None
    return tuple(text.replace("\r\n", "\n").split("\n"))


def human_size(size: int) -> str:
    """Write a number of bytes as `16 KB` or `1 MB`, rounded up."""
    for unit, factor in (("MB", 1024 * 1024), ("KB", 1024)):
        if size >= factor:
            return f"{-(-size // factor)} {unit}"
    return f"{size} byte"


def human_count(number: int) -> str:
    """Write a number as `50.000`."""
    return f"{number:,}".replace(",", ".")


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _read_bytes(root: Path, path: str, found: Diagnostics) -> bytes | None:
    with FolderKeeper(root) as keeper:
        return read_bytes(keeper, path, found)


def read_bytes(keeper: FolderKeeper, path: str, found: Diagnostics) -> bytes | None:
    """Read what a text file holds; None after an error was noted."""
    try:
        data = keeper.read(path, MAX_TEXT_BYTES + 1)
    except NotAFileError:
        found.add("file.device", Place(path), value=_name(path))
        return None
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


def _ends_lines_well(text: str, path: str, found: Diagnostics) -> bool:
    """Refuse a carriage return alone, and records of a table that end in two ways.

    Such a file was put together from two, or is read otherwise by the next program.
    """
    if "\r" not in text:
        return True
    returns = text.count("\r\n")
    if text.count("\r") != returns and (alone := _LONE_RETURN.search(text)):
        found.add("text.lone-return", LineIndex(text).place(path, alone.start()))
        return False
    if not path.endswith(".csv") or returns in {0, text.count("\n")}:
        return True
    outside = (part for at, part in enumerate(text.split(_QUOTE)) if at % 2 == 0)
    ends = Counter(end for part in outside for end in _LINE_END.findall(part))
    if len(ends) <= 1:  # Excel writes CR LF between rows and LF inside of cells
        return True
    found.add("csv.line-ends", Place(path, _first_other_end(text)))
    return False


def _first_other_end(text: str) -> int:
    """Return the first line (from 1) that ends otherwise than the first record."""
    is_quoted, line, first = False, 1, ""
    for match in _QUOTE_OR_END.finditer(text):
        if match.group() == _QUOTE:
            is_quoted = not is_quoted
            continue
        if not is_quoted:
            first = first or match.group()
            if match.group() != first:
                return line
        line += 1
    return line


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n") if "\r" in text else text


def _has_single_marks(text: str, path: str, found: Diagnostics) -> bool:
    index = find_piled_marks(text)
    if index is None:
        return True
    place = LineIndex(text).place(path, index)
    found.add("text.piled-marks", place, codepoint=codepoint(text[index]), limit=MAX_MARKS)
    return False


def _normalise(text: str, path: str, found: Diagnostics) -> str:
    text = _with_line_feeds(text)
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
    if text.isascii() and not has_suspects(text):
        return True
    old = find_old_text(text)
    if old is not None:  # its letters would break other rules too, for the same cause
        _note_old_text(old, text, path, found)
        return False
    if not has_suspects(text):
        return True
    lines = LineIndex(text)
    broken = list(find_forbidden(text))
    for code, index, count in broken:
        value = _word_around(text, index) if code == MIXED_SCRIPT else None
        place = lines.place(path, index)
        found.add(code, place, value=value, codepoint=described(text[index]), count=count)
    return not broken


def _word_around(text: str, index: int) -> str:
    words = _WORD.finditer(text, max(text.rfind("\n", 0, index), 0))
    word = next((match for match in words if match.end() > index), None)
    return word.group() if word and word.start() <= index else text[index - 1 : index + 2]


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
