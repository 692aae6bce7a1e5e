"""What the fixtures of conftest.py give, as the tests see it."""

from pathlib import Path
from typing import Protocol


class Ended(Protocol):
    """As in conftest.py."""

    code: int
    seconds: float


class Desk(Protocol):
    """As in conftest.py."""

    def order(self, action: str, folder: Path, **wishes: object) -> Ended: ...


class Proof(Protocol):
    """As in conftest.py."""

    @staticmethod
    def served(folder: Path) -> str | None: ...

    @staticmethod
    def is_at_rest(folder: Path) -> bool: ...
