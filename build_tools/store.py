"""Keeps what was made by content: bytes under a key, in a folder that may be deleted at any moment.

The key is the digest of all that decides the bytes. A digest of the bytes themselves is kept with
them and checked when they are read: nothing in the store can be stale, what a crash or a disk has
spoilt is made again, and two builds may use one store at a time.
"""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

_LETTERS = 2  # of a key that name a folder
_DIGEST_BYTES = hashlib.sha256().digest_size


class Store:
    """The products of earlier builds in a folder; works without keeping where a disk refuses."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> bytes | None:
        """Return the product with this key; None where it is not there or not whole."""
        path = self._path(key)
        try:
            kept = path.read_bytes()
        except OSError:
            return None
        digest, content = kept[:_DIGEST_BYTES], kept[_DIGEST_BYTES:]
        if hashlib.sha256(content).digest() != digest:
            return None
        with suppress(OSError):
            os.utime(path)  # it is still asked for
        return content

    def digest(self, key: str) -> str | None:
        """Return the SHA-256, in hexadecimal, that the product with this key had when it was kept.

        The product itself is not read: it may be spoilt, and so may the digest. That of something
        which was proved elsewhere tells by being the same.
        """
        path = self._path(key)
        with suppress(OSError):
            # A Path costs more than the reading, and so does a buffer.
            with open(path, "rb", buffering=0) as stream:  # noqa: PTH123
                digest = stream.read(_DIGEST_BYTES)
            if len(digest) == _DIGEST_BYTES:
                os.utime(path)  # it is still asked for
                return digest.hex()
        return None

    def piece(self, key: str, begin: int, end: int) -> bytes:
        """Return these bytes of the product with this key, as many as are there; none without it.

        They may be spoilt: who asks knows the digest of what they are to be.
        """
        path = self._path(key)
        with suppress(OSError), open(path, "rb", buffering=0) as stream:  # noqa: PTH123  as above
            os.utime(path)
            return os.pread(stream.fileno(), end - begin, _DIGEST_BYTES + begin)
        return b""

    def put(self, key: str, content: bytes) -> str:
        """Keep a product and return its SHA-256; who reads meanwhile finds all of it or nothing."""
        path, digest = self._path(key), hashlib.sha256(content)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".")
            try:
                with os.fdopen(descriptor, "wb") as stream:
                    stream.write(digest.digest())
                    stream.write(content)
                Path(name).replace(path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
        return digest.hexdigest()

    def remove(self, key: str) -> None:
        """Delete the product with this key, if it is there."""
        with suppress(OSError):
            self._path(key).unlink()

    def clear_away(self, before: float) -> None:
        """Delete what nobody asked for since `before` (Unix seconds), and what a crash left."""
        with suppress(OSError):
            for folder in os.listdir(self._folder):  # noqa: PTH208  as below
                if len(folder) == _LETTERS:
                    _clear_away(f"{self._folder}/{folder}", before)

    def _path(self, key: str) -> Path:
        return self._folder / key[:_LETTERS] / key[_LETTERS:]


def _clear_away(folder: str, before: float) -> None:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in list(entries):
            with suppress(OSError):
                if entry.stat().st_mtime < before:
                    os.unlink(entry.path)  # noqa: PTH108  a Path of each costs more than the rest
