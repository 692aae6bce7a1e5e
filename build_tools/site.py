"""The order of a build, known only here: read, prove, work out, say, print."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from build_tools.aggregation import Sight, as_seen, build_figures
from build_tools.aggregation.findings_seen import seen_findings
from build_tools.build_facts import BuildFacts
from build_tools.datasets import build_data
from build_tools.diagnostics import Diagnostic, Diagnostics, Severity
from build_tools.diagnostics.wording import severity
from build_tools.errors import UsageError
from build_tools.exports.attachments import attachment_files, screenshot_files
from build_tools.exports.components import component_files
from build_tools.exports.data_products import data_files, data_products
from build_tools.exports.deadlines import deadlines_file
from build_tools.exports.feed import feed_file
from build_tools.groundwork import Groundwork
from build_tools.memo import AnyMemo
from build_tools.project import BuildOptions, Project
from build_tools.site_model import Product, Site, SiteFile, SitePage
from build_tools.site_pages import KeptGroups, PageGroup, in_order, make_pages
from build_tools.site_plans import answers_of, plan_pages
from build_tools.site_products import ProductsOfPages
from build_tools.validation.kept import KeptByReport
from build_tools.validation.loading import load_catalogue
from build_tools.validation.readings import Readings
from build_tools.views.about import build_facts, digests_file
from build_tools.views.navigation import build_navigation
from build_tools.views.readers import readers_banner, readers_note
from schemas.audience import known_audiences
from schemas.catalogue import Catalogue
from schemas.period import Period, PeriodKind
from schemas.schedule import Schedule

Kept = Callable[[Iterable[str]], KeptGroups]
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
    change how long reading takes and nothing else. `kept`: given addresses, returns the groups of
    pages with these that an earlier build kept; without it the site is the same, but its pages can
    not be kept. UsageError where `options.period` is not
    the name of a period, or `options.audience` none of the known ones.
    """
    tell = watch or _tell_nobody
    laid = lay_groundwork(project, options, readings=readings, tell=tell)
    ground = laid.groundwork
    if ground is None:
        return Composition(None, laid.findings)
    tell(SAYING)
    pages, products, groups = _pages(project, ground, kept)
    if ground.options.documents:
        data = data_products(ground.catalogue, ground.figures, ground.data, options.workers)
        products = (*products, *data)
    site = replace(site_around(ground), pages=pages, files=site_files(ground), products=products)
    facts = build_facts(ground.catalogue, ground.figures, ground.options, ground.findings)
    return Composition(site, laid.findings, facts, groups)


def _pages(
    project: Project, ground: Groundwork, kept: Kept | None
) -> tuple[tuple[SitePage, ...], tuple[Product, ...], tuple[PageGroup, ...]]:
    """Return pages in the order of their plans, the products of their views, and their groups."""
    answers, shared = None, None
    if kept is not None:
        answers = answers_of(ground)
        ground = replace(ground, catalogue=answers.catalogue, figures=answers.figures)
        shared = answers.shared
    plans = tuple(plan_pages(ground, shared))
    shop = ProductsOfPages(project, ground.options, ground.catalogue, ground.figures)
    known = kept(plan.uri for plan in plans) if kept else None
    groups = make_pages(project, plans, shop, ground.options.workers, answers, known)
    products = (product for group in groups for product in group.products)
    ordered = tuple(sorted(products, key=lambda product: product.uri))
    return tuple(in_order(plans, groups)), ordered, groups


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
    sight = Sight(options.audience, drafts=options.drafts)
    seen = as_seen(catalogue, sight)
    kept = KeptByReport(seen, memo, sight=sight, whole=catalogue) if memo else None
    figures = build_figures(seen, options.today, sight, kept)
    told = seen_findings(catalogue, seen, sight, findings, options.today, kept)
    data = build_data(seen, figures, options.audience, with_rows=options.documents)
    ground = Groundwork(
        catalogue=seen,
        figures=figures,
        data=data,
        options=options,
        findings=told,
        files=catalogue.digests,
    )
    return Laid(ground, findings)


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


def site_files(ground: Groundwork) -> tuple[SiteFile, ...]:
    """Make the files beside the pages."""
    catalogue, figures, options = ground.catalogue, ground.figures, ground.options
    return (
        digests_file(catalogue, figures),
        deadlines_file(catalogue, figures),
        *(data_files(ground.data) if options.documents else ()),
        feed_file(catalogue, figures),
        *attachment_files(catalogue, figures),
        *screenshot_files(catalogue),
        *component_files(options.components, options.versions.get("diaban", "0")),
    )
