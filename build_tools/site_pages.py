"""Makes the pages of a site and what is made of their views, shared over the processors."""

from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.aggregation.figures import Figures
from build_tools.forked import shared_out
from build_tools.project import BuildOptions, Project
from build_tools.rendering.html import Renderer
from build_tools.site_model import Product, SitePage
from build_tools.site_products import site_products
from build_tools.views.page import PagePlan, PageView, made
from schemas.catalogue import Catalogue

_WORTH_A_PROCESS = 40  # so many pages take longer than a process and the way of its pages back


@dataclass(frozen=True, slots=True)
class MadePages:
    """Pages in the order of their plans, and the products of their views in that of addresses."""

    pages: tuple[SitePage, ...]
    products: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class _Share:
    """Pages by their place among the plans."""

    pages: dict[int, SitePage]
    products: tuple[Product, ...]


def make_pages(
    project: Project,
    options: BuildOptions,
    catalogue: Catalogue,
    figures: Figures,
    plans: Sequence[PagePlan],
) -> MadePages:
    """Make every page; `options.workers` processes do so, and no number of them changes a byte."""
    renderer = page_renderer(project)
    shares = _shares(plans, max(1, min(options.workers, len(plans) // _WORTH_A_PROCESS)))

    def make(number: int) -> _Share:
        pages: dict[int, SitePage] = {}
        views: list[PageView] = []
        mine = shares[number]
        for place, view in zip(mine, made(plans[each] for each in mine), strict=True):
            pages[place] = renderer.page(view)
            if options.documents:
                views.append(view)
        return _Share(pages, site_products(project, options, catalogue, figures, views))

    done = shared_out(make, len(shares))
    pages = {place: page for share in done for place, page in share.pages.items()}
    products = (product for share in done for product in share.products)
    return MadePages(
        pages=tuple(pages[place] for place in range(len(plans))),
        products=tuple(sorted(products, key=lambda product: product.uri)),
    )


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
