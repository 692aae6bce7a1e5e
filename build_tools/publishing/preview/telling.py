"""What a preview says of the findings: in a bar on every page, and where they belong."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from build_tools.diagnostics import Diagnostic, Severity
from build_tools.diagnostics.frame import frame_of
from build_tools.diagnostics.source_lines import Lines
from build_tools.diagnostics.wording import SEVERITY_LABELS, advice, message, severity, shown_path
from build_tools.publishing.preview.marks import Mark, has_anchor, with_marks
from build_tools.publishing.preview.placing import Spot, anchor_of, page_of, spots_of
from build_tools.publishing.preview.standing import Standing
from build_tools.rendering.html import Renderer
from build_tools.site_model import SitePage
from build_tools.views.addresses import GUIDE_RULES, report_annexes_uri, report_uri
from schemas.report import ReportStatus
from schemas.text import slug

OWN = "_xem-truoc/"  # no page of the site begins so
LIST = f"{OWN}loi.html"
_FIRST = 3
_MOST = 200  # of one list: who has more mends these first
_TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.NOTE: "none"}
_ORDER = list(Severity)


def uri_of(page_uri: str) -> str:
    """Return the address of a page from the server's root."""
    return f"/{quote(page_uri)}index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeView:
    """A line of a file in three parts; `marked` is what is meant."""

    line: int
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """A finding as a page shows it; `uri` leads to where it is shown."""

    id: str
    tone: str
    label: str
    where: str
    message: str
    advice: str
    code: CodeView | None
    rule: str
    rule_uri: str
    uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A file of the last burst of saves, and the page that shows it."""

    path: str
    uri: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BarView:
    """What stands at the foot of every page.

    `is_urgent`: the first findings are unfolded, since there is an error or a finding in what was
    just saved (in a draft everything only warns).
    """

    number: int
    errors: int
    warnings: int
    is_current: bool
    has_content: bool
    is_draft: bool
    is_old: bool
    trouble: str | None
    is_urgent: bool
    first: tuple[FindingView, ...]
    more: int
    list_uri: str
    saved: tuple[SavedView, ...]
    drafts: str  # addresses of the pages of reports that are not issued, parted by blanks


class Teller:
    """Says on any page what there is to say of one standing.

    `lines` gives the lines that may be shown (`validation.quotable`).
    """

    def __init__(self, standing: Standing, lines: Lines, renderer: Renderer) -> None:
        self._standing = standing
        self._lines = lines
        self._renderer = renderer
        by_gravity = sorted(standing.findings, key=self._place_in_list)
        self._views = [self._view(number, each) for number, each in enumerate(by_gravity, start=1)]
        self._by_page: dict[str, list[tuple[Spot, FindingView]]] = defaultdict(list)
        for finding, view in zip(by_gravity, self._views, strict=True):
            for spot in spots_of(finding, lines):
                self._by_page[spot.uri].append((spot, view))
        self._drafts = _drafts_of(standing)
        self._is_urgent = any(
            severity(each) is Severity.ERROR or self._is_of_saved(each) for each in by_gravity
        )

    def page(self, page: SitePage, html: str, *, is_old: bool = False) -> str:
        """Return the whole page with what concerns it in its place and the bar.

        `is_old`: the page is of earlier content, since the newest has none at its address.
        """
        at: dict[str | None, list[FindingView]] = defaultdict(list)
        for spot, view in self._by_page.get(page.uri, ()):
            at[_anchor(spot, page, html)].append(view)
        marks = [
            Mark(anchor, self._render("findings", views), self._render("row", views))
            for anchor, views in at.items()
        ]
        is_draft = page.uri in self._drafts
        if is_draft:
            marks.insert(0, Mark(None, self._render("draft", None)))
        return with_marks(
            html, self._render("head", None), self._bar(is_draft=is_draft, is_old=is_old), marks
        )

    def framed(self, html: str) -> str:
        """Return a page that has no content of its own, such as the one of a wrong address."""
        return with_marks(html, self._render("head", None), self._bar(), [])

    def alone(self, uri: str | None = None) -> str:
        """Return a page that needs no frame: the findings of the page at an address, or all."""
        views = self._views if uri is None else [view for _, view in self._by_page.get(uri, ())]
        return self._render("alone", _AloneView(self._bar(), tuple(views[:_MOST]), len(views), uri))

    def failed(self, trouble: str) -> str:
        """Return a page that says why there is no other."""
        return self._render("alone", _AloneView(self._bar(), (), 0, None, trouble))

    def concerns(self, uri: str) -> bool:
        """Say whether there is a finding for the page at the address."""
        return uri in self._by_page

    def _place_in_list(self, finding: Diagnostic) -> tuple[object, ...]:
        """Grave things come first, then what is wrong in the file just saved."""
        gravity = _ORDER.index(severity(finding))
        return gravity, not self._is_of_saved(finding), finding.sort_key()

    def _is_of_saved(self, finding: Diagnostic) -> bool:
        return finding.place.path in self._standing.saved

    def _bar(self, *, is_draft: bool = False, is_old: bool = False) -> str:
        standing = self._standing
        counts = Counter(severity(each) for each in standing.findings)
        view = BarView(
            number=standing.number,
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING] + counts[Severity.NOTE],
            is_current=standing.is_current,
            has_content=standing.shown is not None,
            is_draft=is_draft,
            is_old=is_old,
            trouble=standing.trouble,
            is_urgent=self._is_urgent,
            first=tuple(self._views[:_FIRST]),
            more=len(self._views[_FIRST:]),
            list_uri=f"/{LIST}",
            saved=tuple(self._saved()),
            drafts=" ".join(uri_of(each) for each in sorted(self._drafts)),
        )
        return self._render("bar", view)

    def _saved(self) -> Iterator[SavedView]:
        shown = self._standing.shown
        known = set(shown.uris) if shown else set()
        for path in self._standing.saved[:_FIRST]:
            uri = page_of(path)
            there = uri is not None and (uri in known or uri in self._by_page)
            yield SavedView(
                path=path.removeprefix("content/"), uri=uri_of(uri) if uri and there else None
            )

    def _view(self, number: int, finding: Diagnostic) -> FindingView:
        kind = severity(finding)
        spot = next(spots_of(finding, self._lines), None)
        own = f"loi-{number}"
        return FindingView(
            id=own,
            tone=_TONES[kind],
            label=SEVERITY_LABELS[kind],
            where=f"{shown_path(finding)}:{finding.place.line}",
            message=message(finding),
            advice=advice(finding),
            code=_code(finding, self._lines),
            rule=finding.code,
            rule_uri=f"{uri_of(GUIDE_RULES)}#{slug(finding.code)}",
            uri=f"/{LIST}#{own}" if spot is None else f"{uri_of(spot.uri)}#{own}",
        )

    def _render(self, template: str, view: object) -> str:
        return self._renderer.render(f"{template}.html.j2", "", view)


@dataclass(frozen=True, slots=True)
class _AloneView:
    bar: str
    findings: tuple[FindingView, ...]
    count: int
    uri: str | None
    trouble: str | None = None


def _anchor(spot: Spot, page: SitePage, html: str) -> str | None:
    heading = anchor_of(spot.heading, page.toc) if spot.heading else None
    anchors = (*spot.anchors, *([heading] if heading else []))
    return next((anchor for anchor in anchors if has_anchor(html, anchor)), None)


def _drafts_of(standing: Standing) -> frozenset[str]:
    """Return the addresses of the pages of reports that are not issued."""
    return frozenset(
        address(*key)
        for shown in (standing.shown, standing.earlier)
        if shown is not None
        for key, report in shown.ground.figures.reports.items()
        if report.head.record.status is not ReportStatus.ISSUED
        for address in (report_uri, report_annexes_uri)
    )


def _code(finding: Diagnostic, lines: Lines) -> CodeView | None:
    frame = frame_of(finding, lines)
    if frame is None:
        return None
    end = frame.start + frame.width
    return CodeView(
        line=frame.line,
        before=frame.text[: frame.start],
        marked=frame.text[frame.start : end] or " ",
        after=frame.text[end:],
    )
