"""EXIF of pictures (CIPA DC-008): its texts, and the one tag that a reader of the picture needs."""

import struct
from collections.abc import Iterator

from build_tools.reading.attachments.model import METADATA, TextPart

_ORIENTATION = 0x0112
_XP_TAGS = range(0x9C9B, 0x9CA0)  # Windows: title, comment, author, keywords, subject in UTF-16
_POINTERS = (0x8769, 0x8825, 0xA005)  # further directories: EXIF, GPS, interoperability
_ASCII, _UNDEFINED, _BYTE = 2, 7, 1
_ENTRY = 12
_MOST_DIRECTORIES = 16
_MOST_ENTRIES = 512
_ZEROS_OF_UTF16 = 3  # one byte in three, where letters are of our alphabet
_CHARSET_LENGTH = 8  # before a user comment: ASCII, UNICODE, JIS or zeros
_ORIENTATIONS = range(2, 9)


class Exif:
    """A TIFF structure; whatever in it does not add up is passed over, for it is not published."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._order = ">" if data[:2] == b"MM" else "<"

    def orientation(self) -> int:
        """How the picture is to be turned, 2 to 8; 1 where it stands upright or does not say."""
        for tag, kind, value in self._entries():
            if tag == _ORIENTATION and kind == 3 and len(value) >= 2:  # noqa: PLR2004  a SHORT
                turned: int = struct.unpack_from(f"{self._order}H", value)[0]
                return turned if turned in _ORIENTATIONS else 1
        return 1

    def texts(self) -> Iterator[TextPart]:
        """Yield every text of every tag."""
        for tag, kind, value in self._entries():
            for text in _decoded(tag, kind, value):
                if text.strip():
                    yield TextPart(METADATA, text)

    def _entries(self) -> Iterator[tuple[int, int, bytes]]:
        waiting, seen = [self._number(4, 4)], set[int]()
        while waiting and len(seen) < _MOST_DIRECTORIES:
            start = waiting.pop()
            if start in seen or not 0 < start < len(self._data) - 1:
                continue
            seen.add(start)
            count = min(self._number(start, 2), _MOST_ENTRIES)
            for place in range(start + 2, start + 2 + count * _ENTRY, _ENTRY):
                tag, kind, length = self._number(place, 2), self._number(place + 2, 2), 0
                if tag in _POINTERS:
                    waiting.append(self._number(place + 8, 4))
                length = self._number(place + 4, 4) * {3: 2, 4: 4, 5: 8, 9: 4, 10: 8}.get(kind, 1)
                offset = place + 8 if length <= 4 else self._number(place + 8, 4)  # noqa: PLR2004
                yield tag, kind, self._data[offset : offset + length]
            waiting.append(self._number(start + 2 + count * _ENTRY, 4))

    def _number(self, offset: int, size: int) -> int:
        raw = self._data[offset : offset + size]
        if len(raw) < size:
            return 0
        return int.from_bytes(raw, "big" if self._order == ">" else "little")


def orientation_only(orientation: int) -> bytes:
    """Return EXIF that says nothing but how the picture is to be turned."""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, orientation, 0)
    return b"MM\0*" + struct.pack(">IH", 8, 1) + entry + b"\0\0\0\0"


def loose_text(data: bytes) -> list[str]:
    """Return what bytes may say, read in the encodings that metadata are written in."""
    texts = [data.decode("utf-8", errors="ignore")]
    if _ZEROS_OF_UTF16 * data.count(0) > len(data):
        texts += [data.decode(name, errors="ignore") for name in ("utf-16-le", "utf-16-be")]
    return [text.replace("\0", " ").strip() for text in texts]


def _decoded(tag: int, kind: int, value: bytes) -> list[str]:
    if tag in _XP_TAGS:
        return [value.decode("utf-16-le", errors="ignore").replace("\0", " ")]
    if kind == _UNDEFINED and value[:_CHARSET_LENGTH].startswith((b"ASCII", b"UNICODE")):
        return loose_text(value[_CHARSET_LENGTH:])
    return loose_text(value) if kind in {_ASCII, _UNDEFINED, _BYTE} else []
