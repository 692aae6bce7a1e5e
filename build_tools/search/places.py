"""The places of a page's words: title, short name, subject and headings, then the text.

Each has a range of its own, so a place alone tells what was hit; `assets/js/search/find.js` knows
the same ranges. What is longer than its range is cut off.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.search.postings import Places
from build_tools.search.texts import Section, TextReader, joined
from build_tools.site_model import SitePage

NAME, ABOUT, HEADINGS, TEXT = 32, 48, 160, 640  # where each range begins; the title's at 0
_LONGEST_PIECE = 900  # letters; what is fetched to show where a word stands


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a page's text under one heading; its first word stands at `place`."""

    place: int
    anchor: str
    heading: str
    text: str


def note_places(
    found: Places, number: int, page: SitePage, sections: Sequence[Section], reader: TextReader
) -> None:
    """Note where the words of page `number` stand."""
    entry = page.search
    ends = (NAME, ABOUT, HEADINGS)
    begins = (0, *ends)
    said = (page.title, entry.name, entry.about)
    for words, begin, end in zip(map(reader.block, said), begins, ends, strict=False):
        found.add(number, begin, words.words[: end - begin])
    headings = reader.block("").words
    text = reader.block("").words
    for section in sections:
        headings.extend(section.heading.words)
        text.extend(section.heading.words)
        for block in section.blocks:
            text.extend(block.words)
    found.add(number, HEADINGS, headings[: TEXT - HEADINGS])
    found.add(number, TEXT, text)


def pieces_of(sections: Sequence[Section]) -> list[Piece]:
    """Cut the page's text at its headings, and between blocks where it is long."""
    found: list[Piece] = []
    place = TEXT
    for section in sections:
        heading = section.heading
        begin, place = place, place + len(heading.words)
        gathered: list[str] = []
        letters = 0
        for block in section.blocks:
            if letters > _LONGEST_PIECE:
                found.append(Piece(begin, section.anchor, heading.text, joined(gathered)))
                begin, gathered, letters = place, [], 0
            gathered.append(block.text)
            letters += len(block.text)
            place += len(block.words)
        if gathered or heading.text:
            found.append(Piece(begin, section.anchor, heading.text, joined(gathered)))
    return found or [Piece(TEXT, "", "", "")]
