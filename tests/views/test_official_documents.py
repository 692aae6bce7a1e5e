"""What an official document says, before it is set in any form."""

import datetime as dt
from dataclasses import replace

import pytest

from build_tools.aggregation.figures import Figures
from build_tools.diagnostics import Diagnostics
from build_tools.reading.markdown import read_prose
from build_tools.views.official import (
    AnnexPart,
    CodeBlock,
    HeadingLine,
    ListBlock,
    OfficialDocument,
    Paragraph,
    QuoteBlock,
    Rule,
    Run,
    TableBlock,
    TableRow,
)
from build_tools.views.official_prose import prose_blocks
from build_tools.views.official_report import (
    annex_part,
    place_and_date,
    report_documents,
    signature,
    together,
)
from build_tools.views.official_tables import Fit, official_table, sources_once
from build_tools.views.page import made
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.prose import Quote, build_prose
from build_tools.views.report import plan_report_pages
from build_tools.views.sections import Section
from schemas.catalogue import Catalogue, Report
from schemas.layout import DocumentLayout
from schemas.report import Signer

FIT = Fit.of(DocumentLayout())


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2026, 2, 5), "Lâm Đồng, ngày 05 tháng 02 năm 2026"),
        (dt.date(2026, 1, 10), "Lâm Đồng, ngày 10 tháng 01 năm 2026"),
        (dt.date(2026, 3, 9), "Lâm Đồng, ngày 09 tháng 3 năm 2026"),
        (dt.date(2026, 12, 31), "Lâm Đồng, ngày 31 tháng 12 năm 2026"),
    ],
)
def test_a_day_has_a_leading_zero_below_ten_and_in_two_months(day: dt.date, said: str) -> None:
    assert place_and_date("Lâm Đồng", day) == said


def test_a_day_that_is_not_set_is_left_blank() -> None:
    assert "".join(place_and_date("Lâm Đồng", None).split()) == "LâmĐồng,ngàythángnăm"


def test_a_head_signs_directly_and_a_deputy_for_the_head() -> None:
    head = signature(Signer(post="Trưởng Bộ phận", name="Mai Minh Cường"), "Trưởng Bộ phận")
    assert (head.post, head.name) == (("TRƯỞNG BỘ PHẬN",), "Mai Minh Cường")
    deputy = signature(Signer(post="Phó Trưởng Bộ phận", name="Lê Hà"), "Trưởng Bộ phận")
    assert deputy.post == ("K/T TRƯỞNG BỘ PHẬN", "PHÓ TRƯỞNG BỘ PHẬN")
    assert signature(None, "Trưởng Bộ phận").post == ()


BODY = """## I. Một

#### Sâu

Chữ **đậm *nghiêng*** `mã`, {KT01} và {XX}; [ngoài](https://a.vn/b) [trong](../x.md)\\
dòng mới

3. ba
   - con

   tiếp

> trích

---

```
a  b
```

| A | B |
|---|--:|
| 1 | 2,5 |

## II. Hai
"""


def test_prose_becomes_blocks_with_its_figures_and_without_gaps_in_its_headings() -> None:
    found = Diagnostics()
    prose = read_prose("content/reports/x/report.md", BODY, 1, found)
    assert list(found) == []
    view = build_prose(prose, quotes={"KT01": Quote("ước 73,0\u00a0tỷ đồng", "Thu ngân sách")})
    blocks = prose_blocks(view, FIT)
    assert blocks[:3] == (
        HeadingLine(level=1, text="I. Một"),
        HeadingLine(level=2, text="Sâu"),
        Paragraph(
            runs=(
                Run("Chữ "),
                Run("đậm ", bold=True),
                Run("nghiêng", bold=True, italic=True),
                Run(" mã, ước 73,0\u00a0tỷ đồng và {XX}; ngoài (https://a.vn/b) trong\ndòng mới"),
            )
        ),
    )
    numbered = blocks[3]
    assert isinstance(numbered, ListBlock)
    assert numbered.start == 3
    assert [type(each) for each in numbered.items[0]] == [Paragraph, ListBlock, Paragraph]
    assert blocks[4:7] == (
        QuoteBlock(blocks=(Paragraph(runs=(Run("trích"),)),)),
        Rule(),
        CodeBlock(lines=("a  b",)),
    )
    table = blocks[7]
    assert isinstance(table, TableBlock)
    assert [(column.title, column.align) for column in table.columns] == [
        ("A", "left"),
        ("B", "right"),
    ]
    assert table.rows == (TableRow(("1", "2,5")),)
    assert blocks[8] == HeadingLine(level=1, text="II. Hai")


def table(columns: int, text: str = "1.234,5") -> TableView:
    return TableView(
        caption="Bảng",
        columns=tuple(Column(f"Cột {number}", "number") for number in range(columns)),
        rows=(Row(tuple(Cell(text) for _ in range(columns))),),
        total=tuple(Cell("–", title="chưa có báo cáo") for _ in range(columns)),
    )


def test_a_table_lies_as_its_words_need_and_says_what_its_dashes_mean() -> None:
    narrow, broad, crowded = (official_table(table(count), FIT) for count in (4, 14, 24))
    assert (narrow.across, narrow.small) == (False, False)
    assert (broad.across, broad.small) == (True, False)
    assert (crowded.across, crowded.small) == (True, True)
    for each in (narrow, broad, crowded):
        assert sum(column.share for column in each.columns) == pytest.approx(1, abs=0.01)
    assert narrow.rows[-1].strong
    assert narrow.legend == "Dấu –: chưa có báo cáo."


def test_a_column_is_broad_enough_for_each_word_of_its_notes() -> None:
    cells = (Cell("63,0", source="đính chính ngày 06/03/2026, trước ghi 61,2"), Cell("1"))
    noted = TableView(
        caption="", columns=(Column("A", "number"), Column("B", "number")), rows=(Row(cells),)
    )
    first, second = official_table(noted, FIT).columns
    assert first.share > 2 * second.share


def test_a_caption_does_not_repeat_the_title_above_it() -> None:
    view = replace(table(2), caption="Sổ theo dõi, hạn gửi 18/01/2031")
    section = Section(id="so", title="Phụ lục 1. Sổ theo dõi", tables=(view,))
    assert annex_part(section, FIT, lead="").tables[0].caption == "Hạn gửi 18/01/2031"
    same = Section(id="so", title="Phụ lục 1. Bảng", tables=(table(2),))
    assert annex_part(same, FIT, lead="").tables[0].caption == ""


def test_a_short_annex_lies_as_its_neighbours_do() -> None:
    short, long = (
        replace(official_table(table(2), FIT), rows=(TableRow(("a", "b")),) * rows)
        for rows in (3, 40)
    )
    parts = [
        AnnexPart(title="", lead="", tables=tables, landscape=across)
        for tables, across in (((long,), False), ((short,), False), ((long,), True), ((), False))
    ]
    assert [part.landscape for part in together(parts)] == [False, True, True, True]


def test_the_line_of_a_file_is_left_out_and_the_usual_source_said_once() -> None:
    cells = ["Tổng", "Xã A", "Xã B", "Xã C"]
    sources = [None, "Kho bạc, dòng 2", "Kho bạc, dòng 3; đính chính ngày 06/03/2026", "Kho bạc"]
    rows = tuple(
        Row((Cell(text, source=source), Cell("1")), strong=text == "Tổng")
        for text, source in zip(cells, sources, strict=True)
    )
    view = TableView(caption="", columns=(Column("Địa bàn"), Column("Số", "number")), rows=rows)
    shown = sources_once(official_table(view, FIT))
    assert [row.cells[0] for row in shown.rows] == [
        ("Tổng", "Nguồn, nếu không ghi khác: Kho bạc"),
        "Xã A",
        ("Xã B", "Kho bạc; đính chính ngày 06/03/2026"),
        "Xã C",
    ]


@pytest.fixture(scope="module")
def documents(sample: Catalogue, figures: Figures) -> list[tuple[Report, OfficialDocument]]:
    pages = list(made(plan_report_pages(sample, figures)))
    return list(report_documents(sample, pages, ("Bản chép.",)))


def test_a_report_says_who_sends_it_where_and_under_which_number(
    documents: list[tuple[Report, OfficialDocument]],
) -> None:
    head, said = next((report.head.record, said) for report, said in documents)
    assert said.letterhead.number == f"Số {head.document_number}"
    assert said.letterhead.superior == "TỈNH ỦY LÂM ĐỒNG"
    assert said.letterhead.issuer.startswith("BỘ PHẬN GIÚP VIỆC TỔ THEO DÕI ĐỊA BÀN SỐ")
    assert said.recipients == head.recipients
    assert head.signer is not None
    assert said.signature.name == head.signer.name
    assert said.text[0] == Paragraph(runs=(Run(head.summary),))


def test_a_number_and_a_signer_that_are_not_there_are_left_blank(
    sample: Catalogue, figures: Figures
) -> None:
    key, report = next(iter(sample.reports.items()))
    open_head = report.head.record.model_copy(
        update={"number": None, "signer": None, "issued_on": None}
    )
    changed = replace(report, head=replace(report.head, record=open_head))
    catalogue = replace(sample, reports={key: changed})
    pages = list(made(plan_report_pages(sample, figures)))
    ((_, said),) = report_documents(catalogue, pages, ())
    assert said.date is None
    assert said.signature.post == ()
    assert "".join(said.letterhead.number.split()) == f"Số-{open_head.symbol}"
