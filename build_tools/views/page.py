"""What views hand to rendering: a page whose words are settled and whose HTML is not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from build_tools.site_model import NO_ENTRY, SearchEntry, TocEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """A page to be rendered by `template`, which sees `view` under that name.

    `uri`, `kind`, `title`, `section`, `toc` and `search` are those of `site_model.SitePage`.
    """

    uri: str
    kind: str
    title: str
    template: str
    view: object
    section: str = ""
    toc: tuple[TocEntry, ...] = ()
    search: SearchEntry = NO_ENTRY


@dataclass(frozen=True, slots=True)
class PagePlan:
    """A page to be made when it is asked for; its address is known before.

    Making it twice gives equal pages, and making it alone what making all gives. `make` was given
    all that it uses. `beside` is the address of the page with which it makes one document, "" where
    there is none. `fresh`: it is made each time, since telling what it is made of takes longer.
    """

    uri: str
    make: partial[PageView]
    beside: str = ""
    fresh: bool = False


def made(plans: Iterable[PagePlan]) -> Iterator[PageView]:
    """Make the pages, one at a time and in their order."""
    return (plan.make() for plan in plans)
