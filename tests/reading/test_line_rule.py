"""Lines that stand alone are read by a quick rule, and give what all rules of markdown-it give."""

from hypothesis import example, given
from hypothesis import strategies as st

from build_tools.reading.markdown_parser import new_parser
from tests.reading.standard_parser import standard_parser

_BEFORE = st.sampled_from(("", "", "", " ", "   ", "    ", "\t", "> ", ">", "- ", "1. ", "+\t"))
_HEADINGS = ("# Đầu", "#Đầu", "#", "## Đầu ##", "####### bảy", "#\tĐầu #", "\\# a", "a #")
_BLOCKS = ("1. a", "1)", "12", "-", "--", "- a", "===", "***", "```", "~~~", "> a", "<div>", "|-|")
_INLINE = ("chữ", "_a_", "`a`", "<b>", "[a]: b", "{KT01}", "a\\", "| a")
_STRANGE = ("\u2003# a", "\u00a0", "\x0b", "\x0c", "\0", "\ufeff# a")
_LINE = st.sampled_from((*_HEADINGS, *_BLOCKS, *_INLINE, *_STRANGE))
_END = st.sampled_from(("\n\n", "\n\n", "\n", "\n \n", "\n>\n", "\n\t\n\n", "\r\n\r\n", ""))


@given(st.lists(st.tuples(_BEFORE, _LINE, _END).map("".join), max_size=8).map("".join))
@example("# Đầu\n\nchữ\n\n- a\n\n  b\n\n> # c\n\n#")
@example("- a\n\n      # mã\n\n    # đầu\n\nb")
@example("> a\n>\n> # b\nc\n\n")
def test_a_line_that_stands_alone_gives_the_tokens_of_all_rules(text: str) -> None:
    assert new_parser().parse(text) == standard_parser().parse(text)
