"""A PDF with its small objects packed: a tagged one is a fifth as large.

Typst writes each element of the structure as an object by itself, three of them for every cell of a
table. PDF 1.5 and later may hold them compressed in object streams, found by a cross-reference
stream (ISO 32000-1, 7.5.7 and 7.5.8). Nothing in the objects is changed.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from itertools import pairwise

_END = re.compile(rb"startxref\n(\d+)\n%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_ENTRY_BYTES = 20  # of a line of the table
_TRAILER = re.compile(rb"trailer\n<</Size \d+(.*)>>\nstartxref\n", re.DOTALL)
_OBJECTS_A_STREAM = 500


def packed(pdf: bytes) -> bytes:
    """Return a PDF that Typst wrote in a smaller form; as it is where it is of another form."""
    end = _END.search(pdf)
    table = _TABLE.match(pdf, int(end[1])) if end else None
    trailer = _TRAILER.search(pdf, table.end()) if table else None
    if table is None or trailer is None:
        return pdf
    objects = dict(_objects(pdf, table))
    return _written(pdf[: pdf.index(b"\n\n") + 1], objects, trailer[1])


def _objects(pdf: bytes, table: re.Match[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield number and content of each object in their order in the file."""
    offsets = {}
    for number in range(1, int(table[1])):
        start = table.end() + number * _ENTRY_BYTES
        offsets[int(pdf[start : start + 10])] = number
    starts = [*sorted(offsets), table.start()]
    for start, end in pairwise(starts):
        number = offsets[start]
        content = pdf[start:end].removeprefix(b"%d 0 obj\n" % number).rstrip()
        yield number, content.removesuffix(b"endobj").rstrip(b"\n")


def _written(head: bytes, objects: Mapping[int, bytes], trailer: bytes) -> bytes:
    """Return streams as they are, everything else in object streams, and where each is."""
    out = bytearray(head)
    entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}

    def write(number: int, content: bytes) -> None:
        entries[number] = (1, len(out), 0)
        out.extend(b"%d 0 obj\n%b\nendobj\n" % (number, content))

    for number, content in objects.items():
        if content.endswith(b"endstream"):
            write(number, content)
    small = [number for number, content in objects.items() if number not in entries]
    following = max(objects) + 1
    for start in range(0, len(small), _OBJECTS_A_STREAM):
        chosen = small[start : start + _OBJECTS_A_STREAM]
        entries |= {number: (2, following, index) for index, number in enumerate(chosen)}
        write(following, _object_stream({number: objects[number] for number in chosen}))
        following += 1
    entries[following] = (1, len(out), 0)
    place = len(out)
    rows = b"".join(_entry(*entries[number]) for number in range(following + 1))
    keys = b"/Type/XRef/Size %d/W[1 4 2]%b" % (following + 1, trailer)
    write(following, _stream(keys, rows))
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % place


def _entry(kind: int, where: int, which: int) -> bytes:
    return bytes([kind]) + where.to_bytes(4, "big") + which.to_bytes(2, "big")


def _object_stream(objects: Mapping[int, bytes]) -> bytes:
    heads, at = [], 0
    for number, content in objects.items():
        heads.append(b"%d %d" % (number, at))
        at += len(content) + 1
    head = b" ".join(heads) + b"\n"
    keys = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head))
    return _stream(keys, head + b"\n".join(objects.values()))


def _stream(keys: bytes, content: bytes) -> bytes:
    data = zlib.compress(content, 9)
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (keys, len(data), data)
