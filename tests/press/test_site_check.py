from collections.abc import Callable
from dataclasses import replace

import pytest

from build_tools.errors import PublishingError
from build_tools.site_check import check_site
from build_tools.site_model import Content, NavEntry, Site, SiteFile, SitePage


def _page(uri: str) -> SitePage:
    return SitePage(uri=uri, kind="report", title="A", content=Content("<h1>A</h1>"))


def test_the_hand_made_site_can_be_written(hand_made_site: Site) -> None:
    assert check_site(hand_made_site) is None


@pytest.mark.parametrize(
    ("uri", "sentence"),
    [
        ("to/01/", "Hai trang hoặc tệp cùng một địa chỉ: “to/01/index.html”."),
        ("to/01", "Địa chỉ trang không hợp lệ: “to/01”."),
        ("../x/", "Địa chỉ trang không hợp lệ: “../x/”."),
        ("/x/", "Địa chỉ trang không hợp lệ: “/x/”."),
        ("Địa-bàn/", "Địa chỉ trang không hợp lệ: “Địa-bàn/”."),
        ("TO/02/", "Địa chỉ trang không hợp lệ: “TO/02/”."),
        ("assets/css/", "Địa chỉ “assets/css/index.html” dành cho khung trang."),
    ],
)
def test_a_page_at_a_wrong_address_is_refused(
    site_of: Callable[..., Site], uri: str, sentence: str
) -> None:
    site = site_of(1)
    with pytest.raises(PublishingError) as refused:
        check_site(replace(site, pages=(*site.pages, _page(uri))))
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("uri", "sentence"),
    [
        ("du-lieu/A.csv", "Hai trang hoặc tệp cùng một địa chỉ: “du-lieu/A.csv”."),
        ("to/index.html", "Hai trang hoặc tệp cùng một địa chỉ: “to/index.html”."),
        ("to", "“to/” vừa là tệp vừa là thư mục."),
        ("404.html", "Địa chỉ “404.html” dành cho khung trang."),
        ("a/../b.csv", "Địa chỉ tệp không hợp lệ: “a/../b.csv”."),
        (".htaccess", "Địa chỉ tệp không hợp lệ: “.htaccess”."),
    ],
)
def test_a_file_at_a_wrong_address_is_refused(
    site_of: Callable[..., Site], uri: str, sentence: str
) -> None:
    site = site_of(1)
    with pytest.raises(PublishingError) as refused:
        check_site(replace(site, files=(*site.files, SiteFile(uri=uri, content=b""))))
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("uri", "sentence"),
    [
        ("khong-co/", "Thanh điều hướng dẫn đến trang không có: “khong-co/”."),
        ("to/03/", "Thanh điều hướng nêu một trang hai lần: “to/03/”."),
    ],
)
def test_a_navigation_that_leads_astray_is_refused(
    site_of: Callable[..., Site], uri: str, sentence: str
) -> None:
    site = site_of(1)
    with pytest.raises(PublishingError) as refused:
        check_site(replace(site, nav=(*site.nav, NavEntry(title="A", uri=uri))))
    assert str(refused.value) == sentence
