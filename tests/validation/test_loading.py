import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.diagnostics import Diagnostics
from build_tools.project import Project
from build_tools.validation.settings_file import load_settings
from schemas.catalogue import Catalogue

Load = Callable[[], tuple[Catalogue | None, list[str]]]
REPORT = "reports/2026-01/to-01/report.md"


def test_every_file_is_in_the_digests(content: dict[str, str], load: Load) -> None:
    catalogue, _ = load()
    assert catalogue is not None
    assert list(catalogue.digests) == sorted(f"content/{path}" for path in content)
    settings = hashlib.sha256(content["settings.yml"].encode()).hexdigest()
    assert catalogue.digests["content/settings.yml"] == settings


def test_orders_are_fixed_by_code_number_and_period(load: Load) -> None:
    catalogue, _ = load()
    assert catalogue is not None
    assert list(catalogue.areas) == ["24781", "24850", "25057"]
    assert list(catalogue.teams) == ["to-01", "to-02"]
    assert [team for _, team in catalogue.reports] == ["to-01", "to-02"]
    assert list(catalogue.pages) == ["huong-dan/phu-luc", "index"]
    attachment = "content/reports/2026-01/to-01/attachments/giao-ban.pdf"
    assert next(iter(catalogue.reports.values())).attachments == (attachment,)


@pytest.mark.parametrize(
    "path",
    ["settings.yml", "index.md", "catalogue/areas.csv", "catalogue/schedule.csv", REPORT]
    + [f"teams/to-01/{name}" for name in ("team.md", "members.csv", "areas.csv")],
)
def test_a_missing_file_is_told_once(content: dict[str, str], load: Load, path: str) -> None:
    del content[path]
    catalogue, told = load()
    assert catalogue is None
    assert told == [
        (
            f"{path}:1:1 [structure.missing-file] Thiếu tệp “{path}”. → Tạo tệp này theo mẫu của "
            "hướng dẫn."
        )
    ]


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        ("settings.yml", "teams: 2", "teams: hai", "number.malformed"),
        ("catalogue/areas.csv", "24850,Xã", "24850,Làng", "value.not-in-list"),
        ("catalogue/areas.csv", "24850,Xã", "2485,Xã", "value.malformed"),
        ("catalogue/indicators.csv", "Thuế", '"Thuế', "csv.unclosed-quote"),
        ("catalogue/directives.csv", "22/12/2024", "32/12/2024", "date.malformed"),
        ("catalogue/agencies.csv", "agency_id,name", "agency_id,nam", "csv.unknown-column"),
        ("teams/to-01/team.md", "valid_from: 19/11/2025", "valid_from:", "value.missing"),
        ("teams/to-01/members.csv", "19/11/2025,", "19/11,", "date.malformed"),
        ("teams/to-01/areas.csv", "25057,", "Da Teh,", "reference.unknown"),
        (REPORT, "status: submitted", "status: xong", "value.not-in-list"),
        (REPORT, "---\n\n## I. Tình", "\n## I. Tình", "yaml.unclosed"),
        ("reports/2026-01/to-01/issues.csv", "Mới", "Mơi mới", "value.not-in-list"),
        ("documents/quyet-dinh.md", "Điều 1.", "Điều <b>1</b>.", "markdown.html"),
    ],
)
def test_one_fault_in_a_file_brings_no_other_in_files_that_lean_on_it(
    content: dict[str, str], load: Load, path: str, old: str, new: str, code: str
) -> None:
    assert old in content[path]
    content[path] = content[path].replace(old, new, 1)
    catalogue, told = load()
    assert catalogue is None
    assert [(one.split(":")[0], one.split("[")[1].split("]")[0]) for one in told] == [(path, code)]


def test_faults_of_different_files_are_all_told_at_once(
    content: dict[str, str], load: Load
) -> None:
    for path in ("catalogue/areas.csv", "teams/to-02/members.csv", REPORT):
        content[path] = content[path].replace("19/11/2025", "x").replace("01/07/2025", "x")
    content[REPORT] = content[REPORT].replace("14/01/2026", "x")
    paths = {one.split(":")[0] for one in load()[1]}
    assert paths == {"catalogue/areas.csv", "teams/to-02/members.csv", REPORT}


def test_a_report_that_is_faulty_is_not_called_missing(content: dict[str, str], load: Load) -> None:
    content["catalogue/schedule.csv"] = content["catalogue/schedule.csv"].replace("14,18", "14,15")
    content[REPORT] = content[REPORT].replace("14/01/2026", "x")
    other = REPORT.replace("to-01", "to-02")
    content[other] = content[other].replace("status: submitted", "status: draft")
    told = load()[1]
    assert [one for one in told if "to-01" in one.split(" ")[0]] == [
        (
            f"{REPORT}:12:13 [date.malformed] “Số liệu đến ngày”: “x” không phải là một ngày có "
            "thật. "
            "→ Viết ngày/tháng/năm, ví dụ 05/02/2026."
        )
    ]
    assert [one.split(" ")[0] for one in told if "missing-report" in one] == [
        "teams/to-02/team.md:1:1"
    ]


@pytest.mark.parametrize(
    "path", ["reports/2026-01/to-1/report.md", "reports/thang-1/to-01/report.md"]
)
def test_a_report_in_a_misnamed_folder_is_not_called_missing(
    content: dict[str, str], load: Load, path: str
) -> None:
    content["catalogue/schedule.csv"] = content["catalogue/schedule.csv"].replace("14,18", "14,15")
    folder = path.removesuffix("report.md")
    for old in [name for name in content if name.startswith("reports/2026-01/to-01/")]:
        content[folder + old.rpartition("/to-01/")[2]] = content.pop(old)
    told = load()[1]
    assert [one for one in told if "to-01/team.md" in one] == []
    assert [one.split("[")[1].split("]")[0] for one in told if "file." in one] == ["file.place"]


def test_the_gate_is_never_skipped_even_with_broken_settings(
    content: dict[str, str], load: Load
) -> None:
    content["settings.yml"] = "["
    content[REPORT] = content[REPORT].replace("Đã quán triệt.", "MẬT")
    told = load()[1]
    codes = [one.split("[")[1].split("]")[0] for one in told]
    assert any(code.startswith("secrecy.") for code in codes)
    assert any(code.startswith("yaml.") for code in codes)


def test_a_level_of_secrecy_is_told_by_the_gate_alone(content: dict[str, str], load: Load) -> None:
    content[REPORT] = content[REPORT].replace("secrecy: thường", "secrecy: Mật")
    codes = [one.split("[")[1].split("]")[0] for one in load()[1]]
    assert len(codes) == 1
    assert codes[0].startswith("secrecy.")


def test_a_link_in_a_report_is_one_fault_and_is_not_followed(
    content: dict[str, str], load: Load, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere.csv").write_text(content["reports/2026-01/to-01/issues.csv"])
    del content["reports/2026-01/to-01/issues.csv"]
    folder = tmp_path / "content/reports/2026-01/to-01"
    folder.mkdir(parents=True)
    (folder / "issues.csv").symlink_to(tmp_path / "elsewhere.csv")
    catalogue, told = load()
    assert catalogue is None
    assert [one.split("]")[0] for one in told] == [
        "reports/2026-01/to-01/issues.csv:1:1 [file.link"
    ]


def test_the_settings_can_be_read_alone(load: Load, tmp_path: Path) -> None:
    load()
    found = Diagnostics()
    settings = load_settings(Project(root=tmp_path), found)
    assert settings is not None
    assert settings.record.areas == 3
    assert settings.source.at("areas").line == 7
    assert list(found) == []


def test_loading_imports_neither_pandas_nor_mkdocs() -> None:
    code = (
        "import sys, build_tools.validation.loading; "
        "print(*sorted({'pandas', 'mkdocs'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
