"""Every page of the sample: its links lead somewhere, its anchors are its own."""

import posixpath
import re
from collections import Counter
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from build_tools.project import Project
from build_tools.shell_environment import options_from_environment
from build_tools.site import compose
from build_tools.site_model import Site

pytestmark = pytest.mark.slow
ELSEWHERE = re.compile(r"(https?|mailto|tel):")


@pytest.fixture(scope="module")
def site(project: Project) -> Site:
    composition = compose(project, options_from_environment(project))
    assert composition.site is not None, composition.findings
    return composition.site


def anchors(body: str) -> Counter[str]:
    return Counter(re.findall(r'\bid="([^"]+)"', body))


def test_every_link_leads_to_a_page_or_file_and_every_anchor_is_there(site: Site) -> None:
    there = {f"{page.uri}index.html": set(anchors(page.body)) for page in site.pages}
    there |= {file.uri: set() for file in site.files}
    dead = []
    for page in site.pages:
        for link in re.findall(r'href="([^"]+)"', page.body):
            if ELSEWHERE.match(link):
                continue
            path, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(page.uri, path or "index.html"))
            if target not in there or (anchor and anchor not in there[target]):
                dead.append((page.uri, link))

    assert dead == []


def test_no_anchor_stands_twice_on_a_page(site: Site) -> None:
    twice = {
        page.uri: repeated
        for page in site.pages
        if (repeated := [name for name, count in anchors(page.body).items() if count > 1])
    }

    assert twice == {}


def test_every_entry_of_a_table_of_contents_is_on_its_page(site: Site) -> None:
    for page in site.pages:
        listed = {entry.id for entry in page.toc}
        assert listed <= set(anchors(page.body)), page.uri


def test_every_page_has_one_title_and_no_inline_style_or_script(site: Site) -> None:
    for page in site.pages:
        assert page.body.count("<h1") == 1, page.uri
        assert not re.search(r"<script|\sstyle=|\son\w+=", page.body), page.uri


def test_each_article_that_is_said_to_be_served_is_an_article(site: Site, project: Project) -> None:
    folder = Path(project.templates, "pages")
    template = Environment(loader=FileSystemLoader(folder), autoescape=True).get_template(
        "_serving.html.j2"
    )
    bodies = {page.uri: page.body for page in site.pages}

    for slug, articles in template.module.serving.items():  # type: ignore[attr-defined]
        for article, rows in articles.items():
            body = bodies[f"van-ban/{slug}/"]
            assert f'id="{article}"' in body
            assert all(words in body for _, _, words in rows)
