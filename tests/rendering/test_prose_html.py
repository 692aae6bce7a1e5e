from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from build_tools.rendering.prose import render_prose
from build_tools.site_model import TocEntry
from build_tools.views.prose import ProseView, Quote, Screenshot, build_prose
from schemas.prose import Heading, Prose

TAGS = {
    *("p", "ul", "ol", "li", "blockquote", "hr", "br", "pre", "code", "strong", "em", "s", "a"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "div", "table", "thead", "tbody", "tr", "th", "td"),
    "span",
}
ATTRIBUTES = {
    *("id", "href", "rel", "title", "class", "start", "scope", "role", "tabindex", "aria-label"),
}
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def read(source: str, path: str = "content/huong-dan/mau.md") -> Prose:
    tokens = MARKDOWN.parse(source)
    for token in tokens:
        token.children = [_as_figure(child) for child in token.children or ()]
    headings = tuple(
        Heading(int(token.tag[1:]), tokens[index + 1].content, 1, index)
        for index, token in enumerate(tokens)
        if token.type == "heading_open"
    )
    return Prose(path, 1, source, tokens, headings)


def _as_figure(token: Token) -> Token:
    if token.type == "text" and token.content.startswith("{") and token.content.endswith("}"):
        return Token("figure", "", 0, content=token.content[1:-1])
    return token


def html_of(source: str, page_uri: str = "huong-dan/mau/", **more: object) -> str:
    return str(render_prose(build_prose(read(source), **more), page_uri))  # type: ignore[arg-type]


def with_matters(source: str) -> str:
    view = replace(build_prose(read(source)), matters={"VD-2026-01001": "so/van-de/vd-2026-01001/"})
    return str(render_prose(view, "bao-cao/2026-01/to-01/"))


def test_the_id_of_a_matter_leads_to_its_page_and_an_unknown_one_is_text() -> None:
    link = '<a class="db-code" href="../../../so/van-de/vd-2026-01001/index.html">VD-2026-01001</a>'

    assert with_matters("Xem (VD-2026-01001).") == f"<p>Xem ({link}).</p>\n"
    assert with_matters("**VD-2026-01001**") == f"<p><strong>{link}</strong></p>\n"
    for text in ("VD-2026-01002", "XVD-2026-01001", "VD-2026-010012"):
        assert with_matters(text) == f"<p>{text}</p>\n"


def test_an_id_inside_a_link_or_beside_marks_of_html_makes_nothing_of_its_own() -> None:
    assert with_matters("[VD-2026-01001](https://a.vn)").count("<a ") == 1
    assert "&lt;b&gt;" in with_matters("<b>VD-2026-01001")
    assert "<b>" not in with_matters("<b>VD-2026-01001")


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.depth += tag not in {"br", "hr"}

    def handle_endtag(self, tag: str) -> None:
        del tag
        self.depth -= 1


def elements(html: str) -> Elements:
    parser = Elements()
    parser.feed(html)
    parser.close()
    return parser


WILD = st.text(
    alphabet=st.sampled_from([*"<>\"'&[](){}|#*_`!~:/\\-=+. \n\t0aAđế", "\u00a0", "\ufeff"]),
    max_size=120,
)
PIECES = st.lists(
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "[x](data:text/html,x)",
            "![x](http://elsewhere.test/x.png)",
            "[x](https://elsewhere.test/?a=\"onmouseover='x')",
            '[x](y.md "t\' onclick=x")',
            "| a | b |\n| -: | :-: |\n| <b> | `|` |\n",
            "# <i>x</i>\n",
            "```<x>\n</code></pre><script>\n```\n",
            "{KT01 | <b>}",
            "&lt;b&gt;",
            "\n\n",
            "- ",
            "1. ",
            "> ",
            " ",
        ]
    ),
    max_size=8,
).map("".join)


@given(WILD | PIECES)
def test_no_text_can_make_an_element_that_is_not_on_the_list(source: str) -> None:
    parsed = elements(html_of(source))

    for tag, attributes in parsed.found:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES
        href = attributes.get("href") or "#"
        assert href.startswith(("#", "http://", "https://", "mailto:", "tel:", "../", "index"))
    assert parsed.depth == 0


@given(WILD, WILD, WILD)
def test_a_quoted_figure_cannot_make_an_element(text: str, title: str, key: str) -> None:
    tokens = [Token("inline", "", 0, children=[Token("figure", "", 0, content=key)])]
    view = ProseView(
        prose=Prose("content/x.md", 1, "", tokens, ()), ids=(), quotes={key: Quote(text, title)}
    )

    found = elements(str(render_prose(view, ""))).found

    assert found == [("span", {"class": "db-quote", "title": title})]


def test_headings_move_so_that_the_highest_has_the_asked_level() -> None:
    html = html_of("# Một\n\n### Hai\n", first_level=3)

    assert html == '<h3 id="mot">Một</h3>\n<h5 id="hai">Hai</h5>\n'


def test_equal_headings_get_different_anchors_and_avoid_those_of_the_page() -> None:
    view = build_prose(read("## Điều 1\n\n## Điều 1\n\n## ***\n"), taken=("dieu-1",))

    assert view.ids == ("dieu-1-2", "dieu-1-3", "muc")


def test_the_table_of_contents_follows_the_levels() -> None:
    view = build_prose(read("## A\n\n### B\n\n#### C\n\n### D\n\n## E\n"))

    assert view.toc == (
        TocEntry("a", "A", (TocEntry("b", "B", (TocEntry("c", "C"),)), TocEntry("d", "D"))),
        TocEntry("e", "E"),
    )


ADDRESSES = {"content/documents/quyet-dinh.md": "van-ban/quyet-dinh/", "content/index.md": ""}


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        (
            "../documents/quyet-dinh.md#dieu-2",
            "../../van-ban/quyet-dinh/index.html#dieu-2",
        ),
        ("../index.md", "../../index.html"),
        ("/van-ban/quyet-dinh/", "../../van-ban/quyet-dinh/index.html"),
        ("#dieu-1", "#dieu-1"),
        ("mailto:vanphong@lamdong.dcs.vn", "mailto:vanphong@lamdong.dcs.vn"),
    ],
)
def test_links_lead_to_pages(href: str, expected: str) -> None:
    (_, link) = elements(html_of(f"[x]({href})", addresses=ADDRESSES)).found

    assert link[1]["href"] == expected


@pytest.mark.parametrize("href", ["khong-co.md", "/to/99/", "../../../etc/passwd"])
def test_a_link_to_no_page_is_plain_text(href: str) -> None:
    assert html_of(f"[xem]({href})", addresses=ADDRESSES) == "<p>xem</p>\n"


def test_a_link_elsewhere_tells_nothing_of_where_it_came_from() -> None:
    html = html_of("[x](https://elsewhere.test/)")

    assert html == '<p><a href="https://elsewhere.test/" rel="noopener noreferrer">x</a></p>\n'


def test_a_figure_is_shown_with_a_link_to_its_source() -> None:
    quotes = {"KT01": Quote("1.234,5 tỷ đồng", "Tổ 1, tháng 01/2026", "bao-cao/2026-01/to-01/#x")}

    html = html_of("{KT01}", quotes=quotes)

    assert html == (
        '<p><a class="db-quote" href="../../bao-cao/2026-01/to-01/index.html#x" '
        'title="Tổ 1, tháng 01/2026">1.234,5 tỷ đồng</a></p>\n'
    )


def test_a_figure_that_nobody_gave_is_shown_as_typed() -> None:
    assert html_of("{KT99}") == "<p>{KT99}</p>\n"


def test_a_screenshot_has_its_size_and_its_words_and_leads_to_itself() -> None:
    shots = {"content/huong-dan/hinh/a.png": Screenshot("huong-dan/hinh/a.png", 300, 200)}
    source = '![Sổ "A" <b>](hinh/a.png)\n\n[![Sổ A](hinh/a.png)](https://a.vn)\n\n![Không](b.png)\n'
    view = replace(build_prose(read(source)), screenshots=shots)
    size = 'width="300" height="200"'
    assert str(render_prose(view, "huong-dan/mau/")).splitlines() == [
        (
            '<p><a href="../hinh/a.png"><img class="db-screenshot" src="../hinh/a.png" '
            f'alt="Sổ &#34;A&#34; &lt;b&gt;" {size} decoding="async"></a></p>'
        ),
        (
            '<p><a href="https://a.vn" rel="noopener noreferrer"><img class="db-screenshot" '
            f'src="../hinh/a.png" alt="Sổ A" {size} loading="lazy" decoding="async"></a></p>'
        ),
        "<p>Không</p>",
    ]


def test_a_table_scrolls_by_itself_and_aligns_without_inline_styles() -> None:
    html = html_of("| Tên | Số |\n| --- | --: |\n| A | 1 |\n")

    assert html == (
        '<div class="db-scroll" role="group" tabindex="0" aria-label="Bảng 1">'
        '<table class="db-table"><thead><tr><th scope="col">Tên</th>'
        '<th scope="col" class="db-number">Số</th></tr>\n</thead>\n<tbody>\n'
        '<tr><td>A</td><td class="db-number">1</td></tr>\n</tbody></table></div>\n'
    )


def test_an_unknown_element_is_refused() -> None:
    view = ProseView(
        prose=Prose("content/x.md", 1, "", [Token("html_block", "", 0, content="<b>")], ()), ids=()
    )

    with pytest.raises(KeyError, match="html_block"):
        render_prose(view, "")
