"""Paragraphs, lists and tables of a Word document as blocks of Markdown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from build_tools.editing.importing.document_inline import Inline, inline_markdown
from build_tools.editing.importing.document_typed_lists import read_typed_lists
from build_tools.reading.documents.model import Run, TextCell, TextParagraph, TextTable

_DECIMAL = re.compile(r"(\d{1,9})([.)])")
_CLOSING = re.compile(r"(?<= )#+\Z")  # at the end of a heading it would be read as a mark
_OWN_LEVEL = 1  # Heading 3 of Word is `####`: one level deeper than the deepest fixed heading
_DEEPEST = 6


@dataclass(slots=True)
class Written:
    """Blocks of Markdown, and remarks by the block of the document that they are about.

    `shown` is what a page will show: of each item, paragraph and cell its number and its text.
    """

    blocks: list[str] = field(default_factory=list)
    shown: list[tuple[str, str]] = field(default_factory=list)
    lost: list[tuple[int, str]] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    told: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The blocks with a blank line between two."""
        return "\n\n".join(self.blocks)


@dataclass(slots=True)
class _List:
    """The list that is being written: lines, where the text of each level begins, last numbers."""

    lines: list[str]
    starts: list[int]
    numbers: list[tuple[int, str] | None]
    is_ordered: bool


class BlockWriter:
    """Writes the blocks below one heading."""

    def __init__(self) -> None:
        self._written = Written()
        self._list: _List | None = None
        self._ended: bool | None = None  # whether the list right above was ordered

    def write(self, blocks: Sequence[tuple[int, TextParagraph | TextTable]]) -> Written:
        """Write the blocks; each comes with its number in the document."""
        typed = read_typed_lists(blocks)
        self._written.told += typed.told
        for at, block in typed.blocks:
            if isinstance(block, TextTable):
                self._end_list()
                self._ended = None
                self._table(at, block)
            elif block.text.strip():
                self._paragraph(at, block)
        self._end_list()
        return self._written

    def _paragraph(self, at: int, paragraph: TextParagraph) -> None:
        if paragraph.is_bullet:
            self._item(at, paragraph, None)
            return
        number = _DECIMAL.fullmatch(paragraph.label)
        counted = (int(number[1]), number[2]) if number else None
        if counted and self._goes_on(paragraph, counted):
            self._item(at, paragraph, counted)
            return
        self._end_list()
        self._ended = None
        if paragraph.label:
            label = Run(f"{paragraph.label} ")
            paragraph = replace(paragraph, runs=(label, *paragraph.runs), label="")
        inline = self._inline(at, paragraph.runs)
        if paragraph.level:
            marks = "#" * min(paragraph.level + _OWN_LEVEL, _DEEPEST)
            line = _CLOSING.sub(r"\\\g<0>", inline.replace("\\\n", " "))
            inline = f"{marks} {line}"
        self._written.blocks.append(inline)

    def _goes_on(self, paragraph: TextParagraph, counted: tuple[int, str]) -> bool:
        """Say whether Markdown will count just so: a list counts on by one from where it begins."""
        current = self._list
        if current is None:
            return self._ended is not True
        if paragraph.indent >= len(current.numbers):
            return counted[0] == 1  # another one would be read as part of the item above
        last = current.numbers[paragraph.indent]
        if last is None and paragraph.indent == 0:
            return True  # a list with bullets ends where one with numbers begins
        return last is not None and (last[0] + 1, last[1]) == counted

    def _item(self, at: int, paragraph: TextParagraph, counted: tuple[int, str] | None) -> None:
        current = self._list
        depth = min(paragraph.indent, len(current.starts)) if current else 0
        if current is not None and depth < len(current.numbers):
            is_other_kind = (current.numbers[depth] is None) != (counted is None)
            if is_other_kind and depth == 0:
                self._end_list()
                current = None
        if current is None:
            current = self._list = _List([], [], [], is_ordered=counted is not None)
            depth = 0
        mark = f"{counted[0]}{counted[1]} " if counted else "- "
        margin = current.starts[depth - 1] if depth else 0
        text = self._inline(at, paragraph.runs, number=str(counted[0]) if counted else "")
        hanging = " " * (margin + len(mark))
        current.lines.append(f"{' ' * margin}{mark}{text}".replace("\n", f"\n{hanging}"))
        current.starts[depth:] = [margin + len(mark)]
        current.numbers[depth:] = [counted]

    def _end_list(self) -> None:
        if self._list is not None:
            self._written.blocks.append("\n".join(self._list.lines))
            self._ended = self._list.is_ordered
            self._list = None

    def _inline(
        self, at: int, runs: Sequence[Run], *, number: str = "", in_table: bool = False
    ) -> str:
        inline: Inline = inline_markdown(runs, in_table=in_table)
        if inline.shown:
            self._written.shown.append((number, inline.shown))
        self._written.lost += [(at, lost) for lost in inline.lost]
        if not inline.is_sound:
            self._written.refused.append((at, "đoạn này không chuyển được nguyên vẹn"))
        return inline.text

    def _table(self, at: int, table: TextTable) -> None:
        rows = [list(self._cells(at, row)) for row in table.rows]
        columns = max(map(len, rows), default=0)
        if any(cell.span > 1 or cell.is_covered for row in table.rows for cell in row):
            self._written.lost.append((at, "ô gộp của bảng, tách thành từng ô"))
        if columns == 0 or not any(any(row) for row in rows):
            return
        if columns == 1 and len(rows) == 1:  # a frame round a text
            paragraphs = table.rows[0][0].paragraphs
            for paragraph in paragraphs:
                if paragraph.text.strip():
                    self._paragraph(at, paragraph)
            self._end_list()
            return
        rows = [row + [""] * (columns - len(row)) for row in rows]
        lines = [f"| {' | '.join(row)} |" for row in rows]
        lines.insert(1, "|" + "---|" * columns)
        self._written.blocks.append("\n".join(lines))

    def _cells(self, at: int, row: Sequence[TextCell]) -> Iterator[str]:
        for cell in row:
            runs = [run for each in _paragraphs(cell) for run in each]
            yield "" if cell.is_covered else self._inline(at, runs, in_table=True)
            yield from [""] * (cell.span - 1)


def _paragraphs(cell: TextCell) -> Iterator[tuple[Run, ...]]:
    for number, paragraph in enumerate(one for one in cell.paragraphs if one.text.strip()):
        lead = f"{paragraph.label} " if paragraph.label else ""
        mark = (" " if number else "") + lead
        yield (Run(mark), *paragraph.runs) if mark else paragraph.runs
