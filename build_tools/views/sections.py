"""Parts of a page: a heading with its tables, foldable where they only back the figures above."""

from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.site_model import TocEntry
from build_tools.views.parts import TableView
from build_tools.views.pictures import AnyPicture


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a page; `lead` is a sentence before the tables, `hint` one on how to use them here.

    `pictures` stand between the two; each draws figures of one of the tables.

    `fold` is the summary line of a part that starts folded. `more`: title and address of the page
    that has all of it, where the part shows only the first.
    """

    id: str
    title: str
    tables: tuple[TableView, ...] = ()
    pictures: tuple[AnyPicture, ...] = ()
    lead: str | None = None
    hint: str | None = None
    fold: str | None = None
    more: tuple[str, str] | None = None


def sections_toc(sections: Iterable[Section]) -> tuple[TocEntry, ...]:
    """Return the page's own table of contents."""
    return tuple(TocEntry(section.id, section.title) for section in sections)
