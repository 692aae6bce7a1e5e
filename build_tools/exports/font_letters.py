"""Which letters a TrueType font has and how broad they are, as ISO/IEC 14496-22 lays it out."""

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

_UNICODE = {(0, 3), (0, 4), (3, 1), (3, 10)}  # platform and encoding of the tables read here
_BREADTHS_BY_PAIRS = (2, 1, 4, 0)  # lookup, format, and that only the first glyph gets broader
_BEYOND_THE_FIRST_PLANE = 12  # the format of a table that lists all planes; 4 lists the first


def letters_of(font: Path) -> frozenset[int]:
    """Return the code points that the font draws."""
    return frozenset(_glyphs(font.read_bytes()))


def breadths_of(font: Path) -> Mapping[str, float]:
    """Return how far each letter of the font moves on, in heights of a letter (em)."""
    data = font.read_bytes()
    (em,) = struct.unpack_from(">H", data, _table(data, b"head") + 18)
    (count,) = struct.unpack_from(">H", data, _table(data, b"hhea") + 34)
    metrics = struct.unpack_from(">" + "Hh" * count, data, _table(data, b"hmtx"))
    # Glyphs beyond the count are as broad as the last of it.
    return {
        chr(letter): metrics[2 * min(glyph, count - 1)] / em
        for letter, glyph in _glyphs(data).items()
    }


def kerning_of(font: Path) -> Mapping[str, float]:
    """Return how far a letter is set from the one before it, by both letters; mostly less than 0.

    ValueError where the font has it in another form than pair by pair (GPOS, 2, format 1).
    """
    data = font.read_bytes()
    (em,) = struct.unpack_from(">H", data, _table(data, b"head") + 18)
    letters: dict[int, list[str]] = {}
    for letter, glyph in _glyphs(data).items():
        letters.setdefault(glyph, []).append(chr(letter))
    return {
        first + second: value / em
        for lookup in _kerning_lookups(data)
        for left, right, value in _pairs(data, lookup)
        for first in letters.get(left, ())
        for second in letters.get(right, ())
    }


def _kerning_lookups(data: bytes) -> Iterator[int]:
    """Yield where the lookups of the feature `kern` begin."""
    start = _table(data, b"GPOS")
    features, lookups = (start + each for each in struct.unpack_from(">HH", data, start + 6))
    (count,) = struct.unpack_from(">H", data, features)
    chosen = set()
    for index in range(count):
        tag, offset = struct.unpack_from(">4sH", data, features + 2 + 6 * index)
        if tag == b"kern":
            (number,) = struct.unpack_from(">H", data, features + offset + 2)
            chosen |= set(struct.unpack_from(f">{number}H", data, features + offset + 4))
    for index in sorted(chosen):
        yield lookups + struct.unpack_from(">H", data, lookups + 2 + 2 * index)[0]


def _pairs(data: bytes, lookup: int) -> Iterator[tuple[int, int, int]]:
    """Yield both glyphs of each pair and what is added to the breadth of the first."""
    kind, _, count = struct.unpack_from(">HHH", data, lookup)
    for offset in struct.unpack_from(f">{count}H", data, lookup + 6):
        start = lookup + offset
        form, coverage, first_value, second_value, sets = struct.unpack_from(">5H", data, start)
        if (kind, form, first_value, second_value) != _BREADTHS_BY_PAIRS:
            raise ValueError("the font kerns in a form that is not read here")
        lefts = _covered(data, start + coverage)
        for left, at in zip(lefts, struct.unpack_from(f">{sets}H", data, start + 10), strict=True):
            (number,) = struct.unpack_from(">H", data, start + at)
            for index in range(number):
                yield left, *struct.unpack_from(">Hh", data, start + at + 2 + 4 * index)


def _covered(data: bytes, start: int) -> list[int]:
    form, count = struct.unpack_from(">HH", data, start)
    if form == 1:
        return list(struct.unpack_from(f">{count}H", data, start + 4))
    ranges = (struct.unpack_from(">HH", data, start + 4 + 6 * index) for index in range(count))
    return [glyph for first, last in ranges for glyph in range(first, last + 1)]


def _glyphs(data: bytes) -> Mapping[int, int]:
    """Return code point → number of the glyph that draws it."""
    cmap = _table(data, b"cmap")
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    found: dict[int, int] = {}
    for index in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", data, cmap + 4 + 8 * index)
        if (platform, encoding) in _UNICODE:
            (form,) = struct.unpack_from(">H", data, cmap + offset)
            read = _all_planes if form == _BEYOND_THE_FIRST_PLANE else _first_plane
            found.update(read(data, cmap + offset))
    return found


def _table(data: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    for index in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        if tag == name:
            return int(offset)
    raise ValueError(f"the font has no table {name!r}")


def _first_plane(data: bytes, start: int) -> Iterator[tuple[int, int]]:
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
            drawn_by = (glyph + deltas[index]) % 0x10000
            if drawn_by and glyph:
                yield letter, drawn_by


def _all_planes(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">L", data, start + 12)
    for index in range(count):
        first, last, glyph = struct.unpack_from(">LLL", data, start + 16 + 12 * index)
        yield from ((letter, glyph + letter - first) for letter in range(first, last + 1))
