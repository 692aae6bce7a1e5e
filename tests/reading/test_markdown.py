import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.token import Token

from build_tools.diagnostics import Diagnostics
from build_tools.reading.markdown import plain_text, read_prose
from schemas.prose import Prose

FIRST_LINE = 5


def read(body: str) -> tuple[Prose, list[tuple[str, int, int]]]:
    found = Diagnostics()
    prose = read_prose("r.md", body, FIRST_LINE, found)
    return prose, [(item.code, item.place.line, item.place.column) for item in found]


def marked(prose: Prose, kind: str) -> list[Token]:
    children = [child for token in prose.tokens for child in token.children or ()]
    return [child for child in children if child.type == kind]


def typed_at(body: str, token: Token) -> str:
    line, column = token.meta["place"]
    return body.split("\n")[line - FIRST_LINE][column - 1 :]


def test_headings_come_as_plain_text_with_their_lines() -> None:
    prose, faults = read(
        "# I. Tình hình *chung*\n\nMột.\n\n1. Kinh tế `x`\n---\n\n### [Hai](a.html) {KT01} #\n"
    )
    assert faults == []
    assert [(heading.level, heading.text, heading.line) for heading in prose.headings] == [
        (1, "I. Tình hình chung", 5),
        (3, "Hai {KT01}", 12),
    ]
    assert prose.under(prose.headings[0])[0].type == "paragraph_open"
    assert prose.tokens[prose.headings[1].token].type == "heading_open"


def test_a_figure_is_a_token_that_knows_its_place() -> None:
    body = (
        "Đạt {KT01}, riêng {KT02 | Xã Đạ Tẻh | lũy kế} ngày\n"
        "   càng {KT03 |\nXã X}.\n\n> - trích {KT04}\n\n## Đầu {KT05} ##\n"
    )
    prose, faults = read(body)
    assert faults == []
    figures = marked(prose, "figure")
    assert [token.content for token in figures] == [
        "KT01",
        "KT02 | Xã Đạ Tẻh | lũy kế",
        "KT03 | Xã X",
        "KT04",
        "KT05",
    ]
    for number, token in enumerate(figures, start=1):
        assert typed_at(body, token).startswith(f"{{KT0{number}")


def test_figures_in_a_table_know_their_cells() -> None:
    body = "| a | b |\n|---|---|\n| {K1} | {K1} |\n| x \\| {K2 \\| Y} | {K3} |\n"
    prose, faults = read(body)
    assert faults == []
    figures = marked(prose, "figure")
    assert [token.content for token in figures] == ["K1", "K1", "K2 | Y", "K3"]
    assert [token.meta["place"] for token in figures] == [(7, 3), (7, 10), (8, 8), (8, 20)]


def test_braces_in_code_or_behind_a_backslash_are_text() -> None:
    prose, faults = read("`{KT01}` và \\{KT02\\}\n\n    {KT03}\n")
    assert faults == []
    assert marked(prose, "figure") == []


def test_signs_of_ordinary_prose_are_text() -> None:
    prose, faults = read("5 < 6, <5%, a & b &amp; c, [không phải liên kết], 3*4*5, [a]: b\n")
    assert faults == []
    assert plain_text(prose.tokens[1].children or ()) == (
        "5 < 6, <5%, a & b & c, [không phải liên kết], 345, [a]: b"
    )


def test_what_looks_like_a_link_definition_is_still_printed() -> None:
    prose, faults = read("[Ghi chú]: https://a.vn\n")
    assert faults == []
    assert plain_text(prose.tokens[1].children or ()) == "[Ghi chú]: https://a.vn"


@pytest.mark.parametrize(
    "address",
    ["a.html", "../x/y.md#z", "#muc", "https://a.vn/x?y", "HTTP://a.vn", "mailto:a@b.vn", "a/b:c"],
)
def test_links_that_are_allowed(address: str) -> None:
    assert read(f"xem [đây]({address})\n")[1] == []


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "java%73cript:x",
        "<java script:x>",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//host/x",
        "/x",
        "https:",
        "https:///x",
        "ftp://a.vn",
        "?q",
        "",
        "tel:0263",
    ],
)
def test_links_that_are_not_allowed(address: str) -> None:
    assert read(f"xem [đây]({address})\n")[1] == [("markdown.link", 5, 5)]


@pytest.mark.parametrize("address", ["https://a.vn", "mailto:a@b.vn", "a@b.vn"])
def test_addresses_in_angle_brackets_are_links(address: str) -> None:
    assert read(f"xem <{address}>\n")[1] == []


def test_other_schemes_in_angle_brackets_are_refused() -> None:
    assert read("xem <javascript:x>\n")[1] == [("markdown.link", 5, 5)]


def test_images_are_taken_from_the_repository_only() -> None:
    assert read("![ảnh](attachments/a.png)\n")[1] == []
    for address in ("https://a.vn/a.png", "//h/a.png", "data:image/png,x", "#a", "/a.png"):
        assert read(f"![ảnh]({address})\n")[1] == [("markdown.image", 5, 1)]


def test_faults_inside_of_an_image_have_their_own_place() -> None:
    assert read("xem ![a <b>](x.png)\n")[1] == [("markdown.html", 5, 9)]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("a <b>đậm</b> <i>x</i>", (5, 3)),
        ("> - <div>\n> x", (5, 5)),
        ("đạ\n  đạ <!-- x -->", (6, 6)),
        ("<script>\nx\n\ny\n</script>", (5, 1)),
        ("| a |\n|---|\n| <br> |", (7, 3)),
    ],
)
def test_html_is_refused_at_its_place(body: str, place: tuple[int, int]) -> None:
    assert read(body)[1] == [("markdown.html", *place)]


def test_a_bar_inside_a_figure_of_a_table_is_one_fault() -> None:
    assert read("| a | b |\n|---|---|\n| {K1 | Y} | 2 |\n")[1] == [("markdown.brace", 7, 3)]


def test_rows_of_other_lengths_are_refused_in_quotes_too() -> None:
    body = "> | a | b |\n> |---|---|\n> | 1 | 2 | 3 |\n> | 1 \\| 2 | |\n> | 1 |\n"
    assert read(body)[1] == [("markdown.table-row", 7, 1), ("markdown.table-row", 9, 1)]


def test_nothing_is_dropped_for_being_too_deep() -> None:
    deepest = next(depth for depth in range(1, 40) if read("> " * depth + "sâu")[1])
    prose, _ = read("> " * (deepest - 1) + "sâu")
    assert [token.content for token in prose.tokens if token.type == "inline"] == ["sâu"]


SCRAPS = ["[", "![", "[a](", "[a](<b", "*a ", "**a_ ", "`a``b", "<", "<!--", "<a x=", "<?", "> "]
SCRAPS += ["- ", "1. ", "{", "{a", "{a}", "|", "&", "\\", "[a]: b\n", "a**b", "_a__b_", "<a b='"]


@pytest.mark.parametrize("scrap", SCRAPS)
def test_twenty_thousand_letters_of_anything_do_not_hang(scrap: str) -> None:
    body = scrap * (20_000 // len(scrap))
    start = time.process_time()
    read(body)
    # A guard against minutes, not a measurement: it takes under 0.2 s where nothing else runs.
    assert time.process_time() - start < 5


MARKS = st.sampled_from(
    [*SCRAPS, "x", "ộ", "\n", "\n\n", "  ", "\t", "]", ")", "}", ">", "#", "|-"]
)


ANY_LETTER = st.characters(exclude_characters="\r")  # reading leaves line feeds only


@given(body=st.text(ANY_LETTER, max_size=200) | st.lists(MARKS, max_size=40).map("".join))
def test_no_text_makes_the_reader_raise(body: str) -> None:
    prose, faults = read(body)
    assert prose.source == body
    lines = body.split("\n")
    for _, line, column in faults:
        assert FIRST_LINE <= line < FIRST_LINE + len(lines)
        assert 1 <= column <= len(lines[line - FIRST_LINE]) + 1


@given(
    parts=st.lists(st.sampled_from(["{K1}", "đạ", " ", "\n", "*", "`", "> ", "- ", "\\", "[a](b)"]))
)
def test_every_figure_points_at_its_brace(parts: list[str]) -> None:
    body = "".join(parts)
    for token in marked(read(body)[0], "figure"):
        assert typed_at(body, token).startswith("{K1}")


@pytest.mark.parametrize(
    "entity",
    [
        "&#8238;",
        "&#x202E;",
        "&ZeroWidthSpace;",
        "&shy;",
        "&rlm;",
        "&#1;",
        "&Tab;",
        "&colon;",
        "&#x1EAC;",
        "&#0;",
        "&#106;",
    ],
)
@pytest.mark.parametrize("form", ["a {} b", "[a]({}b)", '[a](b "{}")', "- > {}", "|a|\n|-|\n|{}|"])
def test_no_letter_comes_in_by_its_number_or_name(entity: str, form: str) -> None:
    _, faults = read(form.replace("{}", entity))
    assert "markdown.entity" in [code for code, _, _ in faults]


@pytest.mark.parametrize(
    "text", ["R&D", "a & b;", "&khong;", "x&y=z;", "&amp; &lt; &gt; &quot; &nbsp;"]
)
def test_an_ampersand_is_ordinary_text(text: str) -> None:
    assert read(text)[1] == []
