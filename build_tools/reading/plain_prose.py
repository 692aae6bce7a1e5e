"""Reads plain prose line by line, without markdown-it: as most reports are written.

A body is plain where each of its blocks, between blank lines, is a heading, a paragraph, a list
with `-` of one line an item, or a table whose rows have all their cells and no marks. Of any other
body nothing is read here: it is markdown-it's to say what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from build_tools.reading.markdown_marks import DASHES, MARKS, MAY_MARK, TRIMMED, column_styles
from schemas.plain_prose import PlainBlock, PlainLine, PlainList, PlainTable, bare_token

if TYPE_CHECKING:  # markdown-it is loaded where a body is not plain
    from markdown_it.token import Token

# How a line begins that can be nothing but text: no block begins so, none ends before it.
_WORDS = re.compile(r"[^\s#`~>*\-_+0-9<=|:]|[0-9]+[^0-9.)]|[*_]{1,2}[^\s*_]")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+(.*))?", re.DOTALL)
_LINE_END = re.compile("\n")  # itself a mark
_BLANKS = " \t"
_ITEM = "- "


class _OtherBlockError(Exception):
    """A block that is not plain."""


def read_plain(
    body: str, lines: Sequence[str]
) -> tuple[tuple[PlainBlock, ...], list[Token]] | None:
    """Return the blocks of a body, and those tokens of their text in which there may be marks.

    `lines` are those of the body, parted at each line feed.
    None where a block is not plain. The children of the tokens are left to be parsed.
    """
    if "\r" in body or "\0" in body:
        return None
    reader = _Reader(body, lines)
    try:
        return tuple(reader.blocks()), reader.marked
    except _OtherBlockError:
        return None


class _Reader:
    def __init__(self, body: str, lines: Sequence[str]) -> None:
        is_ended = not lines[-1].strip(_BLANKS)
        self._lines = lines[:-1] if is_ended else lines
        is_marked = any(mark in body for mark in MARKS)
        self._find_mark = (MAY_MARK if is_marked else _LINE_END).search
        self.marked: list[Token] = []

    def blocks(self) -> Iterator[PlainBlock]:
        """Yield the blocks. _OtherBlockError at one that is not plain."""
        lines = self._lines
        line, end = 0, len(lines)
        was_list = False
        while line < end:
            text = lines[line]
            if not text.strip(_BLANKS):
                line += 1
                continue
            first = line
            if text[0] == "#":
                yield self._heading(first)
                line += 1
                was_list = False
                continue
            while line < end and lines[line].strip(_BLANKS):
                line += 1
            is_list = text.startswith(_ITEM)
            if is_list and was_list:  # one list, with blank lines
                raise _OtherBlockError
            yield self._several(first, line)
            was_list = is_list

    def _several(self, first: int, after: int) -> PlainBlock:
        """Return the block of the lines between two blank ones."""
        text = self._lines[first]
        if text[0] == "|":
            return self._table(first, after)
        if text.startswith(_ITEM):
            return self._list(first, after)
        lines = self._lines[first:after]
        if not all(map(_WORDS.match, lines)):
            raise _OtherBlockError
        return self._line("p", first, after, "\n".join(lines).strip(TRIMMED), level=1)

    def _heading(self, line: int) -> PlainLine:
        match = _HEADING.fullmatch(self._lines[line])
        if match is None:
            raise _OtherBlockError
        text = match[2] or ""
        return self._line(f"h{len(match[1])}", line, line + 1, _without_tail(text), level=1)

    def _list(self, first: int, after: int) -> PlainList:
        items = []
        for line, text in enumerate(self._lines[first:after], first):
            if not text.startswith(_ITEM) or not _WORDS.match(text, len(_ITEM)):
                raise _OtherBlockError
            item = text[len(_ITEM) :].strip(TRIMMED)
            items.append(self._line("p", line, line + 1, item, level=3))
        while after < len(self._lines) and not self._lines[after].strip(_BLANKS):
            after += 1
        return PlainList(tuple(items), after)

    def _table(self, first: int, after: int) -> PlainTable:
        header, dashes, *rows = self._lines[first:after] if after - first > 1 else ("", "")
        styles = column_styles(dashes.strip(TRIMMED)) if DASHES.fullmatch(dashes) else []
        columns = len(styles)
        cells: list[str] = []
        for text in (header, *rows):
            row = text.rstrip(TRIMMED)
            parts = row[1:-1].split("|")
            is_whole = len(row) > 1 and row[0] == row[-1] == "|" and len(parts) == columns
            if not is_whole or self._find_mark(row):
                raise _OtherBlockError
            cells += parts
        return PlainTable(
            first,
            tuple([str(each.get("style", "")) for each in styles]),
            [cell.strip(TRIMMED) for cell in cells],
        )

    def _line(self, tag: str, first: int, after: int, text: str, level: int) -> PlainLine:
        if not self._find_mark(text):
            return PlainLine(tag, first, after, text, None)
        inline = bare_token("inline", "", 0, level)
        inline.map = [first, after]
        inline.content = text
        self.marked.append(inline)
        return PlainLine(tag, first, after, text, inline)


def _without_tail(text: str) -> str:
    """Return the text of a heading without the `#` that may close it."""
    text = text.rstrip(_BLANKS)
    cut = text.rstrip("#")
    if not cut or cut[-1] in _BLANKS:
        text = cut
    return text.strip(TRIMMED)
