"""What a preview has to show now: the newest content that stood, and what was found since."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from build_tools.diagnostics import Diagnostic
from build_tools.errors import DiabanError
from build_tools.groundwork import Groundwork
from build_tools.memo import Memo
from build_tools.project import BuildOptions, Project
from build_tools.publishing.preview.drawn import Drawn, Made
from build_tools.publishing.preview.frames import Frame, Frames
from build_tools.publishing.preview.placing import pages_concerned
from build_tools.rendering.html import Renderer
from build_tools.search import FOLDER as SEARCH
from build_tools.search import TextReader, build_search_index, read_text
from build_tools.site import (
    Laid,
    lay_groundwork,
    site_around,
    site_files,
)
from build_tools.site_model import Content, SitePage
from build_tools.site_plans import answers_of, plan_pages
from build_tools.validation.readings import Readings
from build_tools.views.page import PagePlan

_STANDINGS_TO_COLLECT = 50


class Shown:
    """A site whose pages are made when they are asked for, each once.

    `earlier`: what was drawn of other content. Its pages are taken where they would be made the
    same, and as they were printed.
    """

    def __init__(
        self, ground: Groundwork, renderer: Renderer, frame: Frame, earlier: Drawn | None = None
    ) -> None:
        self.ground = ground
        self.drawn = (earlier or Drawn(renderer, frame)).for_another(renderer, frame)
        self._answers = answers_of(ground)
        watched = replace(ground, catalogue=self._answers.catalogue, figures=self._answers.figures)
        plans = plan_pages(watched, self._answers.shared)
        self._plans: Mapping[str, PagePlan] = {plan.uri: plan for plan in plans}
        self._pages: dict[str, SitePage] = {}
        self._reader = TextReader()
        self._files: Mapping[str, bytes] | None = None
        self._search: Mapping[str, bytes] | None = None

    @property
    def uris(self) -> tuple[str, ...]:
        """Return the address of every page."""
        return tuple(self._plans)

    def page(self, uri: str) -> SitePage | None:
        """Return the page in this folder; None where there is none."""
        if uri not in self._plans:
            return None
        if uri not in self._pages:
            plan, old = self._plans[uri], self.drawn.pages.get(uri)
            if old is None or not self._is_right(plan, old):
                old = self.drawn.pages[uri] = self._made(plan, old)
            self._pages[uri] = old.page
        return self._pages[uri]

    def _is_right(self, plan: PagePlan, made: Made) -> bool:
        if made.told is None or plan.fresh:
            return False
        return self._answers.told([plan], made.asked) == made.told

    def _made(self, plan: PagePlan, old: Made | None) -> Made:
        make = self.drawn.renderer.page
        page, questions = self._answers.asking.during(lambda: make(plan.make()))
        if old is not None and old.page == page:
            page = old.page  # which was printed, and its text read
        asked = () if plan.fresh else tuple(questions)
        return Made(page, asked, None if plan.fresh else self._answers.told([plan], asked))

    def html(self, uri: str) -> str | None:
        """Return the whole page as a build writes it."""
        page = self.page(uri)
        if page is None:
            return None
        of, html = self.drawn.printed.get(uri, (None, ""))
        if of is not page:
            html = self.drawn.frame.press.print(page)
            self.drawn.printed[uri] = page, html
        return html

    def _read(self, uri: str) -> SitePage:
        page = self._pages[uri]
        of, text = self.drawn.texts.get(uri, (None, None))
        if of is not page or text is None:
            text = read_text(page, self._reader)
            self.drawn.texts[uri] = page, text
        return replace(page, content=Content(page.body, text))

    def file(self, uri: str) -> bytes | None:
        """Return a file that is no page; None where there is none. Not for the search index."""
        if uri in self.drawn.frame.files:
            return self.drawn.frame.files[uri]
        if self._files is None:
            self._files = {each.uri: each.content for each in site_files(self.ground)}
        return self._files.get(uri)

    def search_file(self, uri: str) -> bytes | None:
        """Return a part of the search index, which is made of all pages at the first question."""
        if self._search is None:
            files = build_search_index(map(self._read, self._plans), self.drawn.shelf)
            self._search = {each.uri: each.content for each in files}
        return self._search.get(uri)


def is_of_search(uri: str) -> bool:
    """Say whether a part of the search index is asked for."""
    return uri.startswith(SEARCH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is served: `shown` (None before any content stood) and what is said about it.

    `number` grows with every change. `is_current`: whether `shown` is of the newest content;
    otherwise errors, or `trouble`, keep it from being shown. `earlier`: what was shown before,
    where it has pages that `shown` lost by what was found: a faulty draft is left out. `saved`: the
    files of the last burst of saves, the newest first, by path from the project's root.
    """

    number: int
    shown: Shown | None
    findings: tuple[Diagnostic, ...]
    is_current: bool
    earlier: Shown | None = None
    saved: tuple[str, ...] = ()
    trouble: str | None = None
    made_of: object = None  # all that `shown` depends on


class Workshop:
    """Makes each standing from the one before and the files as they are now."""

    def __init__(self, project: Project, options: Callable[[], BuildOptions]) -> None:
        self.project = project
        self._options = options
        self._memo = Memo()
        self._frames = Frames(project)
        self.standing = Standing(number=0, shown=None, findings=(), is_current=False)

    def look_again(self, saved: tuple[str, ...] = (), readings: Readings | None = None) -> bool:
        """Read what there is now and put it up; say whether there is anything new to be told.

        `readings`: those of earlier runs; what this one has read it keeps in memory.
        """
        old = self.standing
        with _collector_at_rest(old.number):
            new = self._now(old, readings)
        if new == old and not saved:
            return False
        self.standing = replace(new, number=old.number + 1, saved=saved or old.saved)
        return True

    def _now(self, old: Standing, readings: Readings | None) -> Standing:
        self._memo.turn()
        try:
            self._frames.look_again()
            laid = lay_groundwork(self.project, self._options(), memo=self._memo, readings=readings)
            return self._put_up(old, laid)
        except DiabanError as error:
            trouble = str(error)
        except Exception as error:  # noqa: BLE001  whatever an editor saves, the preview goes on
            said = f"{type(error).__name__}: {error}"
            trouble = f"Chương trình không đọc nổi nội dung này và cần được sửa ({said})."
        return replace(old, findings=(), is_current=False, trouble=trouble)

    def _put_up(self, old: Standing, laid: Laid) -> Standing:
        ground = laid.groundwork
        new = replace(old, findings=laid.findings, is_current=ground is not None, trouble=None)
        if ground is None:
            return new
        made_of = ground.catalogue.digests, ground.options, ground.findings, self._frames.digest
        if old.shown is not None and made_of == old.made_of:
            return new
        frame = self._frames.of(replace(site_around(ground), findings=()))
        drawn = None if old.shown is None else old.shown.drawn
        shown = Shown(ground, self._frames.renderer, frame, drawn)
        lost = pages_concerned(laid.findings).difference(shown.uris)
        before = (each for each in (old.shown, old.earlier) if each)
        earlier = next((each for each in before if not lost.isdisjoint(each.uris)), None)
        return replace(new, shown=shown, earlier=earlier, made_of=made_of)


@contextmanager
def _collector_at_rest(number: int) -> Iterator[None]:
    """Keep the collector of cyclic garbage away from the millions of objects that stay.

    Each of its rounds would look at all of them, for half a second, and find nothing: hardly
    anything here holds itself. What does is collected once in many standings.
    """
    gc.disable()
    try:
        yield
    finally:
        if number % _STANDINGS_TO_COLLECT == 0:
            gc.unfreeze()
            gc.collect()
        gc.freeze()
        gc.enable()
