"""Lists that somebody typed rather than made with the button: `- ` or `• ` before each line.

Two or more such paragraphs one after another are meant as a list, and are one to every reader.
Nothing else is guessed: a single one, `+`, `a)`, `I.` and `1.` stay the letters that they are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from build_tools.reading.documents.model import Block, Run, TextParagraph

_TYPED = re.compile(r"\s*(?P<mark>[-•])[^\S\n]+(?=\S)")
_FEWEST = 2
Numbered = tuple[int, Block]


@dataclass(frozen=True, slots=True)
class TypedLists:
    """The blocks with items in place of typed lines, and a remark at the first of each list."""

    blocks: tuple[Numbered, ...]
    told: tuple[tuple[int, str], ...]


def read_typed_lists(blocks: Sequence[Numbered]) -> TypedLists:
    """Make lists of typed lines; each block comes with its number in the document."""
    written: list[Numbered] = []
    told: list[tuple[int, str]] = []
    for mark, group in _groups(blocks):
        if mark and len(group) >= _FEWEST:
            told.append((group[0][0], f"{len(group)} dòng gõ “{mark}” ở đầu thành một danh sách"))
            written += [(at, _item(block)) for at, block in group]
        else:
            written += group
    return TypedLists(tuple(written), tuple(told))


def _groups(blocks: Sequence[Numbered]) -> Iterator[tuple[str, list[Numbered]]]:
    """Yield neighbours of one mark together; "" is no mark. Empty paragraphs are no blocks."""
    group: list[Numbered] = []
    last = ""
    for at, block in blocks:
        if isinstance(block, TextParagraph) and not block.text.strip():
            continue
        mark = _mark(block)
        if group and mark != last:
            yield last, group
            group = []
        group.append((at, block))
        last = mark
    if group:
        yield last, group


def _mark(block: Block) -> str:
    if not isinstance(block, TextParagraph) or block.is_bullet or block.label or block.level:
        return ""
    match = _TYPED.match(block.text)
    return match["mark"] if match else ""


def _item(block: Block) -> Block:
    match = _TYPED.match(block.text) if isinstance(block, TextParagraph) else None
    if match is None or not isinstance(block, TextParagraph):
        return block
    runs = tuple(_after(block.runs, match.end()))
    return replace(block, runs=runs, is_bullet=True, indent=0)


def _after(runs: Sequence[Run], count: int) -> Iterator[Run]:
    """Yield the runs without so many letters at their beginning."""
    for run in runs:
        text = run.text[count:]
        count = max(0, count - len(run.text))
        if text:
            yield replace(run, text=text)
