"""A quick rule for tables, in the place of markdown-it's own, which reads them letter by letter.

It makes the very tokens that the standard rule makes. Equal ones (the opening and closing of cells,
texts that repeat) and their empty parts are one object, as nobody changes tokens after reading.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, repeat

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import MAX_AUTOCOMPLETED_CELLS

from build_tools.reading.line_rule import BLOCK_LETTERS
from build_tools.reading.markdown_marks import DASHES, TRIMMED, Attributes, column_styles
from schemas.plain_prose import TableCells

_MAY_END = BLOCK_LETTERS | {"#"}  # how a line begins that may end a table
_BAR = re.compile(r"(?<!\\)\|")


def use_quick_tables(parser: MarkdownIt, may_mark: re.Pattern[str]) -> None:
    """Let the parser read tables by this rule.

    The cells of a row in which `may_mark` finds nothing get their one text at once; those of the
    others are left to the rules for inline text.
    """

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  markdown-it's signature
        table = _opened(state, start, end, may_mark)
        if table and not silent:
            state.line = table.push(start, end)
        return table is not None

    parser.block.ruler.at("table", rule, {"alt": ["paragraph", "reference"]})


def _opened(state: StateBlock, start: int, end: int, may_mark: re.Pattern[str]) -> "_Table | None":
    """Return the table that a line and the line of dashes below it begin.

    Tried at every line, of which most have no `|`.
    """
    dashes = start + 1
    if (
        state.src.find("|", state.bMarks[start], state.eMarks[start]) < 0
        or dashes >= end
        or state.sCount[dashes] < state.blkIndent
        or state.is_code_block(dashes)
        or state.is_code_block(start)
        or not DASHES.fullmatch(
            state.src, state.bMarks[dashes] + state.tShift[dashes], state.eMarks[dashes]
        )
    ):
        return None
    header = _line(state, start)
    styles = column_styles(_line(state, dashes))
    if "|" not in header or not styles or len(_cells(header)) != len(styles):
        return None
    return _Table(state, header, styles, may_mark)


class _Table:
    """A table whose header and line of dashes are known to be right."""

    def __init__(
        self, state: StateBlock, header: str, styles: list[Attributes], may_mark: re.Pattern[str]
    ) -> None:
        self._state = state
        self._header = header
        self._styles = styles
        self._may_mark = may_mark
        self._cells = TableCells(styles, state.level + 2)

    def push(self, start: int, end: int) -> int:
        """Push the tokens of the whole table; return the line after it."""
        state = self._state
        parent, state.parentType = state.parentType, "table"
        rows = list(self._body(start + 2, end))
        after = start + 2 + len(rows)
        state.push("table_open", "table", 1).map = [start, after]
        state.push("thead_open", "thead", 1).map = [start, start + 1]
        self._push_rows("th", start, [(self._header, _cells(self._header))])
        state.push("thead_close", "thead", -1)
        if rows:
            state.push("tbody_open", "tbody", 1).map = [start + 2, after]
            self._push_rows("td", start + 2, rows)
            state.push("tbody_close", "tbody", -1)
        state.push("table_close", "table", -1)
        state.parentType = parent
        return after

    def _body(self, start: int, end: int) -> Iterator[tuple[str, list[str]]]:
        """Yield the text and the cells of each row below the line of dashes."""
        state = self._state
        enders = state.md.block.ruler.getRules("blockquote")
        missing = 0
        for line in range(start, end):
            text = _line(state, line)
            if state.sCount[line] < state.blkIndent or not text or state.is_code_block(line):
                return
            if text[0] in _MAY_END and any(ends(state, line, end, True) for ends in enders):  # noqa: FBT003
                return
            cells = _cells(text)
            missing += len(self._styles) - len(cells)
            if missing > MAX_AUTOCOMPLETED_CELLS:
                return
            yield text, cells

    def _push_rows(self, kind: str, first: int, rows: Sequence[tuple[str, list[str]]]) -> None:
        tokens = self._state.tokens
        for line, (text, cells) in enumerate(rows, first):
            # Surplus cells are dropped, missing ones are empty, as the standard rule has it.
            contents = (cell.strip(TRIMMED) for cell in chain(cells, repeat("")))
            is_plain = self._may_mark.search(text) is None
            tokens += self._cells.row(kind, line, contents, is_plain=is_plain)


def _line(state: StateBlock, line: int) -> str:
    start = state.bMarks[line] + state.tShift[line]
    return state.src[start : state.eMarks[line]].strip(TRIMMED)


def _cells(text: str) -> list[str]:
    r"""Split a line at each `|` but `\|`, which is a `|` in a cell."""
    if "\\|" in text:
        cells = [cell.replace("\\|", "|") for cell in _BAR.split(text)]
    else:
        cells = text.split("|")
    if cells and not cells[0]:
        del cells[0]
    if cells and not cells[-1]:
        del cells[-1]
    return cells
