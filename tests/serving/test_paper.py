"""What Chromium prints of the pages on A4, read back from the PDF."""

import html
import io
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

pytestmark = pytest.mark.slow
NOT_ON_PAPER = (
    "In trang này",
    "Tìm kiếm",
    "Chép bảng",
    "Tải CSV",
    "Lọc dòng",
    "Kéo ngang",
    "Chuyển sang nền",
    "Lên đầu trang",
    "Đến phần nội dung",
)
HIDDEN = """() => [...document.querySelectorAll(
  'header.md-header, .md-tabs, .md-sidebar, .md-footer, .md-top, .md-skip, button, input, select')]
  .filter(each => each.checkVisibility() && each.getClientRects().length)
  .map(each => each.className || each.tagName)"""
A4_SHORT, A4_LONG = 595, 842  # points
SMALLEST = 6.95  # points: 7, as far as a browser rounds
UPRIGHT, ACROSS = 661, 987  # pixels between the margins: 175 mm and 261 mm
HAS_MANY_COLUMNS = "document.querySelector('.db-table thead th:nth-child(10)') !== null"


def printed(page: Page, address: str) -> PdfReader:
    page.goto(address)
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def run_on(text: str) -> str:
    """The text without blanks: a PDF keeps letters and places, and blanks are guessed from them."""
    return re.sub(r"\s", "", text)


def sheets_of(paper: PdfReader) -> list[str]:
    return [run_on(sheet.extract_text()) for sheet in paper.pages]


@pytest.fixture(scope="module")
def papers(
    chromium: Browser, built_sample: Path, page_of_each_kind: Mapping[str, str]
) -> Mapping[str, PdfReader]:
    """Kinds printed from a dark screen; a register and a period have tables of many pages."""
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    kinds = ("home", "report", "register", "period")
    found = {
        kind: printed(page, (built_sample / page_of_each_kind[kind]).as_uri()) for kind in kinds
    }
    context.close()
    return found


@pytest.mark.parametrize("kind", ["home", "report", "register", "period"])
def test_every_sheet_is_a4_and_numbered_and_says_that_it_is_a_copy(
    papers: Mapping[str, PdfReader], kind: str
) -> None:
    sheets = sheets_of(papers[kind])
    for number, text in enumerate(sheets, start=1):
        assert run_on(f"Trang {number}/{len(sheets)}") in text
        assert run_on("Bản in từ trang nội bộ, không phải bản ký") in text
    for sheet in papers[kind].pages:
        size = sorted(round(float(side)) for side in (sheet.mediabox.width, sheet.mediabox.height))
        assert size == [A4_SHORT, A4_LONG]
    assert all(run_on("Dữ liệu minh họa.") in text for text in sheets)


@pytest.mark.parametrize("kind", ["area", "directive"])
def test_the_note_of_a_copy_is_never_alone_on_the_last_sheet(
    chromium: Browser, built_sample: Path, page_of_each_kind: Mapping[str, str], kind: str
) -> None:
    page = chromium.new_page()
    *_, last = sheets_of(printed(page, (built_sample / page_of_each_kind[kind]).as_uri()))
    page.close()
    note = run_on("Bản in từ trang nội bộ, không phải bản ký")
    around = (run_on("Dữ liệu minh họa."), f"{note}.", note)
    for words in around:
        last = last.replace(words, "", 1)
    assert re.sub(r"Trang\d+/\d+", "", last) != ""


@pytest.mark.parametrize("kind", ["home", "report", "register", "period"])
def test_nothing_to_click_is_printed(papers: Mapping[str, PdfReader], kind: str) -> None:
    text = "".join(sheets_of(papers[kind]))
    assert run_on("Số liệu đến ngày") in text
    assert [phrase for phrase in NOT_ON_PAPER if run_on(phrase) in text] == []


def test_a_long_table_says_its_heads_again_on_every_sheet(
    papers: Mapping[str, PdfReader],
) -> None:
    sheets = sheets_of(papers["register"])
    first = next(n for n, text in enumerate(sheets) if run_on("Đang mở: quá hạn") in text)
    matters = sheets[first:-1]  # the last may hold but the end of a table's foot
    assert len(matters) > 3
    for text in matters:
        for head in ("Nhiệm vụ", "Địa bàn", "Quán triệt", "Tình trạng"):
            assert run_on(head) in text


def test_what_is_folded_on_the_screen_is_printed(
    papers: Mapping[str, PdfReader], built_sample: Path
) -> None:
    home = (built_sample / "index.html").read_text("utf-8")
    folded = re.findall(r"<details(?! open)[^>]*>(.*?)</details>", home, re.DOTALL)
    names = re.findall(r"<tr[^>]*><th[^>]*><a[^>]*>([^<]+)</a>", " ".join(folded))
    assert len(names) >= 124
    text = "".join(sheets_of(papers["home"]))
    assert [name for name in names if run_on(html.unescape(name)) not in text] == []


def _sizes(paper: PdfReader) -> Iterator[float]:
    """Yield the size of every text in points, as it stands on the sheet."""
    found: list[float] = []

    def note(text: str, at: list[float], line: list[float], _: object, size: float) -> None:
        if text.strip():
            found.append(size * math.sqrt(abs(at[0] * at[3]) * abs(line[0] * line[3])))

    for sheet in paper.pages:
        sheet.extract_text(visitor_text=note)
    yield from found


def test_a_page_with_a_table_of_ten_columns_stands_across_as_a_whole(
    papers: Mapping[str, PdfReader],
) -> None:
    for kind, across in (("home", False), ("report", False), ("register", True), ("period", True)):
        ways = {sheet.mediabox.width > sheet.mediabox.height for sheet in papers[kind].pages}
        assert ways == {across}, kind


@pytest.mark.parametrize("kind", ["home", "report", "register", "period"])
def test_no_letter_is_smaller_than_seven_points(papers: Mapping[str, PdfReader], kind: str) -> None:
    sizes = list(_sizes(papers[kind]))
    assert len(sizes) > 100
    assert min(sizes) >= SMALLEST


def test_a_sheet_says_where_it_was_printed_from(
    chromium: Browser, served_sample: str, page_of_each_kind: Mapping[str, str]
) -> None:
    context = chromium.new_context()
    address = f"{served_sample}/{page_of_each_kind['guide']}"
    text = "".join(sheets_of(printed(context.new_page(), f"{address}#noi-dung")))
    assert run_on(f"Địa chỉ của trang: {address}") in text
    assert "#noi-dung" not in text
    context.close()


def test_every_kind_is_printed_dark_on_light_and_no_wider_than_the_paper(
    chromium: Browser, served_sample: str, page_of_each_kind: Mapping[str, str]
) -> None:
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    page.emulate_media(media="print")
    for kind, uri in page_of_each_kind.items():
        page.goto(f"{served_sample}/{uri}")
        width = ACROSS if page.evaluate(HAS_MANY_COLUMNS) else UPRIGHT
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(HIDDEN) == [], kind
        colours = page.evaluate(
            "[document.body, document.querySelector('h1')].map(each => getComputedStyle(each))"
            ".map((style, i) => i ? style.color : style.backgroundColor)"
        )
        assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"], kind
        # Wider, and Chromium prints the whole page smaller.
        wide = page.evaluate(
            """width => [...document.querySelectorAll('.db-page *')].filter(each =>
              !each.closest('svg') && each.getBoundingClientRect().right > width + 1
            ).map(each => `${each.tagName} ${each.className} ${each.textContent.slice(0, 60)}`)""",
            width,
        )
        assert wide == [], kind
    context.close()
