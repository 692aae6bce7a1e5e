"""A quick rule of our own reads tables, and makes what the standard rule makes, to the place."""

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it.rules_block.table import MAX_AUTOCOMPLETED_CELLS
from markdown_it.token import Token

from build_tools.diagnostics import Diagnostics
from build_tools.reading.inline_places import mark_places
from build_tools.reading.markdown import read_prose
from build_tools.reading.markdown_parser import new_parser
from tests.reading.standard_parser import standard_parser

_FIRST_LINE = 5
_CELL = (
    st.sampled_from(
        (
            "Xã Đạ Tẻh",
            "1.234,5",
            "",
            " ",
            "\t",
            "**đậm**",
            "`a`",
            "\\|",
            "\\\\|",
            "a\\|b",
            "\\",
            "*",
        )
    )
    | st.sampled_from(
        ("{KT01 | Tổ 1}", "{KT01", "}", "[a](b.md)", "![a](b.png)", "<b>", "&amp;", "https://a.b")
    )
    | st.sampled_from(  # letters that some take for spaces or ends of lines
        ("\u2003", "\u00a0", "a\x0bb", "\x1f", "\u2028", "\0")
    )
)
_DASHES = st.sampled_from(("---", ":---", "---:", ":-:", "-", " -- "))
_WRONG_DASHES = st.sampled_from((":", "", " ", "\t-", "- -", "a", ":-:-"))
_INDENT = st.sampled_from(
    ["", "", "", " ", "   ", "    ", "\t", "> ", ">", "- ", "  ", "1. ", "> - ", "\u2003"]
)
_BLOCKS = ("chữ", "# đầu", "```", "~~~", "---", "***", "___", "===", "- mục", "* mục", "1. mục")
_MORE_BLOCKS = (
    "2) mục",
    "> trích",
    "<div>",
    "<!-- a",
    "    mã",
    "+ a | b",
    "#a|b",
    "*a*|b",
    "12 | 3",
)
_PARTS = ("|", "||", "| |", "-", "--", "|-", "-|", "|-|", ":-", "- |", "-\t|", "|:", "\\|a|")
_OTHER = st.sampled_from(("", *_BLOCKS, *_MORE_BLOCKS, *_PARTS))


@st.composite
def _row(draw: st.DrawFn, cells: st.SearchStrategy[str], columns: int) -> str:
    between = draw(st.sampled_from((" | ", "|", "| ", "\t|")))
    before, after = draw(
        st.sampled_from((("| ", " |"), ("|", "|"), ("", ""), ("", "|"), ("|", "")))
    )
    return before + between.join(draw(cells) for _ in range(columns)) + after


@st.composite
def _table(draw: st.DrawFn) -> list[str]:
    """A table of right lines, but for some: other cells than columns, other blocks between."""
    columns = draw(st.integers(1, 4))
    header, dashes = _row(_CELL, columns), _row(_DASHES, columns)
    wrong = _row(_DASHES | _WRONG_DASHES, draw(st.integers(1, columns + 1)))
    below = st.one_of(header, header, _row(_CELL, draw(st.integers(1, columns + 2))), _OTHER)
    rows = [draw(header), draw(st.one_of(dashes, dashes, dashes, wrong))]
    rows += draw(st.lists(below, max_size=4))
    indent = draw(_INDENT)
    later = draw(st.sampled_from((indent, " " * len(indent), ">" if ">" in indent else "")))
    return [f"{later if at else indent}{row}" for at, row in enumerate(rows)]


_TEXTS = st.lists(_table() | st.lists(_OTHER, max_size=3), max_size=4).map(
    lambda blocks: "\n".join(line for block in blocks for line in block)
)


@given(_TEXTS | st.text("|-: \t\n>\\a*", max_size=60))
@example("| Xã | Số |\n|:--|--:|\n| Đạ Tẻh | 1.234,5 |\n| Đạ Tẻh |\n| a | b | c |\nd\n# e\n")
@example("a | b\n--|--\n1. c | d\n- e | f\n")
@example("> | a | b |\n> |---|---|\n> | c | d |\ne | f\n")
@example("- | a | b |\n  |---|---|\n  | \\\\| | {x} |\n\n      | c | d |\n")
@example("a | b\n- | -\nc | d")
def test_a_table_gives_the_tokens_of_the_standard_rule(text: str) -> None:
    assert new_parser().parse(text) == standard_parser().parse(text)


@given(_TEXTS)
@example("| {KT01} | \\| {KT02} |\n|---|---|\n| a | [b](c.md) ![d{KT03}](e.png) |\n")
def test_places_are_those_of_the_standard_tokens(text: str) -> None:
    standard = standard_parser().parse(text)
    mark_places(standard, standard, text, _FIRST_LINE)

    prose = read_prose("a.md", text, _FIRST_LINE, Diagnostics())

    assert list(prose.tokens) == standard


def test_a_table_that_would_grow_beyond_all_bounds_ends_where_the_standard_rule_ends_it() -> None:
    columns = 400
    rows = MAX_AUTOCOMPLETED_CELLS // columns + 50
    text = "|a" * columns + "|\n" + "|-" * columns + "|\n" + "|b|\n" * rows

    ours = new_parser().parse(text)

    assert _shape(ours) == _shape(standard_parser().parse(text))
    assert ours[-1].type == "paragraph_close"


def _shape(tokens: list[Token]) -> list[tuple[object, ...]]:
    return [(token.type, token.map, token.level, token.content) for token in tokens]
