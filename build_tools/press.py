"""Prints a Site in Material's frame: the frame once per kind of page, filled by joining strings.

Material's template costs milliseconds a page and depends on little: where the page lies as seen
from the pages that the frame links to, which entry of the navigation is active, the table of
contents. Pages that agree in these share one frame, rendered once with marks in place of title and
content. A page of the navigation is marked in the navigation itself and is rendered whole; their
number does not grow with the reports. Both ways give the same bytes; a test holds that.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment
from jinja2.ext import Extension
from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from build_tools.errors import PublishingError
from build_tools.site_check import folders_of, nav_entries
from build_tools.site_model import NavEntry, Site, SitePage, TocEntry

MAIN_ANCHOR = "noi-dung"  # where the skip link leads; overrides/main.html has it
LINKED_BY_FRAME = "thong-tin/"  # where the footer leads, in the navigation or not
_PRIVATE = "\ue000"
_TITLE, _CONTENT = f"{_PRIVATE}title{_PRIVATE}", f"{_PRIVATE}content{_PRIVATE}"
_MARK = re.compile(f"({_TITLE}|{_CONTENT})")
_ELSEWHERE = "~/"  # a folder that no page has

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
        entry.uri: SitePage(uri=entry.uri, kind="", title=entry.title, body="")
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


@dataclass(frozen=True, slots=True)
class FrameKey:
    """All that the frame of a page depends on, but for its title and content."""

    uri: str
    section: str
    kind: str
    toc: tuple[TocEntry, ...]


class Press:
    """Prints the pages of one site; keeps the frames."""

    def __init__(
        self, site: Site, navigation: Navigation, config: MkDocsConfig, render: Render
    ) -> None:
        _refuse_mark((site.name, *(entry.title for entry in nav_entries(site.nav))))
        for page in site.pages:
            _refuse_mark(_texts_of_toc(page))
        self._config = config
        self._render = render
        self._own = {_uri(page): page for page in navigation.pages if isinstance(page, PressedPage)}
        self._parents = {uri: _active_item(page) for uri, page in self._own.items()}
        self._linked = {
            folder for uri in (*self._own, LINKED_BY_FRAME) for folder in folders_of(uri)
        }
        self._frames: dict[FrameKey, tuple[str, ...]] = {}

    @property
    def frames(self) -> int:
        """How many frames were rendered so far."""
        return len(self._frames)

    def print(self, page: SitePage) -> str:
        """Return the whole HTML of a page; PublishingError where a text could pass for a mark."""
        _refuse_mark(_texts_of_toc(page))
        own = self._own.get(page.uri)
        if own is not None:
            own.fill(page)
            return self._render(own)
        filled = {_TITLE: str(escape(page.title)), _CONTENT: page.body}
        return "".join([filled.get(part, part) for part in self._frame(page)])

    def pressed(self, page: SitePage) -> PressedPage:
        """Return the page as Material would be given it."""
        return PressedPage(page, self._config, self._parents.get(page.section))

    def _frame(self, page: SitePage) -> tuple[str, ...]:
        key = FrameKey(self._canonical(page.uri), page.section, page.kind, page.toc)
        if key not in self._frames:
            blank = SitePage(
                uri=key.uri,
                kind=key.kind,
                title=_TITLE,
                body=_CONTENT,
                toc=key.toc,
                section=key.section,
            )
            self._frames[key] = tuple(_MARK.split(self._render(self.pressed(blank))))
        return self._frames[key]

    def _canonical(self, uri: str) -> str:
        """Return an address from which every link of the frame reads as it does from `uri`.

        A relative link depends on the folders that a page shares with its target and on how many
        it has below them; the names of those that no target has are all one.
        """
        folders = list(folders_of(uri))
        shared = [folder for folder in folders if folder in self._linked]
        return (shared[-1] if shared else "") + _ELSEWHERE * (len(folders) - len(shared))


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


def _refuse_mark(texts: Iterable[str]) -> None:
    """Refuse a frame's text that could be taken for a mark."""
    if any(_PRIVATE in text for text in texts):
        raise PublishingError("Một tiêu đề có ký tự dùng riêng U+E000, không in được.")


def _texts_of_toc(page: SitePage) -> Iterator[str]:
    return (text for entry in page.toc for text in _texts_of(entry))


def _texts_of(entry: TocEntry) -> Iterator[str]:
    yield entry.title
    yield entry.id
    for child in entry.children:
        yield from _texts_of(child)
