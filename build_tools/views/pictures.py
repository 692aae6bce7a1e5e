"""What a picture says: figures read from the cells of the table beside it, never others.

A picture carries the text of its cells, so picture and table agree to the digit; the numbers in it
are only for drawing. Where there is nothing to see, an `Unseen` says so in a sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from build_tools.views.parts import Tone
from build_tools.views.sparks import Reading

Role = Literal["main", "plan", "other"]
LEAST_POINTS = 3  # two points are a sentence, not a picture


@dataclass(frozen=True, slots=True)
class Line:
    """A line over the periods; a reading without a value is a gap."""

    name: str
    role: Role
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What all pictures have: a title, the answer in words, and the caption of their table."""

    title: str
    says: str
    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend(Picture):
    """Lines over periods, oldest first; after each of `breaks` (places) a line starts anew."""

    periods: tuple[str, ...]
    lines: tuple[Line, ...]
    breaks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from zero; `mark` is what it is compared with, `part` what of it is past its day."""

    name: str
    reading: Reading
    mark: Reading | None = None
    part: Reading | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars(Picture):
    """Bars below one another. `goal` is a value that all of them are held against (100 % of plan).

    `unit` follows the texts; `mark_name` and `part_name` say what marks and parts are.
    """

    bars: tuple[Bar, ...]
    unit: str = ""
    goal: Decimal | None = None
    goal_name: str = ""
    mark_name: str = ""
    part_name: str = ""
    reach: Decimal | None = None  # what the scale reaches at least, for bars shown side by side


@dataclass(frozen=True, slots=True)
class State:
    """A cell of a matrix: its words and its tone, which is drawn as a shape."""

    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class StateRow:
    """A row of a matrix; None where nothing is expected."""

    name: str
    states: tuple[State | None, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a matrix with its heading, its answer in words, the caption of its table."""

    title: str
    says: str
    table: str
    rows: tuple[StateRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix(Picture):
    """States in rows and columns, in one block or several beside each other.

    `columns` are short; `legend` says what the shapes mean, `note` what the columns do.
    """

    columns: tuple[str, ...]
    blocks: tuple[Block, ...]
    legend: tuple[tuple[Tone, str], ...]
    note: str = ""


Ring = tuple[tuple[float, float], ...]  # corners


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a unit lies on the map: its outline, where its label stands and the room for it."""

    rings: tuple[Ring, ...]
    x: float
    y: float
    room: float


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A map without figures: size in units, the shape and the short label of each unit by code.

    `tiles`: equal tiles rather than true outlines.
    """

    width: float
    height: float
    shapes: Mapping[str, Shape]
    labels: Mapping[str, str]
    tiles: bool


@dataclass(frozen=True, slots=True)
class MapUnit:
    """A unit on the map; `level` is its class from 0, None without a figure."""

    code: str
    name: str
    uri: str
    reading: Reading
    level: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaMap(Picture):
    """The units, coloured by level; `levels` name the classes from the lowest."""

    ground: Ground
    units: tuple[MapUnit, ...]
    levels: tuple[str, ...]
    unit: str = ""  # follows the figures where they stand alone


@dataclass(frozen=True, slots=True)
class Unseen:
    """Instead of a picture: why there is nothing to see."""

    sentence: str


AnyPicture = Trend | Bars | Matrix | AreaMap | Unseen
