"""Prose in canonical form: one blank line between blocks, none doubled, no blanks at line ends.

What Markdown counts stays: lines of code, and the two blanks that break a line.
"""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from build_tools.diagnostics import Diagnostics
from build_tools.reading.markdown import read_prose
from schemas.prose import Prose

_BREAK = "  "  # at the end of a line inside a paragraph: a line break


def canonical_prose(prose: Prose) -> str:
    """Return what stands below the declarations; as it is where another form says another."""
    lines = "\n".join(_single_blanks(_marked_lines(prose, prose.source.split("\n"))))
    text = f"\n{lines}\n" if lines else ""
    same = read_prose(prose.path, text, prose.first_line, Diagnostics())
    return text if says_same(prose, same) else prose.source


def says_same(one: Prose, other: Prose) -> bool:
    """Say whether two texts are the same to every reader: blocks, words and marks."""
    return _shape(one.tokens) == _shape(other.tokens)


def _shape(tokens: Sequence[Token]) -> list[tuple[object, ...]]:
    return [
        (
            *(token.type, token.tag, token.nesting, token.attrs, token.info, token.hidden),
            "" if token.type == "inline" else token.content,
            _shape(token.children or ()),
        )
        for token in tokens
    ]


def _marked_lines(prose: Prose, lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield each line as it shall be, and whether it is code, with blank lines round headings."""
    code = _lines_of(prose, {"fence", "code_block"})
    headings = _lines_of(prose, {"heading_open"}, most_level=0)
    unfinished = _lines_that_go_on(prose)
    for at, line in enumerate(lines):
        if at in headings and at - 1 not in headings:
            yield "", False
        yield (line, True) if at in code else (_trimmed(line, goes_on=at in unfinished), False)
        if at in headings and at + 1 not in headings:
            yield "", False


def _lines_of(prose: Prose, types: set[str], most_level: int | None = None) -> set[int]:
    return {
        line
        for token in prose.tokens
        if token.type in types and token.map and (most_level is None or token.level <= most_level)
        for line in range(*token.map)
    }


def _lines_that_go_on(prose: Prose) -> set[int]:
    """Return the lines of paragraphs but the last of each: there alone a line can be broken."""
    inline = (token.map for token in prose.tokens if token.type == "inline" and token.map)
    return {line for start, end in inline for line in range(start, end - 1)}


def _trimmed(line: str, *, goes_on: bool) -> str:
    bare = line.rstrip()
    return f"{bare}{_BREAK}" if bare and goes_on and line.endswith(_BREAK) else bare


def _single_blanks(lines: Iterator[tuple[str, bool]]) -> Iterator[str]:
    """Leave one of several blank lines, and none at either end."""
    is_open, started = False, False  # whether a blank line waits for what comes below it
    for line, is_code in lines:
        if not line and not is_code:
            is_open = started
            continue
        if is_open:
            yield ""
        is_open, started = False, True
        yield line
