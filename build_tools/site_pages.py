"""Makes the pages of a site and what is made of their views, shared over the processors.

The body of a page follows from its view, by templates and program. Where an earlier build kept the
body of an equal view, it is taken; views themselves are made each time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from build_tools.aggregation.figures import Figures
from build_tools.fingerprint import Fingerprints
from build_tools.forked import shared_out
from build_tools.project import BuildOptions, Project
from build_tools.rendering.html import Renderer, page_head
from build_tools.search import TextReader, read_text
from build_tools.site_model import PageBody, Product, SitePage
from build_tools.site_products import site_products
from build_tools.views.page import PagePlan, PageView, made
from schemas.catalogue import Catalogue

# Given addresses, returns source → body of what an earlier build kept of such pages; made with the
# same templates by the same program.
Kept = Callable[[Iterable[str]], Mapping[str, PageBody]]
_WORTH_A_PROCESS = 40  # so many pages take longer than a process and the way of its pages back


@dataclass(frozen=True, slots=True)
class MadePages:
    """Pages in the order of their plans, and the products of their views in that of addresses."""

    pages: tuple[SitePage, ...]
    products: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class _Share:
    """Pages by their place among the plans; those whose body is kept are without it."""

    pages: dict[int, SitePage]
    products: tuple[Product, ...]


def make_pages(  # noqa: PLR0913, PLR0917  what pages are made of, and what is kept of them
    project: Project,
    options: BuildOptions,
    catalogue: Catalogue,
    figures: Figures,
    plans: Sequence[PagePlan],
    kept: Kept | None = None,
) -> MadePages:
    """Make every page; `options.workers` processes do so, and no number of them changes a byte.

    Without `kept` no page has a source.
    """
    bodies = kept(plan.uri for plan in plans) if kept else None
    press = _Bodies(page_renderer(project), bodies)
    shares = _shares(plans, max(1, min(options.workers, len(plans) // _WORTH_A_PROCESS)))

    def make(number: int) -> _Share:
        pages: dict[int, SitePage] = {}
        views: list[PageView] = []
        mine = shares[number]
        for place, view in zip(mine, made(plans[each] for each in mine), strict=True):
            pages[place] = press.page(view)
            if options.documents:
                views.append(view)
        return _Share(pages, site_products(project, options, catalogue, figures, views))

    done = shared_out(make, len(shares))
    pages = {place: press.whole(page) for share in done for place, page in share.pages.items()}
    products = (product for share in done for product in share.products)
    return MadePages(
        pages=tuple(pages[place] for place in range(len(plans))),
        products=tuple(sorted(products, key=lambda product: product.uri)),
    )


class _Bodies:
    """Makes the bodies of pages, or finds them kept."""

    def __init__(self, renderer: Renderer, kept: Mapping[str, PageBody] | None) -> None:
        self._renderer = renderer
        self._kept = kept
        self._fingerprints = Fingerprints()
        self._reader = TextReader()

    def page(self, view: PageView) -> SitePage:
        """Return the page; without its body where that is kept."""
        source = ""
        if self._kept is not None:
            source = self._fingerprints.of(view.uri, view.template, view.view, view.search.about)
            if source in self._kept:
                return replace(page_head(view), source=source)
        page = self._renderer.page(view)
        return replace(page, text=read_text(page, self._reader), source=source)

    def whole(self, page: SitePage) -> SitePage:
        """Return the page with its body."""
        if page.text is not None or not self._kept:
            return page
        body = self._kept[page.source]
        return replace(page, body=body.html, text=body.text)


def page_renderer(project: Project) -> Renderer:
    """Return what makes pages of their views."""
    return Renderer(project.templates / "pages")


def _shares(plans: Sequence[PagePlan], count: int) -> list[list[int]]:
    """Deal the places of the plans out; pages of which one document is made stay together.

    What is dealt next goes to whom least was dealt.
    """
    groups: dict[str, list[int]] = {}
    for place, plan in enumerate(plans):
        groups.setdefault(plan.beside or plan.uri, []).append(place)
    shares: list[list[int]] = [[] for _ in range(count)]
    for places in groups.values():
        min(shares, key=len).extend(places)
    return shares
