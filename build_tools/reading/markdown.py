"""Prose: one CommonMark parse (with tables) that serves every form of it.

Raw HTML, other hosts' images and unknown link schemes are refused; nothing is sanitised or dropped
without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from html import unescape
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from build_tools.diagnostics import Diagnostics
from build_tools.reading.inline_places import mark_places
from build_tools.reading.markdown_marks import MARKED_BLOCKS, MAX_NESTING
from build_tools.reading.plain_prose import read_plain
from build_tools.reading.text import human_count
from schemas.place import Place
from schemas.plain_prose import PlainBlock, PlainLine, PlainTokens
from schemas.prose import Heading, Prose

if TYPE_CHECKING:  # markdown-it is loaded where a body is not plain, or has marks
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_BODY_LENGTH = 256 * 1024
MAX_LINES = 10_000
MAX_LINE_LENGTH = 10_000
# How often each may stand: one may begin a link or a figure, tried to the end of its paragraph,
# or part two cells. A page of tables has some hundreds.
_MAX_MARKS = {"[": 2000, "{": 2000, "}": 2000, "|": 5000}
_SHOWN = 60
_ENOUGH_FAULTS = 50  # of one kind: the rest follows from them, or somebody means harm
_JUDGED = frozenset({"link_open", "image", "html_inline"})
# What is looked at once more when all is parsed.
_OUTLINE = frozenset({"heading_open", "html_block", "thead_open", "th_open", "tr_open"})
_WEB_OR_MAIL = re.compile(r"(?:https?://[^/?#]|mailto:[^?])", re.IGNORECASE)
_CELL_MARK = re.compile(r"(?<!\\)\|")
# As CommonMark reads them. Those that stand for marks of Markdown are plain to see; any other
# letter would reach the page unseen by whoever looks through the text for letters and words.
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});")
_PLAIN_ENTITIES = frozenset({"&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&nbsp;"})


def read_prose(path: str, body: str, first_line: int, found: Diagnostics) -> Prose:
    """Parse prose whose first line is `first_line` of the file; faults are noted.

    Inline tokens of type `figure` hold the text inside the braces. Figures, links and images have
    `meta["place"]`: line and column of the file. A body beyond the bounds has no tokens.
    """
    unread = Prose(path, first_line, body, (), ())
    lines = body.split("\n")
    if not _is_bounded(unread, lines, found):
        return unread
    plain = read_plain(body, lines)
    return _parsed(unread, found) if plain is None else _filled(unread, *plain, found)


def _filled(
    unread: Prose, blocks: tuple[PlainBlock, ...], marked: Sequence[Token], found: Diagnostics
) -> Prose:
    """Return plain prose; of the checks those of inline parts alone have anything to look at."""
    if marked:
        from build_tools.reading.markdown_parser import parse_marks  # noqa: PLC0415  see above

        parse_marks(_parser(), marked)
        mark_places(marked, marked, unread.source, unread.first_line)
    headings = tuple(_plain_headings(blocks, unread.first_line))
    prose = replace(unread, tokens=PlainTokens(blocks), headings=headings)
    _check_entities(prose, found)
    _check_marks(prose, marked, found)
    return prose


def _parsed(unread: Prose, found: Diagnostics) -> Prose:
    """Return the prose as markdown-it has it."""
    marked: list[Token] = []
    tokens = _parser().parse(unread.source, {MARKED_BLOCKS: marked})
    if not _is_shallow(unread, tokens, found):
        return unread
    mark_places(tokens, marked, unread.source, unread.first_line)
    outline = [at for at, token in enumerate(tokens) if token.type in _OUTLINE]
    blocks = [tokens[at] for at in outline]
    headings = tuple(_headings(tokens, outline, unread.first_line))
    prose = replace(unread, tokens=tokens, headings=headings)
    _check_blocks(prose, blocks, found)
    _check_entities(prose, found)
    _check_table_rows(prose, blocks, _check_marks(prose, marked, found), found)
    return prose


def _is_bounded(prose: Prose, lines: Sequence[str], found: Diagnostics) -> bool:
    body = prose.source
    if (
        len(body) > MAX_BODY_LENGTH
        or len(lines) > MAX_LINES + 1
        or any(body.count(mark) > limit for mark, limit in _MAX_MARKS.items())
    ):
        found.add("markdown.too-large", Place(prose.path, prose.first_line))
        return False
    lengths = list(map(len, lines))
    if max(lengths) > MAX_LINE_LENGTH:
        long = next(at for at, length in enumerate(lengths) if length > MAX_LINE_LENGTH)
        place = Place(prose.path, prose.first_line + long)
        found.add("markdown.long-line", place, limit=human_count(MAX_LINE_LENGTH))
        return False
    return True


def _is_shallow(prose: Prose, tokens: Sequence[Token], found: Diagnostics) -> bool:
    """Refuse nesting to the parser's bound: it drops what lies deeper."""
    for token in tokens:
        if token.level >= MAX_NESTING - 1 and token.nesting == 1:
            found.add("markdown.too-deep", Place(prose.path, prose.line(token)))
            return False
    return True


def plain_text(tokens: Sequence[Token]) -> str:
    """Return inline tokens as text without marks, on one line."""
    return " ".join("".join(_plain_parts(tokens)).split())


@cache
def _parser() -> MarkdownIt:
    from build_tools.reading.markdown_parser import new_parser  # noqa: PLC0415  see above

    return new_parser()


def _headings(
    tokens: Sequence[Token], outline: Sequence[int], first_line: int
) -> Iterator[Heading]:
    for at in outline:
        token = tokens[at]
        if token.type == "heading_open":
            text = plain_text(tokens[at + 1].children or ())
            line = first_line + (token.map[0] if token.map else 0)
            yield Heading(int(token.tag[1:]), text, line, at)


def _plain_headings(blocks: Sequence[PlainBlock], first_line: int) -> Iterator[Heading]:
    starts = accumulate((block.size for block in blocks), initial=0)
    for block, start in zip(blocks, starts, strict=False):
        if isinstance(block, PlainLine) and block.tag != "p":
            inline = block.inline
            text = plain_text(inline.children or ()) if inline else " ".join(block.text.split())
            yield Heading(int(block.tag[1:]), text, first_line + block.first, start)


def _plain_parts(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            yield token.content
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type == "figure":
            yield f"{{{token.content}}}"
        elif token.type == "image":
            yield plain_text(token.children or ())


def _check_blocks(prose: Prose, blocks: Sequence[Token], found: Diagnostics) -> None:
    for token in blocks:
        if token.type == "html_block":
            line = prose.line(token)
            typed = prose.source.split("\n")[line - prose.first_line]
            place = Place(prose.path, line, max(typed.find("<"), 0) + 1)
            first = token.content.strip().split("\n", 1)[0]
            found.add("markdown.html", place, value=first[:_SHOWN])


def _check_entities(prose: Prose, found: Diagnostics) -> None:
    """Refuse letters written by their numbers or names, `&#8238;`."""
    if "&" not in prose.source:
        return
    lines = enumerate(prose.source.split("\n"), start=prose.first_line)
    faults = (
        (Place(prose.path, line, match.start() + 1), match.group())
        for line, text in lines
        if "&" in text
        for match in _ENTITY.finditer(text)
        if match.group() not in _PLAIN_ENTITIES and unescape(match.group()) != match.group()
    )
    for place, entity in islice(faults, _ENOUGH_FAULTS):
        found.add("markdown.entity", place, value=entity)


def _check_table_rows(
    prose: Prose, blocks: Sequence[Token], broken: set[int], found: Diagnostics
) -> None:
    """Refuse body rows with other cells than the header: surplus ones would not be printed.

    Lines that are `broken` already have their finding: a figure's `|` splits its cell.
    """
    lines = prose.source.split("\n")
    columns = faults = 0
    for token in blocks:
        if token.type == "thead_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and token.map and token.level > 0:
            cells = _count_cells(lines[token.map[0]])
            if columns and cells != columns and prose.line(token) not in broken:
                place = Place(prose.path, prose.line(token))
                found.add("markdown.table-row", place, cells=cells, columns=columns)
                faults += 1
                if faults == _ENOUGH_FAULTS:
                    return


def _count_cells(line: str) -> int:
    row = line.strip().lstrip("> ")
    cells = _CELL_MARK.split(row) if "\\" in row else row.split("|")
    first = not cells[0].strip()
    last = len(cells) > 1 and not cells[-1].strip()
    return len(cells) - first - last


def _check_marks(prose: Prose, marked: Sequence[Token], found: Diagnostics) -> set[int]:
    """Refuse what may not stand in a text; return the lines of braces without a pair."""
    for token in marked:
        _check_inline(prose, token.children or (), found)
    return _check_braces(prose, marked, found)


def _check_inline(prose: Prose, children: Sequence[Token], found: Diagnostics) -> None:
    has_html = False
    for child in children:
        if child.type not in _JUDGED:
            continue
        place = Place(prose.path, *child.meta.get("place", (prose.first_line, 1)))
        if child.type == "html_inline" and not has_html:  # `<b>…</b>` is one fault
            has_html = True
            found.add("markdown.html", place, value=child.content[:_SHOWN])
        elif child.type == "link_open":
            _check_address(child, "href", place, found)
        elif child.type == "image":
            _check_address(child, "src", place, found)
            _check_inline(prose, child.children or (), found)


def _check_braces(prose: Prose, marked: Sequence[Token], found: Diagnostics) -> set[int]:
    """Refuse braces without a pair, once a line; return the lines."""
    lines: set[int] = set()
    for token in marked:
        for child in token.children or ():
            line, column = child.meta.get("place", (0, 0))
            if child.type == "stray_brace" and line not in lines:
                lines.add(line)
                found.add("markdown.brace", Place(prose.path, line, column), value=child.content)
    return lines


def _check_address(token: Token, attribute: str, place: Place, found: Diagnostics) -> None:
    address = str(token.attrs.get(attribute, ""))
    if attribute == "src" and not _is_relative(address):
        found.add("markdown.image", place, value=address[:_SHOWN])
    elif attribute == "href" and not (
        _is_relative(address) or address.startswith("#") or _WEB_OR_MAIL.match(address)
    ):
        found.add("markdown.link", place, value=address[:_SHOWN])


def _is_relative(address: str) -> bool:
    """Say whether an address is a path from the page's own folder (no scheme, no host, no root)."""
    head = re.split(r"[/?#]", address, maxsplit=1)[0]
    return bool(head) and ":" not in head and "\\" not in address and "%5c" not in address.lower()
