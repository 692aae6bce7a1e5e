"""The places of a page's words: title, short name, subject and headings, then the text.

Each has a range of its own, so a place alone tells what was hit; `assets/js/search/find.js` knows
the same ranges. What is longer than its range is cut off.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from build_tools.search.texts import Section, TextReader, joined
from build_tools.search.words import written_words
from build_tools.site_model import PageText, Piece, SitePage

NAME, ABOUT, HEADINGS, TEXT = 32, 48, 160, 640  # where each range begins; the title's at 0
_LONGEST_PIECE = 900  # letters; what is fetched to show where a word stands


def read_text(page: SitePage, reader: TextReader) -> PageText:
    """Read a page's body: it follows from that and from `page.search.about` alone."""
    sections = list(reader.sections(page.body, page.search.about))
    headings: list[str] = []
    words: list[str] = []
    for section in sections:
        headings += section.heading.words
        words += section.heading.words
        for block in section.blocks:
            words += block.words
    pieces = tuple(_pieces_of(sections))
    said = " ".join(headings[: TEXT - HEADINGS]), " ".join(words)
    return PageText(*said, pieces, _digest_of(*said, pieces))


def _digest_of(headings: str, words: str, pieces: Iterable[Piece]) -> str:
    texts = [headings, words]
    for piece in pieces:
        texts += (str(piece.place), piece.anchor, piece.heading, piece.text)
    digest = hashlib.sha256(" ".join(map(str, map(len, texts))).encode())
    digest.update("\n".join(texts).encode())
    return digest.hexdigest()


def places_of(page: SitePage, text: PageText) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield words of the page that stand behind each other, and the place of the first."""
    entry = page.search
    ends = (NAME, ABOUT, HEADINGS)
    said = (page.title, entry.name, entry.about)
    for words, begin, end in zip(said, (0, *ends), ends, strict=False):
        yield begin, written_words(words.lower())[: end - begin]
    yield HEADINGS, text.headings.split()
    yield TEXT, text.words.split()


def _pieces_of(sections: Sequence[Section]) -> list[Piece]:
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
