import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from build_tools.rendering.addresses import relative_url
from build_tools.rendering.html import Renderer
from build_tools.site_model import Content, SitePage, TocEntry
from build_tools.views.page import PageView

MISSING = '<span class="db-missing" title="chưa có số liệu">–</span>'


def render(folder: Path, template: str, view: object = None, uri: str = "to/01/") -> str:
    (folder / "page.html.j2").write_text(template, encoding="utf-8")
    return Renderer(folder, common={"site_name": "Địa bàn"}).render("page.html.j2", uri, view)


@pytest.mark.parametrize(
    ("page", "uri", "expected"),
    [
        ("", "", "index.html"),
        ("", "to/01/", "to/01/index.html"),
        ("to/01/", "", "../../index.html"),
        ("to/01/", "to/02/#hop", "../02/index.html#hop"),
        ("to/01/", "to/01/#hop", "#hop"),
        ("to/01/", "to/01/", "index.html"),
        ("to/01/", "assets/ban do.svg", "../../assets/ban%20do.svg"),
        ("to/01/", "#hop", "#hop"),
        ("to/01/", "mailto:a@b.vn", "mailto:a@b.vn"),
        ("to/01/", "tel:02633822345", "tel:02633822345"),
    ],
)
def test_links_are_relative_files(page: str, uri: str, expected: str) -> None:
    assert relative_url(page, uri) == expected


def test_every_text_is_escaped(tmp_path: Path) -> None:
    assert render(tmp_path, "{{ view }}", "<b>&'\"") == "&lt;b&gt;&amp;&#39;&#34;"


def test_a_name_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UndefinedError):
        render(tmp_path, "{{ view.nothing }}", {})


def test_macros_of_another_file_know_the_page_they_print_on(tmp_path: Path) -> None:
    (tmp_path / "_macros.html.j2").write_text(
        "{% macro link(uri) %}<a href='{{ url(uri) }}'>{{ site_name }}</a>{% endmacro %}",
        encoding="utf-8",
    )

    html = render(
        tmp_path, "{% import '_macros.html.j2' as c with context %}{{ c.link('bao-cao/') }}"
    )

    assert html == "<a href='../../bao-cao/index.html'>Địa bàn</a>"


def test_filters_write_values_the_vietnamese_way(tmp_path: Path) -> None:
    view = {"day": dt.date(2026, 2, 5), "number": Decimal("1234.5"), "nothing": None}

    html = render(tmp_path, "{{ view.day|d }} {{ view.number|n(1) }} {{ view.number|pct }}", view)

    assert html == "05/02/2026 1.234,5 1.234,5\u00a0%"


def test_no_data_is_marked_and_is_not_zero(tmp_path: Path) -> None:
    view = {"nothing": None, "zero": 0}

    html = render(
        tmp_path,
        "{{ view.nothing|d }}{{ view.nothing|n }}{{ view.nothing|pct }} {{ view.zero|n }}",
        view,
    )

    assert html == f"{MISSING * 3} 0"


def test_a_page_keeps_what_the_view_says_of_it(tmp_path: Path) -> None:
    (tmp_path / "page.html.j2").write_text("<h1>{{ view }}</h1>", encoding="utf-8")
    toc = (TocEntry("a", "A"),)

    page = Renderer(tmp_path).page(
        PageView(
            uri="to/01/",
            kind="team",
            title="Tổ 1",
            template="page.html.j2",
            view="Tổ 1",
            section="to/",
            toc=toc,
        )
    )

    assert page == SitePage(
        uri="to/01/",
        kind="team",
        title="Tổ 1",
        content=Content("<h1>Tổ 1</h1>"),
        toc=toc,
        section="to/",
    )
