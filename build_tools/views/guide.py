"""The editors' guide: authored pages, every rule, the dictionary of data."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from build_tools.site_model import TocEntry
from build_tools.views.addresses import (
    GUIDE,
    GUIDE_ANNEXES,
    GUIDE_DICTIONARY,
    GUIDE_RULES,
    HOME,
)
from build_tools.views.annex_examples import annex_sections
from build_tools.views.content_addresses import content_addresses
from build_tools.views.dictionary import dictionary_sections
from build_tools.views.page import PagePlan, PageView
from build_tools.views.parts import Crumb
from build_tools.views.prose import ProseView, build_prose
from build_tools.views.rules_page import RulesView, rules_view
from build_tools.views.screenshots import screenshot_views
from build_tools.views.sections import Section, sections_toc
from schemas.catalogue import Catalogue, Page

GENERATED_PAGES = (
    (GUIDE_ANNEXES, "Từng cột của mười phụ lục"),
    (GUIDE_RULES, "Mọi quy tắc kiểm tra"),
    (GUIDE_DICTIONARY, "Từ điển dữ liệu"),
)
_GENERATED: Mapping[str, Callable[[], tuple[Section, ...]]] = {
    GUIDE_ANNEXES: annex_sections,
    GUIDE_DICTIONARY: dictionary_sections,
}
_SUMMARIES = {
    GUIDE_ANNEXES: "Mỗi phụ lục một dòng ví dụ; cột nào bắt buộc, nhận giá trị gì.",
    GUIDE_RULES: "Từng câu báo lỗi và cách sửa, lấy từ chính bảng quy tắc của chương trình.",
    GUIDE_DICTIONARY: "Từng tệp có những cột, những khóa nào; cột nào bắt buộc, nhận giá trị gì.",
}


@dataclass(frozen=True, slots=True)
class GuideEntry:
    """A page of the guide in its list."""

    title: str
    summary: str | None
    uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideView:
    """What the page `huong-dan/` says."""

    crumbs: tuple[Crumb, ...]
    title: str
    answer: str
    entries: tuple[GuideEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoredView:
    """What an authored page says."""

    crumbs: tuple[Crumb, ...]
    title: str
    answer: str | None
    prose: ProseView


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedView:
    """What a page made from rules or schemas says."""

    crumbs: tuple[Crumb, ...]
    title: str
    answer: str
    sections: tuple[Section, ...]


def ordered_guide_pages(catalogue: Catalogue) -> list[Page]:
    """Return the authored pages of the guide by their stated order, then by address."""
    pages = [page for page in catalogue.pages.values() if page.slug.startswith(GUIDE)]
    return sorted(pages, key=lambda page: (page.page.record.order, page.slug))


def plan_guide_pages(catalogue: Catalogue) -> Iterator[PagePlan]:
    """Plan the list, the authored pages, the page of rules and the dictionary."""
    pages = ordered_guide_pages(catalogue)
    yield PagePlan(GUIDE, partial(_list_page, pages))
    for page in pages:
        yield PagePlan(f"{page.slug}/", partial(_authored_page, catalogue, page))
    for uri, title in GENERATED_PAGES:
        make = _rules_page if uri == GUIDE_RULES else _generated_page
        yield PagePlan(uri, partial(make, uri, title))


def _list_page(pages: list[Page]) -> PageView:
    return _page(GUIDE, "guide-list", "guide.html.j2", _list_view(pages))


def _authored_page(catalogue: Catalogue, page: Page) -> PageView:
    view = _authored_view(catalogue, page)
    return _page(f"{page.slug}/", "guide", "authored.html.j2", view, view.prose.toc)


def _generated_page(uri: str, title: str) -> PageView:
    view = GeneratedView(
        crumbs=_crumbs(title), title=title, answer=_SUMMARIES[uri], sections=_GENERATED[uri]()
    )
    return _page(uri, "guide-table", "generated.html.j2", view, sections_toc(view.sections))


def _rules_page(uri: str, title: str) -> PageView:
    view = rules_view(_crumbs(title), title)
    return _page(uri, "guide-rules", "rules.html.j2", view, view.toc)


def _page(
    uri: str,
    kind: str,
    template: str,
    view: GuideView | AuthoredView | GeneratedView | RulesView,
    toc: tuple[TocEntry, ...] = (),
) -> PageView:
    return PageView(
        uri=uri, kind=kind, title=view.title, template=template, view=view, section=GUIDE, toc=toc
    )


def _list_view(pages: list[Page]) -> GuideView:
    authored = tuple(
        GuideEntry(page.page.record.title, page.page.record.summary, f"{page.slug}/")
        for page in pages
    )
    generated = tuple(GuideEntry(title, _SUMMARIES[uri], uri) for uri, title in GENERATED_PAGES)
    return GuideView(
        crumbs=(Crumb("Trang chủ", HOME), Crumb("Hướng dẫn")),
        title="Hướng dẫn",
        answer="Dành cho người soạn và người duyệt báo cáo của Bộ phận giúp việc.",
        entries=authored + generated,
    )


def _authored_view(catalogue: Catalogue, page: Page) -> AuthoredView:
    head = page.page.record
    prose = build_prose(page.prose, addresses=content_addresses(catalogue))
    return AuthoredView(
        crumbs=_crumbs(head.title),
        title=head.title,
        answer=head.summary,
        prose=replace(prose, screenshots=screenshot_views(catalogue)),
    )


def _crumbs(title: str) -> tuple[Crumb, ...]:
    return (Crumb("Trang chủ", HOME), Crumb("Hướng dẫn", GUIDE), Crumb(title))
