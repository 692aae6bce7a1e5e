"""Whatever a file looks like: its canonical form says the same, and stays as it is."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.diagnostics import Diagnostics
from build_tools.editing.canonical import DoubtfulError, canonical_text, heads
from build_tools.editing.cell_text import number_text, table_text
from build_tools.reading.front_matter import read_front_matter
from build_tools.reading.markdown import read_prose
from build_tools.reading.tables import read_table
from build_tools.reading.text import SourceText, read_text
from build_tools.validation.heads import read_head
from build_tools.validation.records import read_rows
from schemas.area import Agency
from schemas.base import Record
from schemas.document import AuthoredPage, Document
from schemas.indicator import DataQuality, IndicatorValue
from schemas.items import Issue
from schemas.numbers import parse_decimal
from schemas.report import ReportHead
from schemas.settings import Settings
from schemas.team import Member

ISSUE_HEADS = ",".join(heads(Issue))


def source(text: str, path: str = "content/x.csv") -> SourceText:
    return SourceText(path, text.removeprefix("\ufeff").replace("\r\n", "\n"), "")


def canonical(text: str, model: type[Record], path: str = "content/x.csv") -> str:
    return canonical_text(source(text, path), model)


def records(text: str, model: type[Record]) -> list[Record]:
    found = Diagnostics()
    table = read_table(source(text), found)
    assert table is not None, list(found)
    rows = read_rows(table, model, None, found)
    return [row.record for row in rows]


def test_a_table_gets_its_heads_its_columns_and_one_way_of_writing_each_value() -> None:
    text = (
        "note;unit_code;indicator_id;actual;cumulative;data_quality;as_of;source\r\n"
        ' lạ ;24781;KT01;1.234,50;12,34;"so_bo";2026-2-05;Thuế\r\n'
    ).replace("2026-2-05", "5/2/2026")
    assert canonical(text, IndicatorValue) == (
        "\ufeffĐịa bàn,Chỉ tiêu,Kế hoạch năm,Thực hiện trong kỳ,Lũy kế từ đầu năm,"
        "Cùng kỳ năm trước,Tính chất số liệu,Số liệu đến ngày,Nguồn,Ghi chú,Người được xem\n"
        '24781,KT01,,"1234,50","12,34",,Sơ bộ,05/02/2026,Thuế,lạ,\n'
    )


def test_lists_are_parted_in_one_way() -> None:
    row = "A,B,to_pho,kinh_te|Quốc phòng - an ninh,01/01/2026"
    text = f"member_id,full_name,role,assigned_fields,valid_from\n{row}\n"
    last = canonical(text, Member).splitlines()[1]
    assert last == "A,B,Tổ phó,,,,Kinh tế | Quốc phòng - an ninh,01/01/2026,"


def test_a_broken_table_is_left_to_the_editor() -> None:
    for text in ("a,b\n1\n", f"{ISSUE_HEADS}\nVD-2026-01001\n", "Mã,Lạ\nVD-2026-01001,x\n"):
        with pytest.raises(DoubtfulError):
            canonical(text, Issue)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    )
)
def test_a_number_is_written_so_that_it_is_read_as_the_same(number: Decimal) -> None:
    for each in (number, number.normalize(), Decimal(str(float(number)))):
        assert parse_decimal(number_text(each)) == each


@given(st.integers(1, 999), st.integers(0, 999))
def test_no_number_is_written_so_that_it_has_two_readings(whole: int, part: int) -> None:
    number = Decimal(f"{whole}.{part:03}")
    assert parse_decimal(number_text(number)) == number
    assert parse_decimal(number_text(-number)) == -number


WORDS = st.text(alphabet="aăâbcdđêghôơưáẻĩọ ,;\"\n\t'.|#-:{}[]123", max_size=30).map(
    lambda text: text.lstrip("=+-@\t\n ").rstrip()
)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
DAY_FORMS = st.sampled_from(
    ["{0.day}/{0.month}/{0.year}", "{0:%d/%m/%Y}", "{0:%Y-%m-%d}", "{0.day}.{0.month}.{0.year}"]
)
NUMBER_FORMS = st.sampled_from(["{0:.2f}", "{0:.0f}", "{0:,.2f}", "{0:.4f}"])


@st.composite
def day_text(draw: st.DrawFn) -> str:
    return draw(DAY_FORMS).format(draw(DAYS))


@st.composite
def figure(draw: st.DrawFn) -> str:
    text = draw(NUMBER_FORMS).format(draw(st.floats(0, 10**8)))
    return text.translate(str.maketrans(",.", ".,")) if draw(st.booleans()) else text


FIGURE_ROWS = st.fixed_dictionaries(
    {
        "unit_code": st.sampled_from(["24781", "Xã Đạ Tẻh", "xã  lạc dương"]),
        "indicator_id": st.sampled_from(["KT01", "kt01", "Thu ngân sách"]),
        "actual": st.one_of(st.just(""), figure()),
        "plan": st.one_of(st.just(""), figure()),
        "data_quality": st.sampled_from(
            [text for one in DataQuality for text in (one.value, one.label, one.label.upper())]
        ),
        "as_of": day_text(),
        "source": WORDS.filter(bool),
        "note": WORDS,
    }
)
EITHER_HEAD = st.fixed_dictionaries(
    {
        name: st.sampled_from([name, str(IndicatorValue.model_fields[name].title)])
        for name in (
            "unit_code",
            "indicator_id",
            "actual",
            "plan",
            "data_quality",
            "as_of",
            "source",
            "note",
        )
    }
)


@given(
    st.lists(FIGURE_ROWS, max_size=4),
    EITHER_HEAD,
    st.permutations(
        ["unit_code", "indicator_id", "actual", "plan", "data_quality", "as_of", "source", "note"]
    ),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_the_canonical_form_of_a_table_says_the_same_and_stays(
    rows: Sequence[dict[str, str]], names: dict[str, str], order: list[str], mark: str, end: str
) -> None:
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    lines = [mark.join(cell(names[name]) for name in order)]
    lines += [mark.join(cell(row[name]) for name in order) for row in rows]
    text = end.join(lines) + end
    try:
        once = canonical(text, IndicatorValue)
    except DoubtfulError:  # an amount such as 1.234 has two readings
        assert len(records(text, IndicatorValue)) < len(rows)
        return
    assert records(once, IndicatorValue) == records(text, IndicatorValue)
    assert canonical(once, IndicatorValue) == once


HEAD = """---
# Số văn bản
symbol: BC/BPGV01
team: to-01

# Kỳ nào
Kỳ báo cáo: 2026-07
number: "05"
place:   Lâm Đồng
signer: {name: "Mai: Minh", post: Trưởng Bộ phận}
prepared_by: A
ngày gửi: 2026-07-16
status: issued
secrecy: thường
recipients: [Đồng chí Tổ trưởng, "Lưu #2"]
summary: >
  Một câu
  hai dòng.
data_as_of: 14/7/2026
nothing_to_report:
# giữ nguyên chỗ này
- meetings
- reminders
exceptions:
  - reason: vì thế
    rule: numbers.big-change
# cuối
---


## I. Tình hình địa bàn
Lời.\x20\x20
Dòng hai.\x20


### 1. Kinh tế
- một
- hai


```
a  \x20


b
```
"""
CANONICAL_HEAD = """---
team: to-01

# Kỳ nào
period: "2026-07"
number: "05"
# Số văn bản
symbol: BC/BPGV01
place: Lâm Đồng
signer:
  post: Trưởng Bộ phận
  name: "Mai: Minh"
prepared_by: A
submitted_on: 16/07/2026
status: issued
secrecy: thường
recipients: [Đồng chí Tổ trưởng, "Lưu #2"]
summary: >
  Một câu
  hai dòng.
nothing_to_report:
# giữ nguyên chỗ này
- meetings
- reminders
data_as_of: 14/07/2026
exceptions:
  - rule: numbers.big-change
    reason: vì thế
# cuối
---

## I. Tình hình địa bàn

Lời.\x20\x20
Dòng hai.

### 1. Kinh tế

- một
- hai

```
a  \x20


b
```
"""


def test_a_report_gets_its_keys_in_order_with_their_comments() -> None:
    assert canonical(HEAD, ReportHead, "content/report.md") == CANONICAL_HEAD
    assert canonical(CANONICAL_HEAD, ReportHead, "content/report.md") == CANONICAL_HEAD


def test_a_report_whose_exception_names_a_line_is_not_moved() -> None:
    text = CANONICAL_HEAD.replace("    reason", "    place: report.md:40\n    reason")
    assert canonical(text, ReportHead, "content/report.md") == text
    with pytest.raises(DoubtfulError):
        canonical(text.replace("# cuối\n", "# cuối\n\n\n"), ReportHead, "content/report.md")


BLOCKS = st.sampled_from(
    [
        *("## Mục", "### 1. Nhỏ", "Lời nói.", "Lời  ", "- một", "- hai", "  - trong", "1. a"),
        *("> trích", "```", "    mã", "", "", "   ", "| a | b |", "| --- | --- |", "| 1 | 2 |"),
        *("---", "\\", "Tiêu đề\n==="),
    ]
)


@given(st.lists(BLOCKS, max_size=14))
def test_the_canonical_form_of_prose_says_the_same_and_stays(lines: list[str]) -> None:
    path = "content/index.md"
    text = "---\ntitle: A\n---\n" + "\n".join(lines) + "\n"
    try:
        once = canonical(text, AuthoredPage, path)
    except DoubtfulError:  # a table that ends without a blank line swallows what follows
        assert "| --- | --- |" in lines
        return
    assert canonical(once, AuthoredPage, path) == once
    assert rendered(once) == rendered(text)


def rendered(text: str) -> list[tuple[object, ...]]:
    page = read_front_matter(source(text, "index.md"), Diagnostics())
    assert page is not None
    prose = read_prose("index.md", page.body, page.body_line, Diagnostics())
    return [
        (
            token.type,
            token.hidden,
            token.content.split() if token.type == "inline" else token.content,
        )
        for token in prose.tokens
    ]


ODD = ("no", "012", "22:30", "2026-01", "1e3", "~x", "null", "~", "- a", "a: b", "a #b", "'x", "*x")
SCALARS = st.one_of(
    WORDS.filter(lambda text: bool(text.strip()) and "\n" not in text and "\t" not in text),
    st.sampled_from((*ODD, "{a}", "[", "!x", "%", "@a", "`a`", "?", "|", ">")),
)


@given(st.lists(SCALARS, min_size=1, max_size=4), st.permutations(range(4)))
def test_the_canonical_form_of_declarations_says_the_same_and_stays(
    texts: list[str], order: list[int]
) -> None:
    def write(text: str) -> str:
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return text if text.isalpha() and text != "null" else f'"{escaped}"'

    entries = [
        *(f"title: {write(texts[0])}", f"# một\nsubject: {write(texts[-1])}", "source: x"),
        "issuer: y",
    ]
    block = "\n".join(entries[at] for at in order)
    text = f"---\n{block}\n---\n"
    once = canonical(text, Document, "content/documents/a.md")
    assert canonical(once, Document, "content/documents/a.md") == once
    assert head_of(once, Document) == head_of(text, Document)
    assert "# một\nsubject:" in once


def head_of(text: str, model: type[Record]) -> Record:
    found = Diagnostics()
    page = read_front_matter(source(text, "x.md"), found)
    assert page is not None, list(found)
    located = read_head(page, model, None, found)
    assert located is not None, list(found)
    return located.record


def test_settings_keep_their_lists_and_their_comments() -> None:
    text = (
        "# Tỉnh\nprovince: Lâm Đồng\nsite_name: A\ncommittee: B\nterm_from: 2025\nterm_to: 2030\n"
        "teams: 12\nareas: 124\nillustrative: TRUE\nexpected_from: [2026-01]\n"
        "change_threshold: 30.5\nofficial_email_domains:\n  - a.vn\nsecrecy_contact: C\n"
    )
    assert canonical(text, Settings, "content/settings.yml") == (
        "site_name: A\n# Tỉnh\nprovince: Lâm Đồng\ncommittee: B\nterm_from: 2025\nterm_to: 2030\n"
        'teams: 12\nareas: 124\nillustrative: true\nexpected_from:\n  - "2026-01"\n'
        "change_threshold: 30,5\nofficial_email_domains:\n  - a.vn\nsecrecy_contact: C\n"
    )


@pytest.mark.parametrize(
    "data",
    [
        "Mã cơ quan;Tên cơ quan\r\na;Hoà\r\n".encode("utf-16"),
        "Mã cơ quan\tTên cơ quan\na\tHoà\n".encode(),
    ],
)
def test_every_encoding_becomes_one(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    read = read_text(tmp_path, "a.csv", Diagnostics())
    assert read is not None
    assert canonical_text(read, Agency) == "\ufeffMã cơ quan,Tên cơ quan\na,Hoà\n"


def test_a_table_is_written_with_a_mark_for_excel_and_line_feeds() -> None:
    assert table_text([["a", 'b "c"'], ["1,5", "x\ny"]]) == '\ufeffa,"b ""c"""\n"1,5","x\ny"\n'
