"""Nothing is left out in silence: a report, an annex, an indicator, a figure (Article 2.1).

Present, declared `không phát sinh` and missing are three different things.
"""

import datetime as dt
import re
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic
from build_tools.validation.kept import KeptByReport, each_finding
from build_tools.validation.rows import column_of
from build_tools.validation.rules.text_units import LOWER
from build_tools.validation.rules.wording import (
    annex_place,
    cut_off,
    day_text,
    list_text,
    period_text,
)
from schemas.catalogue import Catalogue, Report, in_force
from schemas.report import Annex, ReportStatus
from schemas.schedule import expected_periods

_LONGEST_SUMMARY = 3  # sentences
_SENTENCE_END = re.compile(rf"[.!?…]+[\"”’)]*(?:\s+(?![{LOWER}])|$)")
_ABBREVIATION = re.compile(r"(?<![^\W\d_])(?:TP|Tp|TX|TS|ThS|GS|PGS|BS|CK|v\.v)\.(?=\s+\S)")


def check_completeness(
    catalogue: Catalogue, today: dt.date, kept: KeptByReport | None = None
) -> Iterator[Diagnostic]:
    """Yield `completeness.*`: a missing report warns, for the site shows it; other gaps stop."""
    yield from _check_reports(catalogue, today)
    yield from each_finding(catalogue, _of_report, kept)


def _of_report(catalogue: Catalogue, report: Report) -> tuple[Diagnostic, ...]:
    return (
        *_check_annexes(report),
        *_check_summary(report),
        *_check_coverage(catalogue, report),
        *_check_blanks(report),
    )


def _check_reports(catalogue: Catalogue, today: dt.date) -> Iterator[Diagnostic]:
    for period in expected_periods(catalogue.settings, catalogue.schedule, today):
        due, closed = catalogue.schedule.due(period), catalogue.schedule.cut_off(period)
        for team_id, folder in catalogue.teams.items():
            team = folder.team.record
            if period in catalogue.locks and team_id in catalogue.locks[period].missing:
                continue  # closed without it, and the lock says why
            report = catalogue.reports.get((period, team_id))
            came = report and report.head.record.status is not ReportStatus.DRAFT
            if came or due >= today or not in_force(team.valid_from, team.valid_to, closed):
                continue
            yield Diagnostic(
                code="completeness.missing-report",
                place=folder.team.source.at(),
                value=period_text(period),
                params={"team": team.name, "due": day_text(due)},
            )


def _check_annexes(report: Report) -> Iterator[Diagnostic]:
    declared = report.head.record.nothing_to_report
    for annex in Annex:
        rows = report.annexes.get(annex)
        params = {"annex": annex.label, "file": annex.file_name, "name": annex.value}
        if rows and annex in declared:
            yield Diagnostic(
                code="completeness.declared-but-filled",
                place=report.head.source.at("nothing_to_report"),
                value=annex.label,
                related=rows[0].source.at(),
                params=params,
            )
        elif rows is None and annex not in declared:
            yield Diagnostic(
                code="completeness.missing-annex",
                place=report.head.source.at("nothing_to_report"),
                value=annex.label,
                params=params,
            )
        elif not rows and annex not in declared:
            yield Diagnostic(
                code="completeness.empty-annex", place=annex_place(report, annex), params=params
            )


def _check_summary(report: Report) -> Iterator[Diagnostic]:
    summary = _ABBREVIATION.sub("", report.head.record.summary.strip())
    ends = list(_SENTENCE_END.finditer(summary))
    unfinished = not ends or ends[-1].end() < len(summary)
    sentences = len(ends) + unfinished
    if sentences > _LONGEST_SUMMARY:
        yield Diagnostic(
            code="completeness.long-summary",
            place=report.head.source.at("summary"),
            params={"sentences": str(sentences)},
        )


def _check_coverage(catalogue: Catalogue, report: Report) -> Iterator[Diagnostic]:
    rows = report.indicators
    if not rows or report.team_id not in catalogue.teams:
        return
    areas = catalogue.areas_of(report.team_id, cut_off(catalogue, report))
    given = set(zip(column_of(rows, "indicator_id"), column_of(rows, "unit_code"), strict=True))
    for indicator_id, indicator in catalogue.indicators.items():
        if report.period.kind not in indicator.record.period_types:
            continue
        missing = [area for area in areas if (indicator_id, area) not in given]
        if missing:
            names = [catalogue.areas[area].record.full_name for area in missing]
            yield Diagnostic(
                code="completeness.missing-figures",
                place=annex_place(report, Annex.INDICATORS),
                value=indicator_id,
                params={
                    "indicator": indicator.record.name,
                    "count": str(len(missing)),
                    "areas": list_text(names),
                },
            )


def _check_blanks(report: Report) -> Iterator[Diagnostic]:
    rows = report.indicators
    said = zip(*(column_of(rows, name) for name in ("actual", "cumulative", "note")), strict=True)
    for at, each in enumerate(said):
        if each == (None, None, None):
            yield Diagnostic(
                code="completeness.blank-without-reason", place=rows[at].source.at("actual")
            )


FACTS = (_of_report,)
