"""The open matters of a team before a new report: the last word on each, in the new report's form.

A matter stands in the new report where the rules of continuity will ask for it; where its latest
word, of whatever kind of report, leaves it open with this team; and, in a quarter or a year, where
a report of the months inside told of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

from build_tools.editing.carried_audience import carried_mark
from build_tools.validation.rules.continuity import awaited_matters
from build_tools.validation.rules.matters import MatterKey, Said, matters_of
from schemas.annex_row import Item
from schemas.catalogue import Catalogue, Located, Report
from schemas.period import Period
from schemas.registers import ITEM_ANNEXES
from schemas.report import Annex, ReportStatus

# What a period may bring to a matter; where it stands already, only a state is asked anew.
_NEWS: Mapping[Annex, tuple[str, ...]] = {
    Annex.ISSUES: ("status", "resolved_on", "result"),
    Annex.REQUESTS: ("forwarded_on", "opinion", "opinion_ref", "notified_on", "status"),
    Annex.RECOMMENDATIONS: ("response", "response_ref", "response_on", "status"),
    Annex.DIRECTIVES: (
        "disseminated_on",
        "local_plan_ref",
        "progress_pct",
        "status",
        "completed_on",
        "evidence",
    ),
    Annex.INFORMATION_REQUESTS: ("received_on", "status"),
    Annex.TASKS: ("completed_on", "status"),
}
_ALWAYS_NEWS = {"status", "progress_pct"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedMatter:
    """A matter in the new report: `record` as it stood, `last` the row and `told_in` its report.

    The note is left out (it explained the last period); `to_update` are the fields that this period
    may fill in or change, none where the matter is closed.
    """

    annex: Annex
    record: Item
    to_update: tuple[str, ...]
    last: Located[Item]
    told_in: Report


def carry_matters(
    catalogue: Catalogue, team_id: str, period: Period, audience: str
) -> Mapping[Annex, tuple[CarriedMatter, ...]]:
    """Return the matters of each annex of items, by id; `audience` is the new report's."""
    reports = [
        report
        for report in catalogue.reports.values()
        if report.period < period
        and (report.head.record.status is not ReportStatus.DRAFT or report.team_id == team_id)
    ]
    last_words = _last_words(reports)
    keys = sorted(_wanted(catalogue, reports, team_id, period, last_words))
    rows: dict[Annex, list[CarriedMatter]] = {annex: [] for annex in ITEM_ANNEXES}
    for key in keys:
        rows[key.annex].append(_carried(last_words[key], team_id, audience))
    return MappingProxyType({annex: tuple(found) for annex, found in rows.items()})


def _last_words(reports: Iterable[Report]) -> Mapping[MatterKey, Said]:
    """Return the latest word on each matter; of one period, that of who took it over."""
    words = chain.from_iterable(matters_of(report).values() for report in reports)
    ordered = sorted(words, key=lambda said: (said.report.period, said.handed_over_to is None))
    return {said.key: said for said in ordered}


def _wanted(
    catalogue: Catalogue,
    reports: list[Report],
    team_id: str,
    period: Period,
    last_words: Mapping[MatterKey, Said],
) -> set[MatterKey]:
    of_kind = [report for report in reports if report.period.kind is period.kind]
    that_came = [one for one in of_kind if one.head.record.status is not ReportStatus.DRAFT]
    inside = (
        report
        for report in reports
        if report.team_id == team_id and period.first_day <= report.period.first_day
    )
    return {
        *awaited_matters(catalogue, of_kind, team_id),
        # A draft counts as not there until it comes: what it closes is awaited until then.
        *awaited_matters(catalogue, that_came, team_id),
        *(key for key, said in last_words.items() if said.taker == team_id),
        *(key for report in inside for key in matters_of(report)),
    }


def _carried(said: Said, team_id: str, audience: str) -> CarriedMatter:
    last = said.row.record
    is_taken_over = last.handed_over_to == team_id
    record = last.model_copy(
        update={
            "note": None,
            "handed_over_to": None if is_taken_over else last.handed_over_to,
            "audience": carried_mark(said.report, last, audience),
        }
    )
    return CarriedMatter(
        annex=said.key.annex,
        record=record,
        to_update=_to_update(said.key.annex, record),
        last=said.row,
        told_in=said.report,
    )


def _to_update(annex: Annex, record: Item) -> tuple[str, ...]:
    if not record.is_open or record.handed_over_to is not None:
        return ()
    return tuple(
        name for name in _NEWS[annex] if name in _ALWAYS_NEWS or getattr(record, name) is None
    )
