"""Where the keys of a block of declarations stand, for who writes them in another order."""

from collections.abc import Sequence
from dataclasses import dataclass

import yaml


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key of the outermost mapping; `line` counts from 0 in the block, `end` is its column."""

    key: str
    line: int
    end: int


def outline(block: str) -> Sequence[KeyLine] | None:
    """Return the keys in their order; None where they do not each begin a line of their own.

    `block` is one that `read_yaml` takes.
    """
    found: list[KeyLine] = []
    depth = 0
    is_key = True
    for event in yaml.parse(block, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif depth == 1 and isinstance(event, yaml.ScalarEvent) and is_key:
            start, end = event.start_mark, event.end_mark
            if start is None or end is None or start.column or end.line != start.line:
                return None
            found.append(KeyLine(event.value.strip(), start.line, end.column))
        if depth == 1 and isinstance(event, yaml.ScalarEvent | yaml.CollectionEndEvent):
            is_key = not is_key
    lines = [key.line for key in found]
    return found if len(set(lines)) == len(lines) else None
