"""Puts what a preview has to say into a finished page, so that taking it out leaves the page.

Every insertion stands between two comments. Pages are our own HTML: ids stand once, in double
quotes, and no text of the content can look like a tag.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter

BEGIN, END = "<!--diaban-preview-->", "<!--/diaban-preview-->"
_INSERTED = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
_HEADING_END = re.compile(r"</h[1-6]>|</summary>")
_CELL_END = re.compile(r"</t[hd]>")
_TABLE = "<table"
_OF_TABLES = frozenset({"table", "tr", "td", "th"})
_TOP = '<div id="noi-dung"'


@dataclass(frozen=True, slots=True)
class Mark:
    """HTML for the place of an anchor (None is the top of the page).

    `in_row` goes into the row's first cell where the anchor is a row of a table; `block` then
    stands before the table, else right below the heading or at the top.
    """

    anchor: str | None
    block: str
    in_row: str = ""


def has_anchor(html: str, anchor: str) -> bool:
    """Say whether the page has the anchor."""
    return f' id="{anchor}"' in html


def with_marks(html: str, head: str, bar: str, marks: Iterable[Mark]) -> str:
    """Return the page with `head` at the end of its head, `bar` at the end and the marks."""
    inserted: list[tuple[int, str]] = [
        (html.index("</head>"), head),
        (html.rindex("</body>"), bar),
    ]
    for mark in marks:
        inserted += _insertions(html, mark)
    parts: list[str] = []
    last = 0
    for at, text in sorted(inserted, key=itemgetter(0)):
        parts += (html[last:at], BEGIN, text, END)
        last = at
    return "".join((*parts, html[last:]))


def without_marks(html: str) -> str:
    """Return the page as it was."""
    return _INSERTED.sub("", html)


def _insertions(html: str, mark: Mark) -> list[tuple[int, str]]:
    found = -1 if mark.anchor is None else html.find(f' id="{mark.anchor}"')
    if found < 0:
        return [(html.index(">", html.index(_TOP)) + 1, mark.block)]
    tag = html[html.rindex("<", 0, found) + 1 : found].split(" ", 1)[0]
    table = html.rfind(_TABLE, 0, found) if tag in _OF_TABLES else -1
    if table < 0:
        end = _HEADING_END.search(html, found)
        return [(end.end() if end else html.index(">", found) + 1, mark.block)]
    cell = _CELL_END.search(html, found) if tag != _TABLE[1:] else None
    in_row = [(cell.start(), mark.in_row)] if cell and mark.in_row else []
    return [*in_row, (table, mark.block)]
