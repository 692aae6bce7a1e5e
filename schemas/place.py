"""A place in an input. Apart from records, as findings are made of places where none was read."""

from typing import NamedTuple


class Place(NamedTuple):
    """A place in an input: path from the project's root with `/`, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1
