"""What a new report takes over from those before it: open matters, last figures, dates, ids.

Pure: from the catalogue to a frozen value; the new report's files, its Word form and its workbook
are written from it. What must stand in the new report is asked of the rules of continuity
themselves (`validation.rules.continuity`), so that both always agree.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from build_tools.editing.carried_figures import CarriedFigure, carry_figures
from build_tools.editing.carried_matters import CarriedMatter, carry_matters
from build_tools.editing.next_numbers import next_document_number, next_ids
from schemas.annex_row import Item
from schemas.audience import INTRANET
from schemas.catalogue import Catalogue, Report
from schemas.period import Period
from schemas.report import Annex, ReportStatus
from schemas.team import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOver:
    """What is known of a new report before anybody has written a word of it.

    `previous` is the team's last report of the same kind, also where that is still a draft.
    `matters` has an entry for each annex of items (`schemas.registers.ITEM_ANNEXES`), empty where
    nothing is open; `figures` one row for each area and indicator of the kind of period.
    `next_ids` are free in all reports; `next_number` is None where nobody here can know it.
    `remarks` are Vietnamese sentences on what the section must decide itself.
    """

    team_id: str
    period: Period
    cut_off: dt.date
    due: dt.date
    audience: str
    head: Member | None
    previous: Report | None
    matters: Mapping[Annex, tuple[CarriedMatter, ...]]
    figures: tuple[CarriedFigure, ...]
    next_ids: Mapping[Annex, str]
    next_number: str | None
    remarks: tuple[str, ...]


def carry_over(catalogue: Catalogue, team_id: str, period: Period) -> CarryOver:
    """Work out what a new report of the team starts from.

    Raises KeyError for an unknown team and for a kind of period that the schedule does not have.
    """
    cut_off = catalogue.schedule.cut_off(period)
    previous = _previous(catalogue, team_id, period)
    audience = previous.head.record.audience if previous else INTRANET
    matters = carry_matters(catalogue, team_id, period, audience)
    return CarryOver(
        team_id=team_id,
        period=period,
        cut_off=cut_off,
        due=catalogue.schedule.due(period),
        audience=audience,
        head=catalogue.section_head(team_id, cut_off),
        previous=previous,
        matters=matters,
        figures=carry_figures(catalogue, team_id, period, audience),
        next_ids=MappingProxyType(dict(next_ids(catalogue, team_id, period.year))),
        next_number=next_document_number(catalogue, team_id, period),
        remarks=tuple(_remarks(catalogue, team_id, period, previous, matters)),
    )


def _previous(catalogue: Catalogue, team_id: str, period: Period) -> Report | None:
    reports = (
        report
        for report in catalogue.reports.values()
        if report.team_id == team_id
        and report.period.kind is period.kind
        and report.period < period
    )
    return max(reports, key=lambda report: report.period, default=None)


def _remarks(
    catalogue: Catalogue,
    team_id: str,
    period: Period,
    previous: Report | None,
    matters: Mapping[Annex, tuple[CarriedMatter, ...]],
) -> Iterator[str]:
    if previous is None:
        yield f"Chưa có báo cáo {period.kind.label.lower()} nào trước {period.label}."
    else:
        label = previous.period.label
        if previous.head.record.status is ReportStatus.DRAFT:
            yield f"Báo cáo {label} còn là dự thảo; việc còn dở lấy theo bản dự thảo đó."
        if previous.period != period.previous:
            yield f"Không có báo cáo {period.previous.label}; báo cáo liền trước là {label}."
    cut_off = catalogue.schedule.cut_off(period)
    for carried in (one for rows in matters.values() for one in rows):
        yield from _moved_away(catalogue, team_id, cut_off, carried.record)


def _moved_away(
    catalogue: Catalogue, team_id: str, cut_off: dt.date, record: Item
) -> Iterator[str]:
    """Say where a matter's area has gone to another team and the matter has not."""
    code: str | None = getattr(record, "unit_code", None)
    if code is None or record.handed_over_to is not None or not record.is_open:
        return
    now = catalogue.successor_of(code)
    follower = catalogue.team_of(code, cut_off) or catalogue.team_of(now, cut_off)
    if follower in {None, team_id}:
        return
    team = catalogue.teams[str(follower)].team.record
    area = catalogue.areas[code].record.full_name
    yield (
        f"{record.item_id}: {area} nay do {team.name} theo dõi; "
        f"đã bàn giao thì ghi {team.team_id} vào cột “Bàn giao cho Tổ”."
    )
