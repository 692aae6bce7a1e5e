"""JPEG (ITU T.81): its metadata read, and the picture without them; pixels stay as they are."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.reading.attachments.exif import Exif, loose_text, orientation_only
from build_tools.reading.attachments.model import (
    METADATA,
    TOO_COMPLEX,
    UNREADABLE,
    Reading,
    RefusedError,
    TextPart,
)

_SOI, _EOI = b"\xff\xd8", b"\xff\xd9"
_SOS, _COM, _APP0, _APP1, _APP2, _APP14 = 0xDA, 0xFE, 0xE0, 0xE1, 0xE2, 0xEE
_APPS = range(0xE0, 0xF0)
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_EXIF, _ICC, _ADOBE, _JFIF = b"Exif\0\0", b"ICC_PROFILE\0", b"Adobe", b"JFIF\0"
# In the coded data a marker is FF and neither 00 (a stuffed FF) nor a restart.
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
MOST_PIXELS = 200_000_000
_MOST_SEGMENTS = 10_000
_JFIF_HEAD = 14


@dataclass(frozen=True, slots=True)
class _Segment:
    marker: int
    data: bytes
    coded: bytes = b""  # what follows a start of scan


def read_jpeg(data: bytes) -> Reading:
    """Read metadata and return the picture without them; RefusedError where it is none."""
    segments = list(_segments(data))
    if not any(one.marker in _FRAMES for one in segments):
        raise RefusedError(UNREADABLE)
    for one in segments:
        _check_size(one)
    parts = [part for one in segments for part in _texts(one)]
    turned = next((Exif(one.data[6:]).orientation() for one in segments if _is_exif(one)), 1)
    return Reading(tuple(parts), _written(segments, turned))


def _segments(data: bytes) -> Iterator[_Segment]:
    place = len(_SOI)
    for _ in range(_MOST_SEGMENTS):
        match = _MARKER.match(data, place)
        if match is None:
            raise RefusedError(UNREADABLE)
        marker, place = match[1][0], match.end()
        if marker == _EOI[1]:
            return  # what stands behind the picture is not published
        length = int.from_bytes(data[place : place + 2], "big")
        content = data[place + 2 : place + length]
        if length < 2 or len(content) != length - 2:  # noqa: PLR2004  counts itself
            raise RefusedError(UNREADABLE)
        place += length
        if marker != _SOS:
            yield _Segment(marker, content)
            continue
        end = _MARKER.search(data, place)
        if end is None:
            raise RefusedError(UNREADABLE)
        yield _Segment(marker, content, data[place : end.start()])
        place = end.start()
    raise RefusedError(TOO_COMPLEX)


def _check_size(segment: _Segment) -> None:
    if segment.marker in _FRAMES:
        if len(segment.data) < 5:  # noqa: PLR2004  precision, height, width
            raise RefusedError(UNREADABLE)
        height, width = struct.unpack_from(">HH", segment.data, 1)
        if height * width > MOST_PIXELS:
            raise RefusedError(TOO_COMPLEX)


def _is_exif(segment: _Segment) -> bool:
    return segment.marker == _APP1 and segment.data.startswith(_EXIF)


def _texts(segment: _Segment) -> Iterator[TextPart]:
    if _is_exif(segment):
        yield from Exif(segment.data[6:]).texts()
    elif segment.marker == _COM or segment.marker in _APPS:
        yield from (TextPart(METADATA, text) for text in loose_text(segment.data) if text)


def _written(segments: list[_Segment], turned: int) -> bytes:
    kept = [kept for one in segments for kept in [_kept(one)] if kept is not None]
    if turned != 1:
        head = sum(1 for one in kept[:1] if one.marker == _APP0)
        kept.insert(head, _Segment(_APP1, _EXIF + orientation_only(turned)))
    body = b"".join(
        bytes((0xFF, one.marker)) + struct.pack(">H", len(one.data) + 2) + one.data + one.coded
        for one in kept
    )
    return _SOI + body + _EOI


def _kept(segment: _Segment) -> _Segment | None:
    """Return what showing the picture needs: no comment, no metadata, no thumbnail."""
    if segment.marker == _APP0 and segment.data.startswith(_JFIF):
        return _Segment(_APP0, segment.data[: _JFIF_HEAD - 2] + b"\0\0")
    is_colour = (segment.marker == _APP2 and segment.data.startswith(_ICC)) or (
        segment.marker == _APP14 and segment.data.startswith(_ADOBE)
    )
    if is_colour:
        return segment
    return None if segment.marker == _COM or segment.marker in _APPS else segment
