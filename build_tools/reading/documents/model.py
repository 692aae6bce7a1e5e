"""A Word document as it is shown, and what of it no plain text can hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class LossKind(StrEnum):
    """What a document may have beside its text."""

    INSERTION = "insertion"  # tracked, not yet accepted
    DELETION = "deletion"
    TRACKED_FORMAT = "tracked-format"
    COMMENT = "comment"
    PICTURE = "picture"
    TEXT_BOX = "text-box"
    SHAPE = "shape"
    OBJECT = "object"
    EQUATION = "equation"
    NOTE = "note"  # at the foot of the page or at the end
    HIDDEN_TEXT = "hidden-text"
    SYMBOL = "symbol"  # a letter that only one font knows
    FIELD = "field"  # its last result was taken
    CONTENTS = "contents"  # a table of contents
    PLACEHOLDER = "placeholder"  # of a form's empty field
    NESTED_TABLE = "nested-table"
    HEADER = "header"  # text at the top or the bottom of every page
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that is no text of the body; `block` is the index of its block, -1 for none.

    `text` is what it says, shortened nowhere; "" where it says nothing.
    """

    kind: LossKind
    block: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Text with one look; a line break is a line feed, a tab a tab. `link` is an address."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """A paragraph: `level` 1 to 9 where it is a heading, `label` the number that Word gives it.

    `indent` is the level of its list, from 0; a bullet has no label.
    """

    runs: tuple[Run, ...]
    style: str = ""
    level: int = 0
    label: str = ""
    is_bullet: bool = False
    indent: int = 0

    @property
    def text(self) -> str:
        """What it says, without its number."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class TextCell:
    """A cell; `span` columns wide. `is_covered` where the cell above reaches down over it."""

    paragraphs: tuple[TextParagraph, ...]
    span: int = 1
    is_covered: bool = False


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table, row by row."""

    rows: tuple[tuple[TextCell, ...], ...]

    def paragraphs(self) -> Iterator[TextParagraph]:
        """Yield the paragraphs of all cells."""
        for row in self.rows:
            for cell in row:
                yield from cell.paragraphs


Block = TextParagraph | TextTable


@dataclass(frozen=True, slots=True)
class TextDocument:
    """The body, block after block, and what else the document has."""

    blocks: tuple[Block, ...]
    losses: tuple[Loss, ...]
