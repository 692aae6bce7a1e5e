"""How a table is set on a sheet: heads, widths, heights, formats of numbers.

Programs differ in whether they fit the height of a row to its text, so heights are stated.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from build_tools.datasets.model import Field, Kind, Value

_WIDTHS = {Kind.DAY: 11, Kind.PERIOD: 15, Kind.INTEGER: 9, Kind.NUMBER: 12, Kind.BOOLEAN: 8}
_NARROWEST, _BROADEST = 8, 46
# So many letters in all printed columns leave letters on A4 across that can still be read.
_PRINTED = 250
_LEAST_OF_LONG = 18
_ROOM_FOR_FILTER = 3  # the button that opens the filter
_ROWS_LOOKED_AT = 500  # the widths of many more rows are those of the first
_LINE = 15.0  # points, of the letters of 11 points that spreadsheets begin with
_INDENT = 1  # of texts, so that they do not touch a number before them
_TALLEST = 405.0  # 409 is Excel's limit
_LETTERS_A_UNIT = 0.9  # a unit of width is a digit; some letters are broader, words are not cut


def head_of(field: Field) -> str:
    """Return the head of a column with the unit of its numbers."""
    unit = f"({field.unit})"
    return f"{field.title} {unit}" if field.unit and unit not in field.title else field.title


def column_widths(fields: Sequence[Field], columns: Sequence[Sequence[Value]]) -> list[float]:
    """Return widths in letters; long texts share what room the printed sheet has."""
    widths = [_natural(*each) for each in zip(fields, columns, strict=True)]
    printed = [at for at, field in enumerate(fields) if not field.aside]
    too_much = sum(widths[at] for at in printed) - _PRINTED
    long = [at for at in printed if widths[at] > _LEAST_OF_LONG]
    spare = sum(widths[at] - _LEAST_OF_LONG for at in long)
    if too_much <= 0 or not spare:
        return widths
    share = max(1 - too_much / spare, 0)
    for at in long:
        widths[at] = round(_LEAST_OF_LONG + (widths[at] - _LEAST_OF_LONG) * share, 1)
    return widths


def _natural(field: Field, values: Sequence[Value]) -> float:
    head = max(len(word) for word in head_of(field).split()) + _ROOM_FOR_FILTER
    if field.kind in _WIDTHS:
        return max(_WIDTHS[field.kind], head)
    longest = max((len(str(value)) for value in values[:_ROWS_LOOKED_AT] if value), default=0)
    needed = round(longest / _LETTERS_A_UNIT + _INDENT + 1)
    return min(max(needed, head, _NARROWEST), _BROADEST)


def row_heights(
    fields: Sequence[Field], columns: Sequence[Sequence[Value]], widths: Sequence[float]
) -> Iterator[float | None]:
    """Yield the heights in points of the head and of every row; None is that of one line.

    What stands aside is kept on one line.
    """
    heads = (
        text_height(head_of(field), width - _ROOM_FOR_FILTER)
        for field, width in zip(fields, widths, strict=True)
    )
    yield max(heads)
    tall: dict[int, float] = {}  # most rows have one line
    for field, column, width in zip(fields, columns, widths, strict=True):
        if field.kind not in _WIDTHS and not field.aside:
            _raise(tall, column, width)
    for row in range(len(columns[0])):
        yield tall.get(row)


def _raise(tall: dict[int, float], column: Sequence[Value], width: float) -> None:
    """Note the height of each row in which a text of the column takes more than a line."""
    room = _room(width)
    texts = [str(value or "") for value in column]
    heights = {
        text: text_height(text, width) for text in set(texts) if len(text) > room or "\n" in text
    }
    for row, text in enumerate(texts) if heights else ():
        if text in heights:
            tall[row] = max(tall.get(row, _LINE), heights[text])


def text_height(text: str, width: float) -> float:
    """Return the height in points of a text in a column of so many letters."""
    room = _room(width)
    lines = sum(max(-(-len(part) // room), 1) for part in text.split("\n"))
    return min(lines * _LINE, _TALLEST)


def _room(width: float) -> float:
    """Return how many letters stand on a line."""
    return max((width - _INDENT) * _LETTERS_A_UNIT, 1)


def number_format(value: Decimal | int, *, estimated: bool) -> str:
    """Return the format that shows the digits of the value, in the marks of the reader's Excel."""
    places = decimals_of(value)
    code = f"#,##0.{'0' * places}" if places else "#,##0"
    return f'{code}" (ước)"' if estimated else code


def decimals_of(value: Decimal | int) -> int:
    """Return how many digits stand behind the decimal mark."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
