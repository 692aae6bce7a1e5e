"""The order of a build, known only here: read, prove, work out, say, print."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from build_tools.aggregation import Sight, as_seen, build_figures
from build_tools.aggregation.findings_seen import seen_findings
from build_tools.answers import Answers
from build_tools.build_facts import BuildFacts
from build_tools.datasets import build_data
from build_tools.diagnostics import Diagnostic, Diagnostics, Severity
from build_tools.diagnostics.wording import severity
from build_tools.errors import UsageError
from build_tools.exports.attachments import attachment_files, screenshot_files
from build_tools.exports.components import component_files
from build_tools.exports.deadlines import deadlines_file
from build_tools.exports.feed import feed_file
from build_tools.forked import shared_out
from build_tools.groundwork import Groundwork
from build_tools.memo import AnyMemo, NoMemo
from build_tools.project import BuildOptions, Project
from build_tools.site_data import NO_DATA, DataPart, make_data
from build_tools.site_model import Site, SiteFile
from build_tools.site_pages import Kept, PageGroup, in_order, make_pages
from build_tools.site_plans import answers_of, plan_pages
from build_tools.site_products import ProductsOfPages
from build_tools.validation.kept import KeptByReport
from build_tools.validation.loading import load_catalogue
from build_tools.validation.readings import Readings
from build_tools.validation.rules.facts import FACTS
from build_tools.views.about import build_facts, digests_file
from build_tools.views.addresses import DATA
from build_tools.views.navigation import build_navigation
from build_tools.views.page import PagePlan
from build_tools.views.readers import readers_banner, readers_note
from schemas.audience import known_audiences
from schemas.catalogue import Catalogue
from schemas.period import Period, PeriodKind
from schemas.schedule import Schedule

READING, WORKING_OUT, SAYING = "Đọc và kiểm tra", "Tổng hợp", "Soạn trang"


@dataclass(frozen=True, slots=True)
class Laid:
    """Every finding about the content, and the groundwork unless one of them is an error."""

    groundwork: Groundwork | None
    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Composition:
    """What composing gave: every finding; the site and its facts unless one is an error."""

    site: Site | None
    findings: tuple[Diagnostic, ...]
    facts: BuildFacts | None = None
    groups: tuple[PageGroup, ...] = ()  # the pages of the site, to be kept for the next build


def compose(
    project: Project,
    options: BuildOptions,
    watch: Callable[[str], None] | None = None,
    readings: Readings | None = None,
    kept: Kept | None = None,
) -> Composition:
    """Make the whole site in memory, or find what stands against it; writes nothing.

    `watch` is told the name of each stage as it begins. `readings`: those of earlier runs, which
    change how long reading takes and nothing else. `kept`: what an earlier build kept; without it
    the site is the same, but its pages can not be kept. UsageError where `options.period` is not
    the name of a period, or `options.audience` none of the known ones.
    """
    tell = watch or _tell_nobody
    laid = lay_groundwork(project, options, readings=readings, tell=tell)
    ground = laid.groundwork
    if ground is None:
        return Composition(None, laid.findings)
    tell(SAYING)
    uris, groups, data = _pages_and_data(project, ground, kept)
    products = (product for group in groups for product in group.products)
    site = replace(
        site_around(ground),
        pages=in_order(uris, (*groups, *data.groups)),
        files=site_files(ground, data.files),
        products=(*sorted(products, key=lambda product: product.uri), *data.products),
    )
    facts = build_facts(ground.catalogue, ground.figures, ground.options, ground.findings)
    return Composition(site, laid.findings, facts, groups)


def _pages_and_data(
    project: Project, ground: Groundwork, kept: Kept | None
) -> tuple[tuple[str, ...], tuple[PageGroup, ...], DataPart]:
    """Return the addresses of all pages in their order, the groups of most of them, and the data.

    The two do not need each other, so two processes make them where there are two.
    """
    plans, answers = _plans(ground, kept)
    uris = tuple(plan.uri for plan in plans)
    if not ground.options.documents:
        return uris, _groups(project, ground, plans, answers, kept), NO_DATA
    others = tuple(plan for plan in plans if not plan.uri.startswith(DATA))

    def make(share: int) -> tuple[PageGroup, ...] | DataPart:
        if share == 0:
            return _groups(project, ground, others, answers, kept)
        return make_data(project, ground, kept)

    if ground.options.workers > 1:
        groups, data = shared_out(make, 2)
    else:
        groups, data = make(0), make(1)
    return uris, cast("tuple[PageGroup, ...]", groups), cast("DataPart", data)


def _plans(ground: Groundwork, kept: Kept | None) -> tuple[tuple[PagePlan, ...], Answers | None]:
    """Return the plans of all pages; of such as can be kept with what notes their questions."""
    if kept is None:
        return tuple(plan_pages(ground)), None
    answers = answers_of(ground)
    watched = replace(ground, catalogue=answers.catalogue, figures=answers.figures)
    return tuple(plan_pages(watched, answers.shared)), answers


def _groups(
    project: Project,
    ground: Groundwork,
    plans: Sequence[PagePlan],
    answers: Answers | None,
    kept: Kept | None,
) -> tuple[PageGroup, ...]:
    catalogue, figures = ground.catalogue, ground.figures
    if answers is not None:
        catalogue, figures = answers.catalogue, answers.figures
    products = ProductsOfPages(project, ground.options, catalogue, figures)
    known = kept.of(plan.uri for plan in plans) if kept else None
    return make_pages(project, plans, products, ground.options.workers, answers, known)


def lay_groundwork(
    project: Project,
    options: BuildOptions,
    *,
    memo: AnyMemo | None = None,
    readings: Readings | None = None,
    tell: Callable[[str], None] | None = None,
) -> Laid:
    """Read, prove and work out; errors and `tell` as of `compose`.

    `memo`, `readings`: products of earlier turns and runs; without them the same is returned.
    """
    tell = tell or _tell_nobody
    if options.drafts:
        options = replace(options, documents=False)  # a draft never becomes a document
    last = None if options.period is None else _read_period(options.period)
    tell(READING)
    found = Diagnostics()
    catalogue = load_catalogue(
        project,
        today=options.today,
        found=found,
        first_commits=options.first_commits,
        memo=memo,
        workers=options.workers,
        readings=readings,
    )
    findings = tuple(found)
    if catalogue is None or any(severity(each) is Severity.ERROR for each in findings):
        return Laid(None, findings)
    tell(WORKING_OUT)
    if last is not None:
        catalogue, options = _as_it_stood(catalogue, options, last)
    _refuse_unknown(catalogue, options.audience)
    return Laid(_worked_out(catalogue, options, findings, memo, readings), findings)


def _worked_out(
    catalogue: Catalogue,
    options: BuildOptions,
    findings: tuple[Diagnostic, ...],
    memo: AnyMemo | None,
    readings: Readings | None,
) -> Groundwork:
    """Work out what the audience sees of a sound catalogue."""
    sight = Sight(options.audience, drafts=options.drafts)
    seen = as_seen(catalogue, sight)
    kept = KeptByReport(
        seen, memo or readings or NoMemo(), FACTS, sight=repr(sight), whole=catalogue
    )
    figures = build_figures(seen, options.today, sight, kept if memo else None)
    return Groundwork(
        catalogue=seen,
        figures=figures,
        data=build_data(seen, figures, options.audience, with_rows=False),
        options=options,
        findings=seen_findings(catalogue, seen, sight, findings, options.today, kept),
        files=catalogue.digests,
    )


def _tell_nobody(stage: str) -> None:
    del stage


def _read_period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise UsageError(
            f"“{text}” không phải kỳ báo cáo; viết như 2026-01, 2026-Q1 hoặc 2026."
        ) from error


def _refuse_unknown(catalogue: Catalogue, audience: str) -> None:
    known = known_audiences(catalogue.teams)
    if audience not in known:
        raise UsageError(
            f"Không có nhóm người xem “{audience}”; các nhóm đang có: {', '.join(known)}."
        )


def _as_it_stood(
    catalogue: Catalogue, options: BuildOptions, last: Period
) -> tuple[Catalogue, BuildOptions]:
    """Go back to when `last` was the newest period: no later report, no later day."""
    reports = {key: report for key, report in catalogue.reports.items() if key[0] <= last}
    today = min(options.today, _eve_of_next(catalogue.schedule, last))
    return replace(catalogue, reports=reports), replace(options, today=today)


def _eve_of_next(schedule: Schedule, last: Period) -> dt.date:
    """Return the day before the next period of any kind falls due, but not before `last` does."""
    dues = [
        schedule.due(period)
        for period in (_first_after(last, kind) for kind in schedule.kinds)
        if schedule.rule(period) is not None
    ]
    eve = min(dues, default=dt.date.max) - dt.timedelta(days=1)
    return eve if schedule.rule(last) is None else max(eve, schedule.due(last))


def _first_after(last: Period, kind: PeriodKind) -> Period:
    period = Period(last.year, kind)
    while period <= last:
        period = period.next
    return period


def site_around(ground: Groundwork) -> Site:
    """Return the site without its pages and files: its navigation and what every page says."""
    catalogue, options = ground.catalogue, ground.options
    return Site(
        name=catalogue.settings.site_name,
        pages=(),
        files=(),
        nav=build_navigation(catalogue),
        findings=ground.findings,
        illustrative=catalogue.settings.illustrative,
        readers_banner=readers_banner(catalogue, options.audience),
        readers_note=readers_note(catalogue, options.audience),
    )


def site_files(ground: Groundwork, data: Iterable[SiteFile] = ()) -> tuple[SiteFile, ...]:
    """Make the files beside the pages; those of `data` are among them."""
    catalogue, figures, options = ground.catalogue, ground.figures, ground.options
    return (
        digests_file(catalogue, figures),
        deadlines_file(catalogue, figures),
        *data,
        feed_file(catalogue, figures),
        *attachment_files(catalogue, figures),
        *screenshot_files(catalogue),
        *component_files(options.components, options.versions.get("diaban", "0")),
    )
