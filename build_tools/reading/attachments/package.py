"""The zip archive of an office document: opened within bounds, every byte of it accounted for."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from build_tools.reading.attachments.model import (
    HIDDEN_DATA,
    TOO_COMPLEX,
    UNREADABLE,
    RefusedError,
)

MOST_PARTS = 2_000
MOST_BYTES = 200 * 1024 * 1024  # of all parts, opened
MOST_PART_BYTES = 64 * 1024 * 1024
_LOCAL_HEAD = 30
_DESCRIPTORS = (0, 12, 16, 20, 24)  # sizes that may stand behind a part written as a stream
_END_RECORD = 22
_ENCRYPTED = 0x1
_A_DAY = (1980, 1, 1, 0, 0, 0)


def open_package(data: bytes) -> Mapping[str, bytes]:
    """Return name → content of every part, in the order of the archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check(archive, entries, data)
            return _contents(archive, entries)
    except RefusedError:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        NotImplementedError,
        OSError,
        ValueError,
        EOFError,
        RuntimeError,
        UnicodeError,
    ) as error:
        raise RefusedError(UNREADABLE) from error


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive of the parts in their order; the same parts give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _A_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.getvalue()


def _check(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], data: bytes) -> None:
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise RefusedError(TOO_COMPLEX)
    names = [entry.filename.casefold() for entry in entries]
    if len(set(names)) != len(names):
        raise RefusedError(HIDDEN_DATA)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise RefusedError("attachment.encrypted")
    if archive.comment or any(entry.comment for entry in entries):
        raise RefusedError(HIDDEN_DATA)
    _check_no_gaps(archive, entries, data)


def _check_no_gaps(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], data: bytes) -> None:
    """Refuse bytes between the parts, before or behind them: nobody would see what they say."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset - end not in (_DESCRIPTORS if end else (0,)):
            raise RefusedError(HIDDEN_DATA)
        head = entry.header_offset
        name_length, extra_length = struct.unpack_from("<HH", data, head + 26)
        end = head + _LOCAL_HEAD + name_length + extra_length + entry.compress_size
    start_of_directory = archive.start_dir
    last = data.rfind(b"PK\5\6")
    if start_of_directory - end not in _DESCRIPTORS or last + _END_RECORD != len(data):
        raise RefusedError(HIDDEN_DATA)


def _contents(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Mapping[str, bytes]:
    """Open every part; what a header says of a size is not believed."""
    found: dict[str, bytes] = {}
    total = 0
    for entry in entries:
        if entry.is_dir():
            continue
        with archive.open(entry) as stream:
            content = stream.read(MOST_PART_BYTES + 1)
        total += len(content)
        if len(content) > MOST_PART_BYTES or total > MOST_BYTES:
            raise RefusedError(TOO_COMPLEX)
        found[entry.filename] = content
    return found
