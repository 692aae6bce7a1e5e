"""Keeps for the next build what is said on the way from pages to files, where it took long."""

import hashlib

from build_tools.program import building_digest
from build_tools.project import Project
from build_tools.publishing.kept_frames import Asked
from build_tools.store import Store


class KeptParts:
    """The shelf of a project: what this program, standing on these packages, made when asked so."""

    def __init__(self, project: Project, asked: Asked) -> None:
        self._store = Store(project.products)
        self._maker = f"{building_digest()} {asked!r}"

    def get(self, key: str) -> bytes | None:
        """Return what is kept; None where it is not there or not whole."""
        return self._store.get(self._key(key))

    def put(self, key: str, content: bytes) -> None:
        """Keep it."""
        self._store.put(self._key(key), content)

    def _key(self, key: str) -> str:
        return hashlib.sha256(f"{self._maker} part {key}".encode()).hexdigest()
