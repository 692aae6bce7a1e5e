"""Scales: from values to places, with ticks at numbers that people count in."""

import math
from dataclasses import dataclass
from decimal import Decimal

from build_tools.views.formatting import format_number

_STEPS = (1, 2, 2.5, 5, 10)
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale from `low`..`high` to `start`..`end`; both ends of the values are ticks."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]
    decimals: int

    def at(self, value: float | Decimal) -> float:
        """Return the place of a value."""
        share = (float(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def label(self, tick: float) -> str:
        """Return a tick as it reads on a page: `1.250`, `0,5`."""
        return format_number(Decimal(repr(tick)), self.decimals)


def nice_scale(
    values: list[float], start: float, end: float, *, zero: bool = False, count: int = 4
) -> Scale:
    """Return a closed scale around the values with about `count` steps.

    It begins at zero where `zero` asks for it, or where zero is near: a line that uses less than
    half of the height may hide how small its moves are.
    """
    low, high = min(values), max(values)
    if zero or low == high or (low > 0 and low < high * _HALF) or (high < 0 and high > low * _HALF):
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = low + 1
    step = _nice_step((high - low) / count)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9)) + (_has_half(step))
    ticks = tuple(round(i * step, 10) for i in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], start, end, ticks, decimals)


def _nice_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * (1 - 1e-9))


def _has_half(step: float) -> int:
    """Return 1 where the step is 2,5 times a power of ten below ten: it needs a place more."""
    power = 10.0 ** math.floor(math.log10(step) + 1e-9)
    return int(abs(step / power - 2.5) < 1e-6 and step < 10)  # noqa: PLR2004  2,5 · 10^n
