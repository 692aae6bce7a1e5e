"""One report: its summary first, then what changed, the prose with its figures, the annexes."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from build_tools.aggregation.figures import Figures, Submission, SubmissionState
from build_tools.site_model import SearchEntry, TocEntry
from build_tools.validation.corrected import Corrected
from build_tools.views.addresses import (
    HOME,
    REPORTS,
    period_uri,
    report_annexes_uri,
    report_uri,
    team_uri,
)
from build_tools.views.attachments import AttachmentView, attachment_views
from build_tools.views.content_addresses import content_addresses
from build_tools.views.corrections import (
    CORRECTIONS,
    corrections_section,
    shown_corrections,
    with_marks,
)
from build_tools.views.downloads import DOWNLOADS, Download, report_downloads
from build_tools.views.facts import Fact, fact
from build_tools.views.formatting import count_days, format_day, in_sentence, late_by
from build_tools.views.page import PagePlan, PageView
from build_tools.views.parts import Badge, Crumb
from build_tools.views.period import period_notes
from build_tools.views.prose import ProseView, build_prose
from build_tools.views.report_annexes import annex_sections, annex_summaries
from build_tools.views.report_annexes_page import report_annexes_page
from build_tools.views.report_changes import CHANGES, changes_section, in_short
from build_tools.views.report_indicators import area_ranks
from build_tools.views.report_quotes import build_quotes
from build_tools.views.sections import Section, sections_toc
from build_tools.views.shared import Shared
from build_tools.views.states import submission_badge
from build_tools.views.teams_in_words import team_label
from build_tools.views.threads import matter_addresses
from schemas.catalogue import Catalogue, Report
from schemas.period import Period
from schemas.place import Place
from schemas.report import Annex, ReportHead, ReportStatus

PROSE, ANNEXES = "noi-dung-bao-cao", "phu-luc"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """What the page of a report says."""

    crumbs: tuple[Crumb, ...]
    title: str
    subtitle: str
    period: str
    as_of: str
    notes: tuple[str, ...]
    answer: str
    submission: Badge | None
    timeliness: str
    facts: tuple[Fact, ...]
    recipients: tuple[str, ...]
    corrections: Section | None
    changes: Section
    prose: ProseView
    annexes: tuple[Section, ...]
    attachments: tuple[AttachmentView, ...]
    previous: tuple[str, str] | None
    next: tuple[str, str] | None
    downloads: tuple[Download, ...] = ()


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the page of a report shares with that of its annexes."""

    notes: tuple[str, ...]
    corrected: tuple[Corrected, ...]
    changes: Section


def plan_report_pages(
    catalogue: Catalogue,
    figures: Figures,
    shared: Shared | None = None,
    *,
    documents: bool = False,
) -> Iterator[PagePlan]:
    """Plan a page of every report that may be shown, each followed by that of its annexes.

    `documents`: whether the reports' documents are made too, so that the pages offer them.
    """
    shared = shared or Shared(catalogue, figures)
    for key in figures.reports:
        downloads = report_downloads(*key) if documents else ()
        yield PagePlan(
            report_uri(*key), partial(_report_page, catalogue, figures, shared, key, downloads)
        )
        yield PagePlan(
            report_annexes_uri(*key),
            partial(_annexes_page, catalogue, figures, shared, key),
            beside=report_uri(*key),
        )


def addresses_of_content(catalogue: Catalogue, figures: Figures) -> Mapping[str, str]:
    """Return path of a content file, or of its folder → address of its page, reports as well."""
    reports = {report.prose.path: report_uri(*key) for key, report in figures.reports.items()}
    return {**content_addresses(catalogue), **reports}


def _parts_of(catalogue: Catalogue, figures: Figures, shared: Shared, report: Report) -> _Parts:
    return shared.once(("parts", report.key), partial(_parts, catalogue, figures, report))


def _parts(catalogue: Catalogue, figures: Figures, report: Report) -> _Parts:
    corrected = shown_corrections(catalogue, figures, [report.period])
    return _Parts(
        notes=(
            *_draft_notes(report.head.record),
            *period_notes(catalogue, figures, report.period),
        ),
        corrected=tuple(each for each in corrected if each.report.key == report.key),
        changes=changes_section(catalogue, figures, report),
    )


def _annexes_page(
    catalogue: Catalogue, figures: Figures, shared: Shared, key: tuple[Period, str]
) -> PageView:
    report = figures.reports[key]
    parts = _parts_of(catalogue, figures, shared, report)
    unmarked = annex_sections(catalogue, figures, report, area_ranks(catalogue))
    annexes = (
        with_marks(section, annex, parts.corrected)
        for section, annex in zip(unmarked, Annex, strict=True)
    )
    shown = in_short(parts.changes, report_annexes_uri(*report.key))
    rest = [] if shown is parts.changes else [parts.changes]
    return report_annexes_page(catalogue, report, [*rest, *annexes], parts.notes)


def _report_page(
    catalogue: Catalogue,
    figures: Figures,
    shared: Shared,
    key: tuple[Period, str],
    downloads: tuple[Download, ...],
) -> PageView:
    report = figures.reports[key]
    view = replace(_report_view(catalogue, figures, shared, report), downloads=downloads)
    return PageView(
        uri=report_uri(*report.key),
        kind="report",
        title=view.title,
        template="report.html.j2",
        view=view,
        section=REPORTS,
        toc=_contents(view),
        search=SearchEntry(
            name=report.head.record.document_number or "",
            team=team_label(catalogue, report.team_id),
            period=report.period,
        ),
    )


def _report_view(
    catalogue: Catalogue, figures: Figures, shared: Shared, report: Report
) -> ReportView:
    head, parts = report.head.record, _parts_of(catalogue, figures, shared, report)
    team = catalogue.teams[report.team_id].team.record
    title = f"Báo cáo {in_sentence(report.period)} – {team_label(catalogue, report.team_id)}"
    submission = figures.submissions.get(report.key)
    annexes = annex_summaries(catalogue, figures, report)
    taken = [CORRECTIONS, CHANGES, PROSE, ANNEXES, *(section.id for section in annexes)]
    prose = build_prose(
        report.prose,
        first_level=3,
        taken=taken,
        quotes=build_quotes(catalogue, figures, report),
        addresses=shared.by_key(addresses_of_content),
    )
    return ReportView(
        crumbs=_crumbs(catalogue, report),
        title=title,
        subtitle=f"Bộ phận giúp việc {team.name}",
        period=report.period.label,
        as_of=format_day(head.data_as_of),
        notes=parts.notes,
        answer=head.summary,
        submission=submission_badge(submission) if submission else None,
        timeliness=_timeliness(submission),
        facts=_facts(catalogue, report),
        recipients=head.recipients,
        corrections=corrections_section(catalogue, parts.corrected),
        changes=in_short(parts.changes, report_annexes_uri(*report.key)),
        prose=replace(prose, matters=shared.by_key(matter_addresses)),
        annexes=annexes,
        attachments=attachment_views(catalogue, report),
        previous=_neighbour(catalogue, figures, report.period.previous, report.team_id),
        next=_neighbour(catalogue, figures, report.period.next, report.team_id),
    )


def _crumbs(catalogue: Catalogue, report: Report) -> tuple[Crumb, ...]:
    return (
        Crumb("Trang chủ", HOME),
        Crumb("Báo cáo", REPORTS),
        Crumb(report.period.label, period_uri(report.period)),
        Crumb(team_label(catalogue, report.team_id)),
    )


def _contents(view: ReportView) -> tuple[TocEntry, ...]:
    return (
        *((TocEntry(DOWNLOADS, "Tải về"),) if view.downloads else ()),
        *(sections_toc([view.corrections]) if view.corrections else ()),
        TocEntry(CHANGES, view.changes.title),
        TocEntry(PROSE, "Nội dung báo cáo", view.prose.toc),
        TocEntry(ANNEXES, "Phụ lục"),
    )


def _draft_notes(head: ReportHead) -> tuple[str, ...]:
    """Return the mark that a preview puts on a report that is not issued."""
    if head.status is ReportStatus.ISSUED:
        return ()
    return ("Dự thảo",) if head.status is ReportStatus.DRAFT else ("Dự thảo", head.status.label)


def _timeliness(submission: Submission | None) -> str:
    """Return `Gửi ngày 22/06/2026, chậm 2 ngày so với hạn 20/06/2026.`."""
    if submission is None:
        return "Kỳ này không phải gửi báo cáo."
    due = format_day(submission.due)
    if submission.submitted_on is None:
        return f"Chưa gửi; hạn gửi {due}."
    sent = f"Gửi ngày {format_day(submission.submitted_on)}"
    if submission.state is SubmissionState.LATE:
        return f"{sent}, {late_by(submission.days_late)} so với hạn {due}."
    early = (submission.due - submission.submitted_on).days
    if not early:
        return f"{sent}, đúng ngày hạn."
    return f"{sent}, trước hạn {due} {count_days(early)}."


def _facts(catalogue: Catalogue, report: Report) -> tuple[Fact, ...]:
    head = report.head.record
    signer = head.signer
    return (
        fact("Số, ký hiệu", head.document_number, reason="chưa có số"),
        fact("Ngày ban hành", _day(head.issued_on), reason="chưa ban hành"),
        fact("Nơi ban hành", head.place),
        fact("Người ký", f"{signer.post} {signer.name}" if signer else None, reason="chưa ký"),
        fact("Người soạn", head.prepared_by),
        fact("Người soát", head.checked_by),
        fact("Người duyệt", _approved(head), reason="chưa duyệt"),
        fact("Tình trạng", head.status.label),
        fact("Tổ", catalogue.teams[report.team_id].team.record.name, uri=team_uri(report.team_id)),
        fact("Nguồn", _folder(report.head.source.at())),
    )


def _day(day: dt.date | None) -> str | None:
    return format_day(day) if day else None


def _approved(head: ReportHead) -> str | None:
    if head.approved_by is None:
        return None
    day = _day(head.approved_on)
    return f"{head.approved_by}, ngày {day}" if day else head.approved_by


def _folder(place: Place) -> str:
    return place.path.removeprefix("content/")


def _neighbour(
    catalogue: Catalogue, figures: Figures, period: Period, team_id: str
) -> tuple[str, str] | None:
    if (period, team_id) not in figures.reports:
        return None
    return f"{team_label(catalogue, team_id)}, {in_sentence(period)}", report_uri(period, team_id)
