"""Texts without marks are not parsed for them, and become what the whole parse makes of them."""

from hypothesis import example, given
from hypothesis import strategies as st

from build_tools.reading.markdown_parser import new_parser
from tests.reading.standard_parser import standard_parser

_WORDS = st.sampled_from(
    [*"*_`[]()!<>&{}~-+:%=@#|\\.", "\\|", "  ", "\n", "\n\n", "| ", "|---|---|\n", "- ", "1. "]
) | st.text("aáđĐ 1,5…–“”\u00a0\u200b", min_size=1, max_size=6)


@given(st.lists(_WORDS, max_size=40).map("".join))
@example("| Xã | Số |\n|---|---:|\n| Đạ Tẻh | 1.234,5 |\n| *a* | \\| |\n")
@example("Tổ 1: 12 - 15%, xong! a ~~b~~ ]c[ https://a.b x@y.z")
def test_a_text_without_marks_gives_the_tokens_of_the_whole_parse(text: str) -> None:
    assert new_parser().parse(text) == standard_parser().parse(text)
