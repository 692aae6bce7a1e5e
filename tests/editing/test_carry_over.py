"""A new report takes over whatever the rules of continuity will ask of it, and invents nothing."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest
from catalogue_fixtures import located, report, said, value
from test_continuity import ISSUE, OPEN_ROWS, SOLVED, STEP, moved

from build_tools.diagnostics import Diagnostic
from build_tools.editing.carried_figures import CarriedFigure
from build_tools.editing.carry_over import CarryOver, carry_over
from build_tools.editing.cells import CellWriter
from build_tools.validation.rules.audience import check_audiences
from build_tools.validation.rules.continuity import check_continuity
from build_tools.validation.rules.structure import check_reports
from schemas.catalogue import Catalogue, Report
from schemas.period import Period
from schemas.registers import ITEM_ANNEXES
from schemas.report import Annex, ReportStatus

FEBRUARY = Period.parse("2026-02")


def _as_report(content: Catalogue, carried: CarryOver) -> Report:
    """Make the report that comes when nobody changes what was carried over."""
    folder = f"content/reports/{carried.period.id}/{carried.team_id}"
    rows: dict[Annex, Any] = {
        annex: tuple(
            located(row.record, f"{folder}/{annex.file_name}", line)
            for line, row in enumerate(carried.matters[annex], start=2)
        )
        for annex in ITEM_ANNEXES
    }
    model = next(iter(content.reports.values()))
    assert carried.head is not None
    head = model.head.record.model_copy(
        update={
            "team": carried.team_id,
            "period": carried.period,
            "status": ReportStatus.SUBMITTED,
            "audience": carried.audience,
            "prepared_by": carried.head.full_name,
            "checked_by": carried.head.full_name,
            "nothing_to_report": (),
        }
    )
    return Report(located(head, f"{folder}/report.md"), model.prose, rows)


def _with(content: Catalogue, made: Mapping[tuple[Period, str], Report]) -> Catalogue:
    """Return the content as it stood when these reports of one period came."""
    period = next(iter(made))[0]
    reports = {key: one for key, one in content.reports.items() if key[0] < period}
    same_day = {key: one for key, one in content.reports.items() if key[0] == period}
    return dataclasses.replace(
        content, reports=dict(sorted((reports | same_day | dict(made)).items()))
    )


def _findings(
    content: Catalogue, made: Mapping[tuple[Period, str], Report]
) -> Iterator[Diagnostic]:
    content = _with(content, made)
    folders = tuple(one.head.source.path.removesuffix("report.md") for one in made.values())
    for check in (
        check_continuity(content),
        check_reports(content, are_all_sound=True),
        check_audiences(content),
    ):
        yield from (one for one in check if one.place.path.startswith(folders))


def _due_periods(content: Catalogue) -> list[Period]:
    """Return every period that has reports, and the next one of every kind."""
    periods = {period for period, _ in content.reports}
    return sorted(periods | {period.next for period in periods})


def test_for_every_team_and_period_of_the_sample_nothing_falls_through(sample: Catalogue) -> None:
    tried = 0
    for period in _due_periods(sample):
        made = {
            (period, team_id): _as_report(sample, carry_over(sample, team_id, period))
            for team_id in sample.teams
        }
        assert said(_findings(sample, made)) == [], period
        tried += sum(len(rows) for one in made.values() for rows in one.annexes.values())
    assert tried > 1000


def test_the_rows_read_back_as_the_same_records(sample: Catalogue) -> None:
    for period in _due_periods(sample):
        writer = CellWriter(sample, period.last_day)
        for team_id in sample.teams:
            for annex, rows in carry_over(sample, team_id, period).matters.items():
                for row in rows:
                    cells = writer.cells(row.record)
                    typed = {name: cell for name, cell in cells.items() if cell}
                    again = type(row.record).model_validate(typed, context=_Known(sample))
                    assert again == row.record, (annex, cells)


class _Known:
    """References of the sample, which has no two areas of one name."""

    def __init__(self, content: Catalogue) -> None:
        self._areas = {row.record.full_name: code for code, row in content.areas.items()}

    def find(self, kind: str, text: str) -> str | None:
        labels = {"Mạng nội bộ": "intranet", "Lãnh đạo": "leadership"}
        return {"area": self._areas, "audience": labels}.get(kind, {}).get(text, text)

    def names(self, kind: str) -> list[str]:
        return [kind]

    def successor(self, kind: str, text: str) -> None:
        """No name is of former times."""


def _carried(*reports: Report, team: str = "to-01", period: Period = FEBRUARY) -> CarryOver:
    return carry_over(moved(*reports), team, period)


@pytest.mark.parametrize("annex", list(OPEN_ROWS))
def test_an_open_matter_stands_as_it_stood_with_what_is_to_be_updated(annex: Annex) -> None:
    (row,) = _carried(report(rows={annex: [OPEN_ROWS[annex]]})).matters[annex]
    assert row.record == row.last.record
    assert "status" in row.to_update
    assert row.told_in.period.id == "2026-01"


def test_a_closed_matter_is_not_carried_over_and_its_id_is_never_given_again() -> None:
    carried = _carried(report(rows={Annex.ISSUES: [SOLVED]}))
    assert carried.matters[Annex.ISSUES] == ()
    assert carried.next_ids[Annex.ISSUES] == "VD-2026-01002"


def test_what_is_filled_in_is_not_asked_again() -> None:
    step = STEP | {"disseminated_on": "10/01/2026", "progress_pct": "40"}
    (row,) = _carried(report(rows={Annex.DIRECTIVES: [step]})).matters[Annex.DIRECTIVES]
    assert row.to_update == (
        "local_plan_ref", "progress_pct", "status", "completed_on", "evidence",
    )  # fmt: skip


def test_the_note_of_the_last_period_silences_no_rule_of_the_next() -> None:
    noted = ISSUE | {"note": "Nước lại thiếu"}
    (row,) = _carried(report(rows={Annex.ISSUES: [noted]})).matters[Annex.ISSUES]
    assert row.record.note is None
    assert row.last.record.note == "Nước lại thiếu"


def test_a_matter_that_was_handed_over_goes_to_the_taker_and_leaves_the_giver() -> None:
    given = report(rows={Annex.ISSUES: [ISSUE | {"handed_over_to": "to-02"}]})
    assert _carried(given).matters[Annex.ISSUES] == ()
    (row,) = _carried(given, team="to-02").matters[Annex.ISSUES]
    assert row.record.handed_over_to is None
    assert row.told_in.team_id == "to-01"


def test_an_area_that_moved_is_told_and_its_matter_stays_until_it_is_handed_over() -> None:
    january = report(rows={Annex.ISSUES: [ISSUE]})
    second = moved(january)
    first = second.teams["to-01"]
    areas = tuple(
        dataclasses.replace(
            row, record=row.record.model_copy(update={"valid_to": dt.date(2026, 2, 10)})
        )
        if row.record.unit_code == "24781"
        else row
        for row in first.areas
    )
    teams = {**second.teams, "to-01": dataclasses.replace(first, areas=areas)}
    carried = carry_over(dataclasses.replace(second, teams=teams), "to-01", Period.parse("2026-03"))
    assert [row.record.item_id for row in carried.matters[Annex.ISSUES]] == ["VD-2026-01001"]
    assert carried.remarks[-1] == (
        "VD-2026-01001: Xã Đạ Tẻh nay do Tổ theo dõi địa bàn số 2 theo dõi; đã bàn giao thì ghi "
        "to-02 vào cột “Bàn giao cho Tổ”."
    )
    assert {one.unit_code for one in carried.figures} == {"24784"}


def test_a_team_without_a_report_before_starts_empty_and_is_told() -> None:
    carried = _carried()
    assert all(rows == () for rows in carried.matters.values())
    assert carried.remarks == ("Chưa có báo cáo tháng nào trước Tháng 02/2026.",)
    assert carried.previous is None
    assert carried.next_number is None
    assert carried.next_ids[Annex.MEETINGS] == "HN-2026-01001"


def test_a_quarter_takes_what_its_months_told_and_as_they_last_told_it() -> None:
    months = [
        report("2026-01", rows={Annex.ISSUES: [ISSUE]}),
        report("2026-02", rows={Annex.ISSUES: [SOLVED]}),
    ]
    carried = _carried(*months, period=Period.parse("2026-Q1"))
    (row,) = carried.matters[Annex.ISSUES]
    assert row.record.status.label == "Đã giải quyết"  # type: ignore[attr-defined]  # an issue
    assert row.to_update == ()


def test_a_month_takes_what_only_its_quarter_told() -> None:
    quarter = report("2026-Q1", rows={Annex.ISSUES: [ISSUE]})
    carried = _carried(quarter, period=Period.parse("2026-04"))
    assert [row.record.item_id for row in carried.matters[Annex.ISSUES]] == ["VD-2026-01001"]


def test_a_draft_is_taken_along_but_closes_nothing_for_good() -> None:
    january = report(rows={Annex.ISSUES: [ISSUE]})
    draft = report("2026-02", rows={Annex.ISSUES: [SOLVED]}, status="draft")
    carried = _carried(january, draft, period=Period.parse("2026-03"))
    (row,) = carried.matters[Annex.ISSUES]
    assert row.record.status.label == "Đã giải quyết"  # type: ignore[attr-defined]  # an issue
    assert carried.remarks == (
        "Báo cáo Tháng 02/2026 còn là dự thảo; việc còn dở lấy theo bản dự thảo đó.",
    )


def test_a_month_that_never_came_is_passed_over_and_told() -> None:
    carried = _carried(report(rows={Annex.ISSUES: [ISSUE]}), period=Period.parse("2026-03"))
    assert len(carried.matters[Annex.ISSUES]) == 1
    assert carried.remarks == (
        "Không có báo cáo Tháng 02/2026; báo cáo liền trước là Tháng 01/2026.",
    )


def test_the_number_follows_the_highest_of_the_term() -> None:
    assert _carried(report(number="09")).next_number == "10"
    assert _carried(report(number=None)).next_number is None


def _figure(carried: CarryOver, area: str, code: str) -> CarriedFigure:
    return next(one for one in carried.figures if (one.unit_code, one.indicator_id) == (area, code))


def _indicators(period: str, *rows: Mapping[str, str], **head: object) -> Report:
    return report(period, rows={Annex.INDICATORS: list(rows)}, **head)


def test_a_figure_brings_the_plan_and_last_year_but_no_value() -> None:
    last_year = _indicators("2025-02", value("24781", "KT01", actual="8", cumulative="17"))
    january = value("24781", "KT01", actual="9", cumulative="9", plan="120")
    figure = _figure(_carried(last_year, _indicators("2026-01", january)), "24781", "KT01")
    assert figure.plan == Decimal(120)
    assert figure.same_period == Decimal(17)
    assert figure.last is not None
    assert figure.last.actual == Decimal(9)
    assert figure.last_period == Period.parse("2026-01")
    assert figure.as_of == dt.date(2026, 2, 14)
    assert figure.source == "Thuế cơ sở"


def test_what_is_not_summed_is_compared_by_the_value_of_the_period() -> None:
    last_year = _indicators("2025-02", value("24781", "XH01", actual="40"))
    assert _figure(_carried(last_year), "24781", "XH01").same_period == Decimal(40)


def test_the_plan_of_another_year_is_not_this_years() -> None:
    december = _indicators("2025-12", value("24781", "KT01", actual="9", plan="120"))
    figure = _figure(_carried(december, period=Period.parse("2026-01")), "24781", "KT01")
    assert figure.plan is None
    assert figure.last is not None
    assert figure.last.plan == Decimal(120)


def test_every_area_of_the_cut_off_has_a_row_for_each_indicator_of_the_kind(
    sample: Catalogue,
) -> None:
    for period in (Period.parse("2026-07"), Period.parse("2026-Q3")):
        carried = carry_over(sample, "to-05", period)
        codes = [
            code
            for code, row in sample.indicators.items()
            if period.kind in row.record.period_types
        ]
        areas = sample.areas_of("to-05", sample.schedule.cut_off(period))
        assert [(one.unit_code, one.indicator_id) for one in carried.figures] == [
            (area, code) for area in areas for code in codes
        ]


def test_a_quarter_is_told_what_its_months_make() -> None:
    months = [
        _indicators(f"2026-0{month}", value("24781", "KT01", actual=str(month)))
        for month in (1, 2, 3)
    ]
    quarter = Period.parse("2026-Q1")
    assert _figure(_carried(*months, period=quarter), "24781", "KT01").of_months == Decimal(6)
    assert _figure(_carried(*months[1:], period=quarter), "24781", "KT01").of_months is None


def test_what_was_narrowed_stays_so_in_the_new_report() -> None:
    rows = [ISSUE | {"audience": "leadership"}]
    (row,) = _carried(report(rows={Annex.ISSUES: rows})).matters[Annex.ISSUES]
    assert row.record.audience == "leadership"
    whole = _carried(report(rows={Annex.ISSUES: [ISSUE]}, audience="leadership"))
    assert whole.audience == "leadership"
    assert whole.matters[Annex.ISSUES][0].record.audience is None


def test_a_matter_of_a_narrower_report_of_another_kind_stays_narrow() -> None:
    quarter = report("2026-Q1", rows={Annex.ISSUES: [ISSUE]}, audience="leadership")
    (row,) = _carried(quarter, period=Period.parse("2026-04")).matters[Annex.ISSUES]
    assert row.record.audience == "leadership"


def test_a_restricted_figure_of_last_year_is_not_stated_openly() -> None:
    restricted = value("24781", "KT01", cumulative="17") | {"audience": "leadership"}
    last_year = _indicators("2025-02", restricted)
    january = _indicators("2026-01", value("24781", "KT01", actual="9"))
    assert _figure(_carried(last_year, january), "24781", "KT01").same_period is None
    narrowed = _figure(_carried(last_year), "24781", "KT01")  # nothing later has opened it
    assert (narrowed.audience, narrowed.same_period) == ("leadership", Decimal(17))


def test_the_head_is_that_of_the_cut_off(sample: Catalogue) -> None:
    carried = carry_over(sample, "to-01", Period.parse("2026-07"))
    assert carried.head is not None
    assert carried.head == sample.section_head("to-01", carried.cut_off)
