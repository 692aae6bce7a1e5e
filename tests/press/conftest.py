"""A site of every kind of page, made by hand, so that the press is tested without any content."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import Environment
from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from build_tools.frame_config import configure_frame
from build_tools.mkdocs_plugin import write_site
from build_tools.press import Press, PressedPage, build_navigation, material_renderer
from build_tools.project import Project
from build_tools.rendering.html import Renderer
from build_tools.search import ENTRY
from build_tools.site_model import Content, NavEntry, Site, SiteFile, SitePage, TocEntry
from build_tools.views.parts import Badge, Cell, Column, Row, Stat, TableView

ROOT = Path(__file__).resolve().parents[2]
TEAMS = 12
PERIODS = 9
TONES = {"Đúng hạn": "good", "Chậm": "warn", "Chưa có": "bad", "Chưa đến hạn": "none"}


@dataclass(frozen=True)
class Gallery:
    """One of each part."""

    stats: tuple[Stat, ...]
    late: Badge
    figures: TableView
    ledger: TableView
    issues: TableView
    empty: TableView


def _state(team: int, period: int) -> Cell:
    states = list(TONES)
    state = states[(team * period) % 7 % 3] if period < PERIODS else states[3]
    uri = f"bao-cao/2026-{period:02}/to-{team:02}/" if state in states[:2] else None
    return Cell(state, uri=uri, title="Gửi ngày 05/02/2026", tone=TONES[state])


def _figure_row(number: int) -> Row:
    return Row(
        (
            Cell(
                "Thu ngân sách nhà nước trên địa bàn" if number % 2 else "Diện tích gieo trồng",
                uri="bao-cao/",
            ),
            Cell("tỷ đồng" if number % 2 else "ha"),
            Cell(f"{number}.250,0", sort=f"{number}250"),
            Cell(f"{number}11,5", source=f"indicators.csv:{number + 1}", title="Số ước"),
            Cell("–", title="Kỳ này không có số liệu" if number == 3 else None),
            Cell("97,5 %" if number % 3 else "61,0 %", tone="none" if number % 3 else "bad"),
            Cell("102,4 %", tone="good" if number % 2 else "none"),
        ),
        id=f"indicators-{number}",
    )


def _gallery() -> Gallery:
    number = ("number",)
    figures = TableView(
        caption="Chỉ tiêu kinh tế - xã hội tháng 01/2026",
        columns=(
            Column("Chỉ tiêu"),
            Column("Đơn vị tính"),
            Column("Kế hoạch năm", *number),
            Column("Thực hiện trong kỳ", *number),
            Column("Cùng kỳ năm trước", *number),
            Column("Đạt so kế hoạch", "number", "%"),
            Column("So cùng kỳ", "number", "%"),
        ),
        rows=tuple(_figure_row(number) for number in range(1, 8)),
        total=tuple(map(Cell, ("Tổng cộng", "", "8.250,0", "811,5", "–", "97,5 %", "102,4 %"))),
        wide=True,
    )
    ledger = TableView(
        caption="Tình trạng báo cáo theo Tổ và kỳ",
        columns=(
            Column("Tổ"),
            *(Column(f"{period:02}/2026", "state") for period in range(1, PERIODS + 1)),
        ),
        rows=tuple(
            Row(
                (
                    Cell(f"Tổ {team}", uri=f"to/{team:02}/"),
                    *(_state(team, period) for period in range(1, PERIODS + 1)),
                )
            )
            for team in range(1, TEAMS + 1)
        ),
    )
    issues = TableView(
        caption="Vấn đề nổi lên, khó khăn, vướng mắc",
        columns=(
            Column("Mã"),
            Column("Nội dung"),
            Column("Địa bàn"),
            Column("Phát hiện", "date"),
            Column("Hạn", "date"),
            Column("Tình trạng", "state"),
        ),
        rows=(
            Row(
                (
                    Cell("VD-2026-01001"),
                    Cell(
                        "Chậm bàn giao mặt bằng đoạn qua Xã Đạ Tẻh do chưa thống nhất đơn giá "
                        "bồi thường đất trồng cây lâu năm."
                    ),
                    Cell("Xã Đạ Tẻh", uri="dia-ban/xa-da-teh/"),
                    Cell("05/01/2026"),
                    Cell("02/02/2026", tone="bad"),
                    Cell("Quá hạn 12 ngày", tone="bad"),
                ),
                id="issues-2",
            ),
            Row(
                (
                    Cell("VD-2026-01002"),
                    Cell("Thiếu giáo viên mầm non tại ba điểm trường."),
                    Cell("Phường B'Lao"),
                    Cell("09/01/2026"),
                    Cell("28/02/2026"),
                    Cell("Đang xử lý", tone="none"),
                )
            ),
        ),
    )
    return Gallery(
        stats=(
            Stat(label="Gửi đúng hạn", value="9/12", detail="2 chậm, 1 chưa có", tone="good"),
            Stat(label="Vướng mắc còn mở", value="37", detail="lâu nhất 96 ngày", uri="bao-cao/"),
            Stat(label="Chờ cho ý kiến", value="5", detail="Thường trực 3", tone="warn"),
            Stat(label="Chỉ đạo quá hạn", value="2", tone="bad", uri="van-ban/"),
            Stat(label="Thu ngân sách", value="97,5 %", detail="so kế hoạch; ước"),
        ),
        late=Badge(label="Chậm 2 ngày", tone="warn", shape="triangle"),
        figures=figures,
        ledger=ledger,
        issues=issues,
        empty=TableView(
            caption="Đề nghị của cấp ủy địa phương",
            columns=(),
            rows=(),
            empty="Không phát sinh, theo khai báo trong báo cáo.",
        ),
    )


@pytest.fixture(scope="session")
def gallery_body() -> str:
    """The parts, rendered as they stand on the page `bao-cao/2026-01/to-01/`."""
    renderer = Renderer(ROOT / "site_templates" / "pages", Path(__file__).parent)
    return renderer.render("gallery.html.j2", "bao-cao/2026-01/to-01/", _gallery())


def _page(uri: str, kind: str, title: str, section: str, *headings: str) -> SitePage:
    toc = tuple(TocEntry(f"muc-{place}", text) for place, text in enumerate(headings, start=1))
    body = f"<h1>{escape(title)}</h1>" + "".join(
        f'<h2 id="{entry.id}">{escape(entry.title)}</h2><p>…</p>' for entry in toc
    )
    return SitePage(
        uri=uri, kind=kind, title=title, content=Content(body), toc=toc, section=section
    )


def _reports(months: int) -> list[SitePage]:
    headings = ("I. Tình hình", "II. Triển khai")
    pages = []
    for month in range(1, months + 1):
        folder = f"bao-cao/2026-{month:02}/"
        pages.append(_page(folder, "period", f"Tháng {month:02}/2026", "bao-cao/", "Sổ theo dõi"))
        pages += [
            _page(
                f"{folder}to-{team:02}/", "report", f"Báo cáo {month}, Tổ {team}", "bao-cao/",
                *headings,
            )
            for team in range(1, TEAMS + 1)
        ]  # fmt: skip
    return pages


def make_site(months: int = 2, *, illustrative: bool = True, gallery: str = "") -> Site:
    """A site of 12 teams and `months` months of reports."""
    teams = [
        _page(f"to/{n:02}/", "team", f"Tổ theo dõi địa bàn số {n}", "to/") for n in range(1, 13)
    ]
    pages = [
        _page("", "home", "Trang chủ", "", "Mới"),
        _page("bao-cao/", "reports", "Báo cáo", "bao-cao/"),
        *_reports(months),
        _page("to/", "teams", "Các Tổ", "to/"),
        *teams,
        _page("dia-ban/", "areas", "Địa bàn", "dia-ban/"),
        _page("dia-ban/xa-da-teh/", "area", "Xã Đạ Tẻh", "dia-ban/", "Chỉ tiêu"),
        _page("dia-ban/phuong-b-lao/", "area", "Phường B'Lao & <b>", "dia-ban/", "Chỉ tiêu"),
        _page("so/", "registers", "Sổ theo dõi", "so/"),
        _page("van-ban/", "documents", "Văn bản", "van-ban/"),
        _page("van-ban/quyet-dinh/", "document", "Quyết định", "van-ban/", "Điều 1 < 2", "Điều 2"),
        _page("thong-tin/", "about", "Thông tin", "thong-tin/"),
    ]
    if gallery:
        toc = (TocEntry("so-lieu", "Số liệu chủ yếu"), TocEntry("tien-do", "Tiến độ gửi báo cáo"))
        place = next(i for i, page in enumerate(pages) if page.uri == "bao-cao/2026-01/to-01/")
        pages[place] = SitePage(
            uri=pages[place].uri,
            kind="report",
            title="Báo cáo tháng 01/2026 – Tổ 1",
            content=Content(gallery),
            toc=toc,
            section="bao-cao/",
        )
    nav = (
        NavEntry(title="Trang chủ", uri=""),
        NavEntry(title="Báo cáo", uri="bao-cao/"),
        NavEntry(
            title="Các Tổ",
            uri="to/",
            children=tuple(NavEntry(title=f"Tổ {n}", uri=f"to/{n:02}/") for n in range(1, 13)),
        ),
        NavEntry(title="Địa bàn", uri="dia-ban/"),
        NavEntry(title="Sổ theo dõi", uri="so/"),
        NavEntry(title="Văn bản", uri="van-ban/"),
        NavEntry(title="Thông tin", uri="thong-tin/"),
    )
    return Site(
        name="Theo dõi địa bàn tỉnh Lâm Đồng",
        pages=tuple(pages),
        files=(
            SiteFile(uri="du-lieu/a.csv", content=b"a\r\n"),
            SiteFile(uri="bao-cao/atom.xml", content=b"<feed/>"),  # the frame leads there
        ),
        nav=nav,
        findings=(),
        illustrative=illustrative,
    )


@pytest.fixture(scope="session")
def hand_made_site(gallery_body: str) -> Site:
    """Every kind of page, one of them with every part."""
    return make_site(gallery=gallery_body)


@pytest.fixture(scope="session")
def checkout() -> Project:
    """This checkout."""
    return Project(root=ROOT)


@dataclass(frozen=True)
class Workshop:
    """MkDocs as far as it is needed to print the pages of a site, and nothing written."""

    site: Site
    config: MkDocsConfig
    navigation: Navigation
    env: Environment
    press: Press

    def through_material(self, page: SitePage) -> str:
        """The page as MkDocs and Material render it by themselves."""
        own = {item.file.src_uri: item for item in self.navigation.pages}
        pressed = own.get(f"{page.uri}index.md") or self.press.pressed(page)
        assert isinstance(pressed, PressedPage)
        pressed.fill(page)
        context = get_context(self.navigation, [], self.config, pressed)
        pressed.active = True
        try:
            return self.env.get_template("main.html").render(context)
        finally:
            pressed.active = False


def open_workshop(site: Site, **settings: str) -> Workshop:
    """Set MkDocs up for a site, with settings that differ from mkdocs.yml."""
    config = load_config(str(ROOT / "mkdocs.yml"), **settings)
    configure_frame(config, site, ENTRY)
    navigation = build_navigation(site, config)
    env = config.theme.get_env()
    press = Press(site, navigation, config, material_renderer(env, navigation, config))
    return Workshop(site, config, navigation, env, press)


@pytest.fixture(scope="session")
def workshop(hand_made_site: Site) -> Workshop:
    """MkDocs set up for the hand-made site."""
    return open_workshop(hand_made_site)


@pytest.fixture
def workshop_of() -> Callable[..., Workshop]:
    """Set MkDocs up for any site."""
    return open_workshop


@pytest.fixture
def site_of() -> Callable[..., Site]:
    """Make a site of some months of reports."""
    return make_site


@pytest.fixture(scope="session")
def built(
    hand_made_site: Site, checkout: Project, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The hand-made site, written."""
    out = tmp_path_factory.mktemp("built")
    write_site(checkout, hand_made_site, out)
    return out
