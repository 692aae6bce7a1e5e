"""What stands in kept pages, fetched, so that a site can be compared with one made anew."""

from dataclasses import replace

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
