"""Writes the equal pages as a project of each peer.

Each has the sections as tabs, the teams beside the pages of their section, and a table of contents
where the program brings one: what a small site of it would have, no search. Stock MkDocs + Material
is as it comes: its navigation holds every page, its search every word.
"""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks.equal_pages import PlainPage
from tests.benchmarks.sections import SECTIONS

_MKDOCS = """\
site_name: Bench
theme:
  name: material
  font: false
  language: vi
"""
# Only the open section is written into a page, and nothing is indexed.
_ZENSICAL = f"{_MKDOCS}  features: [navigation.tabs, navigation.prune, navigation.indexes]\n"
_HUGO = """\
baseURL = "https://bench.invalid/"
title = "Bench"
languageCode = "vi"
disableKinds = ["taxonomy", "term", "rss", "sitemap", "404"]
relativeURLs = true
"""
_HUGO_PAGE = """\
<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>{{ .Title }} - {{ site.Title }}</title></head>
<body><header>{{ partialCached "tabs.html" . .Section }}</header>
{{ if eq .Section "to" }}{{ partialCached "teams.html" . }}{{ end }}
<aside>{{ .TableOfContents }}</aside>
<main><h1>{{ .Title }}</h1>{{ .Content }}</main></body></html>
"""
_HUGO_TABS = """\
<nav>{{ $open := .Section }}<a href="{{ site.Home.RelPermalink }}">{{ site.Home.Title }}</a>
{{ range site.Sections }}<a href="{{ .RelPermalink }}"{{ if eq .Section $open }} class="active"
{{ end }}>{{ .Title }}</a>{{ end }}</nav>
"""
_HUGO_TEAMS = """\
<nav>{{ range (site.GetPage "/to").Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>
{{ end }}</nav>
"""
_ELEVENTY = """\
module.exports = config => {
  const teams = pages => pages.getFilteredByGlob("src/to/*/index.md");
  config.addCollection("teams", teams);
  return { dir: { input: "src", output: "out" }, markdownTemplateEngine: false };
};
"""
_ELEVENTY_DATA = '{ "layout": "page.njk" }\n'
_ELEVENTY_PAGE = """\
<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>{{ title }} - Bench</title></head>
<body><header><nav><a href="/">Trang chủ</a>
@TABS@</nav></header>
{% if page.url.startsWith("/to/") %}<nav>{% for team in collections.teams %}
<a href="{{ team.url }}">{{ team.data.title }}</a>{% endfor %}</nav>{% endif %}
<main><h1>{{ title }}</h1>{{ content | safe }}</main></body></html>
"""
_TAB = (
    '<a href="/{uri}"{{% if page.url.startsWith("/{uri}") %}} class="active"{{% endif %}}>'
    "{title}</a>\n"
)

Write = Callable[[Sequence[PlainPage], Path], None]


def write_stock(pages: Sequence[PlainPage], root: Path) -> None:
    """Write a project of MkDocs + Material as they come."""
    _write(root / "mkdocs.yml", _MKDOCS)
    _write_docs(pages, root / "docs")


def write_zensical(pages: Sequence[PlainPage], root: Path) -> None:
    """Write a project of Zensical, which reads that of MkDocs."""
    _write(root / "mkdocs.yml", _ZENSICAL)
    _write_docs(pages, root / "docs")


def write_press(pages: Sequence[PlainPage], root: Path) -> None:
    """Write the pages as our press is given them."""
    _write_docs(pages, root / "docs")


def write_press_rows(pages: Sequence[PlainPage], root: Path) -> None:
    """Write prose as Markdown and tables as CSV, which is how reports hold them."""
    for page in pages:
        folder = root / "docs" / page.uri
        _write(folder / "index.md", f"# {page.title}\n\n{page.prose}")
        for number, lines in enumerate(page.tables):
            with (folder / f"{number}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(lines)


def write_hugo(pages: Sequence[PlainPage], root: Path) -> None:
    """Write a project of Hugo with a theme of three templates."""
    _write(root / "hugo.toml", _HUGO)
    _write(root / "layouts/all.html", _HUGO_PAGE)
    _write(root / "layouts/_partials/tabs.html", _HUGO_TABS)
    _write(root / "layouts/_partials/teams.html", _HUGO_TEAMS)
    for page in pages:
        name = "_index.md" if page.is_list else "index.md"
        _write(root / "content" / page.uri / name, _with_head(page))


def write_eleventy(pages: Sequence[PlainPage], root: Path) -> None:
    """Write a project of Eleventy with one layout."""
    tabs = "".join(_TAB.format(uri=uri, title=title) for uri, title in SECTIONS.items())
    _write(root / "eleventy.config.js", _ELEVENTY)
    _write(root / "src/src.json", _ELEVENTY_DATA)
    _write(root / "src/_includes/page.njk", _ELEVENTY_PAGE.replace("@TABS@", tabs))
    for page in pages:
        _write(root / "src" / page.uri / "index.md", _with_head(page))


def _write_docs(pages: Sequence[PlainPage], docs: Path) -> None:
    for page in pages:
        _write(docs / page.uri / "index.md", page.markdown)


def _with_head(page: PlainPage) -> str:
    return f'---\ntitle: "{page.title}"\n---\n{page.body}'


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
