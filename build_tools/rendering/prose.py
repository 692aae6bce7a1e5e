"""Prose to HTML: from the tokens of the one parse, by a closed list of elements, all escaped."""

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import unquote

from markdown_it.token import Token
from markupsafe import Markup, escape

from build_tools.reading.markdown import plain_text
from build_tools.rendering.addresses import is_elsewhere, relative_url
from build_tools.rendering.table_marks import marks_of
from build_tools.views.prose import DEEPEST_HEADING, ProseView

_NOTHING = Markup("")
_FIXED = {
    "paragraph_open": Markup("<p>"),
    "paragraph_close": Markup("</p>\n"),
    "bullet_list_open": Markup("<ul>\n"),
    "bullet_list_close": Markup("</ul>\n"),
    "ordered_list_close": Markup("</ol>\n"),
    "list_item_open": Markup("<li>"),
    "list_item_close": Markup("</li>\n"),
    "blockquote_open": Markup("<blockquote>\n"),
    "blockquote_close": Markup("</blockquote>\n"),
    "hr": Markup("<hr>\n"),
    "table_close": Markup("</table></div>\n"),
    "thead_open": Markup("<thead>"),
    "thead_close": Markup("</thead>\n"),
    "tbody_open": Markup("<tbody>\n"),
    "tbody_close": Markup("</tbody>"),
    "tr_open": Markup("<tr>"),
    "tr_close": Markup("</tr>\n"),
    "th_close": Markup("</th>"),
    "td_close": Markup("</td>"),
    "strong_open": Markup("<strong>"),
    "strong_close": Markup("</strong>"),
    "em_open": Markup("<em>"),
    "em_close": Markup("</em>"),
    "s_open": Markup("<s>"),
    "s_close": Markup("</s>"),
    "softbreak": Markup("\n"),
    "hardbreak": Markup("<br>\n"),
}
# The policy of the site forbids `style` attributes, which is how the parser marks alignment.
# Tables of the site know text (left) and numbers (right); centred columns are text.
_ALIGNMENTS = {"text-align:right": Markup(' class="db-number"')}


# An id as reports write it: letters, year, number (schemas.annex_row.thread_id).
_MATTER_ID = re.compile(r"\b([A-Z]{2}-20\d{2}-\d{3,5})\b")


def render_prose(view: ProseView, page_uri: str) -> Markup:
    """Return the HTML of the prose as it stands on the page in folder `page_uri`.

    KeyError on a token of an unknown type: the reader lets through only what is known here.
    """
    return _Printer(view, page_uri).print_all(view.prose.tokens)


def _sizes(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield (rows, columns) of each table."""
    rows = columns = 0
    for token in tokens:
        if token.type == "table_open":
            rows = columns = 0
        elif token.type == "tr_open":
            rows += 1
        elif token.type == "th_open":
            columns += 1
        elif token.type == "table_close":
            yield rows - 1, columns  # without its head


class _Printer:
    """Prints tokens one by one; what is not fixed has a method of its own."""

    def __init__(self, view: ProseView, page_uri: str) -> None:
        self._view = view
        self._page_uri = page_uri
        self._next_heading = iter(view.ids)
        self._tables = enumerate(_sizes(view.prose.tokens), start=1)
        self._linked: list[bool] = []
        self._shown = 0  # screenshots

    def print_all(self, tokens: Sequence[Token]) -> Markup:
        return _NOTHING.join(self._print(token) for token in tokens if not token.hidden)

    def _print(self, token: Token) -> Markup:
        fixed = _FIXED.get(token.type)
        return _PRINTERS[token.type](self, token) if fixed is None else fixed

    def children(self, token: Token) -> Markup:
        return self.print_all(token.children or ())

    def heading_open(self, token: Token) -> Markup:
        return Markup('<h{} id="{}">').format(self._level(token), next(self._next_heading))

    def heading_close(self, token: Token) -> Markup:
        return Markup("</h{}>\n").format(self._level(token))

    def _level(self, token: Token) -> int:
        return min(max(int(token.tag[1:]) + self._view.shift, 1), DEEPEST_HEADING)

    def ordered_list(self, token: Token) -> Markup:
        start = token.attrGet("start")
        return Markup("<ol>\n") if start is None else Markup('<ol start="{}">\n').format(int(start))

    def table(self, token: Token) -> Markup:
        del token
        number, (rows, columns) = next(self._tables)
        return Markup(
            '<div class="{}" role="group" tabindex="0" aria-label="Bảng {}">'
            '<table class="db-table">'
        ).format(marks_of(rows, columns), number)

    def column_head(self, token: Token) -> Markup:
        return Markup('<th scope="col"{}>').format(_alignment(token))

    def cell(self, token: Token) -> Markup:
        return Markup("<td{}>").format(_alignment(token))

    def text(self, token: Token) -> Markup:
        if not self._view.matters or any(self._linked):
            return escape(token.content)  # a link holds no other
        parts = _MATTER_ID.split(token.content)
        return _NOTHING.join(
            self._matter(part) if index % 2 else escape(part) for index, part in enumerate(parts)
        )

    def _matter(self, item_id: str) -> Markup:
        uri = self._view.matters.get(item_id)
        if uri is None:
            return escape(item_id)
        return Markup('<a href="{}">{}</a>').format(relative_url(self._page_uri, uri), item_id)

    def code(self, token: Token) -> Markup:
        return Markup("<code>{}</code>").format(token.content)

    def code_block(self, token: Token) -> Markup:
        return Markup("<pre><code>{}</code></pre>\n").format(token.content)

    def link_open(self, token: Token) -> Markup:
        address = self._address(str(token.attrGet("href") or ""))
        self._linked.append(address is not None)
        if address is None:
            return _NOTHING
        if is_elsewhere(address):
            return Markup('<a href="{}" rel="noopener noreferrer">').format(address)
        return Markup('<a href="{}">').format(address)

    def link_close(self, token: Token) -> Markup:
        del token
        return Markup("</a>") if self._linked.pop() else _NOTHING

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

    def image(self, token: Token) -> Markup:
        """Print a screenshot, which leads to itself in full size; of other pictures the words.

        Those of a report are with its attachments.
        """
        shot = self._view.screenshots.get(self._source(str(token.attrGet("src") or "")))
        if shot is None:
            return self.children(token)
        address = relative_url(self._page_uri, shot.uri)
        words = plain_text(token.children or ())
        # The first may be in view at once.
        loading = Markup(' loading="lazy"') if self._shown else _NOTHING
        self._shown += 1
        picture = Markup(
            '<img class="db-screenshot" src="{}" alt="{}" width="{}" height="{}"'
            '{} decoding="async">'
        ).format(address, words, shot.width, shot.height, loading)
        return (
            picture if any(self._linked) else Markup('<a href="{}">{}</a>').format(address, picture)
        )

    def figure(self, token: Token) -> Markup:
        quote = self._view.quotes.get(token.content)
        if quote is None:
            return escape(f"{{{token.content}}}")
        if quote.uri is None:
            parts = Markup('<span class="db-quote" title="{}">{}</span>')
            return parts.format(quote.title, quote.text)
        parts = Markup('<a class="db-quote" href="{}" title="{}">{}</a>')
        return parts.format(relative_url(self._page_uri, quote.uri), quote.title, quote.text)


def _alignment(token: Token) -> Markup:
    return _ALIGNMENTS.get(str(token.attrGet("style")), _NOTHING)


_PRINTERS: dict[str, Callable[[_Printer, Token], Markup]] = {
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
