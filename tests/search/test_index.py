"""The index: made from pages alone, the same whatever their order, read back as it was written."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from build_tools.search import ENTRY, build_search_index
from build_tools.search.kinds import LABELS, OTHER, label_of
from build_tools.search.places import ABOUT, HEADINGS, NAME, TEXT
from build_tools.search.postings import FIRST_PLACES, Places, write_head
from build_tools.search.texts import TextReader, joined
from build_tools.site_model import Content, SearchEntry, SiteFile, SitePage
from schemas.period import Period

LETTERS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "\"\\<&'")
MAY = Period.parse("2026-05")
JUNE = Period.parse("2026-06")


def _numbers(text: str) -> list[int]:
    found, value = [], 0
    for letter in text:
        digit = LETTERS.index(letter)
        if digit < 60:
            found.append(value * 60 + digit)
            value = 0
        else:
            value = value * (len(LETTERS) - 60) + digit - 60 + 1
    return found


def _postings(text: str) -> dict[int, list[int]]:
    numbers, found, page = iter(_numbers(text)), {}, -1
    for first in numbers:
        page += first // 4 + 1
        count = first % 4 + 1
        if count == 4:
            count += next(numbers)
        place, places = -1, []
        for _ in range(count):
            place += next(numbers) + 1
            places.append(place)
        found[page] = places
    return found


@dataclass(frozen=True)
class Read:
    """An index read back."""

    head: dict[str, object]
    words: dict[str, dict[int, list[int]]]
    texts: list[list[object]]


def _content(script: bytes) -> tuple[str, object]:
    match = re.fullmatch(r'diabanSearch\.take\("(\w+)",(.*)\);\n', script.decode())
    assert match
    return match[1], json.loads(match[2])


def _read(index: Sequence[SiteFile]) -> Read:
    parts = dict(_content(file.content) for file in index)
    words: dict[str, dict[int, list[int]]] = {}
    texts: list[list[object]] = []
    for name, content in parts.items():
        if name[0] == "w":
            words |= {
                key: _postings(text) for key, text in zip(content[::2], content[1::2], strict=True)
            }
        elif name[0] == "t":
            texts += content
    return Read(parts["head"], words, texts)


def _page(uri: str, title: str, body: str, kind: str = "area", **search: object) -> SitePage:
    return SitePage(
        uri=uri, kind=kind, title=title, content=Content(f"<h1>{title}</h1>{body}"),
        search=SearchEntry(**search),  # type: ignore[arg-type]
    )  # fmt: skip


PAGES = (
    _page("a/", "Xã Đạ Tẻh", "<p>Giải phóng mặt bằng.</p>", name="25126", about="Thị trấn"),
    _page("b/", "Báo cáo", '<h2 id="x">Kinh tế</h2><p>Sầu riêng</p>', "report", period=MAY),
    _page("c/", "Báo cáo", "<p>Sầu riêng</p>", "report", period=JUNE, team="Tổ 2"),
    _page("d/", "Báo cáo", "<p>Sầu riêng</p>", "report", period=JUNE, team="Tổ 10"),
)


def test_places_tell_title_name_subject_heading_and_text_apart() -> None:
    words = _read(build_search_index(PAGES)).words
    assert words["tẻh"] == {0: [2]}
    assert words["25126"] == {0: [NAME]}
    assert words["trấn"] == {0: [ABOUT + 1]}
    assert words["kinh"][3] == [HEADINGS, TEXT]
    assert words["bằng"] == {0: [TEXT + 3]}


def test_equals_stand_newest_first_then_by_team() -> None:
    read = _read(build_search_index(PAGES))
    order = {number: uri for number, uri, *_ in read.texts}
    assert order == {0: "a/", 1: "c/", 2: "d/", 3: "b/"}
    assert list(read.words["sầu"]) == [1, 2, 3]


def test_the_order_of_pages_changes_no_byte() -> None:
    for order in permutations(PAGES):
        assert build_search_index(order) == build_search_index(PAGES)


def test_every_part_is_named_by_the_digest_of_all_which_the_entry_tells() -> None:
    *index, entry = build_search_index(PAGES)
    assert entry.uri == ENTRY
    _, digest = _content(entry.content)
    assert isinstance(digest, str)
    assert re.fullmatch(r"[0-9a-f]{8}", digest)
    assert {file.uri.split(".")[1] for file in index} == {digest}
    *changed, other = build_search_index([*PAGES[1:], _page("a/", "Xã Đạ Tẻh", "<p>Khác.</p>")])
    assert {file.uri for file in changed}.isdisjoint(file.uri for file in index)
    assert other.content != entry.content


def test_nothing_is_in_the_index_that_no_page_shows() -> None:
    reader = TextReader()
    body = """<nav><a>Vị trí</a></nav><button>In</button><svg><title>Hình</title></svg>
      <p class="a" title="Nguồn: reports/x.csv:3" data-x="Kín">Đúng hạn</p><!-- lời -->
      <table><caption>Bảng</caption><thead><tr><th>Cột</th></tr></thead><tbody><tr><th>Xã A</th>
      <td class="db-number">1.250,0</td><td>97,5 %</td><td>reports/2026-01/to-01/issues.csv:2</td>
      <td><b>Chậm</b>, 2 ngày</td></tr></tbody></table>"""
    lead, *rest = reader.sections(body, "")
    shown = [block.text for block in lead.blocks]
    assert shown == ["Đúng hạn", "Bảng", "Xã A", "Chậm", ", 2 ngày"]
    assert joined(shown) == "Đúng hạn · Bảng · Xã A · Chậm, 2 ngày"
    assert rest == []


def test_marks_of_html_are_read_as_text() -> None:
    lead, *_ = TextReader().sections("<p>Phường B&#39;Lao &amp; &lt;b&gt;</p>", "")
    assert [block.text for block in lead.blocks] == ["Phường B'Lao & <b>"]
    index = build_search_index([_page("a/", "A", "<p>x &lt;/script&gt; y</p>")])
    assert not any(b"</script" in file.content for file in index)


def test_where_a_line_may_break_no_text_ends() -> None:
    lead, *_ = TextReader().sections("<dd><a>bpgv01@<wbr>lamdong.dcs.vn</a></dd>", "")
    assert [block.text for block in lead.blocks] == ["bpgv01@lamdong.dcs.vn"]


def test_an_empty_site_has_an_index() -> None:
    head, entry = build_search_index(())
    assert head.uri.startswith("assets/search/head.")
    assert entry.uri == ENTRY


def test_kinds_of_page_have_labels() -> None:
    assert label_of("report") == "Báo cáo"
    assert label_of("no-such-kind") == OTHER
    assert OTHER not in LABELS.values()


@given(st.lists(st.lists(st.integers(0, 5), max_size=30), min_size=1, max_size=20))
def test_places_are_read_back(pages: Sequence[Sequence[int]]) -> None:
    places = Places()
    for number, words in enumerate(pages):
        places.add(number * 700, TEXT, [f"{word}" for word in words])
    written = places.postings([(int(word),) for word in places.words])
    read = [_postings(write_head(each.head, 0) + each.rest) for each in written]
    met = sorted({word for words in pages for word in words})
    expected = [
        {
            number * 700: [TEXT + at for at, each in enumerate(words) if each == word][
                :FIRST_PLACES
            ]
            for number, words in enumerate(pages)
            if word in words
        }
        for word in met
    ]
    assert read == expected
