"""Which pages a site has, and what of the content each of them may ask."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from build_tools.answers import Answers
from build_tools.groundwork import Groundwork
from build_tools.views.about import build_about_page
from build_tools.views.activities import meetings_by_area
from build_tools.views.addresses import ABOUT, ARCHIVE, HOME, REPORTS, TIMELINESS
from build_tools.views.archive import build_archive_page
from build_tools.views.areas import plan_area_pages, threads_by_area
from build_tools.views.data import plan_data_pages
from build_tools.views.directive_progress import progress_of_all
from build_tools.views.directives import plan_directive_pages
from build_tools.views.documents import plan_document_pages
from build_tools.views.guide import plan_guide_pages
from build_tools.views.home import build_home_page
from build_tools.views.indicator_book import own_by_indicator, qualities, rolled_up_by_indicator
from build_tools.views.indicator_source import reasons
from build_tools.views.indicators import plan_indicator_pages
from build_tools.views.page import PagePlan
from build_tools.views.period import plan_period_pages
from build_tools.views.period_annexes import indicators_given, plan_period_annexes_pages
from build_tools.views.registers import plan_register_pages
from build_tools.views.report import addresses_of_content, plan_report_pages
from build_tools.views.reports import build_reports_page
from build_tools.views.shared import Maker, Shared
from build_tools.views.teams import plan_team_pages
from build_tools.views.thread_pages import plan_thread_pages, related_threads, threads_by_id
from build_tools.views.threads import matter_addresses
from build_tools.views.timeliness import build_timeliness_page

_SHARED: tuple[Maker[Any, Any], ...] = (
    addresses_of_content,
    indicators_given,
    matter_addresses,
    meetings_by_area,
    own_by_indicator,
    progress_of_all,
    qualities,
    reasons,
    related_threads,
    rolled_up_by_indicator,
    threads_by_area,
    threads_by_id,
)


def plan_pages(ground: Groundwork, shared: Shared | None = None) -> Iterator[PagePlan]:
    """Plan every page of the site, in the order in which they are written."""
    catalogue, figures, options = ground.catalogue, ground.figures, ground.options
    shared, documents = shared or Shared(catalogue, figures), options.documents
    yield PagePlan(HOME, partial(build_home_page, catalogue, figures))
    yield PagePlan(REPORTS, partial(build_reports_page, catalogue, figures))
    yield from plan_period_pages(catalogue, figures, documents=documents)
    yield from plan_period_annexes_pages(catalogue, figures, shared)
    yield PagePlan(ARCHIVE, partial(build_archive_page, catalogue, figures))
    yield from plan_report_pages(catalogue, figures, shared, documents=documents)
    timeliness = partial(build_timeliness_page, catalogue, figures, documents=documents)
    yield PagePlan(TIMELINESS, timeliness)
    yield from plan_team_pages(catalogue, figures, shared)
    yield from plan_area_pages(catalogue, figures, shared)
    yield from plan_indicator_pages(catalogue, figures, shared)
    yield from plan_directive_pages(catalogue, figures, shared)
    yield from plan_register_pages(catalogue, figures, documents=documents)
    yield from plan_thread_pages(catalogue, figures, shared)
    yield from plan_document_pages(catalogue)
    yield from plan_data_pages(ground.data, documents=documents)
    yield from plan_guide_pages(catalogue)
    about = partial(build_about_page, catalogue, figures, options, ground.findings)
    yield PagePlan(ABOUT, about, fresh=True)


def answers_of(ground: Groundwork) -> Answers:
    """Return what tells of pages whether they would be made the same of another groundwork."""
    options = ground.options
    asked = options.audience, options.period, options.drafts, options.documents, options.manifest
    return Answers(ground.catalogue, ground.figures, ground.files, asked, _SHARED)
