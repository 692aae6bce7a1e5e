"""Where inline parts of Markdown stand in the file; markdown-it itself knows lines of blocks only.

The wrapped rules of `markdown.py` leave `meta["offset"]`, an index into the text of their block. It
becomes `meta["place"]`: line and column of the file, from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # markdown-it is loaded where a body is not plain
    from markdown_it.token import Token

_CELLS = frozenset({"th_open", "td_open"})


def mark_places(
    tokens: Sequence[Token], blocks: Sequence[Token], body: str, first_line: int
) -> None:
    """Set `meta["place"]` on every marked inline token, those inside of images too.

    `blocks` are those of `tokens` whose children may be marked.
    """
    marked = {token.map[0] for token in blocks if token.map and _has_marked(token)}
    if not marked:
        return
    lines = body.split("\n")
    cursors: dict[int, int] = {}  # cells of a table share a line: each starts after the last
    for at, token in enumerate(tokens):
        if token.type == "inline" and token.map and token.map[0] in marked and token.content:
            is_cell = at > 0 and tokens[at - 1].type in _CELLS
            block = _Block(token, lines, first_line, cursors if is_cell else None)
            for child, offset in _marked(token.children or (), 0):
                child.meta["place"] = block.locate(offset)


def _has_marked(token: Token) -> bool:
    return any("offset" in child.meta for child in token.children or ())


def _marked(children: Sequence[Token], base: int) -> Iterator[tuple[Token, int]]:
    for child in children:
        offset = child.meta.get("offset")
        if offset is None:
            continue
        yield child, base + offset
        if child.type == "image":  # its alternative text was parsed by itself, after `![`
            yield from _marked(child.children or (), base + offset + 2)


class _Block:
    """Text of one inline token, laid back over the lines of the body that it came from."""

    def __init__(
        self, token: Token, lines: list[str], first_line: int, cursors: dict[int, int] | None
    ) -> None:
        self._parts = token.content.split("\n")
        self._top = token.map[0] if token.map else 0
        self._first_line = first_line
        self._lines = lines
        self._cell_start = 0
        if cursors is not None:
            self._cell_start = cursors.get(self._top, 0)
            start, typed = self._typed(0)
            cursors[self._top] = start + len(typed)

    def locate(self, offset: int) -> tuple[int, int]:
        """Return line and column in the file; column 1 where the text was not found again."""
        number = 0
        while number < len(self._parts) - 1 and offset > len(self._parts[number]):
            offset -= len(self._parts[number]) + 1
            number += 1
        line = self._first_line + self._top + number
        part = self._parts[number]
        start, typed = self._typed(number)
        if not typed:
            return line, 1
        within = max(offset - (len(part) - len(part.lstrip())), 0)
        if len(typed) > len(part.strip()):  # a cell, in which `|` was typed as `\|`
            within += part.lstrip()[:within].count("|")
        return line, start + within + 1

    def _typed(self, number: int) -> tuple[int, str]:
        """Return where a part starts in its line and how it was typed; "" where it is not found."""
        line = self._lines[self._top + number] if self._top + number < len(self._lines) else ""
        part = self._parts[number].strip()
        if not self._cell_start and line.rstrip().endswith(part):
            return len(line.rstrip()) - len(part), part
        for typed in (part, part.replace("|", "\\|")):
            start = line.find(typed, self._cell_start)
            if start >= 0:
                return start, typed
        return 0, ""
