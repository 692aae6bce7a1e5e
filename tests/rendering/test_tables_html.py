"""Tables as HTML: what goes in comes out again when read, and nothing in it comes to life."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from build_tools.rendering.tables import RULED_COLUMNS, render_badge, render_table
from build_tools.views.parts import Cell, Column, ColumnKind, Row, TableView

STYLES = Path(__file__).resolve().parents[2] / "site_templates/assets/css/columns.css"
# Without controls, which no page holds (reading refuses them), and the newlines that HTML unifies.
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]))
KINDS = st.sampled_from(["text", "number", "date", "state", "source"])
SPACES = "\u2007\u2008"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</td></tr></table><h1>",
    "&lt;b&gt;",
    "<!--",
)


class Reader(HTMLParser):
    """Gathers the texts of cells and everything that a tag says."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.caption = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in {"th", "td"}:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "caption" in self._open and "small" not in self._open:
            self.caption += data
        elif {"th", "td"} & set(self._open):
            self.rows[-1][-1] += data


def read(table: TableView, page_uri: str = "to/01/") -> Reader:
    reader = Reader()
    reader.feed(render_table(table, page_uri))
    reader.close()
    return reader


def table_of(*cells: Cell, kind: ColumnKind = "text", caption: str = "Bảng") -> TableView:
    columns = tuple(Column(f"Cột {index}", kind) for index in range(len(cells)))
    return TableView(caption=caption, columns=columns, rows=(Row(cells),))


@given(texts=st.lists(TEXTS, min_size=1, max_size=4), kind=KINDS, caption=TEXTS)
def test_any_text_comes_back_as_it_went_in(
    texts: list[str], kind: ColumnKind, caption: str
) -> None:
    found = read(table_of(*map(Cell, texts), kind=kind, caption=caption))

    assert [text.rstrip(SPACES) for text in found.rows[1]] == [t.rstrip(SPACES) for t in texts]
    assert found.caption.strip("\n") == caption.strip("\n")


@given(text=TEXTS, kind=KINDS)
def test_any_text_comes_back_from_every_attribute(text: str, kind: ColumnKind) -> None:
    cell = Cell("1", "to/02/#a", source=text, title=text or "x", sort=text)
    tags = read(table_of(cell, kind=kind)).tags

    sort = dict(tags)["th"].get("data-sort")
    assert sort == text or (
        sort is None and (kind == "date" or text.startswith("1") or text == "1")
    )
    assert {"href": "../02/index.html#a", "title": text or "x"} in [found for _, found in tags]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", ["text", "number", "date", "state", "source"])
def test_hostile_text_stays_text(text: str, kind: ColumnKind) -> None:
    cell = Cell(text, "to/02/", source=text, title=text, sort=text, tone="bad")
    column = Column(text, kind, unit=text, uri="to/02/")
    table = TableView(
        caption=text, columns=(column,), rows=(Row((cell,), id="a"),), total=(Cell(text),)
    )
    found = read(table)

    known = {"div", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "a", "span"}
    assert {tag for tag, _ in found.tags} <= known
    names = {name for _, attributes in found.tags for name in attributes}
    assert names <= {"class", "role", "tabindex", "aria-label", "scope", "href", "title", "id",
                     "data-sort"}  # fmt: skip
    assert found.caption == text


def test_markup_is_taken_as_it_is_and_the_same_letters_as_text_are_not() -> None:
    html = render_table(table_of(Cell(Markup("<b>a</b>")), Cell("<b>a</b>")), "")

    assert '<th scope="row"><b>a</b></th><td>&lt;b&gt;a&lt;/b&gt;</td>' in html


def test_a_plain_cell_is_its_text_and_its_tag() -> None:
    table = TableView(
        caption="Bảng",
        columns=(Column("Địa bàn"), Column("Số", "number"), Column("Ngày", "date")),
        rows=(Row((Cell("Xã A"), Cell("12"), Cell("05/02/2026")), id="r-1"),),
    )
    html = render_table(table, "to/01/")

    assert '<tr id="r-1"><th scope="row">Xã A</th><td>12</td><td>05/02/2026</td></tr>' in html
    assert '<table class="db-table db-n2 db-d3">' in html
    assert '<th scope="col" class="db-number">Số</th>' in html


def test_every_mark_of_a_column_has_its_rules() -> None:
    rules = STYLES.read_text(encoding="utf-8")

    for index in range(1, RULED_COLUMNS + 1):
        assert f".db-n{index} tr > :nth-child({index})" in rules
        assert f".db-n{index} tr > td:nth-child({index})" in rules
        assert f".db-d{index} tr > td:nth-child({index})" in rules
    assert f"nth-child({RULED_COLUMNS + 1})" not in rules


def test_a_column_beyond_the_rules_marks_its_cells() -> None:
    cells = [Cell("1")] * (RULED_COLUMNS + 1)
    html = render_table(table_of(*cells, kind="number"), "")

    assert html.count('<td class="db-number">1</td>') == 1
    assert f"db-n{RULED_COLUMNS}" in html
    assert f"db-n{RULED_COLUMNS + 1}" not in html


def numbers(*texts: str) -> list[str]:
    columns = (Column("Tên"), Column("Số", "number"))
    rows = tuple(Row((Cell(f"{index}"), Cell(text))) for index, text in enumerate(texts))
    found = read(TableView(caption="Bảng", columns=columns, rows=rows)).rows[1:]
    return [row[1] for row in found]


def test_commas_of_a_column_stand_under_each_other() -> None:
    assert numbers("1.234,50", "7", "−3,5", "ước 4", "–") == [
        "1.234,50",
        "7\u2008\u2007\u2007",
        "−3,5\u2007",
        "ước 4\u2008\u2007\u2007",
        "–",
    ]
    assert numbers("1,25 (ước)", "3") == ["1,25 (ước)", "3\u2008\u2007\u2007"]
    assert numbers("1,5", "−3,0") == ["1,5", "−3,0"]
    assert numbers("1.234", "7") == ["1.234", "7"]


def test_a_note_to_a_number_is_set_apart_from_it() -> None:
    html = render_table(table_of(Cell("A"), Cell("246,2 (ước)", "to/02/"), kind="number"), "")
    day = render_table(table_of(Cell("A"), Cell("05/02/2026 (quá hạn)"), kind="date"), "")

    assert "<td>05/02/2026<small> (quá hạn)</small></td>" in day
    assert '<td><a href="to/02/index.html">246,2<small> (ước)</small></a></td>' in html


@pytest.mark.parametrize(
    ("text", "sort", "kind", "needed"),
    [
        ("05/02/2026", "2026-02-05", "date", False),
        ("–", "-1", "number", False),
        ("Tổ 3", "03", "text", False),
        ("5 ngày", "5", "number", False),
        ("CD-2024-001", "CD-2024-001@24787", "text", False),
        ("Xã Đạ Tẻh", "0012", "text", True),
        ("12/17", "5", "text", True),
    ],
)
def test_only_what_the_text_does_not_say_is_written_for_sorting(
    text: str, sort: str, kind: ColumnKind, *, needed: bool
) -> None:
    html = render_table(table_of(Cell("A"), Cell(text, sort=sort), kind=kind), "")

    assert ("data-sort" in html) is needed


def test_a_link_to_a_source_does_not_name_it_twice() -> None:
    source = Cell("12", "bao-cao/2026-01/to-01/phu-luc/#issues-3", title="Nguồn: issues.csv:3")
    other = Cell("12", "to/02/", title="Số ước")
    html = render_table(table_of(source, other, Cell("3", title="Nguồn: a.csv:1")), "")

    assert "issues.csv" not in html
    assert 'title="Số ước"' in html
    assert '<span title="Nguồn: a.csv:1">3</span>' in html


def test_codes_are_marked_as_never_to_be_broken() -> None:
    codes = [Row((Cell("VD-2026-01001"),)), Row((Cell("KN-2026-01001"),))]
    for rows, marked in ((codes, True), ([*codes, Row((Cell("Cả Tổ"),))], False)):
        table = TableView(caption="Bảng", columns=(Column("Mã"),), rows=tuple(rows))
        assert ("db-codes" in render_table(table, "")) is marked


def test_the_usual_reason_of_dashes_is_said_once_and_others_where_they_stand() -> None:
    columns = tuple(Column(f"Cột {index}") for index in range(5))
    dashes = [Cell("–", title="chưa có báo cáo") for _ in range(3)]
    row = Row((Cell("Tổ 1"), *dashes, Cell("–", title="không tính được")))
    html = render_table(TableView(caption="Bảng", columns=columns, rows=(row,)), "")

    assert html.count("chưa có báo cáo") == 1
    assert '<small class="db-legend">– chưa có báo cáo</small>' in html
    assert html.count("<td>–</td>") == 3
    assert 'role="img" title="không tính được">–</span>' in html


def test_a_dash_alone_says_its_reason_itself() -> None:
    html = render_table(table_of(Cell("A"), Cell("–")), "")

    assert "<small" not in html
    assert 'title="chưa có số liệu">–</span>' in html


def test_a_total_of_states_is_a_count() -> None:
    columns = (Column("Tổ"), Column("Tháng 1", "state"))
    rows = (Row((Cell("Tổ 1"), Cell("Đúng hạn", tone="good"))),)
    total = (Cell("Đúng hạn"), Cell("1/1", "bao-cao/2026-01/"))
    html = render_table(TableView(caption="B", columns=columns, rows=rows, total=total), "")

    assert '<td><span class="db-badge db-tone-good">Đúng hạn</span></td>' in html
    assert '<td class="db-number"><a href="bao-cao/2026-01/index.html">1/1</a></td>' in html


def test_an_empty_table_is_a_sentence() -> None:
    table = TableView(caption="Bảng <1>", columns=(Column("A"),), rows=(), empty="Không có & hết.")

    assert render_table(table, "") == (
        '<div class="db-empty"><p class="db-empty__caption">Bảng &lt;1&gt;</p>'
        "<p>Không có &amp; hết.</p></div>\n"
    )


def test_a_badge_names_a_shape_only_where_it_is_not_that_of_its_tone() -> None:
    assert render_badge("Chậm", "warn") == '<span class="db-badge db-tone-warn">Chậm</span>'
    assert render_badge("Chậm", "warn", "triangle") == render_badge("Chậm", "warn")
    assert "db-badge--square" in render_badge("Chậm", "warn", "square")
    assert not re.search("[<>]b", render_badge("<b>", "none"))
