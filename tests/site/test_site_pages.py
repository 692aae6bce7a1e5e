"""The built sample in a real browser: the answer first, nothing runs off, nothing is heavy."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from build_tools.mkdocs_plugin import write_site
from build_tools.project import Project
from build_tools.shell_environment import options_from_environment
from build_tools.site import compose

pytestmark = pytest.mark.slow
REPORT = "bao-cao/2026-06/to-01/index.html"
PAGES = ("index.html", "bao-cao/index.html", "bao-cao/2026-06/index.html", REPORT)
WIDTHS = (390, 1440)
KB = 1024
PHONE = 500  # narrower screens hold the first column of a table
HELD = 0.45  # of the screen
KINDS = 24  # of pages, at least
COLUMN_RULES = Path(__file__).resolve().parents[2] / "site_templates/assets/css/columns.css"


@pytest.fixture(scope="module")
def built(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    composition = compose(project, options_from_environment(project))
    assert composition.site is not None, composition.findings
    out = tmp_path_factory.mktemp("site")
    write_site(project, composition.site, out)
    return out


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Browser:
    return chromium


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    yield page
    page.close()


def visit(tab: Page, built: Path, uri: str) -> None:
    tab.goto(f"{built.as_uri()}/{uri}")


# Each id of a matter in running words, each number of a report in a cell; how many lines it has.
_LINES_OF_CODES = """() => [...document.querySelectorAll(".db-page :is(.db-code, td, td a)")]
  .filter(each => !each.children.length)
  .filter(each => /^(?:[A-Z]{2}-20|\\d{2,}-BC)\\S*$/.test(each.textContent))
  .map(each => {
    const text = document.createRange();
    text.selectNodeContents(each);
    return [each.textContent, new Set([...text.getClientRects()].map(box => box.top)).size];
  })
"""
# What juts out of the page, or is cut off outside of a box that scrolls; and the widest part of a
# screen that the held column of a scrolling table takes.
_MEASURE = """() => {
  const width = document.documentElement.clientWidth;
  const cut = [...document.querySelectorAll(".db-page *:not(svg *)")].filter(each => {
    const box = each.getBoundingClientRect(), style = getComputedStyle(each);
    if (!box.width || style.visibility === "hidden") return false;
    if (each.closest(".db-scroll") && !each.matches(".db-scroll")) return false;
    if (box.right > width + 1 || box.left < -1) return true;
    return style.overflowX === "hidden" && each.scrollWidth > each.clientWidth + 2;
  });
  const held = [...document.querySelectorAll(".db-scroll:not(.db-scroll--fits) tbody th")]
    .filter(each => !each.closest("details:not([open])"));  // not laid out yet
  return {
    wide: document.documentElement.scrollWidth,
    cut: cut.map(each => each.outerHTML.slice(0, 120)),
    held: Math.max(0, ...held.map(each => each.getBoundingClientRect().width / width)),
  };
}"""


def _measure(tab: Page, page: Path, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 844})
    tab.goto(page.as_uri())
    tab.evaluate("document.fonts.ready")
    found = tab.evaluate(_MEASURE)
    assert found["wide"] <= width, page
    assert found["cut"] == [], page
    assert width >= PHONE or found["held"] <= HELD, page


@pytest.mark.parametrize("width", [320, 768])
@pytest.mark.parametrize("uri", [REPORT, "chi-tieu/kt01/index.html", "so/van-de/index.html"])
def test_nothing_is_cut_off_and_the_held_column_leaves_room(
    tab: Page, built: Path, uri: str, width: int
) -> None:
    _measure(tab, built / uri, width)


@pytest.mark.long
@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_nothing_is_cut_off_on_any_kind_of_page(tab: Page, built: Path, width: int) -> None:
    kinds: dict[str, Path] = {}
    for page in sorted(built.rglob("index.html"), key=lambda each: -each.stat().st_size):
        kind = re.search(r"db-page--([a-z0-9-]+)", page.read_text("utf-8"))
        assert kind is not None, page
        kinds.setdefault(kind[1], page)
    assert len(kinds) > KINDS
    for page in kinds.values():
        _measure(tab, page, width)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("uri", PAGES)
def test_the_first_screen_answers_and_the_page_does_not_run_off_the_side(
    tab: Page, built: Path, uri: str, width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    visit(tab, built, uri)

    answer = tab.locator(".db-answer").bounding_box()
    assert answer is not None
    assert answer["y"] + answer["height"] <= 900
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    expect(tab.locator(".db-head__facts")).to_contain_text("Số liệu đến ngày")


@pytest.mark.parametrize("width", WIDTHS)
def test_no_code_is_broken_at_its_hyphen(tab: Page, built: Path, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    codes = 0
    for uri in (
        "bao-cao/2026-06/index.html",
        "bao-cao/2026-06/to-03/index.html",
        "to/01/index.html",
    ):
        visit(tab, built, uri)
        lines = tab.evaluate(_LINES_OF_CODES)
        assert [text for text, count in lines if count > 1] == [], uri
        codes += len(lines)
    assert codes > 20


def test_an_id_in_the_answer_leads_to_its_matter(tab: Page, built: Path) -> None:
    visit(tab, built, "bao-cao/2026-06/to-03/index.html")
    tab.locator(".db-answer a").click()
    tab.wait_for_url("**/so/van-de/vd-2025-03002/index.html")


def test_every_column_of_codes_has_its_rule(built: Path) -> None:
    rules = COLUMN_RULES.read_text(encoding="utf-8")
    columns = {
        each
        for page in built.rglob("index.html")
        for each in re.findall(r"db-k(\d+)", page.read_text("utf-8"))
    }
    assert columns
    assert [each for each in columns if f".db-k{each} tr > td:nth-child({each})" not in rules] == []


def test_from_home_one_comes_to_the_row_behind_a_figure(tab: Page, built: Path) -> None:
    visit(tab, built, "index.html")
    tab.locator("#chi-tieu-chinh ~ .db-scroll tbody td a").first.click()
    tab.wait_for_url(f"{built.as_uri()}/bao-cao/2026-*/**")
    tab.locator("#so-sanh ~ .db-scroll tbody td a").first.click()
    tab.wait_for_url("**/*#tong-*")

    anchor = tab.url.partition("#")[2]
    total = tab.locator(f"[id='{anchor}']")
    assert total.evaluate("row => row.tagName") == "TR"
    source = total.locator("xpath=following-sibling::tr[1]").locator(".db-source")
    expect(source).to_be_in_viewport()
    expect(source).to_contain_text("dòng", use_inner_text=True)


def test_home_folds_the_most_urgent_and_its_count_leads_to_the_register(
    tab: Page, built: Path
) -> None:
    visit(tab, built, "index.html")
    rows = tab.locator("#danh-sach-van-de ~ details tbody tr")
    total = int(tab.locator("#van-de ~ .db-scroll tfoot td").nth(3).text_content() or "")

    assert rows.count() == min(10, total)
    assert not rows.first.is_visible()
    # By a key: a table that is laid out as it comes near moves what a pointer is on.
    tab.locator("#danh-sach-van-de ~ details summary").press("Enter")
    rows.first.wait_for(state="visible")

    tab.locator("#van-de ~ .db-scroll tfoot a").nth(3).click()
    tab.wait_for_url("**/so/van-de/index.html#dang-mo")
    assert tab.locator("#dang-mo ~ .db-scroll tbody tr").count() == total


def test_a_quoted_figure_of_the_prose_leads_to_its_row(tab: Page, built: Path) -> None:
    visit(tab, built, REPORT)
    tab.locator(".db-prose a[href*='#indicators-']").first.click()
    tab.wait_for_url("**/*#indicators-*")

    anchor = tab.url.partition("#")[2]
    source = tab.locator(f"tr:target[id='{anchor}'] .db-source")
    # Waits: a table is laid out in the frame after the one that scrolls to it.
    expect(source).to_be_in_viewport()
    expect(source).to_have_text(re.compile(rf"dòng {anchor.split('-')[-1]}$"), use_inner_text=True)


def test_the_reports_of_a_team_are_leafed_through(tab: Page, built: Path) -> None:
    visit(tab, built, REPORT)
    tab.locator(".db-pager a").first.click()

    tab.wait_for_url(f"{built.as_uri()}/bao-cao/2026-05/to-01/index.html")
    expect(tab.locator(".db-note")).to_have_text("Không phải kỳ mới nhất")


def _compressed(path: Path) -> int:
    """Return the bytes on the wire, as the shipped server sends them; fonts are compressed."""
    content = path.read_bytes()
    return len(content) if path.suffix == ".woff2" else len(gzip.compress(content, 6))


def test_every_report_weighs_little_also_the_yearly_ones(built: Path) -> None:
    reports = list(built.glob("bao-cao/*/to-*/index.html"))
    heavy = {
        str(page.relative_to(built)): (page.stat().st_size, _compressed(page))
        for page in reports
        if page.stat().st_size > 60 * KB or _compressed(page) > 15 * KB
    }
    assert len(reports) > 100
    assert any(page.match("bao-cao/2025/*/*") for page in reports)
    assert heavy == {}


def test_a_first_view_of_any_page_weighs_little_with_all_that_it_may_load(built: Path) -> None:
    fonts = sum(map(_compressed, built.glob("assets/fonts/*.woff2")))
    loaded: dict[Path, int] = {}
    heavy = {}
    pages = list(built.rglob("index.html"))
    for page in pages:
        links = re.findall(r'(?:src|<link rel="\w+" href)="([^"#]+)"', page.read_text("utf-8"))
        files = {(page.parent / link).resolve() for link in links}
        assert {".js", ".css"} <= {path.suffix for path in files}
        for path in files - loaded.keys():
            loaded[path] = _compressed(path)
        weight = _compressed(page) + fonts + sum(loaded[path] for path in files)
        if weight > 250 * KB:
            heavy[str(page.relative_to(built))] = weight
    assert len(pages) > 600
    assert heavy == {}
