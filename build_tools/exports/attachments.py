"""The attachments of the reports that the site shows."""

from build_tools.aggregation.figures import Figures
from build_tools.site_model import SiteFile
from build_tools.views.attachments import attachment_addresses
from schemas.catalogue import Catalogue


def attachment_files(catalogue: Catalogue, figures: Figures) -> tuple[SiteFile, ...]:
    """Return every attachment at its address, pictures without their metadata."""
    return tuple(
        SiteFile(uri=uri, content=one.content)
        for report in figures.reports.values()
        for uri, one in attachment_addresses(catalogue, report).items()
    )
