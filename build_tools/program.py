"""What this program is: the digest of the code that reads and judges, and of all it stands on."""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator

import build_tools
import schemas

_READING = ("diagnostics", "reading", "validation")  # and what lies beside them, on lower floors
_COMPILED = "__pycache__"
_INSTALLED = ".dist-info"  # ends the name of a folder, which tells a package and its version


def reading_digest() -> str:
    """Return the digest of what decides what is read from given bytes, and what is found in them.

    That is our code from the schemas to the rules, Python, and every installed package's version.
    """
    own = build_tools.__path__[0]
    folders = (schemas.__path__[0], *(os.path.join(own, name) for name in _READING))  # noqa: PTH118  as below
    digest = hashlib.sha256("\n".join((sys.version, *installed_packages())).encode())
    for path in (*_modules(own), *(each for folder in folders for each in files_below(folder))):
        digest.update(digest_of_file(path))
    return digest.hexdigest()


def building_digest() -> str:
    """Return the digest of all our code, of Python, and of every installed package's version."""
    digest = hashlib.sha256("\n".join((sys.version, *installed_packages())).encode())
    digest.update(code_digest())
    return digest.hexdigest()


def code_digest() -> bytes:
    """Return the digest of all our code."""
    return digest_of_folders((build_tools.__path__[0], schemas.__path__[0]), ".py")


def digest_of_folders(folders: Iterable[str], ending: str = "") -> bytes:
    """Return the digest of the files in these folders: of their names, from there, and contents.

    `ending`: of the names of those that count. Raises OSError.
    """
    digest = hashlib.sha256()
    for folder in folders:
        digest.update(b"\0")  # so that it is told in which of them a file lies
        for path in files_below(folder):
            if path.endswith(ending):
                digest.update(f"{path.removeprefix(folder)}\0".encode())
                digest.update(digest_of_file(path))
    return digest.digest()


def digest_of_file(path: str) -> bytes:
    """Return the SHA-256 of a file. Raises OSError."""
    # A Path of each costs more than the reading, and so does a buffer.
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123
        return hashlib.sha256(stream.readall()).digest()


def _modules(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        yield from sorted(each.path for each in found if each.name.endswith(".py"))


def files_below(folder: str) -> Iterator[str]:
    """Yield the paths of all files in a folder in a fixed order, but for compiled modules."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if not entry.is_dir():
            yield entry.path
        elif entry.name != _COMPILED:
            yield from files_below(entry.path)


def installed_packages() -> Iterator[str]:
    """Yield names that tell every installed package and its version, in a fixed order."""
    for folder in sys.path:
        if os.path.isdir(folder):  # noqa: PTH112  as above
            with os.scandir(folder) as found:
                yield from sorted(each.name for each in found if each.name.endswith(_INSTALLED))
