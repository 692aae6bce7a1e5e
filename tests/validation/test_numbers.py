"""Figures of indicators, one by one and over time."""

import pytest
from catalogue_fixtures import INDICATORS, catalogue, indicator, report, said, value

from build_tools.validation.rules.numbers import check_numbers
from schemas.catalogue import Report
from schemas.report import Annex


def _month(period: str, *rows: dict[str, str], team: str = "to-01", **head: object) -> Report:
    return report(period, team, rows={Annex.INDICATORS: rows}, **head)


def _said(*reports: Report, **changes: object) -> list[str]:
    return said(check_numbers(catalogue(*reports, **changes)))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            value("24781", "KT01", actual="1,25", cumulative="1,3"),
            (
                "4 [numbers.too-many-decimals] Số 1,25 có nhiều chữ số sau dấu phẩy hơn quy định "
                "của Thu ngân sách: 1 chữ số."
            ),
        ),
        (
            value("24781", "KT01", actual="-1"),
            "4 [numbers.too-small] Số -1 nhỏ hơn mức thấp nhất có thể của Thu ngân sách: 0.",
        ),
        (
            value("24781", "KT01", actual="500,1", cumulative="1.200.000"),
            "4 [numbers.too-large] Số 500,1 lớn hơn mức cao nhất có thể của Thu ngân sách: 500.",
        ),
        (
            value("24781", "KT02", actual="100,5"),
            "4 [numbers.too-large] Số 100,5 lớn hơn mức cao nhất có thể của Tỷ lệ giải ngân: 100.",
        ),
        (
            value("24781", "KT01", actual="12", cumulative="11,9"),
            (
                "5 [numbers.below-period] Lũy kế 11,9 nhỏ hơn số thực hiện trong kỳ 12 "
                "(Thu ngân sách)."
            ),
        ),
        (
            value("24781", "KT01", actual="12", as_of="15/01/2026"),
            (
                "8 [numbers.newer-than-report] Ngày số liệu 15/01/2026 muộn hơn ngày chốt số liệu "
                "của báo cáo là 14/01/2026."
            ),
        ),
        (
            value("24787", "KT01", actual="12"),
            (
                "1 [numbers.area-of-another-team] Xã Cát Tiên không thuộc địa bàn của Tổ vào ngày "
                "chốt số liệu (Tổ theo dõi địa bàn số 2)."
            ),
        ),
    ],
)
def test_a_wrong_figure_is_one_finding(row: dict[str, str], expected: str) -> None:
    assert _said(_month("2026-01", row)) == [f"indicators.csv:2:{expected}"]


@pytest.mark.parametrize(
    "row",
    [
        value("24781", "KT01", actual="12,50", cumulative="12,5"),
        value("24781", "KT01", actual="500", cumulative="1.200.000"),
        value("24781", "KT02", actual="100", plan="95"),
        value("24781", "XH01", actual="12", cumulative="3"),
        value("24781", "XH01", actual="0"),
        value("24781", "KT01", note="Chưa có số liệu"),
    ],
)
def test_a_right_figure_is_let_through(row: dict[str, str]) -> None:
    assert _said(_month("2026-01", row)) == []


def test_a_figure_of_eighteen_digits_is_refused_and_not_counted_with() -> None:
    row = value("24781", "XH01", actual="9" * 18)
    (told,) = _said(_month("2026-01", row))
    assert told.startswith("indicators.csv:2:4 [numbers.too-large] Số ")
    assert told.endswith(" lớn hơn mức cao nhất có thể của Số hộ nghèo: 1.000.000.000.000.000.")


def test_a_maximum_of_the_indicator_lifts_the_hundred_percent() -> None:
    wide = INDICATORS | {"KT02": indicator("KT02", "So với dự toán", "%", "none", maximum="300")}
    row = value("24781", "KT02", actual="120")
    assert _said(_month("2026-01", row), indicators=wide) == []


def test_an_indicator_of_an_area_stands_once() -> None:
    row = value("24781", "KT01", actual="12")
    assert _said(_month("2026-01", row, row)) == [
        "indicators.csv:3:2 [numbers.duplicate] Chỉ tiêu KT01 của Xã Đạ Tẻh đã có ở dòng 2."
    ]


def test_an_indicator_that_the_period_does_not_collect_is_warned_of_once() -> None:
    yearly = INDICATORS | {
        "KT01": indicator("KT01", "Thu ngân sách", "tỷ đồng", "sum", period_types="nam")
    }
    rows = [value(area, "KT01", actual="12") for area in ("24781", "24784")]
    assert _said(_month("2026-01", *rows), indicators=yearly) == [
        (
            "indicators.csv:2:2 [numbers.not-collected] Chỉ tiêu KT01 (Thu ngân sách) không thu "
            "thập ở kỳ tháng."
        )
    ]


def _two_months(code: str, january: dict[str, str], february: dict[str, str]) -> list[str]:
    return _said(
        _month("2026-01", value("24781", code, **january)),
        _month("2026-02", value("24781", code, **february)),
    )


def test_a_cumulative_figure_does_not_fall_without_a_note() -> None:
    january = {"actual": "10", "cumulative": "10"}
    fallen = {"actual": "9", "cumulative": "9,5"}
    assert _two_months("KT01", january, fallen) == [
        (
            "indicators.csv:2:5 [numbers.cumulative-falls] Lũy kế 9,5 nhỏ hơn lũy kế kỳ trước 10 "
            "(Thu ngân sách)."
        )
    ]
    assert _two_months("KT01", january, fallen | {"note": "Điều chỉnh tháng 01"}) == []
    assert _two_months("KT01", january, {"actual": "9", "cumulative": "19"}) == []


def test_a_cumulative_figure_starts_again_with_the_year() -> None:
    old = _month("2025-12", value("24781", "KT01", actual="10", cumulative="120"))
    new = _month("2026-01", value("24781", "KT01", actual="9", cumulative="9"))
    assert _said(old, new) == []


def test_the_plan_of_the_year_does_not_change_without_a_note() -> None:
    january = {"plan": "120", "actual": "10"}
    assert _two_months("KT01", january, {"plan": "130", "actual": "10"}) == [
        (
            "indicators.csv:2:3 [numbers.plan-changes] Kế hoạch năm 130 khác kế hoạch ghi ở kỳ "
            "trước là 120 (Thu ngân sách)."
        )
    ]
    noted = {"plan": "130", "actual": "10", "note": "Giao bổ sung"}
    assert _two_months("KT01", january, noted) == []


def test_a_change_beyond_the_threshold_needs_a_note() -> None:
    assert _two_months("KT01", {"actual": "10"}, {"actual": "15,1"}) == [
        (
            "indicators.csv:2:4 [numbers.large-change] Số 15,1 đổi quá 50 % so với kỳ trước là 10 "
            "(Thu ngân sách)."
        )
    ]
    assert _two_months("KT01", {"actual": "10"}, {"actual": "15"}) == []
    assert _two_months("KT01", {"actual": "10"}, {"actual": "20", "note": "Thu tiền đất"}) == []
    assert _two_months("KT01", {"actual": "0"}, {"actual": "20"}) == []


def test_a_small_count_may_jump() -> None:
    assert _two_months("XH01", {"actual": "1"}, {"actual": "3"}) == []
    assert len(_two_months("XH01", {"actual": "9"}, {"actual": "30"})) == 1


def _quarter(code: str, quarter: dict[str, str], *months: dict[str, str]) -> list[str]:
    reports = [
        _month(f"2026-{number:02}", value("24781", code, **month))
        for number, month in enumerate(months, start=1)
    ]
    return _said(*reports, _month("2026-Q1", value("24781", code, **quarter)))


def test_a_quarter_is_the_sum_of_its_months() -> None:
    months = [{"actual": "10,5"}, {"actual": "11"}, {"actual": "12"}]
    assert _quarter("KT01", {"actual": "33,4"}, *months) == [
        (
            "indicators.csv:2:4 [numbers.not-the-sum-of-months] Số 33,4 khác tổng các tháng trong "
            "kỳ là 33,5 (Thu ngân sách)."
        )
    ]
    assert _quarter("KT01", {"actual": "33,5"}, *months) == []
    assert _quarter("KT01", {"actual": "1"}, *months[:2]) == []


def test_a_quarter_repeats_the_last_month_where_the_last_value_counts() -> None:
    months = [{"actual": "30"}, {"actual": "29"}, {"actual": "28"}]
    assert _quarter("XH01", {"actual": "29"}, *months) == [
        (
            "indicators.csv:2:4 [numbers.not-the-last-month] Số 29 khác số của tháng cuối kỳ là 28 "
            "(Số hộ nghèo)."
        )
    ]
    assert _quarter("XH01", {"actual": "28"}, *months) == []


def test_percentages_of_months_say_nothing_of_the_quarter() -> None:
    months = [{"actual": "30"}, {"actual": "29"}, {"actual": "28"}]
    assert _quarter("KT02", {"actual": "50"}, *months) == []


def test_the_cumulative_figure_of_a_quarter_is_that_of_its_last_month() -> None:
    months = [{"actual": "10", "cumulative": str(total)} for total in (10, 20, 30)]
    assert _quarter("KT01", {"actual": "30", "cumulative": "31"}, *months) == [
        (
            "indicators.csv:2:5 [numbers.not-the-months-cumulative] Lũy kế 31 khác lũy kế của "
            "tháng cuối kỳ là 30 (Thu ngân sách)."
        )
    ]


def test_a_row_with_a_fault_of_its_own_is_not_compared_with_others() -> None:
    months = [{"actual": "10"}, {"actual": "11"}, {"actual": "12,55"}]
    assert [line.split("]")[0] for line in _quarter("KT01", {"actual": "33"}, *months)] == [
        "indicators.csv:2:4 [numbers.too-many-decimals"
    ]
