"""The part of a site that is its data: every row of every table, as files and as pages about them.

It is made of the same groundwork as the pages, and of nothing that they make: so another process
makes it at the same time.
"""

from dataclasses import dataclass, replace

from build_tools.datasets import build_data
from build_tools.exports.data_products import data_files, data_products
from build_tools.groundwork import Groundwork
from build_tools.project import Project
from build_tools.site_model import Product, SiteFile
from build_tools.site_pages import Kept, PageGroup, make_pages
from build_tools.site_products import ProductsOfPages
from build_tools.views.data import plan_data_pages


@dataclass(frozen=True, slots=True)
class DataPart:
    """The pages about the tables, the files that are made at once, and those that take time."""

    groups: tuple[PageGroup, ...]
    files: tuple[SiteFile, ...]
    products: tuple[Product, ...]


NO_DATA = DataPart((), (), ())


def make_data(project: Project, ground: Groundwork, kept: Kept | None) -> DataPart:
    """Make it; what is `kept` of its products comes without the rows that they would be made of."""
    catalogue, figures, options = ground.catalogue, ground.figures, ground.options
    data = build_data(catalogue, figures, options.audience)
    plans = tuple(plan_data_pages(data, documents=True))
    nothing = ProductsOfPages(project, replace(options, documents=False), catalogue, figures)
    products = data_products(catalogue, figures, data)
    if kept is not None:
        products = tuple(kept.held(product) or product for product in products)
    return DataPart(make_pages(project, plans, nothing, 1), data_files(data), products)
