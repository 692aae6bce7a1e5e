"""Prints a Site in Material's frame: the frame once per kind of page, filled by joining strings.

Material's template costs milliseconds a page and depends on little: where the page lies as seen
from the pages that the frame links to, which entry of the navigation is active, the table of
contents. Pages that agree in these share one frame, rendered once with marks in place of title and
content. A page of the navigation is marked in the navigation itself and has a frame of its own;
their number does not grow with the reports. The bytes are those of Material; a test holds that.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from jinja2 import Environment
from jinja2.ext import Extension
from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from build_tools.frames import Frame, FrameKey, Printer, refuse_marks, refuse_marks_in
from build_tools.site_check import nav_entries
from build_tools.site_model import NO_CONTENT, NavEntry, Site, SitePage, TocEntry

MAIN_ANCHOR = "noi-dung"  # where the skip link leads; overrides/main.html has it
_INDENTS = re.compile(r"\n\s+")

NavItem = Page | Section
Render = Callable[[Page], str]


class PressedPage(Page):
    """A page as Material's templates see it; it never reads or renders Markdown.

    Those templates do not escape, so every text is escaped here. `title` is what the navigation
    shows, `meta.title` what the page itself says. `parent` is the section that is active.
    """

    def __init__(
        self,
        page: SitePage,
        config: MkDocsConfig,
        parent: NavItem | None,
        nav_title: str | None = None,
    ) -> None:
        file = File(f"{page.uri}index.md", None, config.site_dir, use_directory_urls=False)
        super().__init__(escape(nav_title or page.title), file, config)
        # A frame serves many pages, so it may hold no whole address; `mkdocs serve` would give one.
        self.canonical_url = self.abs_url = None
        self.parent = parent  # type: ignore[assignment]  # a lone page serves as a section does
        self.fill(page)

    def fill(self, page: SitePage) -> None:
        """Take what the page itself says; the navigation shows nothing of it."""
        self.content = page.body
        self.toc = _contents(page.toc)
        hidden = _hidden(page, self.parent)
        self.meta = {"title": escape(page.title), "kind": page.kind, "hide": hidden}


def _contents(entries: Sequence[TocEntry]) -> TableOfContents:
    """Put the entries under the one root that Material takes for the page's own heading."""
    root = AnchorLink("", MAIN_ANCHOR, 1)
    root.children = [_anchor(entry, 2) for entry in entries]
    return TableOfContents([root])


def _anchor(entry: TocEntry, level: int) -> AnchorLink:
    link = AnchorLink(escape(entry.title), escape(entry.id), level)
    link.children = [_anchor(child, level + 1) for child in entry.children]
    return link


def _hidden(page: SitePage, parent: NavItem | None) -> list[str]:
    """Name the side columns that would stand empty; the page takes their room."""
    in_section = isinstance(parent, Section) or (parent is not None and parent.parent is not None)
    columns = {"navigation": in_section, "toc": bool(page.toc)}
    return [column for column, used in columns.items() if not used]


def build_navigation(site: Site, config: MkDocsConfig) -> Navigation:
    """Return MkDocs' navigation of the site's pages in the order of `site.nav`.

    A page that is not among `site.pages` is blank until it is printed.
    """
    blank = {
        entry.uri: SitePage(uri=entry.uri, kind="", title=entry.title, content=NO_CONTENT)
        for entry in nav_entries(site.nav)
    }
    pages = blank | {page.uri: page for page in site.pages}
    items = [_nav_item(entry, pages, config, None) for entry in site.nav]
    return Navigation(items, [page for item in items for page in _pages_of(item)])


def _nav_item(
    entry: NavEntry, pages: Mapping[str, SitePage], config: MkDocsConfig, parent: Section | None
) -> NavItem:
    if not entry.children:
        return PressedPage(pages[entry.uri], config, parent, entry.title)
    section = Section(escape(entry.title), [])
    section.parent = parent
    index = PressedPage(pages[entry.uri], config, section, entry.title)
    below = [_nav_item(child, pages, config, section) for child in entry.children]
    section.children = [index, *below]
    return section


def _pages_of(item: NavItem) -> Iterator[Page]:
    if isinstance(item, Page):
        yield item
    else:
        for child in item.children:
            yield from _pages_of(child)  # type: ignore[arg-type]  # only ours are in it


class Press:
    """Prints the pages of one site; keeps the frames. `kept`: those of an earlier time."""

    def __init__(
        self,
        site: Site,
        navigation: Navigation,
        config: MkDocsConfig,
        render: Render,
        kept: Mapping[FrameKey, Frame] | None = None,
    ) -> None:
        refuse_marks(site)
        self._config = config
        self._render = render
        self._own = {_uri(page): page for page in navigation.pages if isinstance(page, PressedPage)}
        self._parents = {uri: _active_item(page) for uri, page in self._own.items()}
        self._printer = Printer(site, kept or {}, self.frame)

    @property
    def made(self) -> Mapping[FrameKey, Frame]:
        """The frames that were rendered so far."""
        return self._printer.made

    def print(self, page: SitePage) -> str:
        """Return the whole HTML of a page; PublishingError where a text could pass for a mark."""
        return self._printer.print(page)

    def told(self, page: SitePage) -> str:
        """Return the digest of all that the HTML of a page follows from; "" where not known."""
        return self._printer.told(page)

    def key_of(self, page: SitePage) -> FrameKey:
        """Return what decides the frame of a page."""
        return self._printer.key_of(page)

    def frame(self, key: FrameKey) -> str:
        """Return the HTML of a page with this frame, with marks; PublishingError as of `print`."""
        refuse_marks_in(key.toc)
        own = self._own.get(key.uri)
        if own is None:
            return self._render(self.pressed(key.blank))
        own.fill(key.blank)
        return self._render(own)

    def pressed(self, page: SitePage) -> PressedPage:
        """Return the page as Material would be given it."""
        return PressedPage(page, self._config, self._parents.get(page.section))


class WithoutIndents(Extension):
    """Reads templates without indents and blank lines, which are half of what a frame weighs.

    Of Material's templates and ours none has text in which they matter; contents pass untouched.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the template as it is read; called by Jinja."""
        del name, filename
        return _INDENTS.sub("\n", source)


def material_renderer(env: Environment, navigation: Navigation, config: MkDocsConfig) -> Render:
    """Return the function that renders a page through Material itself, as MkDocs does."""
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension(WithoutIndents)
    template = env.get_template("main.html")

    def render(page: Page) -> str:
        page.active = True
        try:
            return template.render(get_context(navigation, [], config, page))
        finally:
            page.active = False

    return render


def _uri(page: Page) -> str:
    return page.file.src_uri.removesuffix("index.md")


def _active_item(page: Page) -> NavItem:
    """Return what is active for the pages below `page`: its section where it is the first of it."""
    section = page.parent
    return section if section is not None and section.children[0] is page else page
