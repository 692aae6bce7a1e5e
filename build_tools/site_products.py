"""Which files of a site take time to make, and from which of its views."""

from collections.abc import Iterator, Sequence

from build_tools.aggregation.figures import Figures
from build_tools.exports.official import DocumentShop
from build_tools.project import BuildOptions, Project
from build_tools.site_model import Product
from build_tools.views.addresses import period_uri, report_uri
from build_tools.views.downloads import period_downloads, report_downloads
from build_tools.views.official_period import period_documents
from build_tools.views.official_report import report_documents
from build_tools.views.page import PageView
from build_tools.views.readers import readers_banner
from schemas.catalogue import Catalogue


class ProductsOfPages:
    """Tells the products of views: the official documents of a report and of a period.

    UsageError where the template of Word was spoilt.
    """

    def __init__(
        self, project: Project, options: BuildOptions, catalogue: Catalogue, figures: Figures
    ) -> None:
        self._catalogue = catalogue
        self._shop: DocumentShop | None = None
        if options.documents:
            self._shop = DocumentShop(project.templates, catalogue.settings.the_thuc)
            self._reports = {report_uri(*key): key for key in catalogue.reports}
            self._periods = {period_uri(period): period for period in figures.periods}
            self._notes = _notes(catalogue, options.audience)

    def of(self, views: Sequence[PageView]) -> tuple[Product, ...]:
        """Return the products of pages that make one document; none where none are made."""
        return () if self._shop is None else tuple(self._official(self._shop, views))

    def _official(self, shop: DocumentShop, views: Sequence[PageView]) -> Iterator[Product]:
        catalogue = self._catalogue
        keys = [self._reports[view.uri] for view in views if view.uri in self._reports]
        for report, document in report_documents(catalogue, views, self._notes, keys):
            yield from shop.products(document, [each.uri for each in report_downloads(*report.key)])
        periods = [self._periods[view.uri] for view in views if view.uri in self._periods]
        for period, document in period_documents(catalogue, periods, views, self._notes):
            yield from shop.products(document, [each.uri for each in period_downloads(period)])


def _notes(catalogue: Catalogue, audience: str) -> tuple[str, ...]:
    """Return what stands at the foot of every page: what it is not, for whom it is, what it is."""
    banner = readers_banner(catalogue, audience)
    return (
        catalogue.settings.the_thuc.copy_note,
        *((banner,) if banner else ()),
        *(("Dữ liệu minh họa.",) if catalogue.settings.illustrative else ()),
    )
