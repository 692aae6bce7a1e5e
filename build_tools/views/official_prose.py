"""Prose as an official document has it: the tokens of the one parse as blocks of text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from build_tools.views.official import (
    Block,
    CodeBlock,
    HeadingLine,
    ListBlock,
    Paragraph,
    QuoteBlock,
    Rule,
    Run,
    Runs,
)
from build_tools.views.official_tables import Fit, plain_table
from build_tools.views.prose import ProseView, Quote

if TYPE_CHECKING:  # markdown-it is loaded where a body is not plain
    from markdown_it.token import Token

_WEB = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_TYPED = {"text", "text_special", "html_inline", "code_inline"}
_BREAKS: Mapping[str, str] = {"softbreak": " ", "hardbreak": "\n"}


def prose_blocks(view: ProseView, fit: Fit) -> tuple[Block, ...]:
    """Return the prose as blocks; its highest heading has level 1 and no level is left out.

    KeyError on a token of an unknown type: the reader lets through only what is known here.
    """
    return tuple(_without_gaps(_Reader(view, fit).blocks(list(view.prose.tokens))))


def _without_gaps(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks with headings that go down one level at a time, as readers expect them."""
    levels = [0]  # of the headings that are open, as typed
    for block in blocks:
        if isinstance(block, HeadingLine):
            while levels[-1] >= block.level:
                levels.pop()
            levels.append(block.level)
            yield replace(block, level=len(levels) - 1)
        else:
            yield block


class _Reader:
    """Reads tokens from left to right; a block that holds others is read to its own end."""

    def __init__(self, view: ProseView, fit: Fit) -> None:
        self._quotes: Mapping[str, Quote] = view.quotes
        self._fit = fit

    def blocks(self, tokens: list[Token]) -> tuple[Block, ...]:
        """Return the blocks of tokens that are whole: each that opens is closed."""
        found: list[Block] = []
        at = 0
        while at < len(tokens):
            end = _end(tokens, at)
            block = self._block(tokens[at], tokens[at + 1 : end])
            if block is not None:
                found.append(block)
            at = end + 1
        return tuple(found)

    def _block(self, token: Token, inside: list[Token]) -> Block | None:
        return _READERS[token.type](self, token, inside)

    def heading(self, token: Token, inside: list[Token]) -> Block:
        return HeadingLine(level=int(token.tag[1:]), text=_one_line(self._runs(inside[0])))

    def paragraph(self, token: Token, inside: list[Token]) -> Block | None:
        del token
        runs = self._runs(inside[0])
        return Paragraph(runs=runs) if runs else None

    def bullets(self, token: Token, inside: list[Token]) -> Block:
        del token
        return ListBlock(start=None, items=self._items(inside))

    def numbered(self, token: Token, inside: list[Token]) -> Block:
        start = token.attrGet("start")
        return ListBlock(start=1 if start is None else int(start), items=self._items(inside))

    def quote(self, token: Token, inside: list[Token]) -> Block:
        del token
        return QuoteBlock(blocks=self.blocks(inside))

    def code(self, token: Token, inside: list[Token]) -> Block:
        del inside
        return CodeBlock(lines=tuple(token.content.rstrip("\n").split("\n")))

    def rule(self, token: Token, inside: list[Token]) -> Block:
        del token, inside
        return Rule()

    def table(self, token: Token, inside: list[Token]) -> Block:
        del token
        return plain_table(self._rows(inside), self._fit)

    def _items(self, tokens: list[Token]) -> tuple[tuple[Block, ...], ...]:
        items = []
        at = 0
        while at < len(tokens):
            end = _end(tokens, at)
            items.append(self.blocks(tokens[at + 1 : end]))
            at = end + 1
        return tuple(items)

    def _rows(self, tokens: list[Token]) -> list[list[tuple[str, bool]]]:
        """Return the cells of a table, the head's first: their text, and whether it is a number."""
        rows: list[list[tuple[str, bool]]] = []
        for at, token in enumerate(tokens):
            if token.type == "tr_open":
                rows.append([])
            elif token.type in {"th_open", "td_open"}:
                is_number = token.attrGet("style") == "text-align:right"
                rows[-1].append((_one_line(self._runs(tokens[at + 1])), is_number))
        return rows

    def _runs(self, inline: Token) -> Runs:
        return _joined(self._inline(inline.children or ()))

    def _inline(self, tokens: Sequence[Token]) -> Iterator[Run]:
        look: Counter[str] = Counter()
        links: list[tuple[str, int]] = []
        said: list[Run] = []
        for token in tokens:
            kind, _, change = token.type.rpartition("_")
            if kind in {"strong", "em", "s"}:
                look[kind] += 1 if change == "open" else -1
            elif token.type == "link_open":
                links.append((str(token.attrGet("href") or ""), len(said)))
            elif token.type == "link_close":
                address, start = links.pop()
                said += _address(address, said[start:])
            else:
                text = self._text(token)
                said.append(Run(text, look["strong"] > 0, look["em"] > 0, look["s"] > 0))
        yield from said

    def _text(self, token: Token) -> str:
        if token.type in _TYPED:
            return token.content
        if token.type == "image":  # a picture is with the attachments; here stands its text
            return _one_line(self._runs(token))
        if token.type == "figure":
            quote = self._quotes.get(token.content)
            return f"{{{token.content}}}" if quote is None else quote.text
        return _BREAKS[token.type]


_READERS: Mapping[str, Callable[[_Reader, Token, list[Token]], Block | None]] = {
    "heading_open": _Reader.heading,
    "paragraph_open": _Reader.paragraph,
    "bullet_list_open": _Reader.bullets,
    "ordered_list_open": _Reader.numbered,
    "blockquote_open": _Reader.quote,
    "fence": _Reader.code,
    "code_block": _Reader.code,
    "hr": _Reader.rule,
    "table_open": _Reader.table,
}


def _end(tokens: Sequence[Token], at: int) -> int:
    """Return the index of the token that closes the one at `at`; of a single one its own."""
    depth = 0
    for index in range(at, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index
    raise ValueError(f"{tokens[at].type} is not closed")


def _address(address: str, said: Sequence[Run]) -> Iterator[Run]:
    """Yield where a link leads, which paper cannot show otherwise; nothing for one of the site."""
    shown = address.removeprefix("mailto:")
    if _WEB.match(address) and shown not in _one_line(said):
        yield Run(f" ({shown})")


def _joined(runs: Iterator[Run]) -> Runs:
    """Join neighbours of one look; leave out what is empty."""
    joined: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        last = joined[-1] if joined else None
        if last is not None and replace(last, text="") == replace(run, text=""):
            joined[-1] = replace(last, text=last.text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


def _one_line(runs: Sequence[Run]) -> str:
    return " ".join("".join(run.text for run in runs).split("\n"))
