"""Which files of a site take time to make, and from which of its views."""

from collections.abc import Iterator, Sequence

from build_tools.aggregation.figures import Figures
from build_tools.exports.official import DocumentShop
from build_tools.project import BuildOptions, Project
from build_tools.site_model import Product
from build_tools.views.downloads import period_downloads, report_downloads
from build_tools.views.official_period import period_documents
from build_tools.views.official_report import report_documents
from build_tools.views.page import PageView
from build_tools.views.readers import readers_banner
from schemas.catalogue import Catalogue


def site_products(
    project: Project,
    options: BuildOptions,
    catalogue: Catalogue,
    figures: Figures,
    pages: Sequence[PageView],
) -> tuple[Product, ...]:
    """Return the products of the pages' views."""
    if not options.documents:
        return ()
    return tuple(_official_documents(project, options, catalogue, figures, pages))


def _official_documents(
    project: Project,
    options: BuildOptions,
    catalogue: Catalogue,
    figures: Figures,
    pages: Sequence[PageView],
) -> Iterator[Product]:
    shop = DocumentShop(project.templates, catalogue.settings.the_thuc)
    notes = _notes(catalogue, options.audience)
    for report, document in report_documents(catalogue, pages, notes):
        yield from shop.products(document, [each.uri for each in report_downloads(*report.key)])
    for period, document in period_documents(catalogue, figures.periods, pages, notes):
        yield from shop.products(document, [each.uri for each in period_downloads(period)])


def _notes(catalogue: Catalogue, audience: str) -> tuple[str, ...]:
    """Return what stands at the foot of every page: what it is not, for whom it is, what it is."""
    banner = readers_banner(catalogue, audience)
    return (
        catalogue.settings.the_thuc.copy_note,
        *((banner,) if banner else ()),
        *(("Dữ liệu minh họa.",) if catalogue.settings.illustrative else ()),
    )
