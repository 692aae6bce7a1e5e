import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.catalogue import Catalogue

Load = Callable[[], tuple[Catalogue | None, list[str]]]


def test_the_small_content_has_no_fault(load: Load) -> None:
    catalogue, told = load()
    assert told == []
    assert catalogue is not None
    assert [period.id for period, _ in catalogue.reports] == ["2026-01", "2026-01"]
    assert catalogue.team_of("25057", next(iter(catalogue.reports))[0].last_day) == "to-01"


_FILE = Path(__file__).with_name("structure_faults.toml")
FAULTS = tomllib.loads(_FILE.read_text("utf-8"))["fault"]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["told"].split("]")[0])
def test_each_fault_of_structure_is_told_once_at_its_place(
    content: dict[str, str], load: Load, fault: dict[str, str]
) -> None:
    path = fault["file"]
    assert fault["old"] in content[path]
    content[path] = content[path].replace(fault["old"], fault["new"], 1)
    assert load()[1] == [fault["told"]]


ISSUES = "reports/2026-01/to-01/issues.csv"


def _add_february(content: dict[str, str], team: int, issue: str) -> None:
    folder = f"reports/2026-02/to-0{team}"
    report = content[f"reports/2026-01/to-0{team}/report.md"]
    report = report.replace("period: 2026-01", "period: 2026-02").replace("14/01", "14/02")
    report = report.replace("16/01", "16/02")
    declared = "meetings, information-requests]"
    if team == 1:  # what was open goes on
        for annex in ("recommendations", "tasks"):
            content[f"{folder}/{annex}.csv"] = content[ISSUES.replace("issues", annex)]
    else:
        declared = f"recommendations, tasks, {declared}"
    head, _, rest = report.partition("orientation, ")
    content[f"{folder}/report.md"] = f"{head}orientation, {declared}{rest[rest.index(chr(10)) :]}"
    content[f"{folder}/issues.csv"] = content[ISSUES].splitlines()[0] + f"\n{issue}\n"


def test_an_item_may_go_on_in_the_next_report_of_its_team(
    content: dict[str, str], load: Load
) -> None:
    issue = "VD-2026-01001,25057,Kinh tế,Khó khăn,Thiếu nước,05/01/2026,Đang xử lý,"
    _add_february(content, 1, issue)
    assert load()[1] == []


def test_an_item_that_moves_to_another_area_has_changed_its_meaning(
    content: dict[str, str], load: Load
) -> None:
    _add_february(content, 1, "VD-2026-01001,24781,Kinh tế,Khó khăn,Thiếu nước,05/01/2026,Mới,")
    assert [told.split(" ")[:2] for told in load()[1]] == [
        ["reports/2026-02/to-01/issues.csv:2:1", "[structure.changed-meaning]"]
    ]


def test_an_item_that_was_handed_over_may_go_on_with_the_other_team(
    content: dict[str, str], load: Load
) -> None:
    content[ISSUES] = content[ISSUES].replace("Mới,", "Mới,to-02")
    _add_february(content, 2, "VD-2026-01001,25057,Kinh tế,Khó khăn,Thiếu nước,05/01/2026,Mới,")
    assert "changed-meaning" not in "".join(load()[1])


def test_a_directive_stands_once_for_an_area_in_a_report(
    content: dict[str, str], load: Load
) -> None:
    report = "reports/2026-01/to-01/report.md"
    content[report] = content[report].replace("directives, ", "")
    row = "CD-2025-001,25057,Đang thực hiện\n"
    content["reports/2026-01/to-01/directives.csv"] = f"directive_id,unit_code,status\n{row}{row}"
    assert load()[1] == [
        (
            "reports/2026-01/to-01/directives.csv:3:1 [structure.repeated-row] Dòng trùng: "
            "“CD-2025-001, Xã Đạ Tẻh” đã có ở reports/2026-01/to-01/directives.csv, dòng 2. → Giữ "
            "lại "
            "một dòng."
        )
    ]


def test_a_person_whose_role_changed_keeps_the_id(content: dict[str, str], load: Load) -> None:
    path = "teams/to-02/members.csv"
    head = "TV-02-01,Lê Văn An,Trưởng Bộ phận,,,19/11/2025,"
    assert head in content[path]
    content[path] = content[path].replace(
        head, f"{head}31/12/2025\n{head.replace('19/11/2025', '01/01/2026')}"
    )
    assert load()[1] == []


@pytest.mark.parametrize(
    "phone", ["0263 3822 345", "02633822345", "024 3822 1234", "0263.382.2345"]
)
def test_an_office_number_is_taken_in_every_usual_form(
    content: dict[str, str], load: Load, phone: str
) -> None:
    path = "teams/to-01/team.md"
    content[path] = content[path].replace("0263 3822 341", phone)
    assert load()[1] == []


def test_a_number_on_the_allow_list_is_taken(content: dict[str, str], load: Load) -> None:
    content["settings.yml"] += 'public_phones: ["1800 1234"]\n'
    path = "teams/to-01/team.md"
    content[path] = content[path].replace("0263 3822 341", "0123 456 789")
    content["settings.yml"] = content["settings.yml"].replace("1800 1234", "0123456789")
    assert load()[1] == []
