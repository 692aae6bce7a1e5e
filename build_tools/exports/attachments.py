"""The attachments of the reports that the site shows, and the screenshots of the guide."""

from build_tools.aggregation.figures import Figures
from build_tools.site_model import SiteFile
from build_tools.views.attachments import attachment_addresses
from build_tools.views.screenshots import screenshot_addresses
from schemas.catalogue import Catalogue


def attachment_files(catalogue: Catalogue, figures: Figures) -> tuple[SiteFile, ...]:
    """Return every attachment and then every screenshot at its address, without their metadata."""
    of_reports = (
        attachment
        for report in figures.reports.values()
        for attachment in attachment_addresses(catalogue, report).items()
    )
    of_guide = screenshot_addresses(catalogue).items()
    return tuple(SiteFile(uri=uri, content=one.content) for uri, one in (*of_reports, *of_guide))
