"""The attachments of the reports that the site shows, and the screenshots of the guide."""

from build_tools.aggregation.figures import Figures
from build_tools.site_model import SiteFile
from build_tools.views.attachments import attachment_addresses
from build_tools.views.screenshots import screenshot_addresses
from schemas.catalogue import Catalogue


def attachment_files(catalogue: Catalogue, figures: Figures) -> tuple[SiteFile, ...]:
    """Return every attachment at its address, pictures without their metadata."""
    return tuple(
        SiteFile(uri=uri, content=one.content)
        for report in figures.reports.values()
        for uri, one in attachment_addresses(catalogue, report).items()
    )


def screenshot_files(catalogue: Catalogue) -> tuple[SiteFile, ...]:
    """Return every screenshot that a page of the guide shows, without metadata."""
    return tuple(
        SiteFile(uri=uri, content=one.content)
        for uri, one in screenshot_addresses(catalogue).items()
    )
