from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from build_tools.errors import PublishingError
from build_tools.press import Press
from build_tools.site_model import Content, NavEntry, Site, SitePage, TocEntry

FOLDER = st.sampled_from(["to", "01", "02", "bao-cao", "2026-01", "thong-tin", "assets-1", "x"])
PRIVATE = "\ue000content\ue000"


class Workshop(Protocol):
    """As in conftest.py."""

    site: Site
    config: MkDocsConfig
    navigation: Navigation
    press: Press

    def through_material(self, page: SitePage) -> str: ...


def _printed(press: Press, site: Site) -> None:
    for page in site.pages:
        press.print(page)


def test_every_page_is_printed_byte_for_byte_as_material_renders_it(workshop: Workshop) -> None:
    kinds = {page.kind for page in workshop.site.pages}
    assert len(kinds) == 12
    for page in workshop.site.pages:
        assert workshop.press.print(page).encode() == workshop.through_material(page).encode()


def test_an_address_of_the_site_changes_no_page(
    workshop_of: Callable[..., Workshop], hand_made_site: Site
) -> None:
    served = workshop_of(hand_made_site, site_url="http://127.0.0.1:8000/")
    plain = workshop_of(hand_made_site)
    for page in hand_made_site.pages:
        assert served.press.print(page) == plain.press.print(page)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(folders=st.lists(FOLDER, max_size=5), section=st.sampled_from(["", "to/", "bao-cao/"]))
def test_a_page_at_any_address_is_printed_as_material_renders_it(
    workshop: Workshop, folders: list[str], section: str
) -> None:
    uri = "".join(f"{folder}/" for folder in folders)
    page = SitePage(
        uri=uri, kind="report", title="A & <b>", content=Content("<h1>A</h1>"), section=section
    )
    if uri in {item.uri for item in workshop.site.pages}:
        return
    assert workshop.press.print(page) == workshop.through_material(page)


def test_more_reports_need_no_more_frames(
    workshop_of: Callable, site_of: Callable[..., Site]
) -> None:
    counts = {}
    for months in (1, 12):
        workshop = workshop_of(site_of(months))
        _printed(workshop.press, workshop.site)
        counts[months] = (len(workshop.site.pages), len(workshop.press.made))
    assert counts == {1: (35, 23), 12: (178, 23)}


def test_a_frame_is_rendered_once_for_all_pages_that_share_it(workshop: Workshop) -> None:
    rendered: list[str] = []

    def render(page: Page) -> str:
        rendered.append(page.file.src_uri)
        return f"{page.meta['title']}|{page.content}"

    press = Press(workshop.site, workshop.navigation, workshop.config, render)
    reports = [page for page in workshop.site.pages if page.uri.startswith("bao-cao/2026-02/to-")]
    printed = [press.print(page) for page in reports]
    assert rendered == ["bao-cao/~/~/index.md"]
    assert printed == [f"{page.title}|{page.body}" for page in reports]


@pytest.mark.parametrize(
    ("uri", "tab"),
    [
        ("", "Trang chủ"),
        ("bao-cao/", "Báo cáo"),
        ("bao-cao/2026-02/to-03/", "Báo cáo"),
        ("to/", "Các Tổ"),
        ("to/05/", "Các Tổ"),
        ("dia-ban/xa-da-teh/", "Địa bàn"),
    ],
)
def test_the_tab_of_the_section_is_the_active_one(workshop: Workshop, uri: str, tab: str) -> None:
    page = next(page for page in workshop.site.pages if page.uri == uri)
    html = workshop.press.print(page)
    assert html.count("md-tabs__item--active") == 1
    after = html.split("md-tabs__item--active", 1)[1].split("</li>", 1)[0]
    assert after.rsplit("</a>", 1)[0].rsplit(">", 1)[1].strip() == tab


def test_texts_of_the_frame_are_escaped(workshop_of: Callable, site_of: Callable) -> None:
    site = site_of(1)
    evil = "<script>alert(1)</script>"
    pages = [
        replace(page, title=evil, toc=(TocEntry('x" onclick="y', evil),)) for page in site.pages
    ]
    nav = tuple(replace(entry, title=evil) for entry in site.nav)
    workshop = workshop_of(replace(site, name=evil, nav=nav, pages=tuple(pages)))
    for page in workshop.site.pages:
        html = workshop.press.print(page).replace(page.body, "")
        assert "<script>alert" not in html
        assert 'onclick="y' not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_body_may_hold_what_looks_like_a_mark(workshop: Workshop) -> None:
    page = SitePage(
        uri="x/y/", kind="report", title="A", content=Content(f"<h1>A</h1>{PRIVATE}{PRIVATE}")
    )
    assert workshop.press.print(page) == workshop.through_material(page)


@pytest.mark.parametrize("where", ["name", "nav", "toc"])
def test_a_mark_in_the_frame_itself_is_refused(
    workshop_of: Callable, site_of: Callable, where: str
) -> None:
    site = site_of(1)
    damaged = {
        "name": replace(site, name=PRIVATE),
        "nav": replace(site, nav=(NavEntry(title=PRIVATE, uri=""),)),
        "toc": replace(
            site, pages=(*site.pages[:-1], replace(site.pages[-1], toc=(TocEntry("a", PRIVATE),)))
        ),
    }[where]
    with pytest.raises(PublishingError, match=r"Một tiêu đề có ký tự dùng riêng U\+E000"):
        workshop_of(damaged)
