"""PNG (ISO/IEC 15948): its metadata read, and the picture without them; pixels stay as they are."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.reading.attachments.exif import Exif, loose_text, orientation_only
from build_tools.reading.attachments.jpeg import MOST_PIXELS
from build_tools.reading.attachments.model import (
    HIDDEN_DATA,
    METADATA,
    TOO_COMPLEX,
    UNREADABLE,
    Reading,
    RefusedError,
    TextPart,
)

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD"}
_KEPT |= {b"pHYs", b"iCCP"}
_TEXTS = {b"tEXt", b"zTXt", b"iTXt"}
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_HEADER = 13
_DENSITY = 9
_PER_METRE = 96 / 0.0254  # CSS pixels
_MOST_TEXT = 8 * 1024 * 1024
_MOST_CHUNKS = 100_000
# Adam7: first column and row, steps; each pass is a picture of its own.
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))  # fmt: skip  # noqa: E501


@dataclass(frozen=True, slots=True)
class _Chunk:
    kind: bytes
    data: bytes


def read_png(data: bytes) -> Reading:
    """Read metadata and return the picture without them; RefusedError where it is none."""
    chunks = list(_chunks(data))
    if not chunks or chunks[0].kind != b"IHDR" or chunks[-1].kind != b"IEND":
        raise RefusedError(UNREADABLE)
    _check_pixels(chunks)
    parts = [part for chunk in chunks for part in _texts(chunk)]
    turned = next((Exif(one.data).orientation() for one in chunks if one.kind == b"eXIf"), 1)
    return Reading(tuple(parts), _written(chunks, turned), _shown_size(chunks))


def inflate(data: bytes, limit: int) -> bytes:
    """Return what was compressed; RefusedError where it is damaged or longer than `limit`."""
    try:
        worker = zlib.decompressobj()
        plain = worker.decompress(data, limit + 1)
    except zlib.error as error:
        raise RefusedError(UNREADABLE) from error
    if len(plain) > limit:
        raise RefusedError(TOO_COMPLEX)
    return plain


def _chunks(data: bytes) -> Iterator[_Chunk]:
    place = len(SIGNATURE)
    for _ in range(_MOST_CHUNKS):
        length = int.from_bytes(data[place : place + 4], "big")
        kind, content = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        check = data[place + 8 + length : place + 12 + length]
        if check != struct.pack(">I", zlib.crc32(kind + content)):
            raise RefusedError(UNREADABLE)
        yield _Chunk(kind, content)
        if kind == b"IEND":
            return  # what stands behind the picture is not published
        place += 12 + length
    raise RefusedError(TOO_COMPLEX)


def _shown_size(chunks: list[_Chunk]) -> tuple[int, int]:
    """Return the size that the picture asks for: one with 192 pixels to an inch is half as wide."""
    size = struct.unpack_from(">II", chunks[0].data)
    density = next((one.data for one in chunks if one.kind == b"pHYs"), b"")
    across, down, unit = struct.unpack(">IIB", density) if len(density) == _DENSITY else (0, 0, 0)
    if unit != 1 or not across or not down:
        return size
    width, height = (
        max(1, round(pixels * _PER_METRE / per_metre))
        for pixels, per_metre in zip(size, (across, down), strict=True)
    )
    return width, height


def _check_pixels(chunks: list[_Chunk]) -> None:
    """Refuse a picture of too many pixels, and coded data that hold more than the pixels."""
    head = chunks[0].data
    if len(head) != _HEADER or head[9] not in _CHANNELS:
        raise RefusedError(UNREADABLE)
    width, height = struct.unpack_from(">II", head)
    if not 0 < width * height <= MOST_PIXELS:
        raise RefusedError(TOO_COMPLEX)
    bits = head[8] * _CHANNELS[head[9]]
    passes = _PASSES if head[12] else ((0, 0, 1, 1),)
    expected = sum(
        rows * (1 + (columns * bits + 7) // 8)
        for left, top, right, down in passes
        for columns, rows in [(-(-(width - left) // right), -(-(height - top) // down))]
        if columns > 0 and rows > 0
    )
    coded = b"".join(chunk.data for chunk in chunks if chunk.kind == b"IDAT")
    worker, seen, waiting = zlib.decompressobj(), 0, coded
    while waiting and not worker.eof:
        try:
            seen += len(worker.decompress(waiting, 1 << 20))
        except zlib.error as error:
            raise RefusedError(UNREADABLE) from error
        if seen > expected:
            raise RefusedError(HIDDEN_DATA)
        waiting = worker.unconsumed_tail
    if seen != expected or worker.unused_data:
        raise RefusedError(HIDDEN_DATA if worker.unused_data else UNREADABLE)


def _texts(chunk: _Chunk) -> Iterator[TextPart]:
    if chunk.kind == b"eXIf":
        yield from Exif(chunk.data).texts()
    elif chunk.kind not in _KEPT or chunk.kind == b"iCCP":
        texts = loose_text(_unpacked(chunk))
        yield from (TextPart(METADATA, text) for text in texts if text)


def _unpacked(chunk: _Chunk) -> bytes:
    """Return the text of a chunk as written; compressed ones are opened."""
    name, _, rest = chunk.data.partition(b"\0")
    if chunk.kind in {b"zTXt", b"iCCP"}:
        return name + b"\n" + inflate(rest[1:], _MOST_TEXT)
    if chunk.kind == b"iTXt":
        language, _, text = rest[2:].partition(b"\0")
        translated, _, text = text.partition(b"\0")
        plain = inflate(text, _MOST_TEXT) if rest[:1] == b"\1" else text
        return b"\n".join((name, language, translated, plain))
    return chunk.data.replace(b"\0", b"\n") if chunk.kind in _TEXTS else chunk.data


def _written(chunks: list[_Chunk], turned: int) -> bytes:
    kept = [_without_name(chunk) for chunk in chunks if chunk.kind in _KEPT]
    if turned != 1:
        kept.insert(1, _Chunk(b"eXIf", orientation_only(turned)))
    return SIGNATURE + b"".join(
        struct.pack(">I", len(one.data)) + one.kind + one.data + _crc(one) for one in kept
    )


def _without_name(chunk: _Chunk) -> _Chunk:
    """Take away the free name of a colour profile."""
    if chunk.kind != b"iCCP":
        return chunk
    return _Chunk(b"iCCP", b"ICC\0" + chunk.data.partition(b"\0")[2])


def _crc(chunk: _Chunk) -> bytes:
    return struct.pack(">I", zlib.crc32(chunk.kind + chunk.data))
