"""What all files of one build say of themselves: as of when, for whom, real or invented."""

import datetime as dt
from dataclasses import dataclass

from build_tools.aggregation.figures import Figures
from build_tools.views.readers import readers_banner, readers_note
from schemas.catalogue import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The build that data is of.

    `marks`: what must stand on every printed sheet; `notes`: these and what else readers are told.
    """

    site_name: str
    publisher: str
    as_of: dt.date
    audience: str
    illustrative: bool
    marks: tuple[str, ...]
    notes: tuple[str, ...]


def edition_of(catalogue: Catalogue, figures: Figures, audience: str) -> Edition:
    """Return what the build for `audience` says of itself."""
    settings = catalogue.settings
    invented = "Dữ liệu minh họa, không dùng để trích dẫn." if settings.illustrative else None
    said = (invented, readers_banner(catalogue, audience))
    marks = tuple(mark for mark in said if mark)
    note = readers_note(catalogue, audience)
    return Edition(
        site_name=settings.site_name,
        publisher=settings.committee,
        as_of=figures.today,
        audience=audience,
        illustrative=settings.illustrative,
        marks=marks,
        notes=(*marks, note) if note else marks,
    )
