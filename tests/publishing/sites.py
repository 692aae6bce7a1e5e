"""Edits of a small province, and what of two sites is compared: their pages, their files."""

from dataclasses import replace
from pathlib import Path

from build_tools.project import Project
from build_tools.site_model import Content, Site, SitePage


def fetched(site: Site) -> Site:
    """Return the site with all that stands in its pages in memory."""
    return replace(site, pages=tuple(map(_fetched, site.pages)))


def _fetched(page: SitePage) -> SitePage:
    content = Content(page.body, page.content.text, page.content.digest)
    assert content.letters == page.content.letters
    assert content.offers == page.content.offers
    assert content.text_digest == page.content.text_digest
    return replace(page, content=content)


def said(site: Site) -> Site:
    """Return what the site says: without what tells of a page by what it is found again."""
    return replace(site, pages=tuple(map(_said, site.pages)))


def _said(page: SitePage) -> SitePage:
    return replace(page, content=Content(page.body, page.content.text), source="")


def files_in(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder by their paths in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def say_more(project: Project, sentence: str) -> None:
    """Add a sentence to a report."""
    report = project.content / "reports/2031-01/to-01/report.md"
    report.write_text(report.read_text("utf-8") + f"\n{sentence}\n", encoding="utf-8")
