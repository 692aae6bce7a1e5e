"""Keeps the parts of the search index that follow from some pages alone, for the next build."""

import hashlib

from build_tools.program import building_digest
from build_tools.project import Project
from build_tools.store import Store


class KeptSearch:
    """The shelf of a project: what this program, standing on these packages, made of texts."""

    def __init__(self, project: Project) -> None:
        self._store = Store(project.products)
        self._program = building_digest()

    def get(self, key: str) -> bytes | None:
        """Return what is kept; None where it is not there or not whole."""
        return self._store.get(self._key(key))

    def put(self, key: str, content: bytes) -> None:
        """Keep it."""
        self._store.put(self._key(key), content)

    def _key(self, key: str) -> str:
        return hashlib.sha256(f"{self._program} search {key}".encode()).hexdigest()
