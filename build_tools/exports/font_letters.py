"""Which letters a TrueType font has: its table `cmap`, as ISO/IEC 14496-22 lays it out."""

import struct
from collections.abc import Iterator
from pathlib import Path

_UNICODE = {(0, 3), (0, 4), (3, 1), (3, 10)}  # platform and encoding of the tables read here
_BEYOND_THE_FIRST_PLANE = 12  # the format of a table that lists all planes; 4 lists the first


def letters_of(font: Path) -> frozenset[int]:
    """Return the code points that the font draws."""
    data = font.read_bytes()
    cmap = _table(data, b"cmap")
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    found: set[int] = set()
    for index in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", data, cmap + 4 + 8 * index)
        if (platform, encoding) in _UNICODE:
            (form,) = struct.unpack_from(">H", data, cmap + offset)
            read = _all_planes if form == _BEYOND_THE_FIRST_PLANE else _first_plane
            found.update(read(data, cmap + offset))
    return frozenset(found)


def _table(data: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    for index in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        if tag == name:
            return int(offset)
    raise ValueError(f"the font has no table {name!r}")


def _first_plane(data: bytes, start: int) -> Iterator[int]:
    (doubled,) = struct.unpack_from(">H", data, start + 6)
    count = doubled // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", data, start + 14 + part * doubled + 2 * (part > 0))
        for part in range(4)
    )
    places = start + 16 + 3 * doubled
    for index in range(count):
        for letter in range(starts[index], ends[index] + 1):
            glyph = letter
            if offsets[index]:
                at = places + 2 * index + offsets[index] + 2 * (letter - starts[index])
                (glyph,) = struct.unpack_from(">H", data, at)
            if (glyph + deltas[index]) % 0x10000 and glyph:
                yield letter


def _all_planes(data: bytes, start: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">L", data, start + 12)
    for index in range(count):
        first, last, _ = struct.unpack_from(">LLL", data, start + 16 + 12 * index)
        yield from range(first, last + 1)
