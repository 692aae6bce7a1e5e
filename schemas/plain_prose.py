"""Plain prose: headings, paragraphs, short lists and tables, held as the texts that they are.

Markdown-it makes a dozen objects of each cell of a table, and most are looked at once, to be
printed. What is plain is kept as its texts, and becomes the very tokens of markdown-it where
somebody asks for them. Equal tokens are one object, as nobody changes them after reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, overload

if TYPE_CHECKING:  # markdown-it is loaded with the first token
    from markdown_it.token import Token

_Attributes = dict[str, str | int | float]


class PlainLine(NamedTuple):
    """A heading (`tag` is `h1` to `h6`) or a paragraph (`p`) of the lines `first` to `after` - 1.

    Lines are counted from 0 in the body. `inline` is the token of its text where that has marks;
    None: `text` is all.
    """

    tag: str
    first: int
    after: int
    text: str
    inline: Token | None

    @property
    def size(self) -> int:
        """Return the number of tokens that it stands for."""
        return 3

    @property
    def texts(self) -> tuple[str, ...]:
        """Return what its tokens hold: of a heading, which names what follows, nothing."""
        return (self.text if self.inline is None else self.inline.content,) * (self.tag == "p")

    def tokens(self) -> Iterator[Token]:
        """Make the tokens that it stands for."""
        return self._tokens(0, hidden=False)

    def item(self) -> Iterator[Token]:
        """Make the tokens of a paragraph that is an item of a list without blank lines."""
        return self._tokens(2, hidden=True)

    def _tokens(self, level: int, *, hidden: bool) -> Iterator[Token]:
        kind = "paragraph" if self.tag == "p" else "heading"
        markup = "" if self.tag == "p" else "#" * int(self.tag[1:])
        lines = [self.first, self.after]
        for part, nesting in (("open", 1), ("inline", 0), ("close", -1)):
            if not nesting:
                yield self.inline or _text(self.text, lines, level + 1)
                continue
            token = bare_token(f"{kind}_{part}", self.tag, 1 if nesting > 0 else -1, level)
            token.map = lines if nesting > 0 else None
            token.markup = markup
            token.hidden = hidden
            yield token


@dataclass(frozen=True, slots=True)
class PlainList:
    """A list with `-`, without blank lines, each item a line; `after` is the line after all."""

    items: tuple[PlainLine, ...]
    after: int

    @property
    def size(self) -> int:
        """Return the number of tokens that it stands for."""
        return 2 + len(self.items) * 5

    @property
    def texts(self) -> Iterable[str]:
        """Return what its tokens hold."""
        return chain.from_iterable(item.texts for item in self.items)

    def tokens(self) -> Iterator[Token]:
        """Make the tokens that it stands for."""
        opened = bare_token("bullet_list_open", "ul", 1, 0)
        opened.map = [self.items[0].first, self.after]
        opened.markup = "-"
        yield opened
        for item in self.items:
            begin = bare_token("list_item_open", "li", 1, 1)
            last = item is self.items[-1]
            begin.map = [item.first, self.after if last else item.after]
            begin.markup = "-"
            yield begin
            yield from item.item()
            end = bare_token("list_item_close", "li", -1, 1)
            end.markup = "-"
            yield end
        closed = bare_token("bullet_list_close", "ul", -1, 0)
        closed.markup = "-"
        yield closed


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table of which no cell has marks; its header is line `first`.

    `styles`: the style of each column, "" for none. `cells`: row after row, the header first.
    """

    first: int
    styles: tuple[str, ...]
    cells: Sequence[str]

    @property
    def texts(self) -> Sequence[str]:
        """Return what its tokens hold."""
        return self.cells

    @property
    def rows(self) -> int:
        """Return the number of rows, without the header."""
        return len(self.cells) // len(self.styles) - 1

    @property
    def size(self) -> int:
        """Return the number of tokens that it stands for."""
        row = 2 + len(self.styles) * 3
        return 4 + row + (2 + self.rows * row if self.rows else 0)

    def tokens(self) -> Iterator[Token]:
        """Make the tokens that it stands for."""
        cells = TableCells([{"style": style} if style else {} for style in self.styles], level=2)
        body, after = self.first + 2, self.first + 2 + self.rows
        columns = len(self.styles)

        def rows(kind: str, line: int, first: int, end: int) -> Iterator[Token]:
            for at in range(first * columns, end * columns, columns):
                texts = self.cells[at : at + columns]
                yield from cells.row(kind, line + at // columns - first, texts, is_plain=True)

        yield _opened("table", 0, self.first, after)
        yield _opened("thead", 1, self.first, self.first + 1)
        yield from rows("th", self.first, 0, 1)
        yield bare_token("thead_close", "thead", -1, 1)
        if self.rows:
            yield _opened("tbody", 1, body, after)
            yield from rows("td", body, 1, self.rows + 1)
            yield bare_token("tbody_close", "tbody", -1, 1)
        yield bare_token("table_close", "table", -1, 0)


PlainBlock = PlainLine | PlainList | PlainTable


@dataclass(frozen=True, slots=True, eq=False)
class PlainTokens(Sequence["Token"]):
    """The tokens of plain blocks, made with the first question."""

    blocks: tuple[PlainBlock, ...]
    _made: list[Token] = field(default_factory=list, init=False, repr=False)

    def _all(self) -> list[Token]:
        if not self._made:
            self._made.extend(chain.from_iterable(block.tokens() for block in self.blocks))
        return self._made

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> list[Token]: ...
    def __getitem__(self, index: int | slice) -> Token | list[Token]:
        """Return a token, or some of them."""
        return self._all()[index]

    def __iter__(self) -> Iterator[Token]:
        return iter(self._all())

    def __len__(self) -> int:
        return sum(block.size for block in self.blocks)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == list(other)

    __hash__ = None  # type: ignore[assignment]  # as of a list

    def texts(self, begin: int, end: int) -> Iterator[str]:
        """Yield what the blocks between two tokens hold, but headings; no token is made for it."""
        at = 0
        for block in self.blocks:
            if begin <= at < end:
                yield from block.texts
            at += block.size

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Go to another process, and to the disk, as the blocks."""
        return PlainTokens, (self.blocks,)


class TableCells:
    """Makes the rows of a table whose columns have these attributes, below a token of `level`."""

    def __init__(self, styles: Sequence[_Attributes], level: int) -> None:
        self._styles = styles
        self._level = level
        self._texts: dict[str, list[Token]] = {}  # the children of cells without marks
        self._ends: dict[str, tuple[list[Token], Token, Token]] = {}
        self._nothing: _Attributes = {}  # the attributes and notes of tokens that have none

    def row(self, kind: str, line: int, cells: Iterable[str], *, is_plain: bool) -> list[Token]:
        """Return a row of `th` or `td`; cells that are not plain are left to be parsed."""
        level, nothing = self._level, self._nothing
        opened, closed, row_closed = self._ends.get(kind) or self._ends_of(kind)
        row = bare_token("tr_open", "tr", 1, level, nothing)
        row.map = [line, line + 1]
        tokens = [row]
        for opening, content in zip(opened, cells, strict=False):
            inline = bare_token("inline", "", 0, level + 2, nothing)
            inline.map = row.map
            inline.content = content
            if is_plain:
                inline.children = self._texts.get(content) or self._children(content)
            else:
                inline.children = []
            tokens += (opening, inline, closed)
        tokens.append(row_closed)
        return tokens

    def _ends_of(self, kind: str) -> tuple[list[Token], Token, Token]:
        level, nothing = self._level, self._nothing
        opened = [bare_token(f"{kind}_open", kind, 1, level + 1, nothing) for _ in self._styles]
        for token, style in zip(opened, self._styles, strict=True):
            token.attrs = style
        closed = bare_token(f"{kind}_close", kind, -1, level + 1, nothing)
        row_closed = bare_token("tr_close", "tr", -1, level, nothing)
        return self._ends.setdefault(kind, (opened, closed, row_closed))

    def _children(self, content: str) -> list[Token]:
        """Return what a cell without marks holds, one list for the cells of equal text."""
        text = [_token_kind()("text", "", 0, content=content)] if content else []
        return self._texts.setdefault(content, text)


def bare_token(
    name: str,
    tag: str,
    nesting: Literal[-1, 0, 1],
    level: int,
    nothing: _Attributes | None = None,
) -> Token:
    """Return a block token as `Token(...)` does, in half its time; `nothing` it may share."""
    kind = _token_kind()
    token = kind.__new__(kind)
    token.type = name
    token.tag = tag
    token.nesting = nesting
    token.attrs = {} if nothing is None else nothing
    token.meta = {} if nothing is None else nothing
    token.map = None
    token.level = level
    token.children = None
    token.content = token.markup = token.info = ""
    token.block = True
    token.hidden = False
    return token


def _opened(tag: str, level: int, first: int, after: int) -> Token:
    token = bare_token(f"{tag}_open", tag, 1, level)
    token.map = [first, after]
    return token


def _text(text: str, lines: list[int], level: int) -> Token:
    token = bare_token("inline", "", 0, level)
    token.map = lines
    token.content = text
    token.children = [_token_kind()("text", "", 0, content=text)] if text else []
    return token


@cache
def _token_kind() -> type[Token]:
    from markdown_it.token import Token  # noqa: PLC0415  see the head

    return Token
