"""A unit merges in mid-term, an area moves to another team: another province, built for real.

In the small province (two teams, four areas, 2030-2035) Xã Hòa Bình ends with January 2031 and is
merged into a commune that keeps its name under a new code; Phường Ea Súp goes over from team 2 to
team 1 on 1 February, with its open issue.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.diagnostics import Diagnostic, Severity
from build_tools.diagnostics.wording import message, severity
from build_tools.project import Project
from build_tools.shell_environment import options_from_environment
from build_tools.site import compose
from build_tools.validation.checking import check_content

pytestmark = pytest.mark.slow
JANUARY, FEBRUARY = "reports/2031-01", "reports/2031-02"
ISSUE = (
    "{id},{area},Kinh tế,Vướng mắc,{title},05/01/2031,Cao,,,,Địa phương,28/03/2031,Đang xử lý"
    ",,,,,{taker}\n"
)
MERGED = ISSUE.format(id="VD-2031-01003", area="Xã Hòa Bình", title="Chợ xã chưa có nước", taker="")
MOVED = {"id": "VD-2031-02001", "area": "Phường Ea Súp", "title": "Kè suối sạt lở"}


def _edit(content: Path, path: str, *changes: tuple[str, str]) -> None:
    file = content / path
    text = file.read_text(encoding="utf-8-sig")
    for old, new in changes:
        assert old in text, (path, old)
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def _append(content: Path, path: str, *lines: str) -> None:
    file = content / path
    file.write_text(file.read_text(encoding="utf-8-sig") + "".join(lines), encoding="utf-8")


def _new_month(content: Path, team: str) -> None:
    """Copy January of a team to February: other days in the head and the figures, same matters."""
    shutil.copytree(content / JANUARY / team, content / FEBRUARY / team)
    report = f"{FEBRUARY}/{team}/report.md"
    _edit(content, report, ("2031-01", "2031-02"), ("/01/2031", "/02/2031"), ('"05"', '"06"'))
    _edit(content, f"{FEBRUARY}/{team}/indicators.csv", ("/01/2031", "/02/2031"))


def _rows_of(content: Path, path: str, area: str) -> list[str]:
    lines = (content / path).read_text(encoding="utf-8-sig").splitlines(keepends=True)
    return [line for line in lines if line.startswith(area)]


@pytest.fixture
def changed(small_province: Project) -> Project:
    """The small province after the merger and the move."""
    content = small_province.content
    _edit(content, "settings.yml", ("20/01/2031", "20/02/2031"))
    row = '90002,Xã,Hòa Bình,Thử Nghiệm,,"11,6000","107,6000",01/07/2030,,,1/NQ-THU'
    ended = row.replace("01/07/2030,,,", "01/07/2030,31/01/2031,90005,")
    successor = row.replace("90002", "90005").replace("01/07/2030", "01/02/2031")
    _edit(content, "catalogue/areas.csv", (row, f"{ended}\n{successor}"))
    _edit(
        content,
        "teams/to-01/areas.csv",
        (
            "Xã Hòa Bình,Đảng bộ xã Hòa Bình,,,01/07/2030,\n",
            (
                "90002,Đảng bộ xã Hòa Bình,,,01/07/2030,31/01/2031\n"
                "90005,Đảng bộ xã Hòa Bình,,,01/02/2031,\n"
                "90003,Đảng bộ phường Ea Súp,,,01/02/2031,\n"
            ),
        ),
    )
    _edit(
        content,
        "teams/to-01/members.csv",
        ("Xã Đạ Tẻh | Xã Hòa Bình", "90001 | 90002 | 90003 | 90005"),
    )
    _edit(content, "teams/to-02/areas.csv", ("Súp,,,01/07/2030,", "Súp,,,01/07/2030,31/01/2031"))
    heads = (content / JANUARY / "to-01/issues.csv").read_text(encoding="utf-8-sig")
    _append(content, f"{JANUARY}/to-01/issues.csv", MERGED)
    (content / JANUARY / "to-02/issues.csv").write_text(
        heads.splitlines()[0] + "\n" + ISSUE.format(**MOVED, taker=""), encoding="utf-8"
    )
    _edit(content, f"{JANUARY}/to-02/report.md", ("[issues, ", "["))
    _new_month(content, "to-01")
    _new_month(content, "to-02")
    _edit(content, f"{FEBRUARY}/to-02/issues.csv", ("Đang xử lý,,,,,", "Đang xử lý,,,,,to-01"))
    _append(content, f"{FEBRUARY}/to-01/issues.csv", ISSUE.format(**MOVED, taker=""))
    figures = _rows_of(content, f"{FEBRUARY}/to-02/indicators.csv", "Phường Ea Súp")
    assert len(figures) == 2
    _append(content, f"{FEBRUARY}/to-01/indicators.csv", *figures)
    _edit(content, f"{FEBRUARY}/to-02/indicators.csv", *((line, "") for line in figures))
    return small_province


def _errors(project: Project) -> list[str]:
    found: tuple[Diagnostic, ...] = check_content(project, options_from_environment(project).today)
    return [
        f"{one.place.path}:{one.place.line} [{one.code}] {message(one)}"
        for one in found
        if severity(one) is Severity.ERROR
    ]


def _pages(project: Project) -> dict[str, str]:
    composition = compose(project, options_from_environment(project))
    assert composition.site is not None, composition.findings
    uris = [page.uri for page in composition.site.pages]
    assert len(uris) == len(set(uris))
    return {
        page.uri: re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.body))
        for page in composition.site.pages
    }


def test_the_changed_province_has_no_error_and_every_area_its_address(changed: Project) -> None:
    assert _errors(changed) == []
    areas = {uri for uri in _pages(changed) if uri.startswith("dia-ban/")}
    assert areas == {
        "dia-ban/",
        "dia-ban/xa-da-teh/",
        "dia-ban/xa-hoa-binh/",
        "dia-ban/xa-hoa-binh-90002/",
        "dia-ban/phuong-ea-sup/",
        "dia-ban/dac-khu-phu-thu/",
    }


def test_the_successor_shows_the_series_and_the_matters_of_the_former_unit(
    changed: Project,
) -> None:
    pages = _pages(changed)
    successor, former = pages["dia-ban/xa-hoa-binh/"], pages["dia-ban/xa-hoa-binh-90002/"]

    assert "Chỉ tiêu của Xã Hòa Bình trước khi sắp xếp" in successor
    assert (
        "Xã Hòa Bình (mã 90002 đến ngày 31/01/2031) đã nhập vào Xã Hòa Bình (mã 90005)" in successor
    )
    assert "VD-2031-01003" in successor
    assert "Đơn vị không còn hiệu lực" in former
    assert "Nhập vào" in former


def test_an_old_report_keeps_the_areas_of_its_day(changed: Project) -> None:
    pages = _pages(changed)

    assert "Phường Ea Súp" in pages["bao-cao/2031-01/to-02/phu-luc/"]
    assert "Phường Ea Súp" not in pages["bao-cao/2031-01/to-01/phu-luc/"]
    assert "Phường Ea Súp" in pages["bao-cao/2031-02/to-01/phu-luc/"]


def test_the_pages_of_the_area_and_of_both_teams_show_the_move(changed: Project) -> None:
    pages = _pages(changed)

    assert "Tổ theo dõi qua các thời gian" in pages["dia-ban/phuong-ea-sup/"]
    assert "Tổ 2 01/07/2030 31/01/2031 Tổ 1 01/02/2031 hiện nay" in pages["dia-ban/phuong-ea-sup/"]
    assert "VD-2031-02001" in pages["to/01/"]
    for team in ("to/01/", "to/02/"):
        assert "Địa bàn đã chuyển đến, chuyển đi" in pages[team]


def _without(path: str, text: str) -> Callable[[Path], None]:
    return lambda content: _edit(content, path, (text, ""))


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (
            _without(f"{FEBRUARY}/to-01/issues.csv", ISSUE.format(**MOVED, taker="")),
            # Taken over in the same month or in the one after: nothing is lost yet.
            [],
        ),
        (
            _without(f"{FEBRUARY}/to-01/issues.csv", MERGED),
            [
                (
                    "content/reports/2031-02/to-01/issues.csv:1 [continuity.dropped] "
                    "“VD-2031-01003” còn dở ở reports/2031-01/to-01/issues.csv, dòng 4 nhưng không "
                    "có trong báo cáo này."
                )
            ],
        ),
        (
            lambda content: _edit(
                content, "catalogue/areas.csv", ("31/01/2031,90005", "31/01/2031,90009")
            ),
            [
                (
                    "content/catalogue/areas.csv:3 [structure.unknown-successor] Xã Hòa Bình ghi "
                    "nhập vào “90009” nhưng danh mục không có đơn vị mang mã này."
                )
            ],
        ),
        (
            lambda content: _edit(
                content, "catalogue/areas.csv", ("31/01/2031,90005", "31/01/2031,90002")
            ),
            [
                (
                    "content/catalogue/areas.csv:3 [structure.successor-not-in-force] Xã Hòa Bình "
                    "ghi nhập vào “90002” nhưng đơn vị đó không có hiệu lực ngày 01/02/2031."
                )
            ],
        ),
    ],
)
def test_what_is_wrong_with_the_change_is_told_once(
    changed: Project, damage: Callable[[Path], None], expected: list[str]
) -> None:
    damage(changed.content)

    assert _errors(changed) == expected
