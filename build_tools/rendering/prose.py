"""Prose to HTML: from the tokens of the one parse, by a closed list of elements, all escaped."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markupsafe import Markup, escape

from build_tools.reading.markdown import plain_text
from build_tools.rendering.addresses import is_elsewhere, relative_url
from build_tools.rendering.table_marks import marks_of
from build_tools.views.prose import DEEPEST_HEADING, ProseView
from schemas.plain_prose import PlainBlock, PlainLine, PlainList, PlainTable, PlainTokens

if TYPE_CHECKING:  # markdown-it is loaded where a body is not plain
    from markdown_it.token import Token

_FIXED = {
    "paragraph_open": "<p>",
    "paragraph_close": "</p>\n",
    "bullet_list_open": "<ul>\n",
    "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "list_item_open": "<li>",
    "list_item_close": "</li>\n",
    "blockquote_open": "<blockquote>\n",
    "blockquote_close": "</blockquote>\n",
    "hr": "<hr>\n",
    "table_close": "</table></div>\n",
    "thead_open": "<thead>",
    "thead_close": "</thead>\n",
    "tbody_open": "<tbody>\n",
    "tbody_close": "</tbody>",
    "tr_open": "<tr>",
    "tr_close": "</tr>\n",
    "th_close": "</th>",
    "td_close": "</td>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "em_open": "<em>",
    "em_close": "</em>",
    "s_open": "<s>",
    "s_close": "</s>",
    "softbreak": "\n",
    "hardbreak": "<br>\n",
}
# The policy of the site forbids `style` attributes, which is how the parser marks alignment.
# Tables of the site know text (left) and numbers (right); centred columns are text.
_ALIGNMENTS = {"text-align:right": ' class="db-number"'}
_SIZING = frozenset({"table_open", "tr_open", "th_open", "table_close"})
# An id as reports write it: letters, year, number (schemas.annex_row.thread_id).
MATTER_ID = re.compile(r"\b([A-Z]{2}-20\d{2}-\d{3,5})\b")


def render_prose(view: ProseView, page_uri: str) -> Markup:
    """Return the HTML of the prose as it stands on the page in folder `page_uri`.

    KeyError on a token of an unknown type: the reader lets through only what is known here.
    """
    printer, tokens = _Printer(view, page_uri), view.prose.tokens
    if isinstance(tokens, PlainTokens):
        return Markup("".join(map(printer.plain, tokens.blocks)))  # noqa: S704  it escapes
    return Markup(printer.print_all(tokens))  # noqa: S704  it escapes


def _sizes(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield (rows, columns) of each table."""
    rows = columns = 0
    for token in tokens:
        if token.type not in _SIZING:
            continue
        if token.type == "table_open":
            rows = columns = 0
        elif token.type == "tr_open":
            rows += 1
        elif token.type == "th_open":
            columns += 1
        elif token.type == "table_close":
            yield rows - 1, columns  # without its head


class _Printer:
    """Prints tokens one by one; what is not fixed has a method of its own.

    Its texts are HTML, of which plain strings are made quicker: each is written here, or escaped.
    """

    def __init__(self, view: ProseView, page_uri: str) -> None:
        self._view = view
        self._page_uri = page_uri
        self._next_heading = iter(view.ids)
        self._sizes = _sizes(view.prose.tokens)
        self._tables = count(1)
        self._linked: list[bool] = []
        self._texts: dict[str, str] = {}  # text outside of links → its HTML; cells often repeat it
        self._shown = 0  # screenshots

    def print_all(self, tokens: Sequence[Token]) -> str:
        parts: list[str] = []
        for token in tokens:
            if not token.hidden:
                fixed = _FIXED.get(token.type)
                parts.append(_PRINTERS[token.type](self, token) if fixed is None else fixed)
        return "".join(parts)

    def children(self, token: Token) -> str:
        children = token.children or ()
        if len(children) == 1 and children[0].type == "text":  # as most cells are
            return self.text(children[0])
        return self.print_all(children)

    def plain(self, block: PlainBlock) -> str:
        """Print a block as its tokens would be printed."""
        if isinstance(block, PlainTable):
            return self._plain_table(block)
        if isinstance(block, PlainList):
            items = "".join([f"<li>{self._words(item)}</li>\n" for item in block.items])
            return f"<ul>\n{items}</ul>\n"
        if block.tag == "p":
            return f"<p>{self._words(block)}</p>\n"
        return f"{self._heading(block.tag)}{self._words(block)}{self._heading_end(block.tag)}"

    def _words(self, line: PlainLine) -> str:
        if line.inline is not None:
            return self.children(line.inline)
        return self._with_matters(line.text)

    def _plain_table(self, table: PlainTable) -> str:
        columns = len(table.styles)
        text = "\n".join(table.cells)  # no cell has a line end
        html = self._with_matters(text)
        cells = table.cells if html == text else str.split(html, "\n")
        classes = [_ALIGNMENTS.get(style, "") for style in table.styles]
        head = "".join(map('<th scope="col"{}>{}</th>'.format, classes, cells))
        start = f"{self._table(table.rows, columns)}<thead><tr>{head}</tr>\n</thead>\n"
        if not table.rows:
            return f"{start}</table></div>\n"
        row = f"<tr>{''.join(map('<td{}>%s</td>'.format, classes))}</tr>\n"
        rows = row * table.rows % tuple(cells[columns:])
        return f"{start}<tbody>\n{rows}</tbody></table></div>\n"

    def heading_open(self, token: Token) -> str:
        return self._heading(token.tag)

    def heading_close(self, token: Token) -> str:
        return self._heading_end(token.tag)

    def _heading(self, tag: str) -> str:
        return f'<h{self._level(tag)} id="{escape(next(self._next_heading))}">'

    def _heading_end(self, tag: str) -> str:
        return f"</h{self._level(tag)}>\n"

    def _level(self, tag: str) -> int:
        return min(max(int(tag[1:]) + self._view.shift, 1), DEEPEST_HEADING)

    def ordered_list(self, token: Token) -> str:
        start = token.attrGet("start")
        return "<ol>\n" if start is None else f'<ol start="{int(start)}">\n'

    def table(self, token: Token) -> str:
        del token
        return self._table(*next(self._sizes))

    def _table(self, rows: int, columns: int) -> str:
        return (
            f'<div class="{escape(marks_of(rows, columns))}" role="group" tabindex="0" '
            f'aria-label="Bảng {next(self._tables)}"><table class="db-table">'
        )

    def column_head(self, token: Token) -> str:
        return f'<th scope="col"{_alignment(token)}>'

    def cell(self, token: Token) -> str:
        return f"<td{_alignment(token)}>" if token.attrs else "<td>"

    def text(self, token: Token) -> str:
        if self._linked and any(self._linked):
            return escape(token.content)  # a link holds no other
        html = self._texts.get(token.content)
        if html is None:
            html = self._texts[token.content] = self._with_matters(token.content)
        return html

    def _with_matters(self, text: str) -> str:
        if self._view.matters is None:
            return escape(text)
        parts = MATTER_ID.split(text)
        return "".join(
            self._matter(part) if index % 2 else escape(part) for index, part in enumerate(parts)
        )

    def _matter(self, item_id: str) -> str:
        uri = None if self._view.matters is None else self._view.matters.get(item_id)
        if uri is None:
            return escape(item_id)
        return _link(relative_url(self._page_uri, uri), escape(item_id), ' class="db-code"')

    def code(self, token: Token) -> str:
        return f"<code>{escape(token.content)}</code>"

    def code_block(self, token: Token) -> str:
        return f"<pre><code>{escape(token.content)}</code></pre>\n"

    def link_open(self, token: Token) -> str:
        address = self._address(str(token.attrGet("href") or ""))
        self._linked.append(address is not None)
        if address is None:
            return ""
        if is_elsewhere(address):
            return f'<a href="{escape(address)}" rel="noopener noreferrer">'
        return f'<a href="{escape(address)}">'

    def link_close(self, token: Token) -> str:
        del token
        return "</a>" if self._linked.pop() else ""

    def _address(self, href: str) -> str | None:
        """Where the link leads on the site; None where there is no such page: then it is text."""
        if href.startswith("#") or is_elsewhere(href):
            return href
        path, mark, anchor = href.partition("#")
        target: str | None
        if path.startswith("/"):
            target = path.removeprefix("/")
            if target not in self._view.addresses.values():
                return None
        else:
            target = self._view.addresses.get(self._source(path))
        return None if target is None else relative_url(self._page_uri, f"{target}{mark}{anchor}")

    def _source(self, path: str) -> str:
        """Return the path, from the project's root, of a file named from that of the prose."""
        folder = posixpath.dirname(self._view.prose.path)
        return posixpath.normpath(posixpath.join(folder, unquote(path)))

    def image(self, token: Token) -> str:
        """Print a screenshot, which leads to itself in full size; of other pictures the words.

        Those of a report are with its attachments.
        """
        shot = self._view.screenshots.get(self._source(str(token.attrGet("src") or "")))
        if shot is None:
            return self.children(token)
        address = relative_url(self._page_uri, shot.uri)
        words = plain_text(token.children or ())
        # The first may be in view at once.
        loading = ' loading="lazy"' if self._shown else ""
        self._shown += 1
        picture = (
            f'<img class="db-screenshot" src="{escape(address)}" alt="{escape(words)}" '
            f'width="{int(shot.width)}" height="{int(shot.height)}"{loading} decoding="async">'
        )
        return picture if any(self._linked) else _link(address, picture)

    def figure(self, token: Token) -> str:
        quote = self._view.quotes.get(token.content)
        if quote is None:
            return escape(f"{{{token.content}}}")
        if quote.uri is None:
            return (
                f'<span class="db-quote" title="{escape(quote.title)}">{escape(quote.text)}</span>'
            )
        address = escape(relative_url(self._page_uri, quote.uri))
        title = escape(quote.title)
        return f'<a class="db-quote" href="{address}" title="{title}">{escape(quote.text)}</a>'


def _link(address: str, html: str, mark: str = "") -> str:
    return f'<a{mark} href="{escape(address)}">{html}</a>'


def _alignment(token: Token) -> str:
    return _ALIGNMENTS.get(str(token.attrs.get("style")), "")


_PRINTERS: dict[str, Callable[[_Printer, Token], str]] = {
    "inline": _Printer.children,
    "heading_open": _Printer.heading_open,
    "heading_close": _Printer.heading_close,
    "ordered_list_open": _Printer.ordered_list,
    "table_open": _Printer.table,
    "th_open": _Printer.column_head,
    "td_open": _Printer.cell,
    "fence": _Printer.code_block,
    "code_block": _Printer.code_block,
    "text": _Printer.text,
    "text_special": _Printer.text,
    "html_inline": _Printer.text,
    "code_inline": _Printer.code,
    "link_open": _Printer.link_open,
    "link_close": _Printer.link_close,
    "image": _Printer.image,
    "figure": _Printer.figure,
}
