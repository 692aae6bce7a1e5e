"""What views hand to rendering: a page whose words are settled and whose HTML is not."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

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

    Making it twice gives equal pages, and making it alone what making all gives. `beside` is the
    address of the page with which it makes one document, "" where there is none.
    """

    uri: str
    make: Callable[[], PageView]
    beside: str = ""


def made(plans: Iterable[PagePlan]) -> Iterator[PageView]:
    """Make the pages, one at a time and in their order."""
    return (plan.make() for plan in plans)
