"""Makes the pages of a site and what is made of their views, shared over the processors.

Pages that make one document are made together. Where an earlier build kept them and all that they
asked for is answered now as it was then, they are taken; and where what they say is the same after
all, at least their bodies are, which follow from what they say by templates and program.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from build_tools.answers import Answers
from build_tools.asked import Question
from build_tools.fingerprint import Fingerprints
from build_tools.forked import shared_out
from build_tools.project import Project
from build_tools.rendering.html import Renderer, page_head
from build_tools.search import TextReader, read_text
from build_tools.site_model import NO_CONTENT, Content, Product, SitePage
from build_tools.site_products import ProductsOfPages
from build_tools.views.page import PagePlan, PageView

_WORTH_A_PROCESS = 40  # so many pages take longer than a process and the way of its pages back


@dataclass(frozen=True, slots=True, kw_only=True)
class PageGroup:
    """Pages that make one document, or one alone, and the products of their views.

    `asked`: what was asked of the content for them; `told`: the digest of the answers and of all
    else that they are made of, None where they are made anew each time.
    """

    pages: tuple[SitePage, ...]
    products: tuple[Product, ...]
    asked: tuple[Question, ...] = ()
    told: str | None = None


KeptGroups = Mapping[str, PageGroup]  # by the address of the first page


class Kept(Protocol):
    """What earlier builds with the same templates and the same program kept."""

    def of(self, uris: Iterable[str]) -> KeptGroups:
        """Return the groups of pages with these addresses."""
        ...

    def held(self, product: Product) -> Product | None:
        """Return a product that was made, without what makes it; None where it was not."""
        ...


def make_pages(  # noqa: PLR0913, PLR0917  what pages are made of, and what is kept of them
    project: Project,
    plans: Sequence[PagePlan],
    products: ProductsOfPages,
    workers: int,
    answers: Answers | None = None,
    kept: KeptGroups | None = None,
) -> tuple[PageGroup, ...]:
    """Make every page, in groups in the order of plans; no number of `workers` changes a byte.

    With `answers`, those that the plans ask, a group can be kept; `kept` are such groups of an
    earlier build, made with the same templates by the same program.
    """
    groups = _groups(plans)
    known = {} if kept is None or answers is None else _still_right(groups, kept, answers)
    missing = [each for each in groups if each[0].uri not in known]
    press = _Press(page_renderer(project), products, answers, kept or {})
    count = sum(map(len, missing))
    shares = _shares(missing, max(1, min(workers, count // _WORTH_A_PROCESS)))
    done = shared_out(lambda number: [press.group(each) for each in shares[number]], len(shares))
    made = {group.pages[0].uri: press.whole(group) for share in done for group in share}
    return tuple((known.get(each[0].uri) or made[each[0].uri]) for each in groups)


def page_renderer(project: Project) -> Renderer:
    """Return what makes pages of their views."""
    return Renderer(project.templates / "pages")


class _Press:
    """Makes groups of pages; the bodies of pages that say what they said before are kept ones."""

    def __init__(
        self,
        renderer: Renderer,
        products: ProductsOfPages,
        answers: Answers | None,
        kept: KeptGroups,
    ) -> None:
        self._renderer = renderer
        self._products = products
        self._answers = answers
        self._kept = {page.source: (page, group) for group in kept.values() for page in group.pages}
        self._fingerprints = Fingerprints()
        self._reader = TextReader()

    def group(self, plans: Sequence[PagePlan]) -> PageGroup:
        """Make the pages; without their bodies where these are kept."""
        make = partial(self._made, plans)
        if self._answers is None or any(plan.fresh for plan in plans):
            return make()
        group, questions = self._answers.asking.during(make)
        asked = tuple(sorted(questions, key=repr))
        return replace(group, asked=asked, told=self._answers.told(plans, asked))

    def whole(self, group: PageGroup) -> PageGroup:
        """Return the pages with their bodies."""
        return replace(group, pages=tuple(map(self._with_body, group.pages)))

    def _made(self, plans: Sequence[PagePlan]) -> PageGroup:
        views = [plan.make() for plan in plans]
        pages = tuple(map(self._page, views))
        return PageGroup(pages=pages, products=self._products.of(views))

    def _page(self, view: PageView) -> SitePage:
        source = ""
        if self._answers is not None:
            source = self._fingerprints.of(view)
            if source in self._kept:
                self._answers.asking.note_all(self._kept[source][1].asked)  # for its body
                return replace(page_head(view), source=source)
        page = self._renderer.page(view)
        digest = hashlib.sha256(page.body.encode()).hexdigest() if source else ""
        content = Content(page.body, read_text(page, self._reader), digest)
        return replace(page, content=content, source=source)

    def _with_body(self, page: SitePage) -> SitePage:
        if page.content != NO_CONTENT or page.source not in self._kept:
            return page
        return replace(page, content=self._kept[page.source][0].content)


def _groups(plans: Iterable[PagePlan]) -> list[list[PagePlan]]:
    """Put the plans of pages together that make one document, in the order of the first of each."""
    groups: dict[str, list[PagePlan]] = {}
    for plan in plans:
        groups.setdefault(plan.beside or plan.uri, []).append(plan)
    return list(groups.values())


def _still_right(
    groups: Iterable[Sequence[PagePlan]], kept: KeptGroups, answers: Answers
) -> KeptGroups:
    """Return the kept groups that would be made the same now."""
    found = {}
    for plans in groups:
        group = kept.get(plans[0].uri)
        if group is None or group.told is None or any(plan.fresh for plan in plans):
            continue
        same = [plan.uri for plan in plans] == [page.uri for page in group.pages]
        if same and answers.told(plans, group.asked) == group.told:
            found[plans[0].uri] = group
    return found


def _shares(groups: Iterable[list[PagePlan]], count: int) -> list[list[list[PagePlan]]]:
    """Deal the groups out; what is dealt next goes to whom the fewest pages were dealt."""
    shares: list[list[list[PagePlan]]] = [[] for _ in range(count)]
    dealt = [0] * count
    for group in groups:
        least = dealt.index(min(dealt))
        shares[least].append(group)
        dealt[least] += len(group)
    return shares


def in_order(uris: Iterable[str], groups: Iterable[PageGroup]) -> tuple[SitePage, ...]:
    """Return the pages of the groups in the order of these addresses."""
    pages = {page.uri: page for group in groups for page in group.pages}
    return tuple(pages[uri] for uri in uris)
