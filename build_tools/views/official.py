"""An official document: what its letterhead, its text, its signature block and its annexes say.

Made from the views of the pages, so that every figure is the page's, to the digit; PDF and Word are
printed from it. Everything is text, settled and formatted; nothing in it is markup of any kind.
"""

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look; a line feed in it begins a new line."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of running text."""

    kind: Literal["paragraph"] = "paragraph"
    runs: Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingLine:
    """A heading; levels begin at 1 and go down one at a time."""

    kind: Literal["heading"] = "heading"
    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBlock:
    """A list; `start` is the number of its first item, None for bullets."""

    kind: Literal["list"] = "list"
    start: int | None
    items: "tuple[tuple[Block, ...], ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteBlock:
    """Text that is set in."""

    kind: Literal["quote"] = "quote"
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock:
    """Lines that are shown as typed."""

    kind: Literal["code"] = "code"
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line between two parts."""

    kind: Literal["rule"] = "rule"


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column of a table; `share` is its part of the table's width, all together 1."""

    title: str
    align: Align
    share: float


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: each cell a text, or a text and a small note below it. `strong` marks a total."""

    cells: "tuple[str | tuple[str, str], ...]"
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock:
    """A table with a head that is repeated on every page; `legend` says what its dashes mean.

    `across`: it needs the breadth of a page that lies so; `small`: and small letters besides.
    """

    kind: Literal["table"] = "table"
    caption: str
    columns: tuple[ColumnHead, ...]
    rows: tuple[TableRow, ...]
    legend: str = ""
    across: bool = False
    small: bool = False


Block = Paragraph | HeadingLine | ListBlock | QuoteBlock | CodeBlock | Rule | TableBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What stands above the text."""

    party: str
    superior: str | None
    issuer: str
    number: str
    place_and_date: str
    heading: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs: lines of the post, room for ink and seal, the name; empty where it is open."""

    post: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexPart:
    """An annex; `landscape` where a table of it needs the breadth."""

    title: str
    lead: str
    tables: tuple[TableBlock, ...]
    landscape: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialDocument:
    """A report, or a period consolidated, as it is printed on paper.

    `title` names it in a list of documents; `date` is its own, as `2026-06-17`, None where it has
    none yet. `notes` stand at the foot of every page: that it is a copy, for whom, of what.
    """

    title: str
    author: str
    date: str | None
    letterhead: Letterhead
    text: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...]
    annexes: tuple[AnnexPart, ...]
    notes: tuple[str, ...]
