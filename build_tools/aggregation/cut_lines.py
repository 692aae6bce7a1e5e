"""An annex without some of its rows, as if their lines had been deleted from the file."""

import hashlib
import io
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from schemas.annex_row import AnnexRow
from schemas.catalogue import Located

Row = TypeVar("Row", bound=AnnexRow)
Cuts = Sequence[tuple[int, int]]  # first line and one past the last of what is cut, in order
_END = sys.maxsize
_FORMS = tuple((mark, end) for mark in ("\ufeff", "") for end in ("\r\n", "\n"))


def cuts_of(rows: Sequence[Located[AnnexRow]], shows: Callable[[Located[AnnexRow]], bool]) -> Cuts:
    """Return the lines of the rows that are not shown; `rows` are all of the file, in its order."""
    hidden = [at for at, row in enumerate(rows) if not shows(row)]
    if not hidden:
        return ()
    starts = [*(row.source.line for row in rows), _END]
    return tuple((starts[at], starts[at + 1]) for at in hidden)


def line_after(line: int, cuts: Cuts) -> int | None:
    """Return the number of the line once the cuts are made; None where it is cut itself."""
    gone = 0
    for first, end in cuts:
        if first <= line < end:
            return None
        gone += end - first if end <= line else 0
    return line - gone


def moved_up(rows: Iterable[Located[Row]], cuts: Cuts) -> tuple[Located[Row], ...]:
    """Return rows that are not cut with their places as they are once the cuts are made."""
    return tuple(
        _moved(row, (line_after(row.source.line, cuts) or 0) - row.source.line) for row in rows
    )


def _moved(row: Located[Row], lines: int) -> Located[Row]:
    if not lines:
        return row
    source = row.source
    places = tuple((line + lines, column) for line, column in source.known_places())
    return replace(row, source=replace(source, line=source.line + lines, places=places))


def cut_digest(text: str, digest: str, cuts: Cuts) -> str | None:
    """Return the SHA-256 of the file once the cuts are made.

    `text` is the file's text with line feeds and without a byte order mark, `digest` that of its
    bytes. None where the bytes are of another form than UTF-8 with one kind of line ends, so that
    nobody can say what the rest of them is.
    """
    lines = enumerate(io.StringIO(text, newline="\n"), start=1)
    rest = "".join(line for number, line in lines if line_after(number, cuts) is not None)
    for mark, end in _FORMS:
        if _digest(text, mark, end) == digest:
            return _digest(rest, mark, end)
    return None


def _digest(text: str, mark: str, end: str) -> str:
    return hashlib.sha256(f"{mark}{text}".replace("\n", end).encode()).hexdigest()
