"""What is put into a page can be taken out again, and stands where it belongs."""

from hypothesis import given
from hypothesis import strategies as st

from build_tools.publishing.preview.marks import Mark, has_anchor, with_marks, without_marks

PAGE = (
    "<html><head><title>A</title></head><body>"
    '<div id="noi-dung" class="db-page" tabindex="-1"><h1>A</h1><h2 id="mot">Một</h2><p>…</p>'
    '<details class="db-fold" id="gap"><summary>Gấp</summary><table class="db-table"><tbody>'
    '<tr id="issues-2"><th scope="row">VD</th><td id="o">1</td></tr></tbody></table>'
    "</details></div></body></html>"
)


def _marked(*marks: Mark) -> str:
    return with_marks(PAGE, "<link>", "<aside></aside>", marks)


def test_a_mark_without_an_anchor_stands_at_the_top() -> None:
    assert 'tabindex="-1"><!--diaban-preview-->!<!--' in _marked(Mark(None, "!"))


def test_an_anchor_that_is_not_there_leads_to_the_top() -> None:
    assert not has_anchor(PAGE, "hai")
    assert _marked(Mark("hai", "!")) == _marked(Mark(None, "!"))


def test_a_mark_stands_below_its_heading() -> None:
    assert "Một</h2><!--diaban-preview-->!<!--" in _marked(Mark("mot", "!"))


def test_a_mark_of_a_fold_stands_inside_of_it() -> None:
    assert "</summary><!--diaban-preview-->!<!--" in _marked(Mark("gap", "!"))


def test_a_mark_of_a_row_stands_before_the_table_and_in_the_first_cell() -> None:
    html = _marked(Mark("issues-2", "BLOCK", "ROW"))
    assert 'BLOCK<!--/diaban-preview--><table class="db-table">' in html
    assert "VD<!--diaban-preview-->ROW<!--/diaban-preview--></th>" in html


def test_a_mark_of_a_cell_stands_in_that_cell() -> None:
    assert '<td id="o">1<!--diaban-preview-->ROW' in _marked(Mark("o", "BLOCK", "ROW"))


def test_marks_of_one_place_keep_their_order() -> None:
    html = _marked(Mark("mot", "first"), Mark("mot", "second"))
    assert html.index("first") < html.index("second")


_MARKS = st.builds(
    Mark,
    st.sampled_from([None, "mot", "gap", "issues-2", "o", "hai"]),
    st.text("<div>ă&\n"),
    st.text("<b>ă"),
)


@given(st.lists(_MARKS, max_size=8))
def test_a_page_without_its_marks_is_the_page(marks: list[Mark]) -> None:
    assert without_marks(_marked(*marks)) == PAGE
