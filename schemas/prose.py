"""Prose of a report, a team, a document or an authored page: one parse serves every form of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # markdown-it is loaded where a body is not plain
    from markdown_it.token import Token


class Heading(NamedTuple):
    """A heading of the prose; `token` is the index of its opening token."""

    level: int
    text: str
    line: int
    token: int


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown parsed once (markdown-it, CommonMark and tables, raw HTML refused).

    `tokens` are block tokens with inline children; token.map counts lines from 0 in the body, whose
    first line is line `first_line` of the file. Nobody changes them after reading.
    """

    path: str
    first_line: int
    source: str
    tokens: Sequence[Token]
    headings: tuple[Heading, ...]

    def line(self, token: Token) -> int:
        """Return the line of the file (from 1) on which the token's block starts."""
        return self.first_line + (token.map[0] if token.map else 0)

    def under(self, heading: Heading) -> Sequence[Token]:
        """Return the tokens between the heading and the next heading of any level."""
        index = self.headings.index(heading)
        end = len(self.tokens)
        if index + 1 < len(self.headings):
            end = self.headings[index + 1].token
        return self.tokens[heading.token + 3 : end]
