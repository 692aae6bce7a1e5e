"""Text of Word as Markdown: whatever the letters, a page shows just them."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from build_tools.diagnostics import Diagnostics
from build_tools.editing.importing.document_blocks import BlockWriter, Written
from build_tools.editing.importing.document_inline import inline_markdown, shown_text
from build_tools.reading.documents.model import Run, TextCell, TextParagraph, TextTable
from build_tools.reading.markdown import plain_text, read_prose

MARKS = list("abĐạ 12.)(-+*_#>=`~|<>[]{}&;!\\:/'\"%,?@^$")
_pieces = st.sampled_from(
    [*MARKS, "\n", "\t", "&amp;", "1. ", "- ", "---", "```", "**", "https://a.vn"]
)
_texts = st.lists(_pieces, max_size=14).map("".join)
_runs = st.lists(
    st.builds(
        Run,
        text=_texts,
        is_bold=st.booleans(),
        is_italic=st.booleans(),
        link=st.sampled_from(["", "", "https://a.vn/x", "javascript:x"]),
    ),
    max_size=4,
)


def _shown(markdown: str) -> list[str]:
    found = Diagnostics()
    prose = read_prose("", markdown, 1, found)
    assert list(found) == []
    return [
        text
        for token in prose.tokens
        if token.type == "inline" and (text := plain_text(token.children or ()))
    ]


@given(_runs)
def test_a_page_shows_the_letters_that_word_showed(runs: list[Run]) -> None:
    inline = inline_markdown(runs)
    assert inline.is_sound
    expected = shown_text("".join(run.text for run in runs))
    assert _shown(inline.text) == ([expected] if expected else [])


@given(_runs)
def test_so_does_a_cell_of_a_table(runs: list[Run]) -> None:
    assert inline_markdown(runs, in_table=True).is_sound


_paragraphs = st.builds(
    TextParagraph,
    runs=_texts.map(lambda text: (Run(text),)),
    level=st.sampled_from([0, 0, 0, 3]),
    label=st.sampled_from(["", "", "1.", "2.", "3)", "a)", "I."]),
    is_bullet=st.booleans(),
    indent=st.integers(0, 3),
).map(lambda one: replace(one, level=0, label="") if one.is_bullet else one)


_HEADINGS = [TextParagraph((Run(text),), level=3) for text in ("2. #", "a ##", "C#", "#", "# #")]


@given(st.lists(_paragraphs, max_size=8))
@example(_HEADINGS)
def test_no_list_of_paragraphs_loses_a_word_or_a_number(paragraphs: list[TextParagraph]) -> None:
    written = BlockWriter().write(list(enumerate(paragraphs)))
    assert _shown(written.text) == [text for _, text in written.shown]


@pytest.mark.parametrize(
    ("runs", "markdown"),
    [
        ([Run("Thu "), Run(" đạt 5% ", is_bold=True), Run("kế hoạch")], "Thu **đạt 5%** kế hoạch"),
        ([Run("- việc một")], "\\- việc một"),
        ([Run("1. việc một")], "1\\. việc một"),
        ([Run("dòng một\ndòng hai")], "dòng một\\\ndòng hai"),
        ([Run("Điều\u00a01 của\u200b luật")], "Điều 1 của luật"),
        ([Run("đạt {KT01 | Xã Đạ Tẻh}")], "đạt {KT01 | Xã Đạ Tẻh}"),
        ([Run("tập {a}")], "tập \\{a\\}"),
        ([Run("xem trang", link="https://a.vn/?x=1")], "[xem trang](<https://a.vn/?x=1>)"),
    ],
)  # fmt: skip
def test_usual_text_stays_legible(runs: list[Run], markdown: str) -> None:
    assert inline_markdown(runs).text == markdown


def test_an_address_that_is_not_allowed_is_told_and_its_words_stay() -> None:
    inline = inline_markdown([Run("bấm", link="javascript:alert(1)")])
    assert (inline.text, inline.lost) == ("bấm", ("liên kết tới “javascript:alert(1)”",))


def _cell(text: str, span: int = 1, *, is_covered: bool = False) -> TextCell:
    return TextCell((TextParagraph((Run(text),)),), span, is_covered)


def test_a_table_keeps_its_cells_and_tells_of_merged_ones() -> None:
    table = TextTable(((_cell("a|b"), _cell("c")), (_cell("d", 2),)))
    written = BlockWriter().write([(0, table)])
    assert written.text == "| a\\|b | c |\n|---|---|\n| d |  |"
    assert written.lost == [(0, "ô gộp của bảng, tách thành từng ô")]


def test_lists_are_lists_where_markdown_counts_as_word_did() -> None:
    def item(text: str, label: str = "", indent: int = 0) -> TextParagraph:
        return TextParagraph((Run(text),), "", 0, label, not label, indent)

    items = [item("a", "1."), item("b", indent=1), item("c", "2."), item("d", "5."), item("e")]
    written = BlockWriter().write(list(enumerate(items)))
    assert written.text == "1. a\n   - b\n2. c\n\n5\\. d\n\n- e"


def _typed(*texts: str) -> Written:
    paragraphs = [TextParagraph((Run(text[:2]), Run(text[2:]))) for text in texts]
    return BlockWriter().write(list(enumerate(paragraphs)))


@pytest.mark.parametrize("mark", ["-", "•"])
def test_lines_typed_as_a_list_are_one_where_two_follow_each_other(mark: str) -> None:
    written = _typed("Gồm:", f"{mark} việc một", f"{mark}\tviệc hai", "", f"{mark} việc ba", "Hết.")
    assert written.text == "Gồm:\n\n- việc một\n- việc hai\n- việc ba\n\nHết."
    assert written.told == [(1, f"3 dòng gõ “{mark}” ở đầu thành một danh sách")]


@pytest.mark.parametrize(
    ("texts", "markdown"),
    [
        (("- một việc", "Hết."), "\\- một việc\n\nHết."),
        (("- một", "+ hai", "- ba"), "\\- một\n\n\\+ hai\n\n\\- ba"),
        (("- một", "• hai"), "\\- một\n\n• hai"),
        (("-5 độ", "-3 độ"), "-5 độ\n\n-3 độ"),
        (("a) một", "b) hai"), "a) một\n\nb) hai"),
        (("I. một", "II. hai"), "I. một\n\nII. hai"),
        (("1. một", "2. hai"), "1\\. một\n\n2\\. hai"),
        (("- một\n- hai",), "\\- một\\\n\\- hai"),
    ],
)
def test_no_other_typed_line_becomes_a_list(texts: tuple[str, ...], markdown: str) -> None:
    written = _typed(*texts)
    assert (written.text, written.told) == (markdown, [])
    assert _shown(markdown) == [" ".join(text.split()) for text in texts]
