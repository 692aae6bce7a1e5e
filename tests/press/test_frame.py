"""What every page's frame says, and what it must not hold."""

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from build_tools.site_model import Site

pytestmark = pytest.mark.slow
VIETNAMESE = re.compile("[à-ỹăâđêôơưÀ-ỸĂÂĐÊÔƠƯ]")
SHOWN = {"aria-label", "title", "alt", "placeholder"}
LINKS = {"href", "src", "srcset", "action", "poster", "data"}
MAIN_PAGES = ("index.html", "to/index.html", "bao-cao/2026-02/to-03/index.html", "404.html")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: list[str] = []
        self.inline: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._silent += tag in {"script", "style"}
        self.texts += [values[name] for name in SHOWN & set(values)]
        self.links += [values[name] for name in LINKS & set(values)]
        is_code = tag == "script" and values.get("type", "") != "application/json"
        if tag == "style" or (is_code and "src" not in values):
            self.inline.append(f"<{tag}>")
        self.inline += [name for name in values if name == "style" or name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


@pytest.fixture(params=MAIN_PAGES)
def html(request: pytest.FixtureRequest, built: Path) -> str:
    return (built / request.param).read_text(encoding="utf-8")


def test_everything_that_the_frame_says_is_vietnamese(html: str) -> None:
    texts = {text.strip() for text in _read(html).texts}
    foreign = {text for text in texts if text and not VIETNAMESE.search(text)}
    assert foreign <= {"…", ".", "/", *(f"Tổ {number}" for number in range(1, 13))}


def test_no_script_or_style_stands_in_the_page(html: str) -> None:
    assert _read(html).inline == []


def test_no_link_leaves_the_site(html: str) -> None:
    links = _read(html).links
    assert links
    assert [link for link in links if "//" in link or ":" in link] == []


def test_every_link_of_every_page_leads_to_a_file(built: Path) -> None:
    gallery = built / "bao-cao" / "2026-01" / "to-01" / "index.html"  # names reports there are not
    from_root = built / "404.html"  # its links start at the server's root
    pages = set(built.rglob("*.html")) - {gallery, from_root}
    links = [(page, link) for page in pages for link in _read(page.read_text("utf-8")).links]
    assert len(links) > 20 * len(pages)
    broken = [
        f"{page.relative_to(built)}: {link}"
        for page, link in links
        if not link.startswith("#") and not (page.parent / link.split("#")[0]).resolve().is_file()
    ]
    assert broken == []


def test_stylesheets_and_scripts_of_ours_name_no_other_host(built: Path) -> None:
    ours = [*built.glob("assets/css/*"), *built.glob("assets/js/*"), *built.glob("assets/images/*")]
    assert len(ours) >= 6
    for path in ours:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "//" not in re.sub(r"(?m)^\s*//.*|\s//\s.*", "", text), path.name


@pytest.mark.parametrize(
    ("uri", "title"),
    [
        ("index.html", "Theo dõi địa bàn tỉnh Lâm Đồng"),
        (
            "bao-cao/2026-01/to-01/index.html",
            "Báo cáo tháng 01/2026 – Tổ 1 – Theo dõi địa bàn tỉnh Lâm Đồng",
        ),
        ("to/05/index.html", "Tổ theo dõi địa bàn số 5 – Theo dõi địa bàn tỉnh Lâm Đồng"),
        ("404.html", "Không tìm thấy trang – Theo dõi địa bàn tỉnh Lâm Đồng"),
    ],
)
def test_the_title_names_the_page_then_the_site(built: Path, uri: str, title: str) -> None:
    assert f"<title>{title}</title>" in (built / uri).read_text(encoding="utf-8")


def test_the_skip_link_leads_to_the_content(built: Path) -> None:
    for uri in MAIN_PAGES[:3]:
        html = (built / uri).read_text(encoding="utf-8")
        assert '<a href="#noi-dung" class="md-skip">' in html
        assert html.count('id="noi-dung"') == 1


def test_the_banner_stands_on_every_page_while_the_data_are_a_sample(
    workshop_of: Callable, site_of: Callable[..., Site]
) -> None:
    for illustrative in (True, False):
        workshop = workshop_of(replace(site_of(1), illustrative=illustrative))
        told = {"Dữ liệu minh họa" in workshop.press.print(page) for page in workshop.site.pages}
        assert told == {illustrative}


def test_every_page_says_what_may_not_be_published_and_that_a_print_is_a_copy(built: Path) -> None:
    for uri in MAIN_PAGES:
        html = (built / uri).read_text(encoding="utf-8")
        assert "Không đăng tin thuộc bí mật nhà nước và dữ liệu cá nhân." in html
        assert ("Bản in từ trang nội bộ, không phải bản ký." in html) is (uri != "404.html")


def test_the_fonts_come_with_their_licence(built: Path) -> None:
    fonts = built / "assets" / "fonts"
    assert len(list(fonts.glob("*.woff2"))) == 5
    assert "SIL Open Font License, Version 1.1" in (fonts / "OFL.txt").read_text(encoding="utf-8")
    (styles,) = built.glob("assets/css/site.*.css")
    css = styles.read_text(encoding="utf-8")
    named = set(re.findall(r'url\("\.\./fonts/([^"]+)"\)', css))
    assert named == {path.name for path in fonts.glob("*.woff2")}


def test_a_page_that_is_not_there_leads_on_from_any_depth(built: Path) -> None:
    links = [
        link for link in _read((built / "404.html").read_text("utf-8")).links if "#" not in link
    ]
    assert len(links) > 10
    assert [link for link in links if not link.startswith("/")] == []
    assert [link for link in links if not (built / link.lstrip("/")).is_file()] == []
    body = (built / "404.html").read_text("utf-8").partition('id="noi-dung"')[2]
    assert {"/index.html", "/bao-cao/index.html", "/to/index.html"} <= set(
        re.findall(r'<li><a href="([^"]+)"', body)
    )
