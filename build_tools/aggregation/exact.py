"""Decimals as whole numbers and back, so that sums are exact and still vectorised.

A figure of an indicator becomes the number of its smallest units: 12.5 with two digits is 1250.
Whole numbers add without rounding; no binary float ever holds a figure.
"""

from collections.abc import Mapping, Sequence
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal

import pandas as pd

# Moving the comma must not round to the 28 digits of the usual context.
_UNROUNDED = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
_LARGEST = 2**63 - 1


def digits_after_comma(value: Decimal) -> int:
    """Return how many digits stand after the comma: 2 for 1.50, 0 for 15 and for 1E+3."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise TypeError(f"not a number: {value}")
    return max(-exponent, 0)


def to_units(value: Decimal, digits: int) -> int:
    """Return the value in units of 10^-digits; it must have no more digits than that."""
    return int(value.scaleb(digits, _UNROUNDED))


def from_units(
    units: Sequence[int], given: Sequence[int], digits: Sequence[int]
) -> list[Decimal | None]:
    """Return the values of a column in units of 10^-digits; None where nothing was given."""
    return [
        Decimal(value).scaleb(-places, _UNROUNDED) if stated else None
        for value, stated, places in zip(units, given, digits, strict=True)
    ]


def whole_numbers(columns: Mapping[str, Sequence[int]]) -> "dict[str, pd.Series[int]]":
    """Return columns of one type that no sum over some of their rows can overflow.

    They hold 64-bit integers where even the sum of all absolute values fits, else Python's own.
    """
    total = sum(abs(value) for values in columns.values() for value in values)
    dtype = "int64" if total <= _LARGEST else "object"
    return {name: pd.Series(list(values), dtype=dtype) for name, values in columns.items()}
