"""Which ids and which document number a team may give next."""

from collections.abc import Iterable, Iterator, Mapping

from build_tools.validation.rules.items import ID_FIELDS
from schemas.catalogue import Catalogue, Report
from schemas.period import Period
from schemas.report import Annex

ID_PREFIXES = {
    Annex.ISSUES: "VD",
    Annex.REQUESTS: "DN",
    Annex.RECOMMENDATIONS: "KN",
    Annex.REMINDERS: "DD",
    Annex.MEETINGS: "HN",
    Annex.ORIENTATION: "DH",
    Annex.INFORMATION_REQUESTS: "YC",
    Annex.TASKS: "NV",
}
_PER_TEAM = 1000  # team 1 numbers from 01001, team 2 from 02001


def next_ids(catalogue: Catalogue, team_id: str, year: int) -> Mapping[Annex, str]:
    """Return the first id of each register that no report has, in the year and the team's range.

    A register whose range is used up (999 matters a year) is left out.
    """
    number = catalogue.teams[team_id].team.record.number
    found: dict[Annex, str] = {}
    for annex, prefix in ID_PREFIXES.items():
        used = max(_used(catalogue, annex, f"{prefix}-{year}-", number), default=0)
        if used + 1 < _PER_TEAM:
            found[annex] = f"{prefix}-{year}-{number:02}{used + 1:03}"
    return found


def _used(catalogue: Catalogue, annex: Annex, start: str, team: int) -> Iterator[int]:
    field = ID_FIELDS[annex]
    for report in catalogue.reports.values():
        for row in report.annexes.get(annex, ()):
            own_id: str = getattr(row.record, field)
            if own_id.startswith(start):
                owner, number = divmod(int(own_id.removeprefix(start)), _PER_TEAM)
                if owner == team:
                    yield number


def next_document_number(catalogue: Catalogue, team_id: str, period: Period) -> str | None:
    """Return the number after the team's highest in the term; None before its first.

    The series runs per kind of document and term, not per year: reports are one kind. Before the
    first report of the term nobody here can know which numbers the section has given elsewhere.
    """
    settings = catalogue.settings
    term = range(settings.term_from, settings.term_to + 1)
    numbers = _numbers(catalogue.reports.values(), team_id, term) if period.year in term else []
    highest = max(numbers, default=None)
    return None if highest is None else f"{highest + 1:02}"


def _numbers(reports: Iterable[Report], team_id: str, years: range) -> list[int]:
    heads = [one.head.record for one in reports if one.team_id == team_id]
    return [int(head.number) for head in heads if head.number and head.period.year in years]
