"""The ready HTML of a page to the text that is sought, under its headings.

Left out is what says nothing of the page itself: crumbs and other navigation, buttons, pictures
(their figures stand in a table), the heads of tables, figures alone in a cell, marks of sources;
and what the index knows already: the page's title, the day of its figures.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_tools.search.words import written_words

_LEFT_OUT = re.compile(
    r"<thead.*?</thead>|<nav.*?</nav>|<button.*?</button>|<svg.*?</svg>|<h1.*?</h1>|<!--.*?-->"
    r'|<p class="db-head__facts">.*?</p>|<span class="db-source">.*?</span>',
    re.DOTALL,
)
_HEADING = re.compile(r"<h[2-6]([^>]*)>(.*?)</h[2-6]>", re.DOTALL)
_ID = re.compile(r'\bid="([^"]+)"')
_WITHIN_A_SENTENCE = re.compile(r"</?(?:a|abbr|b|code|em|i|mark|strong|sub|sup|time|wbr)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_TEXT_BETWEEN_TAGS = re.compile(r">\s*([^<\s][^<]*)")
_FIGURE = re.compile(r"(?:\d{1,3}(?!\d)|[\s.,%+\-−–/])+(?:\(ước\))?|[+\-−–]?[\d.]+,\d+(?: ?%)?")
_SOURCE = re.compile(r"(?:Nguồn: )?\S+\.(?:csv|md)(?::\d+)?(?:;.*)?")
_ENDS_A_SENTENCE = (".", "!", "?", ":", ";")
_GOES_ON = ",.;:!?)"


@dataclass(frozen=True, slots=True)
class Block:
    """A cell, a paragraph or a heading: its text, and its written words in small letters."""

    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under a heading up to the next; `anchor` is "" before the first that has one."""

    anchor: str
    heading: Block
    blocks: tuple[Block, ...]


class TextReader:
    """Reads pages; keeps what it read of a cell, since cells repeat from page to page."""

    def __init__(self) -> None:
        self._known: dict[str, Block | None] = {}

    def sections(self, body: str, said: str) -> Iterator[Section]:
        """Yield the sections of a page's body; what is `said` of it already is not repeated."""
        first, *rest = _HEADING.split(_LEFT_OUT.sub("", body))
        anchor = ""
        lead = [block for block in self._blocks(first) if block.text != said]
        yield Section(anchor, block_of(""), tuple(lead))
        for attributes, heading, below in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
            named = _ID.search(attributes)
            anchor = named.group(1) if named else anchor
            yield Section(anchor, block_of(_plain(_TAG.sub("", heading))), self._blocks(below))

    def _blocks(self, markup: str) -> tuple[Block, ...]:
        known = self._known
        texts = _texts(markup)
        for text in texts:
            if text not in known:
                known[text] = _read(text)
        return tuple([block for text in texts if (block := known[text]) is not None])


def block_of(text: str) -> Block:
    """Return a text with its words."""
    return Block(text, tuple(written_words(text.lower())))


def _read(found: str) -> Block | None:
    text = _plain(found)
    if _FIGURE.fullmatch(text) or _SOURCE.fullmatch(text):
        return None
    block = block_of(text)
    return block if block.words else None


def _texts(markup: str) -> list[str]:
    """Return the texts between tags: of tables every one, elsewhere whole sentences."""
    before, *tables = markup.split("<table")
    found = _sentences(before)
    for table in tables:
        cells, _, behind = table.partition("</table>")
        found += _TEXT_BETWEEN_TAGS.findall(cells)
        found += _sentences(behind)
    return found


def _sentences(markup: str) -> list[str]:
    return _TEXT_BETWEEN_TAGS.findall(">" + _WITHIN_A_SENTENCE.sub("", markup))


def _plain(text: str) -> str:
    return " ".join(html.unescape(text).split())


def joined(texts: Sequence[str]) -> str:
    """Set blocks behind each other: sentences as they are, cells with a point between."""
    parts = [*texts[:1]]
    for before, text in pairwise(texts):
        if text[0] not in _GOES_ON:
            parts.append(" " if before.endswith(_ENDS_A_SENTENCE) else " · ")
        parts.append(text)
    return "".join(parts)
