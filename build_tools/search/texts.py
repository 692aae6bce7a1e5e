"""The ready HTML of a page to the text that is sought, under its headings.

Left out is what says nothing of the page itself: crumbs and other navigation, buttons, pictures
(their figures stand in a table), the heads of tables, figures alone in a cell, marks of sources;
and what the index knows already: the page's title, the day of its figures.
"""

import html
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.search.words import written_words

_LEFT_OUT = re.compile(
    r"<thead.*?</thead>|<nav.*?</nav>|<button.*?</button>|<svg.*?</svg>|<h1.*?</h1>"
    r'|<p class="db-head__facts">.*?</p>',
    re.DOTALL,
)
_HEADING = re.compile(r"<h[2-6]([^>]*)>(.*?)</h[2-6]>", re.DOTALL)
_ID = re.compile(r'\bid="([^"]+)"')
_BLOCK_END = re.compile(r"</(?:td|th|li|p|dt|dd|caption|div)>")
_TAG_WITHIN_A_SENTENCE = re.compile(r"</?(?:a|abbr|b|code|em|i|mark|strong|sub|sup|time)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_FIGURE = re.compile(
    r"[\d\s.,%+\-−–/]{1,4}|[+\-−–]?[\d.]+,\d+(?: ?%)?|[\d.]+ ?%|\d{1,3}(?:\.\d{3})+"
)
_SOURCE = re.compile(r"(?:Nguồn: )?\S+\.(?:csv|md)(?::\d+)?(?:;.*)?")
_ENDS_A_SENTENCE = (".", "!", "?", ":", ";")


@dataclass(frozen=True, slots=True)
class Block:
    """A cell, a paragraph or a heading: its text, and its written words by their numbers."""

    text: str
    words: "array[int]"


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under a heading up to the next; `anchor` is "" before the first that has one."""

    anchor: str
    heading: Block
    blocks: tuple[Block, ...]


class TextReader:
    """Reads pages; keeps what it read of a cell, since cells repeat from page to page.

    `words` are the written words met so far, in small letters; a word's number is its place there.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._known: dict[str, Block | None] = {}

    @property
    def words(self) -> tuple[str, ...]:
        """The words in the order of their numbers."""
        return tuple(self._numbers)

    def block(self, text: str) -> Block:
        """Return a text with its words."""
        numbers = self._numbers
        words = [numbers.setdefault(word, len(numbers)) for word in written_words(text.lower())]
        return Block(text, array("i", words))

    def sections(self, body: str, said: str) -> Iterator[Section]:
        """Yield the sections of a page's body; what is `said` of it already is not repeated."""
        first, *rest = _HEADING.split(_LEFT_OUT.sub("", body))
        anchor = ""
        lead = [block for block in self._blocks(first) if block.text != said]
        yield Section(anchor, self.block(""), tuple(lead))
        for attributes, heading, below in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
            named = _ID.search(attributes)
            anchor = named.group(1) if named else anchor
            yield Section(anchor, self.block(_plain(heading)), self._blocks(below))

    def _blocks(self, markup: str) -> tuple[Block, ...]:
        known = self._known
        pieces = _BLOCK_END.split(markup)
        for piece in pieces:
            if piece not in known:
                known[piece] = self._read(piece)
        return tuple([block for piece in pieces if (block := known[piece]) is not None])

    def _read(self, piece: str) -> Block | None:
        if 'class="db-number' in piece:
            return None
        text = _plain(piece)
        if not text or _FIGURE.fullmatch(text) or _SOURCE.fullmatch(text):
            return None
        block = self.block(text)
        return block if block.words else None


def _plain(markup: str) -> str:
    plain = _TAG.sub(" ", _TAG_WITHIN_A_SENTENCE.sub("", markup))
    return " ".join(html.unescape(plain).split())


def joined(texts: list[str]) -> str:
    """Set blocks behind each other: sentences as they are, cells with a point between."""
    parts: list[str] = []
    for text in texts[:-1]:
        parts += (text, " " if text.endswith(_ENDS_A_SENTENCE) else " · ")
    return "".join([*parts, *texts[-1:]])
