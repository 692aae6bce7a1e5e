"""The screenshots of the guide: where they lie on the site."""

from collections.abc import Mapping

from build_tools.views.addresses import GUIDE
from build_tools.views.prose import Screenshot
from schemas.attachment import Attachment
from schemas.catalogue import Catalogue

_FOLDER = f"{GUIDE}hinh/"


def screenshot_views(catalogue: Catalogue) -> Mapping[str, Screenshot]:
    """Return path of a screenshot's file → where it lies and how large it is shown."""
    return {
        one.path: Screenshot(uri, *one.shown_size)
        for uri, one in screenshot_addresses(catalogue).items()
        if one.shown_size is not None
    }


def screenshot_addresses(catalogue: Catalogue) -> Mapping[str, Attachment]:
    """Return address → screenshot: `huong-dan/hinh/so-excel.png`."""
    return {f"{_FOLDER}{one.name}": one for one in catalogue.screenshots.values()}
