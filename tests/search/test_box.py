"""The box and its results in a real browser, from the folder and under the shipped policy."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

pytestmark = pytest.mark.slow
Open = Callable[..., Page]
START = "to/01/index.html"
LISTEN = """window.violations = [];
document.addEventListener("securitypolicyviolation", event =>
  window.violations.push(event.violatedDirective));"""


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Open]:
    """Open a page; nothing may complain, ask another host or break the policy."""
    told: list[str] = []
    pages: list[Page] = []

    def opened(address: str, uri: str = START, **context: object) -> Page:
        page = chromium.new_context(**context).new_page()  # type: ignore[arg-type]
        page.add_init_script(LISTEN)
        page.on("console", lambda line: told.append(line.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on(
            "request",
            lambda asked: asked.url.startswith((address, "data:")) or told.append(asked.url),
        )
        page.goto(f"{address}/{uri}")
        pages.append(page)
        return page

    yield opened
    for page in pages:
        if page.evaluate("window.violations") != []:
            told.append("policy")
        page.context.close()
    assert told == []


def _input(page: Page) -> Locator:
    return page.locator("dialog").get_by_role("searchbox", name="Từ cần tìm")


def _type(page: Page, text: str, found: str | None = None) -> None:
    page.keyboard.press("/")
    _input(page).fill(text)
    status = page.locator("dialog").get_by_role("status")
    expect(status).to_have_text(found or re.compile(r"\d+ trang"))


def _results(page: Page) -> list[str]:
    return [link.inner_text().split("\n")[0] for link in page.locator("dialog li a").all()]


def test_the_keyboard_alone_leads_from_a_page_to_the_place_sought(
    visit: Open, site_address: str
) -> None:
    page = visit(site_address)
    page.keyboard.press("Control+k")
    expect(_input(page)).to_be_focused()
    page.keyboard.type("dieu 2 quyet dinh")
    expect(page.locator("dialog li").first).to_contain_text("Quyết định")
    page.keyboard.press("ArrowDown")
    expect(page.locator("dialog li a").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("dialog li a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(_input(page)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site_address}/van-ban/quyet-dinh/index.html*")
    assert page.locator("dialog").count() == 0


def test_escape_closes_and_gives_the_focus_back(visit: Open, site_address: str) -> None:
    page = visit(site_address)
    _type(page, "da teh")
    page.keyboard.press("Escape")  # in a search field the first one empties it
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).not_to_be_visible()
    expect(page.get_by_role("button", name="Tìm kiếm")).to_be_focused()
    page.keyboard.press("/")
    expect(_input(page)).to_be_focused()


def test_a_slash_is_typed_where_text_is_typed(visit: Open, site_address: str) -> None:
    page = visit(site_address)
    page.keyboard.press("/")
    _input(page).press_sequentially("57-NQ/TW")
    expect(_input(page)).to_have_value("57-NQ/TW")
    expect(page.locator("dialog li").first).to_contain_text("Nghị quyết số 57-NQ/TW")


def test_no_letter_is_lost_that_was_typed_before_the_search_had_come(
    visit: Open, served_strictly: str
) -> None:
    page = visit(served_strictly)
    asked: list[Route] = []
    page.route("**/search-box.*.js", lambda route: asked.append(route))  # noqa: PLW0108 - Playwright marks what it is given
    page.reload()  # a page is sure to ask through a route that was laid before it came
    page.keyboard.press("/")
    page.keyboard.type("kho khan")
    expect(_input(page)).to_have_value("kho khan")
    for _ in range(500):  # until the browser has told of it
        if not asked:
            page.wait_for_timeout(20)
    (held,) = asked
    held.continue_()
    expect(page.locator("dialog").get_by_role("status")).to_have_text(re.compile(r"\d+ trang"))
    expect(_input(page)).to_have_value("kho khan")


def test_a_search_that_does_not_come_says_so_and_is_asked_for_again(
    chromium: Browser, served_strictly: str
) -> None:
    page = chromium.new_page()
    page.route("**/search-box.*.js", lambda asked: asked.fulfill(status=503), times=1)
    page.goto(f"{served_strictly}/{START}")
    page.keyboard.press("/")
    status = page.locator("dialog").get_by_role("status")
    expect(status).to_have_text("Không tải được phần tìm kiếm: hãy tải lại trang.")
    page.get_by_role("button", name="Đóng").click()
    _type(page, "da teh")
    page.close()


def test_results_are_narrowed_and_counted(visit: Open, served_strictly: str) -> None:
    page = visit(served_strictly)
    _type(page, "giai phong mat bang")
    status = page.locator("dialog").get_by_role("status")
    total = int(status.inner_text().split()[0])
    kinds = page.locator("dialog").get_by_label("Loại trang")
    offered = {
        label.rsplit(" (", 1)[0]: int(label.rsplit(" (", 1)[1].rstrip(")"))
        for label in kinds.locator("option").all_inner_texts()
    }
    assert offered.pop("Mọi loại trang") == total == sum(offered.values())
    kinds.select_option(label=f"Báo cáo ({offered['Báo cáo']})")
    expect(status).to_have_text(f"{offered['Báo cáo']} trang")
    _narrow(page, "Tổ", "Tổ 1 (")
    left = _narrow(page, "Kỳ", "Tháng 05/2026 (").removeprefix("Tháng 05/2026 (").rstrip(")")
    expect(status).to_have_text(f"{left} trang")
    facts = page.locator(".db-search__facts").all_inner_texts()
    assert facts == ["Báo cáo · Tháng 05/2026 · Tổ 1"] * int(left)


def _narrow(page: Page, name: str, start: str) -> str:
    select = page.locator("dialog").get_by_label(name, exact=True)
    options = select.locator("option").all_inner_texts()
    option = next(each for each in options if each.startswith(start))
    select.select_option(label=option)
    return option


def test_exact_accents_come_first_and_newer_periods_before_older(
    visit: Open, served_strictly: str
) -> None:
    page = visit(served_strictly)
    _type(page, "thủy")
    first = page.locator("dialog li").first.inner_text()
    assert re.search("thu[ỷ]|thủy", first, re.IGNORECASE)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    _type(page, "báo cáo tổ 1")
    assert _results(page)[:3] == [
        "Báo cáo quý II/2026 – Tổ 1",
        "Báo cáo tháng 06/2026 – Tổ 1",
        "Báo cáo tháng 05/2026 – Tổ 1",
    ]


def test_a_result_leads_to_the_heading_above_the_words(visit: Open, served_strictly: str) -> None:
    page = visit(served_strictly)
    _type(page, "trộm cà phê hòa bắc")
    for link in page.locator("dialog li a").all()[:8]:
        address = link.get_attribute("href") or ""
        path, _, anchor = address.removeprefix(served_strictly).partition("#")
        opened = page.context.new_page()
        opened.goto(f"{served_strictly}{path}")
        assert not anchor or opened.locator(f"[id='{anchor}']").count() == 1, address
        opened.close()
    marked = page.locator("dialog li").first.locator("mark").all_inner_texts()
    assert {"trộm", "cà", "phê"} <= {text.lower() for text in marked}


def test_more_results_are_shown_on_demand(visit: Open, served_strictly: str) -> None:
    page = visit(served_strictly)
    _type(page, "hộ nghèo")
    assert page.locator("dialog li").count() == 10
    page.get_by_role("button", name="Xem thêm").click()
    expect(page.locator("dialog li")).to_have_count(20)
    expect(page.locator("dialog li a").nth(10)).to_be_focused()


def test_what_is_not_there_is_said(visit: Open, site_address: str) -> None:
    page = visit(site_address)
    _type(page, "khongcotunay", "Không tìm thấy trang nào.")
    assert page.locator("dialog li").count() == 0
    _input(page).fill("ngh")
    expect(page.locator("dialog li").first).to_be_visible()
    _input(page).fill("")
    expect(page.locator("dialog").get_by_role("status")).to_have_text("")


def test_parts_name_roles_and_states_for_a_screen_reader(visit: Open, served_strictly: str) -> None:
    page = visit(served_strictly)
    box = page.get_by_role("button", name="Tìm kiếm")
    assert box.get_attribute("aria-haspopup") == "dialog"
    _type(page, "da teh")
    tree = page.get_by_role("dialog", name="Tìm kiếm").aria_snapshot()
    for part in (
        "search:",
        'searchbox "Từ cần tìm"',
        'button "Đóng"',
        'group "Thu hẹp kết quả"',
        'combobox "Loại trang"',
        'combobox "Tổ"',
        'combobox "Kỳ"',
        "status:",
        "list:",
        'link "Xã Đạ Tẻh',
    ):
        assert part in tree, tree


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_the_dialog_fits_the_screen(visit: Open, served_strictly: str, width: int) -> None:
    page = visit(served_strictly, viewport={"width": width, "height": 800})
    _type(page, "kho khan vuong mac")
    box = page.locator("dialog").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= 800
    jutting = """() => [...document.querySelectorAll("dialog *")].filter(node =>
      node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 1 &&
      !["SELECT", "OPTION"].includes(node.tagName)).map(node => node.className)"""
    assert page.evaluate(jutting) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_the_lists_are_offered_instead(
    chromium: Browser, served_strictly: str
) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(f"{served_strictly}/{START}")
    expect(page.locator(".db-search-box")).not_to_be_visible()
    page.get_by_role("link", name="Các sổ theo dõi").click()
    page.wait_for_url(f"{served_strictly}/so/index.html")
    page.context.close()


def test_a_page_of_a_release_that_is_gone_says_so(chromium: Browser, served_strictly: str) -> None:
    page = chromium.new_page()
    page.route(re.compile(r"/assets/search/w"), lambda route: route.fulfill(status=404))
    page.goto(f"{served_strictly}/{START}")
    _type(
        page,
        "da teh",
        "Không tải được phần tìm kiếm. Trang có thể vừa được cập nhật: hãy tải lại trang.",
    )
    page.close()


def test_the_entry_leads_to_the_parts_of_one_index_only(built_sample: Path) -> None:
    entry = built_sample / "assets/search/entry.js"
    digests = {path.name.split(".")[1] for path in entry.parent.iterdir() if path != entry}
    told = re.fullmatch(
        r'diabanSearch\.take\("entry","([0-9a-f]{8})"\);\n', entry.read_text("utf-8")
    )
    assert told
    assert digests == {told[1]}
    assert f'data-db-index="{"../" * START.count("/")}assets/search/entry.js"' in (
        built_sample / START
    ).read_text(encoding="utf-8")
