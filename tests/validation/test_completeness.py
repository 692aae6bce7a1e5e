"""Present, declared and missing are three different things."""

import datetime as dt

import pytest
from catalogue_fixtures import TODAY, catalogue, full_values, report, said, settings, value

from build_tools.validation.rules.completeness import check_completeness
from schemas.catalogue import Catalogue
from schemas.report import Annex


def _said(content: Catalogue, today: dt.date = TODAY) -> list[str]:
    return said(check_completeness(content, today))


def test_a_complete_report_is_let_through() -> None:
    assert _said(catalogue(report())) == []


def test_a_report_is_missing_from_the_day_after_it_was_due() -> None:
    content = catalogue(report())
    assert _said(content, dt.date(2026, 1, 20)) == []
    assert _said(content, dt.date(2026, 1, 21)) == [
        (
            "team.md:1:1 [completeness.missing-report] Tổ theo dõi địa bàn số 2 chưa gửi báo cáo "
            "tháng 01/2026; hạn gửi là ngày 20/01/2026."
        )
    ]


def test_a_draft_has_not_come() -> None:
    content = catalogue(report(status="draft"), report(team="to-02"))
    found = [line for line in _said(content, dt.date(2026, 1, 21)) if "missing-report" in line]
    assert len(found) == 1
    assert "số 1 chưa gửi" in found[0]


def test_nothing_is_expected_before_the_first_period_of_the_settings() -> None:
    content = catalogue(settings=settings(expected_from=["2026-02"]))
    assert _said(content, dt.date(2026, 2, 20)) == []


def test_an_annex_without_a_file_must_be_declared() -> None:
    rest = [annex.value for annex in Annex if annex not in {Annex.INDICATORS, Annex.TASKS}]
    assert _said(catalogue(report(nothing_to_report=rest))) == [
        (
            "report.md:1:18 [completeness.missing-annex] Thiếu phụ lục “Phân công nhiệm vụ và tiến "
            "độ” (tasks.csv) mà chưa khai không phát sinh."
        )
    ]


def test_an_annex_with_a_header_only_must_be_declared() -> None:
    rows = dict.fromkeys(Annex, ()) | {Annex.INDICATORS: full_values()}
    rest = [annex.value for annex in Annex if annex not in {Annex.INDICATORS, Annex.TASKS}]
    assert _said(catalogue(report(rows=rows, nothing_to_report=rest))) == [
        (
            "tasks.csv:1:1 [completeness.empty-annex] Phụ lục “Phân công nhiệm vụ và tiến độ” "
            "không có dòng nào mà chưa khai không phát sinh."
        )
    ]


def test_an_annex_with_rows_may_not_be_declared_empty() -> None:
    declared = [annex.value for annex in Annex]
    content = catalogue(report(nothing_to_report=declared))
    assert _said(content) == [
        (
            "report.md:1:18 [completeness.declared-but-filled] Phụ lục “Số liệu chỉ tiêu theo địa "
            "bàn” khai không phát sinh nhưng tệp indicators.csv vẫn có nội dung."
        )
    ]
    (finding,) = check_completeness(content, TODAY)
    assert finding.related is not None
    assert (finding.related.path.rpartition("/")[2], finding.related.line) == ("indicators.csv", 2)


@pytest.mark.parametrize(
    ("summary", "sentences"),
    [
        ("Một câu", 1),
        ("Một. Hai. Ba.", 3),
        ("Thu đạt 1.234,5 tỷ đồng ở TP. Đà Lạt. Hai. Ba!", 3),
        ("Một. Hai. Ba. Bốn.", 4),
        ("Một. Hai. Ba… Bốn? Năm", 5),
    ],
)
def test_a_summary_has_one_to_three_sentences(summary: str, sentences: int) -> None:
    expected = [
        (
            f"report.md:1:17 [completeness.long-summary] Tóm tắt có {sentences} câu; "
            "chỉ nên có một đến ba câu."
        )
    ]
    found = _said(catalogue(report(summary=summary)))
    assert found == (expected if sentences > 3 else [])


def test_every_indicator_of_the_kind_of_period_has_a_row_for_every_area() -> None:
    rows = [row for row in full_values() if row["indicator_id"] != "XH01"]
    assert _said(catalogue(report(rows={Annex.INDICATORS: rows}))) == [
        (
            "indicators.csv:1:1 [completeness.missing-figures] Chỉ tiêu XH01 (Số hộ nghèo) thiếu "
            "dòng của 2 địa bàn: Xã Đạ Tẻh, Xã Đạ Tẻh 2."
        )
    ]


def test_a_blank_figure_says_why() -> None:
    rows = full_values()
    rows[0] = value("24781", "KT01", plan="120")
    assert _said(catalogue(report(rows={Annex.INDICATORS: rows}))) == [
        (
            "indicators.csv:2:4 [completeness.blank-without-reason] Dòng này không có số liệu "
            "trong kỳ và cũng không ghi lý do."
        )
    ]
    rows[0] = value("24781", "KT01", note="Chưa đối chiếu với Kho bạc")
    assert _said(catalogue(report(rows={Annex.INDICATORS: rows}))) == []
