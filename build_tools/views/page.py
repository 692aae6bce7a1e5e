"""What views hand to rendering: a page whose words are settled and whose HTML is not."""

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
