"""Which findings an audience may be told of: those that say nothing of what it may not see."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from build_tools.aggregation.audience import Sight
from build_tools.diagnostics import Diagnostic
from build_tools.validation.kept import KeptByReport
from build_tools.validation.rules.completeness import check_completeness
from build_tools.validation.rules.numbers import check_numbers
from build_tools.validation.rules.prose_figures import check_prose_figures
from build_tools.validation.rules.structure import check_reports
from schemas.catalogue import Catalogue

_REPORTS = "content/reports/"
# What these say rests on the one place where they stand.
_OF_ONE_PLACE = (
    "file.",
    "text.",
    "csv.",
    "yaml.",
    "markdown.",
    "completeness.long-summary",
    "exception.stale",
    "signoff.first-commit-later",
)


def seen_findings(  # noqa: PLR0913, PLR0917  each decides of itself what may be told
    whole: Catalogue,
    seen: Catalogue,
    sight: Sight,
    findings: Iterable[Diagnostic],
    today: dt.date,
    kept: KeptByReport | None = None,
) -> tuple[Diagnostic, ...]:
    """Return the findings of the whole catalogue that may be told, placed as they are seen.

    A finding that compares several places is told only where the same one follows from what the
    audience may see: then no value in it can be one that is left out. What is not finished in a
    draft is told in a preview alone. `kept`: what was found earlier of what is seen.
    """
    findings = [each for each in findings if sight.drafts or not each.of_draft]
    if seen is whole:
        return tuple(findings)
    judged = {_said(each) for each in _judge(seen, today, kept)}
    return tuple(
        each
        for each in _placed(whole, sight, findings)
        if not each.place.path.startswith(_REPORTS)
        or each.code.startswith(_OF_ONE_PLACE)
        or _said(each) in judged
    )


def _placed(whole: Catalogue, sight: Sight, findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings whose places are shown."""
    places = sight.places(whole)
    for each in findings:
        place, related = places(each.place), each.related and places(each.related)
        if place is not None and (related is not None or each.related is None):
            yield replace(each, place=place, related=related)


def _judge(seen: Catalogue, today: dt.date, kept: KeptByReport | None) -> Iterator[Diagnostic]:
    """Yield what the rules that only warn find in what is shown."""
    yield from check_reports(seen, are_all_sound=True, kept=kept)
    yield from check_completeness(seen, today, kept)
    yield from check_numbers(seen, kept)
    yield from check_prose_figures(seen, kept)


def _said(finding: Diagnostic) -> tuple[object, ...]:
    return (*finding.identity(), finding.related, tuple(sorted(finding.params.items())))
