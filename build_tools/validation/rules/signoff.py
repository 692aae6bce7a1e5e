"""Sign-off: what each step of a report asks for, and who may approve (Article 2.2, 2.4)."""

import datetime as dt
from collections.abc import Iterator, Mapping

from build_tools.diagnostics import Diagnostic
from build_tools.validation.kept import KeptByReport, each_finding
from build_tools.validation.rules.wording import day_text, label
from schemas.base import same_name
from schemas.catalogue import Catalogue, Report
from schemas.report import ReportStatus

_DAYS_TO_COMMIT = 3  # a weekend, or a day on which the section could not reach the repository
_SUBMITTED = ("submitted_on",)
_APPROVED = (*_SUBMITTED, "checked_by", "approved_by", "approved_on")
_REQUIRED = {
    ReportStatus.DRAFT: (),
    ReportStatus.SUBMITTED: _SUBMITTED,
    ReportStatus.APPROVED: _APPROVED,
    ReportStatus.ISSUED: (*_APPROVED, "number", "symbol", "issued_on", "signer"),
}


def check_signoff(catalogue: Catalogue, kept: KeptByReport | None = None) -> Iterator[Diagnostic]:
    """Yield `signoff.*` for every report."""
    yield from each_finding(catalogue, _of_report, kept)


def _of_report(catalogue: Catalogue, report: Report) -> tuple[Diagnostic, ...]:
    return (*_check_required(report), *_check_approver(catalogue, report))


def check_first_commits(
    catalogue: Catalogue, first_commits: Mapping[str, dt.date]
) -> Iterator[Diagnostic]:
    """Yield where git first had a report well after the day on which it is said to have come.

    On time is judged by `submitted_on`, which is written once: this says when it was written late.
    A report that `first_commits` does not name is not judged, nor is an illustrative content, which
    nobody ever submitted.
    """
    if catalogue.settings.illustrative:
        return
    for report in catalogue.reports.values():
        source, submitted_on = report.head.source, report.head.record.submitted_on
        first = first_commits.get(source.path)
        if first is None or submitted_on is None:
            continue
        days = (first - submitted_on).days
        if days > _DAYS_TO_COMMIT:
            yield Diagnostic(
                code="signoff.first-commit-later",
                place=source.at("submitted_on"),
                value=day_text(submitted_on),
                params={
                    "first": day_text(first),
                    "days": str(days),
                    "allowed": str(_DAYS_TO_COMMIT),
                },
            )


def _check_required(report: Report) -> Iterator[Diagnostic]:
    head = report.head.record
    for name in _REQUIRED[head.status]:
        if getattr(head, name) is None:
            field = label(head, name)
            yield Diagnostic(
                code="signoff.missing",
                place=report.head.source.at("status"),
                value=field,
                params={"status": head.status.label, "name": name},
            )


def _check_approver(catalogue: Catalogue, report: Report) -> Iterator[Diagnostic]:
    head = report.head.record
    if (
        head.approved_by is None
        or head.approved_on is None
        or report.team_id not in catalogue.teams
    ):
        return
    approver = catalogue.section_head(report.team_id, head.approved_on)
    if approver is None or same_name(approver.full_name, head.approved_by):
        return  # a section without a head is a finding of `structure`
    yield Diagnostic(
        code="signoff.not-the-head",
        place=report.head.source.at("approved_by"),
        value=head.approved_by,
        nearest=approver.full_name,
        params={"day": day_text(head.approved_on)},
    )


FACTS = (_of_report,)
