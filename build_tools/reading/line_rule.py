"""A quick rule for lines that stand alone, as most paragraphs and headings of reports do.

markdown-it tries eleven rules at every line, one after another. Where the next line is empty, the
first letter says which of them can hold.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, heading, paragraph

# What a line begins with that is, or may end, another block: a fence, quote, rule, list or HTML.
BLOCK_LETTERS = frozenset("`~>*-_+0123456789<")


def use_quick_lines(parser: MarkdownIt) -> None:
    """Let the parser try first whether a line is a paragraph or a heading by itself."""
    parser.block.ruler.before("table", "line", _line)


def _line(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  markdown-it's signature
    after = start + 1
    letter = state.src[state.bMarks[start] + state.tShift[start]]
    if (
        letter in BLOCK_LETTERS
        or (after < state.lineMax and not state.isEmpty(after))
        or state.is_code_block(start)
    ):
        return False
    is_heading = letter == "#" and heading(state, start, end, silent)
    return is_heading or paragraph(state, start, end, silent)
