"""What the script of tables does, in a real browser: from a folder and under the strict policy."""

import csv
import functools
import io
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from build_tools.exports.spreadsheet import inert
from build_tools.rendering.tables import render_table
from build_tools.views.parts import Cell, Column, Row, TableView, Tone

pytestmark = pytest.mark.slow
ASSETS = Path(__file__).resolve().parents[2] / "site_templates" / "assets"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'"
STATES: dict[str, Tone] = {"Đúng hạn": "good", "Chậm 2 ngày": "warn", "Chưa có": "bad"}
NAMES = ("Đạ Tẻh", "Bảo Lâm 10", "Bảo Lâm 2", "Âu Cơ", "Ea Súp", "Di Linh", "Đam Rông 1",
         "Dran", "Xuân Hương", "Lang Biang", "Tánh Linh", "Phú Quý", "La Gi")  # fmt: skip
SORTED = ["Âu Cơ", "Bảo Lâm 2", "Bảo Lâm 10", "Di Linh", "Dran", "Đạ Tẻh", "Đam Rông 1",
          "Ea Súp", "La Gi", "Lang Biang", "Phú Quý", "Tánh Linh", "Xuân Hương"]  # fmt: skip
AMOUNTS = ("1.234,5", "−3,0", "7,25 (ước)", "–", "0", "12,5", "100", "99,9", "2.000", "−0,5",
           "8", "6,75", "41")  # fmt: skip
HOSTILE = ("=1+1", "@SUM(A1)", "-2+3", "'=1", "a\n=1", "a;=c,=c", "-1,5", 'nói "có"', "Xã A; Xã B",
           "\t=1", "＝1", "bình thường")  # fmt: skip


def _long() -> TableView:
    total = "3.506,40"
    rows = tuple(
        Row(
            (
                Cell(name, source=f"dòng {line}"),
                Cell(f"Tổ {line % 3 + 1}"),
                Cell(amount),
                Cell("–" if line % 5 == 0 else f"{line % 28 + 1:02}/0{line % 9 + 1}/2026"),
                Cell(f"Tháng {line % 12 + 1:02}/{2024 + line % 3}"),
                Cell("50,0"),
                Cell(list(STATES)[line % 3], tone=list(STATES.values())[line % 3]),
            ),
            id=f"dong-{line}",
        )
        for line, (name, amount) in enumerate(zip(NAMES, AMOUNTS, strict=True), start=2)
    )
    columns = (
        Column("Địa bàn"),
        Column("Tổ"),
        Column("Số thu", "number", "tỷ đồng"),
        Column("Ngày", "date"),
        Column("Kỳ"),
        Column("Đạt", "number", "%"),
        Column("Tình trạng", "state"),
    )
    foot = ("Toàn tỉnh", "", total, "", "", "50,0", "")
    return TableView(caption="Dài", columns=columns, rows=rows, total=tuple(map(Cell, foot)))


def _grouped() -> TableView:
    rows = [
        Row((Cell(text), Cell(amount)), strong=text[0].isdigit())
        for text, amount in (("1. Thu", "9"), ("B", "4"), ("A", "5"), ("2. Chi", "3"), ("C", "1"),
                             ("D", "2"))
    ]  # fmt: skip
    columns = (Column("Chỉ tiêu"), Column("Số", "number"))
    return TableView(caption="Theo nhóm", columns=columns, rows=tuple(rows))


def _hostile() -> TableView:
    rows = tuple(Row((Cell(f"{n}"), Cell(text))) for n, text in enumerate(HOSTILE))
    return TableView(caption="Lạ", columns=(Column("TT"), Column("Lời")), rows=rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    shutil.copytree(ASSETS, folder / "assets")
    sheets = ("fonts", "tokens", "frame", "components", "tables", "columns", "table-tools", "print")
    links = "".join(f'<link rel="stylesheet" href="assets/css/{name}.css">' for name in sheets)
    tables = "".join(render_table(table, "") for table in (_long(), _grouped(), _hostile()))
    (folder / "index.html").write_text(
        '<!doctype html><html lang="vi" class="js"><meta charset="utf-8"><title>Bảng</title>'
        f'<link rel="icon" href="assets/images/favicon.svg">{links}'
        '<body data-md-color-scheme="default"><div class="md-typeset"><h1>Bảng</h1>'
        f'<section><h2 id="gap">Gập</h2><details><summary>Gập</summary><p>Trong</p></details>'
        f"</section>{tables}</div>"
        '<script src="assets/js/table-values.js"></script>'
        '<script src="assets/js/tables.js"></script></body></html>',
        encoding="utf-8",
    )
    return folder


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Stay quiet."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Browser:
    return chromium


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Handler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}/index.html"
        httpd.shutdown()


@pytest.fixture(params=["folder", "served"])
def tab(
    request: pytest.FixtureRequest, browser: Browser, folder: Path, served: str
) -> Iterator[Page]:
    address = served if request.param == "served" else (folder / "index.html").as_uri()
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(address)
    yield page
    page.close()
    assert told == []


def _column(table: Locator, index: int) -> list[str]:
    script = """(table, index) => [...table.tBodies[0].rows].filter(row => !row.hidden)
      .map(row => DiabanValues.textOf(row.cells[index]))"""
    return list(table.evaluate(script, index))


def _long_table(tab: Page) -> Locator:
    return tab.locator("table").first


def test_names_are_sorted_as_in_vietnamese_and_back_to_their_order(tab: Page) -> None:
    table, head = _long_table(tab), tab.locator("table").first.locator("thead th").first
    before = _column(table, 0)

    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert _column(table, 0) == SORTED
    head.locator("button").press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert _column(table, 0) == SORTED[::-1]
    head.locator("button").press("Space")
    assert head.get_attribute("aria-sort") is None
    assert _column(table, 0) == before


def test_numbers_days_and_periods_are_sorted_by_what_they_mean_missing_ones_last(
    tab: Page,
) -> None:
    table = _long_table(tab)
    for index in (2, 3, 4):
        ways = []
        for _ in range(2):
            table.locator("thead th").nth(index).locator("button").click()
            ways.append(_column(table, index))
        up, down = ([text for text in way if text != "–"] for way in ways)
        assert up == down[::-1] or index == 4  # equal periods keep their order
        assert all(way == [*(t for t in way if t != "–"), *(t for t in way if t == "–")]
                   for way in ways)  # fmt: skip
        assert up == sorted(up, key=_meaning)


def _meaning(text: str) -> tuple[float, ...]:
    if text.startswith("Tháng"):
        month, year = text.removeprefix("Tháng ").split("/")
        return int(year), int(month)
    if "/" in text:
        return tuple(float(part) for part in reversed(text.split("/")))
    return (float(text.replace(".", "").replace(",", ".").replace("−", "-")),)


def test_rows_stay_under_the_row_that_leads_them(tab: Page) -> None:
    table = tab.locator("table").nth(1)
    table.locator("thead th").nth(0).locator("button").click()
    assert _column(table, 0) == ["1. Thu", "A", "B", "2. Chi", "C", "D"]
    table.locator("thead th").nth(1).locator("button").click()
    assert _column(table, 0) == ["1. Thu", "B", "A", "2. Chi", "C", "D"]


def test_words_are_found_with_or_without_their_accents_and_counted(tab: Page) -> None:
    table, tools = _long_table(tab), tab.locator(".db-tools").first
    expect(tools.locator("[role=status]")).to_have_text("13 dòng")

    tools.locator("input").fill("da teh")
    assert _column(table, 0) == ["Đạ Tẻh"]
    expect(tools.locator("[role=status]")).to_have_text("Đang xem 1 trong 13 dòng")
    tools.locator("input").fill("lâm tổ 10")
    assert _column(table, 0) == ["Bảo Lâm 10"]
    tools.locator("button").click()
    assert len(_column(table, 0)) == 13
    assert tools.locator("input").input_value() == ""


def test_states_and_teams_are_chosen_from_lists_and_sums_follow(tab: Page) -> None:
    table, tools = _long_table(tab), tab.locator(".db-tools").first
    expect(tools.locator("label > span")).to_have_text(["Lọc dòng", "Tổ", "Tình trạng"])

    for place, label in enumerate(("Tổ 1", "Đúng hạn")):
        tools.locator("select").nth(place).focus()
        tools.locator("select").nth(place).select_option(label=label)
    amounts = _column(table, 2)
    assert amounts
    partial = table.locator("tfoot .db-partial")
    expect(partial.locator("th")).to_have_text(f"Tổng của {len(amounts)} dòng đang xem")
    said = sum(_meaning(text)[0] for text in amounts if text != "–")
    assert _meaning(partial.locator("td").nth(1).text_content() or "") == pytest.approx((said,))
    expect(partial.locator("td").nth(4)).to_have_text("")  # a share is never summed
    assert table.locator("tfoot tr").count() == 2
    expect(table.locator("tfoot tr").last.locator("td").nth(1)).to_have_text("3.506,40")
    tools.locator("button").click()
    assert table.locator("tfoot tr").count() == 1
    tools.locator("input").fill("bao lam")  # an estimate makes the sum one
    expect(partial.locator("td").nth(1)).to_have_text("4,25 (ước)")


def _downloaded(tab: Page, place: int) -> str:
    tab.locator("table").nth(place).scroll_into_view_if_needed()
    with tab.expect_download() as caught:
        tab.locator(".db-take").nth(place).get_by_text("Tải CSV").click()
    path = caught.value.path()
    return Path(path).read_bytes().decode("utf-8")


def test_a_download_holds_what_is_seen_for_a_spreadsheet(tab: Page) -> None:
    tab.locator(".db-tools input").first.fill("bao lam")
    text = _downloaded(tab, 0)
    assert text.startswith("\ufeff")
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))

    assert lines[0][:5] == ["Địa bàn", "Tổ", "Số thu (tỷ đồng)", "Số thu (tỷ đồng) – ghi chú",
                            "Ngày"]  # fmt: skip
    assert [line[0] for line in lines[1:]] == ["Bảo Lâm 10", "Bảo Lâm 2",
                                               "Tổng của 2 dòng đang xem", "Toàn tỉnh"]  # fmt: skip
    assert lines[1][2:4] == ["-3,0", ""]
    assert [line[2:4] for line in lines[2:4]] == [["7,25", "(ước)"], ["4,25", "(ước)"]]
    assert lines[4][2] == "3506,40"
    assert "dòng 3" not in text


def test_nothing_in_a_download_is_run_by_a_spreadsheet(tab: Page) -> None:
    text = _downloaded(tab, 2).removeprefix("\ufeff")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))

    shown = [" ".join(each.split()) for each in HOSTILE]
    assert [line[1] for line in lines[1:]] == [inert(each) for each in shown]
    same = "texts => texts.map(DiabanValues.inert)"
    assert tab.evaluate(same, list(HOSTILE)) == [inert(each) for each in HOSTILE]


def test_a_copy_is_parted_by_tabs(tab: Page) -> None:
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.locator(".db-take").nth(1).get_by_text("Chép bảng").click()
    told = tab.locator(".db-take").nth(1).locator("[role=status]")
    told.get_by_text("Đã chép, dán được vào Excel").wait_for()

    copied = tab.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    assert copied == "Chỉ tiêu\tSố\n1. Thu\t9\nB\t4\nA\t5\n2. Chi\t3\nC\t1\nD\t2"


def test_an_address_of_a_filtered_row_or_a_fold_brings_it_into_sight(tab: Page) -> None:
    tab.locator(".db-tools input").first.fill("la gi")
    assert not tab.locator("#dong-2").is_visible()
    tab.evaluate("location.hash = '#dong-2'")
    tab.locator("#dong-2").wait_for(state="visible")
    assert not tab.get_by_text("Trong", exact=True).is_visible()
    tab.evaluate("location.hash = '#gap'")
    tab.get_by_text("Trong", exact=True).wait_for(state="visible")


def test_paper_shows_every_row_unless_it_says_that_it_is_filtered(tab: Page) -> None:
    tab.emulate_media(media="print")
    assert not tab.locator(".db-tools").first.is_visible()
    assert not tab.locator(".db-take").first.is_visible()
    tab.emulate_media(media="screen")
    tab.locator(".db-tools input").first.fill("bao lam")
    tab.emulate_media(media="print")
    assert tab.locator(".db-tools__count").first.is_visible()
    before = "getComputedStyle(document.querySelector('.db-tools__count'), '::before').content"
    assert tab.evaluate(before) == '"Bảng đã lọc. "'
    assert not tab.locator(".db-tools input").first.is_visible()
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.get_by_text("Trong", exact=True).is_visible()
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    tab.emulate_media(media="screen")
    assert not tab.get_by_text("Trong", exact=True).is_visible()


def test_on_a_phone_the_head_and_the_first_column_stay_and_a_hint_is_seen(tab: Page) -> None:
    tab.set_viewport_size({"width": 320, "height": 500})
    scroller = tab.locator(".db-scroll").first
    expect(scroller).to_contain_class("db-scroll--goes-on")
    held = scroller.evaluate("""scroller => {
      scroller.scrollTo(150, 200);
      const edge = scroller.getBoundingClientRect();
      const head = scroller.querySelector('thead th').getBoundingClientRect();
      const name = scroller.querySelectorAll('tbody th')[8].getBoundingClientRect();
      return [head.top - edge.top, head.left - edge.left, name.left - edge.left, name.width];
    }""")
    assert all(abs(distance) <= 2 for distance in held[:3])
    assert held[3] <= 0.45 * 320
    hint = "getComputedStyle(document.querySelector('caption'), '::after').content"
    assert "Kéo ngang để xem hết bảng" in tab.evaluate(hint)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


def test_commas_stand_under_each_other(tab: Page) -> None:
    places = _long_table(tab).evaluate("""table => [...table.tBodies[0].rows].map(row => {
      const text = document.createTreeWalker(row.cells[2], NodeFilter.SHOW_TEXT).nextNode();
      const range = document.createRange();
      const comma = text.data.search(/[,\\u2008]/);
      if (comma < 0) return null;
      range.setStart(text, comma);
      range.setEnd(text, comma + 1);
      return range.getBoundingClientRect().left;
    }).filter(place => place !== null)""")
    assert len(places) > 10
    assert max(places) - min(places) < 0.6


def test_without_the_script_the_table_is_plain_and_complete(browser: Browser, folder: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto((folder / "index.html").as_uri())
    assert page.locator("table").first.locator("tbody tr").count() == len(NAMES)
    assert page.locator("button, input, select").count() == 0
    expect(page.locator("tfoot th").first).to_have_text("Toàn tỉnh")
    page.close()
