"""Figures read from cells, and the small trend line of a row."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Quality = Literal["final", "provisional", "estimate"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell as a number: `text` is what stands in it; `value` is None where it is no number."""

    text: str
    value: Decimal | None
    quality: Quality = "final"


@dataclass(frozen=True, slots=True)
class Spark:
    """A small trend line in the cell of a row that has the same figures, oldest first."""

    says: str
    readings: tuple[Reading, ...]
