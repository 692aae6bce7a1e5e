"""Figures quoted in prose, and figures typed again."""

from dataclasses import replace

import pytest
from catalogue_fixtures import catalogue, full_values, prose, report, said, value
from hypothesis import given
from hypothesis import strategies as st

from build_tools.diagnostics import Diagnostics
from build_tools.reading.markdown import read_prose
from build_tools.validation.rules.prose_figures import check_prose_figures, quotes_of
from schemas.report import Annex

ROWS = [row for row in full_values(plan="120", same_period="8") if row["unit_code"] == "24781"]
ROWS.append(value("24784", "KT01", actual="2,5", note="Chưa có lũy kế"))


def _said(text: str) -> list[str]:
    return said(check_prose_figures(catalogue(report(rows={Annex.INDICATORS: ROWS}, text=text))))


@pytest.mark.parametrize(
    "quote",
    [
        "KT01", "KT01 | Xã Đạ Tẻh", "KT01 | đạ tẻh", "KT01 | 24784", "KT01 | | lũy kế",
        "KT01 | Đạ Tẻh | đạt kế hoạch", "KT01||so cùng kỳ", "XH01", "KT02 | 24781 | cùng kỳ",
    ],
)  # fmt: skip
def test_a_quote_that_leads_to_a_figure_is_let_through(quote: str) -> None:
    assert _said(f"Thu đạt {{{quote}}} trong kỳ.") == []


@pytest.mark.parametrize(
    ("quote", "expected", "near"),
    [
        ("KT11", "figure.unknown-indicator] Không có chỉ tiêu “KT11”.", "KT01"),
        (
            "KT01 | Xa Da Teh",
            "figure.unknown-area] “Xa Da Teh” không phải địa bàn của Tổ.",
            "Xã Đạ Tẻh",
        ),
        (
            "KT01 | Xã Cát Tiên",
            "figure.unknown-area] “Xã Cát Tiên” không phải địa bàn của Tổ.",
            None,
        ),
        ("KT01 | | luỹ kê kỳ", "figure.unknown-measure] Không có loại số “luỹ kê kỳ”.", "lũy kế"),
        ("KT01 | a | b | c", "figure.malformed] Không đọc được số trích “KT01 | a | b | c”.", None),
        (
            "KT02",
            "figure.no-total] Chỉ tiêu này không cộng được, nên không có số chung của Tổ: KT02.",
            None,
        ),
        (
            "KT01 | 24784 | lũy kế",
            (
                "figure.no-value] Phụ lục tháng 01/2026 không có số để trích: KT01 | 24784 | lũy "
                "kế (Thu ngân sách)."
            ),
            None,
        ),
        (
            "XH01 | 24784",
            (
                "figure.no-value] Phụ lục tháng 01/2026 không có số để trích: XH01 | 24784 "
                "(Số hộ nghèo)."
            ),
            None,
        ),
    ],
)
def test_a_quote_that_leads_nowhere_is_refused(quote: str, expected: str, near: str | None) -> None:
    text = f"Mở đầu.\n\nThu đạt {{{quote}}} trong kỳ."
    content = catalogue(report(rows={Annex.INDICATORS: ROWS}, text=text))
    (finding,) = check_prose_figures(content)
    assert said([finding]) == [f"report.md:3:9 [{expected}"]
    assert finding.nearest == near


def test_only_a_report_has_figures_to_quote() -> None:
    content = catalogue()
    team = replace(
        content.teams["to-01"], prose=prose("Thu {KT01}.", "content/teams/to-01/team.md")
    )
    teams = dict(content.teams) | {"to-01": team}
    assert said(check_prose_figures(catalogue(teams=teams))) == [
        "team.md:1:5 [figure.outside-report] Chỉ báo cáo mới trích được số: KT01."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Thu ngân sách đạt 10 tỷ đồng.", "Thu ngân sách ước đạt **12,5 tỷ đồng** toàn địa bàn.",
        "Thu ngân sách: 13 tỷ đồng (làm tròn).", "Thu ngân sách tăng 99 tỷ đồng so với năm trước.",
        "Thu ngân sách đạt 77 % kế hoạch.", "Số hộ nghèo còn 10 hộ.", "Tổng chi đạt 99 tỷ đồng.",
    ],
)  # fmt: skip
def test_a_typed_number_that_the_annex_gives_or_that_is_another_is_let_through(text: str) -> None:
    assert _said(text) == []


def test_a_typed_number_that_the_annex_does_not_give_is_warned_of() -> None:
    assert _said("Mở đầu.\n\nTrong kỳ, thu ngân sách đạt 1.234,5 tỷ đồng.") == [
        (
            "report.md:3:29 [figure.contradicts] Thu ngân sách ghi ở đây là 1.234,5 tỷ đồng, phụ "
            "lục không có số này."
        )
    ]


@given(st.lists(st.sampled_from([*"{}|*`[]()\\\n #-", "KT01", "&#123;", "&lcub;", "&#125;"])))
def test_the_quotes_of_a_prose_are_the_figures_among_its_tokens(parts: list[str]) -> None:
    read = read_prose("content/reports/2026-01/to-01/report.md", "".join(parts), 1, Diagnostics())
    figures = [
        token.content
        for block in read.tokens
        for token in block.children or ()
        if token.type == "figure"
    ]
    assert [content for _, content in quotes_of(read)] == figures
