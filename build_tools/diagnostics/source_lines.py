"""The lines of one source, as its file has them, and what of its form reaches over lines."""

from collections.abc import Callable, Sequence
from itertools import accumulate

from schemas.text import nfc

_QUOTE = '"'
_FENCE = "---"


class SourceLines:
    """Lines from 1, without their ends; worked out once: where quotes and front matter reach."""

    __slots__ = ("_fence", "_lines", "_quotes", "path")

    def __init__(self, path: str, lines: Sequence[str]) -> None:
        self.path = path
        self._lines = lines
        self._quotes: Sequence[int] | None = None
        self._fence: int | None = None

    def typed(self, number: int) -> str | None:
        """Return a line as it stands in the file; None where there is no such line."""
        return self._lines[number - 1] if 1 <= number <= len(self._lines) else None

    def line(self, number: int) -> str | None:
        """Return a line in NFC, as places count its columns; None where there is no such line."""
        typed = self.typed(number)
        return None if typed is None else nfc(typed)

    def begins_quoted(self, number: int) -> bool:
        """Say whether a table's line begins inside of a quoted cell."""
        if self._quotes is None:
            self._quotes = [0, *accumulate(line.count(_QUOTE) for line in self._lines)]
        return self._quotes[number - 1] % 2 == 1

    def is_yaml(self, number: int) -> bool:
        """Say whether a line belongs to a YAML file or to the front matter of a Markdown file."""
        if self.path.endswith((".yml", ".yaml")):
            return True
        if not self.path.endswith(".md"):
            return False
        if self._fence is None:
            self._fence = self._end_of_front_matter()
        return number < self._fence

    def _end_of_front_matter(self) -> int:
        """Return the line on which it ends, one past the last where it is open; 0 without one."""
        if not self._lines or self._lines[0].rstrip() != _FENCE:
            return 0
        rest = enumerate(self._lines[1:], start=2)
        ends = (number for number, line in rest if line.rstrip() == _FENCE)
        return next(ends, len(self._lines) + 1)


# Path → its lines; None where none may be shown.
Lines = Callable[[str], SourceLines | None]


def no_lines(path: str) -> None:
    """Give no line of any source."""
    del path
