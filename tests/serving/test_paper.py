"""What Chromium prints of the pages on A4, read back from the PDF."""

import html
import io
import re
from collections.abc import Mapping
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
    assert run_on("Dữ liệu minh họa.") in sheets[0]


@pytest.mark.parametrize("kind", ["home", "report", "register", "period"])
def test_nothing_to_click_is_printed(papers: Mapping[str, PdfReader], kind: str) -> None:
    text = "".join(sheets_of(papers[kind]))
    assert run_on("Số liệu đến ngày") in text
    assert [phrase for phrase in NOT_ON_PAPER if run_on(phrase) in text] == []


def test_a_long_table_says_its_heads_again_on_every_sheet(
    papers: Mapping[str, PdfReader],
) -> None:
    across = [
        run_on(sheet.extract_text())
        for sheet in papers["register"].pages
        if sheet.mediabox.width > sheet.mediabox.height
    ]
    assert len(across) > 3
    for text in across:
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


def test_a_table_of_ten_columns_stands_across(papers: Mapping[str, PdfReader]) -> None:
    across = [
        run_on(sheet.extract_text())
        for sheet in papers["period"].pages
        if sheet.mediabox.width > sheet.mediabox.height
    ]
    assert any("Tổ1" in text and "Tổ12" in text for text in across)
    assert len(across) < len(papers["period"].pages)


def test_every_kind_is_printed_dark_on_light_and_no_wider_than_the_paper(
    chromium: Browser, served_sample: str, page_of_each_kind: Mapping[str, str]
) -> None:
    context = chromium.new_context(
        color_scheme="dark",
        viewport={"width": 661, "height": 900},  # 175 mm
    )
    page = context.new_page()
    page.emulate_media(media="print")
    for kind, uri in page_of_each_kind.items():
        page.goto(f"{served_sample}/{uri}")
        assert page.evaluate(HIDDEN) == [], kind
        colours = page.evaluate(
            "[document.body, document.querySelector('h1')].map(each => getComputedStyle(each))"
            ".map((style, i) => i ? style.color : style.backgroundColor)"
        )
        assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"], kind
        # Wider, and Chromium prints the whole page smaller; across there is room for 261 mm.
        wide = page.evaluate(
            """[...document.querySelectorAll('.db-page *')].filter(each =>
              !each.closest('svg') && each.getBoundingClientRect().right >
                (each.closest('.db-scroll:has(> table > thead th:nth-child(10))') ? 987 : 662)
            ).map(each => `${each.tagName} ${each.className} ${each.textContent.slice(0, 60)}`)"""
        )
        assert wide == [], kind
    context.close()
