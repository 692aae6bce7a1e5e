"""Every kind of period that is expected or reported has its days in the schedule."""

from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic
from schemas.catalogue import Catalogue, Source


def check_schedule(catalogue: Catalogue, settings: Source) -> Iterator[Diagnostic]:
    """Check the periods of the settings and of the reports against the schedule's rules."""
    for index, period in enumerate(catalogue.settings.expected_from):
        if catalogue.schedule.rule(period) is None:
            place = settings.at(f"expected_from.{index}")
            params = {"kind": period.kind.label}
            yield Diagnostic(
                code="structure.not-scheduled", place=place, value=period.id, params=params
            )
    for report in catalogue.reports.values():
        if catalogue.schedule.rule(report.period) is None:
            yield Diagnostic(
                code="structure.not-scheduled",
                place=report.head.source.at("period"),
                value=report.period.id,
                params={"kind": report.period.kind.label},
            )
