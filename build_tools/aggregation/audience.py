"""What may be shown, decided in one place, before anything is counted."""

from collections.abc import Mapping
from dataclasses import replace

from schemas.annex_row import AnnexRow
from schemas.catalogue import Catalogue, Located, Report
from schemas.period import Period
from schemas.report import ReportStatus

INTRANET = "intranet"


def shown_reports(
    catalogue: Catalogue, *, drafts: bool = False
) -> Mapping[tuple[Period, str], Report]:
    """Return the reports that the site may show, each without the rows that it may not.

    Shown is what is issued and meant for the whole intranet. `drafts` adds what is not issued yet;
    only an editor's own preview asks for it. Rows left out are in no figure, count or thread.
    """
    return {
        key: _without_narrowed_rows(report)
        for key, report in catalogue.reports.items()
        if (drafts or report.head.record.status is ReportStatus.ISSUED)
        and report.head.record.audience == INTRANET
    }


def _without_narrowed_rows(report: Report) -> Report:
    annexes = {annex: _open_to_all(rows) for annex, rows in report.annexes.items()}
    return replace(report, annexes=annexes)


def _open_to_all(rows: tuple[Located[AnnexRow], ...]) -> tuple[Located[AnnexRow], ...]:
    return tuple(row for row in rows if row.record.audience in {None, INTRANET})
