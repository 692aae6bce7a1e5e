"""Rules of audiences: each with the row or the sentence that breaks it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.diagnostics import Diagnostic
from build_tools.diagnostics.wording import message
from build_tools.project import Project
from build_tools.shell_environment import options_from_environment
from build_tools.validation.checking import check_content

REPORTS = "reports/2031-01"
ISSUES, HEAD = f"{REPORTS}/to-01/issues.csv", f"{REPORTS}/to-01/report.md"
FIGURES = f"{REPORTS}/to-01/indicators.csv"
ISSUE_1, ISSUE_2 = "Đang xử lý,,,,,", "Đã điều động hai giáo viên,,,"
QUOTED = (
    "Câu này dẫn số {KT01}, lấy từ dòng mà có người được xem báo cáo không được xem "
    "(dòng ở reports/2031-01/to-01/indicators.csv, dòng 4)."
)
Edit = Callable[..., None]


@pytest.fixture
def edit(small_province: Project) -> Edit:
    """Replace texts in a file of the small province, each of which must be there."""

    def replace(name: str, *changes: tuple[str, str]) -> None:
        path: Path = small_province.content / name
        text = path.read_text(encoding="utf-8-sig")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")

    return replace


def _found(project: Project) -> list[Diagnostic]:
    today = options_from_environment(project).today
    return list(check_content(project, today))


def _said(project: Project) -> list[tuple[str, str]]:
    return [(one.code, message(one)) for one in _found(project)]


def test_a_row_may_be_narrower_than_its_report(small_province: Project, edit: Edit) -> None:
    for audience in ("leadership", "to-01", "to-02", "Lãnh đạo", "Tổ theo dõi địa bàn số 1"):
        edit(ISSUES, (ISSUE_1, f"Đang xử lý,,,,{audience},"))
        assert _said(small_province) == []
        edit(ISSUES, (f"Đang xử lý,,,,{audience},", ISSUE_1))


@pytest.mark.parametrize(
    ("report", "row", "wider", "narrow"),
    [
        ("leadership", "intranet", "Mạng nội bộ", "Lãnh đạo"),
        ("leadership", "to-01", "Tổ theo dõi địa bàn số 1", "Lãnh đạo"),
        ("to-01", "intranet", "Mạng nội bộ", "Tổ theo dõi địa bàn số 1"),
        ("to-01", "to-02", "Tổ theo dõi địa bàn số 2", "Tổ theo dõi địa bàn số 1"),
    ],
)
def test_a_row_may_not_be_wider_than_its_report(
    small_province: Project, edit: Edit, report: str, row: str, wider: str, narrow: str
) -> None:
    edit(HEAD, ("secrecy:", f"audience: {report}\nsecrecy:"))
    edit(ISSUES, (ISSUE_1, f"Đang xử lý,,,,{row},"))
    assert _said(small_province) == [
        (
            "audience.wider-than-report",
            f"Dòng này cho “{wider}” xem, rộng hơn báo cáo (chỉ {narrow} được xem).",
        )
    ]


def test_an_audience_that_is_not_known_is_refused_with_the_nearest(
    small_province: Project, edit: Edit
) -> None:
    edit(ISSUES, (ISSUE_1, "Đang xử lý,,,,leadreship,"))
    edit(HEAD, ("secrecy:", "audience: to-13\nsecrecy:"))
    found = [one for one in _found(small_province) if one.code == "reference.unknown"]
    assert [(message(one), one.nearest) for one in found] == [
        ("“Người được xem”: không rõ “leadreship” là nhóm người xem nào.", "leadership"),
        ("“Người được xem”: không rõ “to-13” là nhóm người xem nào.", "to-01"),
    ]


@pytest.mark.parametrize(
    ("name", "change", "line"),
    [
        (HEAD, ("Còn một vướng mắc", "Còn VD-2031-01001 vướng mắc"), 49),
        (HEAD, ("ở xã Đạ Tẻh.", "ở xã Đạ Tẻh (VD-2031-01001)."), 20),
        (ISSUES, ("Thiếu giáo viên mầm non", "Như VD-2031-01001"), 3),
        ("documents/quyet-dinh.md", ("# ", "# VD-2031-01001 "), 0),
        ("teams/to-02/team.md", ("---\n\n", "---\n\nXem VD-2031-01001.\n\n"), 0),
    ],
)
def test_the_id_of_a_restricted_matter_stands_in_no_wider_place(
    small_province: Project, edit: Edit, name: str, change: tuple[str, str], line: int
) -> None:
    edit(ISSUES, (ISSUE_1, "Đang xử lý,,,,leadership,"))
    edit(name, change)
    (found,) = _found(small_province)
    assert (found.code, found.place.path) == ("audience.reveals-restricted", f"content/{name}")
    assert found.place.line == line or not line
    assert message(found) == (
        "Chỗ này nhắc đến VD-2031-01001, là việc mà có người được xem chỗ này không được xem "
        "(dòng ở reports/2031-01/to-01/issues.csv, dòng 2)."
    )


def test_a_place_as_narrow_as_the_matter_may_name_it(small_province: Project, edit: Edit) -> None:
    edit(ISSUES, (ISSUE_1, "Đang xử lý,,,,leadership,"))
    edit(ISSUES, (ISSUE_2, "Như VD-2031-01001,,leadership,"))
    assert _said(small_province) == []


def test_prose_may_not_quote_a_restricted_figure(small_province: Project, edit: Edit) -> None:
    edit(
        FIGURES, ('11,5",Ước tính,14/01/2031,Kho bạc,,', '11,5",Ước tính,14/01/2031,Kho bạc,,to-01')
    )
    assert _said(small_province) == [
        ("audience.quotes-restricted", QUOTED),
    ]
    edit(HEAD, ("{KT01}", "{KT01 | Xã Đạ Tẻh}"))
    assert _said(small_province) == []
    edit(HEAD, ("{KT01 | Xã Đạ Tẻh}", "{KT01 | Xã Hòa Bình}"))
    assert [code for code, _ in _said(small_province)] == ["audience.quotes-restricted"]
