"""What an audience may see, decided in one place, before anything is counted, cited or listed.

A build for an audience is the build of the content from which everything that it may not see was
deleted: reports, rows, what depends on them, and the lines on which they stood (the numbers of the
lines below move up, a digest is of the file without them). Two things alone tell that something is
withheld, because a deletion would say what is not true: that a report came, and on which day; and
which totals of figures are not whole (decision 0010).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from build_tools.aggregation.cut_lines import Cuts, cut_digest, cuts_of, line_after, moved_up
from build_tools.validation.corrected import find_corrected
from build_tools.validation.later import narrowed_annexes
from schemas.annex_row import AnnexRow
from schemas.audience import INTRANET, LEADERSHIP, may_see
from schemas.catalogue import Catalogue, Located, Report, WithheldFigure
from schemas.correction import Correction
from schemas.events import Meeting
from schemas.indicator import IndicatorValue
from schemas.items import Recommendation
from schemas.period import Period
from schemas.period_lock import PeriodLock
from schemas.place import Place
from schemas.report import Annex, ReportStatus

ReportKey = tuple[Period, str]
_REPORTS = "content/reports/"
_DEPTH_OF_REPORT = 4  # content/reports/<period>/<team>


@dataclass(frozen=True, slots=True)
class Sight:
    """What one audience may see; `drafts` adds what is not issued, for an editor's own preview."""

    audience: str = INTRANET
    drafts: bool = False

    def shows_report(self, report: Report) -> bool:
        """Say whether the report may be seen at all."""
        head = report.head.record
        issued = self.drafts or head.status is ReportStatus.ISSUED
        return issued and may_see(self.audience, head.audience)

    def shows_row(self, row: Located[AnnexRow]) -> bool:
        """Say whether the row of a report that is shown may be seen."""
        mark = row.record.audience
        return mark is None or may_see(self.audience, mark)

    def cuts(self, catalogue: Catalogue) -> Mapping[str, Cuts]:
        """Return path → lines that are left out, of the annexes of reports that are shown."""
        if self.audience == LEADERSHIP:  # sees every row
            return {}
        return {
            report.annexes[annex][0].source.path: cuts
            for report in catalogue.reports.values()
            if self.shows_report(report)
            for annex, cuts in self.cuts_in(report).items()
        }

    def cuts_in(self, report: Report) -> Mapping[Annex, Cuts]:
        """Return the lines that are left out of each annex of which any are."""
        narrowed = narrowed_annexes(report.annexes)
        some = (annex for annex in report.annexes if annex in narrowed)
        cuts = {annex: cuts_of(report.annexes[annex], self.shows_row) for annex in some}
        return {annex: own for annex, own in cuts.items() if own}

    def places(self, catalogue: Catalogue) -> Callable[[Place], Place | None]:
        """Return what tells where a place stands in what is shown; None where it is not shown."""
        cuts = self.cuts(catalogue)
        folders = _folders(filter(self.shows_report, catalogue.reports.values()))

        def seen(place: Place) -> Place | None:
            line = line_after(place.line, cuts.get(place.path, ()))
            if line is None or not _is_shown(place.path, folders):
                return None
            return place._replace(line=line)

        return seen


def as_seen(catalogue: Catalogue, sight: Sight) -> Catalogue:
    """Return the catalogue as the audience may see it; of one that was seen so already the same."""
    shown = {key: each for key, each in catalogue.reports.items() if sight.shows_report(each)}
    cuts = sight.cuts(catalogue)
    if len(shown) == len(catalogue.reports) and not cuts:
        return catalogue
    reports, unlinked = _without_hidden_links(
        {key: _without_hidden_rows(report, sight) for key, report in shown.items()}, catalogue
    )
    attached = {path for report in reports.values() for path in report.attachments}
    unseen = unlinked | _attached(catalogue) - attached
    seen = replace(
        catalogue,
        reports=reports,
        attachments={
            path: each for path, each in catalogue.attachments.items() if path in attached
        },
        locks={period: _without_contents(lock) for period, lock in catalogue.locks.items()},
        digests=_digests(catalogue, shown.values(), cuts, unseen),
        narrowed_files={},
        withheld=_withheld(catalogue, shown),
        withheld_figures=catalogue.withheld_figures | _withheld_figures(catalogue, sight),
    )
    return replace(seen, corrections=_corrections(catalogue, seen))


def _without_hidden_rows(report: Report, sight: Sight) -> Report:
    cuts = sight.cuts_in(report)
    if not cuts:
        return report
    annexes = {
        annex: moved_up([row for row in rows if sight.shows_row(row)], cuts[annex])
        if annex in cuts
        else rows
        for annex, rows in report.annexes.items()
    }
    return replace(report, annexes=annexes, attachments=_attachments(report, annexes))


def _attachments(
    report: Report, shown: Mapping[Annex, Sequence[Located[AnnexRow]]]
) -> tuple[str, ...]:
    """Leave out what only rows name that are left out; what no row names is the report's own."""
    hidden = _named_files(report.annexes) - _named_files(shown)
    return tuple(path for path in report.attachments if path.rpartition("/")[2] not in hidden)


def _named_files(annexes: Mapping[Annex, Sequence[Located[AnnexRow]]]) -> set[str]:
    records = (row.record for row in annexes.get(Annex.MEETINGS, ()))
    return {record.file for record in records if isinstance(record, Meeting) and record.file}


def _without_hidden_links(
    reports: Mapping[ReportKey, Report], whole: Catalogue
) -> tuple[Mapping[ReportKey, Report], frozenset[str]]:
    """Take the id of a matter that is not shown from the rows that refer to it.

    Return the reports, and the paths of the files that had such a row.
    """
    known, shown = _issue_ids(whole.reports.values()), _issue_ids(reports.values())
    hidden = known - shown
    unlinked = {
        row.source.path
        for report in reports.values()
        for row in report.recommendations
        if row.record.issue_id in hidden
    }
    if not unlinked:
        return reports, frozenset()
    return {key: _unlinked(report, hidden) for key, report in reports.items()}, frozenset(unlinked)


def _issue_ids(reports: Iterable[Report]) -> set[str | None]:
    return {row.record.issue_id for report in reports for row in report.issues}


def _unlinked(report: Report, hidden: set[str | None]) -> Report:
    if not any(row.record.issue_id in hidden for row in report.recommendations):
        return report
    rows = tuple(
        replace(row, record=_without_issue(row.record)) if row.record.issue_id in hidden else row
        for row in report.recommendations
    )
    return replace(report, annexes={**report.annexes, Annex.RECOMMENDATIONS: rows})


def _without_issue(record: Recommendation) -> Recommendation:
    return record.model_copy(update={"issue_id": None})


def _withheld(
    catalogue: Catalogue, shown: Mapping[ReportKey, Report]
) -> Mapping[ReportKey, dt.date]:
    """Return the day on which each report came that is left out; a draft has not come."""
    came = {
        key: report.head.record.submitted_on
        for key, report in catalogue.reports.items()
        if key not in shown and report.head.record.status is not ReportStatus.DRAFT
    }
    return {**catalogue.withheld, **{key: day for key, day in came.items() if day is not None}}


def _withheld_figures(catalogue: Catalogue, sight: Sight) -> frozenset[WithheldFigure]:
    """Return of which figures the rows that are left out for the audience alone."""
    everyone = replace(sight, audience=LEADERSHIP)
    return frozenset(
        WithheldFigure(report.period, report.team_id, row.record.unit_code, row.record.indicator_id)
        for report in catalogue.reports.values()
        if everyone.shows_report(report)
        for row in _hidden_rows(report, sight)
    )


def _hidden_rows(report: Report, sight: Sight) -> Sequence[Located[IndicatorValue]]:
    if not sight.shows_report(report):
        return report.indicators
    if Annex.INDICATORS not in narrowed_annexes(report.annexes):
        return ()
    return [row for row in report.indicators if not sight.shows_row(row)]


def _digests(
    catalogue: Catalogue,
    shown: Iterable[Report],
    cuts: Mapping[str, Cuts],
    unseen: frozenset[str],
) -> Mapping[str, str]:
    """Return the digests of what is shown; of an annex with hidden rows that of the rest.

    A file whose rest cannot be told to the byte has none: the digest of what is hidden would prove
    a guess of it.
    """
    folders = _folders(shown)
    found: dict[str, str] = {}
    for path, digest in catalogue.digests.items():
        if _is_shown(path, folders) and path not in unseen:
            own = cuts.get(path)
            text = catalogue.narrowed_files.get(path, "")
            rest = cut_digest(text, digest, own) if own else digest
            if rest is not None:
                found[path] = rest
    return found


def _attached(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(path for each in catalogue.reports.values() for path in each.attachments)


def _without_contents(lock: PeriodLock) -> PeriodLock:
    """Leave of a closed period who closed it and when: its digests are of everyone's rows."""
    return replace(lock, corrections=0, corrections_sha256="", files={})


def _corrections(
    whole: Catalogue, seen: Catalogue
) -> Mapping[Period, Sequence[Located[Correction]]]:
    """Keep the corrections of what is shown."""
    kept = {
        period: tuple(row for row in rows if find_corrected(seen, period, row))
        for period, rows in whole.corrections.items()
    }
    return {period: rows for period, rows in kept.items() if rows}


def _folders(reports: Iterable[Report]) -> frozenset[str]:
    return frozenset(report.head.source.path.rpartition("/")[0] for report in reports)


def _is_shown(path: str, folders: frozenset[str]) -> bool:
    """Say whether a file is of a report that is shown or of none.

    What stands in a period's own folder speaks of all its reports, and so is told of to nobody.
    """
    if not path.startswith(_REPORTS):
        return True
    return "/".join(path.split("/")[:_DEPTH_OF_REPORT]) in folders
