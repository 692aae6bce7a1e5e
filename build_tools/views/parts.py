"""The small things that pages are made of; the macros of `_components.html.j2` lay them out.

Every text is formatted and every address is a uri from the site's root (`bao-cao/2026-01/`, with an
anchor where one is meant); rendering makes it relative. A tone never says anything that the text
beside it does not say too.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from build_tools.views.sparks import Spark

Tone = Literal["good", "warn", "bad", "none"]
ColumnKind = Literal["text", "code", "number", "date", "state", "source", "trend"]
Shape = Literal["circle", "triangle", "square", "diamond"]


class Crumb(NamedTuple):
    """A step of the way from home to the page; the page itself has no `uri`."""

    title: str
    uri: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A state as a word and a shape."""

    label: str
    tone: Tone = "none"
    shape: Shape | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stat:
    """A key figure with its label, and where it comes from."""

    label: str
    value: str
    detail: str | None = None
    uri: str | None = None
    tone: Tone = "none"


class Cell(NamedTuple):
    """A cell; `source` is the label of its place, `sort` the raw value to sort by.

    In a column of kind `trend` the cell shows `spark`, a small line of the figures of its row.
    A tuple, which is made in a third of the time that a frozen data class takes: a large site has
    more than a million.
    """

    text: str
    uri: str | None = None
    source: str | None = None
    title: str | None = None
    tone: Tone = "none"
    sort: str | None = None
    spark: Spark | None = None


class Column(NamedTuple):
    """A column; numbers are right-aligned, codes are not broken, states are shown as badges.

    `uri` links its head.
    """

    title: str
    kind: ColumnKind = "text"
    unit: str | None = None
    uri: str | None = None


class Row(NamedTuple):
    """A row; the first cell is its header. `strong` marks a total among its parts."""

    cells: tuple[Cell, ...]
    id: str | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """A table of data; `empty` is the sentence shown when there are no rows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: tuple[Cell, ...] | None = None
    wide: bool = False
    empty: str = "Không có dòng nào."
