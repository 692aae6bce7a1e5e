"""Figures of indicators: exact, of like with like, and never made up."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from build_tools.aggregation import Sight, build_figures
from build_tools.aggregation.figures import PROVINCE
from schemas.audience import LEADERSHIP
from schemas.numbers import MAX_DIGITS
from schemas.period import Period
from schemas.report import Annex

NewProvince = Callable[..., Any]
JANUARY, FEBRUARY = Period.parse("2026-01"), Period.parse("2026-02")


def _figure(province: Any, period: Period, scope: str, indicator_id: str = "KT01") -> Any:  # noqa: ANN401
    figures = build_figures(province.catalogue(), dt.date(2026, 7, 10))
    return figures.indicators[period, scope, indicator_id]


def _with(new_province: NewProvince, aggregation: str = "sum", **fields: object) -> Any:  # noqa: ANN401
    province = new_province()
    province.indicator("KT01", aggregation, **fields)
    return province


def test_an_area_shows_what_its_row_says(new_province: NewProvince) -> None:
    province = _with(new_province)
    province.values(
        "2026-01",
        [
            {
                "unit_code": "10002",
                "plan": "200",
                "actual": "12,5",
                "cumulative": "50",
                "same_period": "40",
                "data_quality": "uoc_tinh",
            }
        ],
    )
    figure = _figure(province, JANUARY, "10002")
    assert (figure.plan, figure.actual, figure.cumulative, figure.same_period) == (
        Decimal(200),
        Decimal("12.5"),
        Decimal(50),
        Decimal(40),
    )
    assert figure.headline == Decimal(50)
    assert figure.percent_of_plan == Decimal(25)
    assert figure.percent_of_same_period == Decimal(125)
    assert figure.previous is None
    assert figure.change is None
    assert figure.estimated
    assert (figure.reported, figure.expected, figure.compared) == (1, 1, 0)
    assert [(place.path, place.line) for place in figure.sources] == [
        ("content/reports/2026-01/to-01/indicators.csv", 2)
    ]


def test_team_and_province_add_up_over_the_areas_that_state_it(new_province: NewProvince) -> None:
    province = _with(new_province)
    province.values(
        "2026-01",
        [
            {"unit_code": "10001", "actual": "1,1", "plan": "10"},
            {"unit_code": "10003", "actual": "2,2"},
            {"unit_code": "10005", "actual": "4,4", "plan": "30"},
        ],
    )
    team = _figure(province, JANUARY, "to-01")
    assert (team.actual, team.plan) == (Decimal("3.3"), Decimal(10))
    assert (team.reported, team.expected) == (2, 3)
    whole = _figure(province, JANUARY, PROVINCE)
    assert (whole.actual, whole.plan) == (Decimal("7.7"), Decimal(40))
    assert (whole.reported, whole.expected) == (3, 6)
    assert [place.path.split("/")[3] for place in whole.sources] == ["to-01", "to-01", "to-02"]


def test_a_percentage_of_a_total_is_over_the_areas_that_have_both_parts(
    new_province: NewProvince,
) -> None:
    province = _with(new_province)
    province.values(
        "2026-01",
        [
            {"unit_code": "10001", "cumulative": "5", "plan": "10", "same_period": "4"},
            {"unit_code": "10002", "cumulative": "90"},
            {"unit_code": "10003", "plan": "70", "same_period": "100"},
        ],
    )
    team = _figure(province, JANUARY, "to-01")
    assert team.percent_of_plan == Decimal(50)
    assert team.percent_of_same_period == Decimal(125)
    assert team.headline == Decimal(95)
    assert team.plan == Decimal(80)


def test_a_plan_of_zero_gives_no_percentage(new_province: NewProvince) -> None:
    province = _with(new_province)
    province.values("2026-01", [{"unit_code": "10001", "cumulative": "5", "plan": "0"}])
    assert _figure(province, JANUARY, "10001").percent_of_plan is None
    assert _figure(province, JANUARY, "10001").plan == 0


def test_a_last_value_is_compared_by_the_figure_of_the_period(new_province: NewProvince) -> None:
    province = _with(new_province, "last")
    province.values(
        "2026-01",
        [
            {"unit_code": "10001", "actual": "30", "plan": "40", "same_period": "25"},
            {"unit_code": "10002", "actual": "10", "plan": "10", "same_period": "15"},
        ],
    )
    team = _figure(province, JANUARY, "to-01")
    assert (team.headline, team.percent_of_plan) == (Decimal(40), Decimal(80))
    assert team.percent_of_same_period == Decimal(100)


def test_a_rate_is_never_added_and_its_areas_are_still_counted(new_province: NewProvince) -> None:
    province = _with(new_province, "none", unit="%")
    for month, rates in (("2026-01", ("90", "80")), ("2026-02", ("95", "85"))):
        province.values(
            month,
            [
                {"unit_code": code, "actual": rate, "plan": "100", "same_period": "50"}
                for code, rate in zip(("10001", "10002"), rates, strict=True)
            ],
        )
    for scope, expected in (("to-01", 3), (PROVINCE, 6)):
        total = _figure(province, FEBRUARY, scope)
        assert {
            total.plan,
            total.actual,
            total.cumulative,
            total.same_period,
            total.headline,
            total.percent_of_plan,
            total.percent_of_same_period,
            total.previous,
            total.change,
        } == {None}
        assert (total.reported, total.expected, total.compared) == (2, expected, 0)
    area = _figure(province, FEBRUARY, "10002")
    assert (area.headline, area.percent_of_plan) == (Decimal(85), Decimal(85))
    assert (area.previous, area.change) == (Decimal(80), Decimal(5))


def test_the_period_before_is_compared_over_the_areas_that_gave_both(
    new_province: NewProvince,
) -> None:
    province = _with(new_province)
    province.values(
        "2026-01",
        [{"unit_code": "10001", "actual": "10"}, {"unit_code": "10002", "actual": "100"}],
    )
    province.values(
        "2026-02",
        [{"unit_code": "10001", "actual": "12"}, {"unit_code": "10003", "actual": "1000"}],
    )
    team = _figure(province, FEBRUARY, "to-01")
    assert team.actual == Decimal(1012)
    assert (team.previous, team.change, team.compared) == (Decimal(10), Decimal(2), 1)
    assert _figure(province, FEBRUARY, "10003").previous is None


def test_a_figure_missing_now_has_not_changed_from_the_one_before(
    new_province: NewProvince,
) -> None:
    province = _with(new_province)
    province.values("2026-01", [{"unit_code": "10001", "actual": "10"}])
    province.values("2026-02", [{"unit_code": "10001", "cumulative": "10"}])
    for scope in ("10001", "to-01", PROVINCE):
        figure = _figure(province, FEBRUARY, scope)
        assert (figure.previous, figure.change, figure.compared) == (None, None, 0)


def test_a_gap_of_a_month_leaves_nothing_to_compare_with(new_province: NewProvince) -> None:
    province = _with(new_province)
    province.values("2026-01", [{"unit_code": "10001", "actual": "10"}])
    province.values("2026-03", [{"unit_code": "10001", "actual": "12"}])
    assert _figure(province, Period.parse("2026-03"), PROVINCE).previous is None


def test_a_quarter_is_compared_with_the_quarter_before_not_with_a_month(
    new_province: NewProvince,
) -> None:
    province = _with(new_province)
    for name, actual in (("2026-Q1", "30"), ("2026-06", "9"), ("2026-Q2", "33")):
        province.values(name, [{"unit_code": "10001", "actual": actual}])
    assert _figure(province, Period.parse("2026-Q2"), "10001").change == Decimal(3)


def test_a_blank_figure_stays_missing_in_every_scope(new_province: NewProvince) -> None:
    province = _with(new_province)
    province.values("2026-01", [{"unit_code": "10001", "note": "Chưa có số liệu."}])
    for scope, expected in (("10001", 1), ("to-01", 3), (PROVINCE, 6)):
        figure = _figure(province, JANUARY, scope)
        assert figure.actual is None
        assert figure.headline is None
        assert (figure.reported, figure.expected) == (0, expected)
    assert len(_figure(province, JANUARY, "10001").sources) == 1
    assert _figure(province, JANUARY, PROVINCE).sources == ()


def test_a_zero_that_is_stated_is_a_zero(new_province: NewProvince) -> None:
    province = _with(new_province)
    province.values("2026-01", [{"unit_code": "10001", "actual": "0"}])
    figure = _figure(province, JANUARY, PROVINCE)
    assert figure.actual == 0
    assert figure.actual is not None
    assert figure.reported == 1


def test_an_indicator_not_collected_in_this_kind_of_period_is_expected_of_no_one(
    new_province: NewProvince,
) -> None:
    province = _with(new_province, period_types="quy")
    province.values("2026-01", [{"unit_code": "10001", "actual": "5"}])
    assert [
        _figure(province, JANUARY, scope).expected for scope in ("10001", "to-01", PROVINCE)
    ] == [0, 0, 0]


def test_areas_are_expected_of_the_team_that_follows_them_on_the_cut_off_day(
    new_province: NewProvince,
) -> None:
    province = _with(new_province)
    province.team_areas = [
        ("to-01", "10001", "2025-01-01", "2026-02-14"),
        ("to-02", "10001", "2026-02-15", None),
        ("to-01", "10002", "2025-01-01", None),
    ]
    for month in ("2026-02", "2026-03"):
        province.values(month, [{"unit_code": "10002", "actual": "5"}])
    assert _figure(province, FEBRUARY, "to-01").expected == 2
    assert _figure(province, Period.parse("2026-03"), "to-01").expected == 1


def test_an_area_given_twice_is_counted_once_for_the_team_that_follows_it(
    new_province: NewProvince,
) -> None:
    province = _with(new_province)
    from_other = {
        "unit_code": "10004",
        "indicator_id": "KT01",
        "actual": "7",
        "data_quality": "chinh_thuc",
        "as_of": "2026-01-14",
        "source": "Xã",
    }
    annex = Annex.INDICATORS
    province.report("2026-01", "to-01", {annex: [from_other]})
    province.report("2026-01", "to-02", {annex: [from_other | {"actual": "8"}]})
    assert _figure(province, JANUARY, PROVINCE).actual == Decimal(8)
    assert _figure(province, JANUARY, "to-02").actual == Decimal(8)


def test_figures_beyond_the_reach_of_binary_numbers_keep_every_digit(
    new_province: NewProvince,
) -> None:
    province = _with(new_province)
    numbers = ["9007199254740993,1", "0,12", "9007199254740993,2"]
    province.values(
        "2026-01",
        [
            {"unit_code": code, "actual": number, "cumulative": number}
            for code, number in zip(province.codes, numbers, strict=False)
        ],
    )
    figure = _figure(province, JANUARY, "to-01")
    assert str(figure.actual) == "18014398509481986.42"
    assert _figure(province, JANUARY, "10001").actual == Decimal("9007199254740993.1")


def test_sums_of_the_longest_numbers_keep_every_digit(new_province: NewProvince) -> None:
    province = _with(new_province)
    number = "9" * (MAX_DIGITS - 1)
    for month in ("2026-01", "2026-02", "2026-03"):
        province.values(
            month,
            [{"unit_code": code, "actual": f"{number},5"} for code in ("10001", "10004")],
        )
    assert _figure(province, FEBRUARY, PROVINCE).actual == int(number) * 2 + 1
    assert _figure(province, FEBRUARY, PROVINCE).change == 0
    figures = build_figures(province.catalogue(), dt.date(2026, 7, 10))
    rolled = figures.rolled_up[Period.parse("2026-Q1"), PROVINCE, "KT01"]
    assert rolled.actual == int(number) * 6 + 3


def test_reports_and_rows_not_meant_for_all_are_in_no_figure(new_province: NewProvince) -> None:
    province = _with(new_province)
    row = {"indicator_id": "KT01", "data_quality": "so_bo", "as_of": "2026-01-14", "source": "Xã"}
    annex = Annex.INDICATORS
    open_row = row | {"unit_code": "10001", "actual": "1"}
    narrowed = row | {"unit_code": "10002", "actual": "10", "audience": "leadership"}
    widened = row | {"unit_code": "10003", "actual": "100", "audience": "intranet"}
    province.report("2026-01", "to-01", {annex: [open_row, narrowed, widened]})
    other = row | {"unit_code": "10004", "actual": "1000"}
    province.report("2026-01", "to-02", {annex: [other]}, audience="to-02")
    figures = build_figures(province.catalogue(), dt.date(2026, 7, 10))
    partial = figures.indicators[JANUARY, PROVINCE, "KT01"]
    assert (partial.actual, partial.reported, partial.withheld) == (None, 2, True)
    whole = build_figures(province.catalogue(), dt.date(2026, 7, 10), Sight(LEADERSHIP))
    assert whole.indicators[JANUARY, PROVINCE, "KT01"].actual == Decimal(1111)
    assert (JANUARY, "10002", "KT01") not in figures.indicators
    assert list(figures.reports) == [(JANUARY, "to-01")]
    assert len(figures.reports[JANUARY, "to-01"].indicators) == 2


def test_a_report_that_is_not_issued_is_shown_only_in_a_preview(new_province: NewProvince) -> None:
    province = _with(new_province)
    province.values("2026-01", [{"unit_code": "10001", "actual": "1"}], status="approved")
    catalogue = province.catalogue()
    assert build_figures(catalogue, dt.date(2026, 7, 10)).indicators == {}
    preview = build_figures(catalogue, dt.date(2026, 7, 10), Sight(drafts=True))
    assert preview.indicators[JANUARY, PROVINCE, "KT01"].actual == Decimal(1)


def test_an_empty_catalogue_gives_empty_figures(new_province: NewProvince) -> None:
    figures = build_figures(new_province(expected_from=()).catalogue(), dt.date(2026, 7, 10))
    assert figures.periods == ()
    assert figures.current is None
    assert figures.indicators == {}
    assert figures.rolled_up == {}
    assert figures.submissions == {}
    assert {len(threads) for threads in figures.threads.values()} == {0}


def test_a_quarter_rolls_up_from_its_months(new_province: NewProvince) -> None:
    province = _with(new_province)
    province.indicator("XH01", "last")
    province.indicator("XH02", "none")
    for month, sums, lasts in (
        ("2026-01", "1,5", "8"),
        ("2026-02", "2", "7"),
        ("2026-03", "3", "9"),
    ):
        province.values(
            month,
            [
                {"unit_code": "10001", "actual": sums, "cumulative": sums, "plan": "6"},
                {"unit_code": "10001", "indicator_id": "XH01", "actual": lasts, "plan": "18"},
                {"unit_code": "10001", "indicator_id": "XH02", "actual": lasts},
            ],
        )
    figures = build_figures(province.catalogue(), dt.date(2026, 7, 10))
    quarter = Period.parse("2026-Q1")
    for scope, expected in (("10001", 1), ("to-01", 3), (PROVINCE, 6)):
        summed = figures.rolled_up[quarter, scope, "KT01"]
        assert (summed.actual, summed.cumulative, summed.plan) == (Decimal("6.5"), 3, 6)
        assert summed.percent_of_plan == 50
        assert (summed.reported, summed.expected, len(summed.sources)) == (1, expected, 3)
        last = figures.rolled_up[quarter, scope, "XH01"]
        assert (last.actual, last.percent_of_plan, len(last.sources)) == (9, 50, 1)
        assert (quarter, scope, "XH02") not in figures.rolled_up


def test_a_missing_month_leaves_a_roll_up_open(new_province: NewProvince) -> None:
    province = _with(new_province)
    province.indicator("XH01", "last")
    for month, codes in (
        ("2026-01", ["10001", "10002"]),
        ("2026-02", ["10001"]),
        ("2026-03", ["10001", "10002"]),
    ):
        province.values(
            month,
            [
                {"unit_code": code, "actual": "4", "indicator_id": indicator_id}
                for code in codes
                for indicator_id in ("KT01", "XH01")
            ],
        )
    figures = build_figures(province.catalogue(), dt.date(2026, 7, 10))
    quarter = Period.parse("2026-Q1")
    assert figures.rolled_up[quarter, "10002", "KT01"].actual is None
    assert figures.rolled_up[quarter, "10002", "KT01"].reported == 0
    team = figures.rolled_up[quarter, "to-01", "KT01"]
    assert (team.actual, team.reported, team.expected) == (Decimal(12), 1, 3)
    assert figures.rolled_up[quarter, "10002", "XH01"].actual == Decimal(4)
    # The second quarter is due by then and has no month at all.
    assert Period.parse("2026-Q2") in figures.periods
    assert (Period.parse("2026-Q2"), "10001", "KT01") not in figures.rolled_up


def test_roll_ups_compare_with_the_roll_up_before(new_province: NewProvince) -> None:
    province = _with(new_province)
    for number in range(1, 7):
        province.values(f"2026-0{number}", [{"unit_code": "10001", "actual": str(number)}])
    figures = build_figures(province.catalogue(), dt.date(2026, 7, 10))
    second = figures.rolled_up[Period.parse("2026-Q2"), PROVINCE, "KT01"]
    assert (second.actual, second.previous, second.change) == (15, 6, 9)


def test_half_year_nine_months_and_year_roll_up_from_the_same_months(
    new_province: NewProvince,
) -> None:
    province = _with(new_province)
    province.expected_from = ("2025-01", "2025-H1", "2025-9T", "2025")
    for number in range(1, 13):
        province.values(f"2025-{number:02}", [{"unit_code": "10001", "actual": "1,5"}])
    figures = build_figures(province.catalogue(), dt.date(2026, 7, 10))
    rolled = {
        name: figures.rolled_up[Period.parse(name), PROVINCE, "KT01"].actual
        for name in ("2025-H1", "2025-9T", "2025")
    }
    assert rolled == {"2025-H1": Decimal(9), "2025-9T": Decimal("13.5"), "2025": Decimal(18)}
