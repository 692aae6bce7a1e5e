"""The ledger of a period in the terminal, and the exit code that a reminder in CI acts upon."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from build_tools.aggregation.timeliness import ledger_as_of
from build_tools.project import Project
from build_tools.reporters.status import render_status
from schemas.catalogue import Catalogue
from schemas.period import Period

DIABAN = Path(sys.executable).parent / "diaban"


def lines(sample: Catalogue, period: str, as_of: dt.date) -> list[str]:
    asked = Period.parse(period)
    ledger = ledger_as_of(sample, asked, as_of)
    assert ledger is not None
    return list(render_status(sample, asked, ledger, as_of))


def run(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [DIABAN, "--root", project.root, "status", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_a_table_of_teams_and_a_line_that_sums_it_up(sample: Catalogue) -> None:
    shown = lines(sample, "2026-02", dt.date(2026, 7, 10))

    assert shown[0] == "Báo cáo tháng 02/2026, tính đến ngày 10/07/2026"
    assert shown[2:4] == [
        "Tổ     Hạn gửi     Ngày gửi    Tình trạng",
        "Tổ 1   18/02/2026  23/02/2026  Chậm 5 ngày",
    ]
    assert "Tổ 8   18/02/2026  –           Chưa có" in shown
    assert "Tổ 12  18/02/2026  14/02/2026  Đúng hạn, không phát sinh" in shown
    assert shown[-2:] == [
        (
            "Kỳ tháng 02/2026: 5/12 Tổ báo cáo đúng hạn, "
            "6 chậm (Tổ 1, Tổ 3, Tổ 5, Tổ 6, Tổ 9 và Tổ 11), 1 chưa có (Tổ 8)."
        ),
        "Cần nhắc 1 Tổ.",
    ]


def test_what_was_sent_later_had_not_come_on_the_day_asked_for(sample: Catalogue) -> None:
    on_due_day = lines(sample, "2026-02", dt.date(2026, 2, 18))
    day_after = lines(sample, "2026-02", dt.date(2026, 2, 19))

    assert "Tổ 1   18/02/2026  –           Chưa đến hạn" in on_due_day
    assert on_due_day[-1] == "Không Tổ nào quá hạn mà chưa gửi."
    assert "Tổ 1   18/02/2026  –           Chưa có" in day_after
    assert day_after[-1] == "Cần nhắc 7 Tổ."


@pytest.mark.parametrize("period", ["2025-12", "2026-H1", "2024"])
def test_a_period_that_nobody_expects_has_no_ledger(sample: Catalogue, period: str) -> None:
    assert ledger_as_of(sample, Period.parse(period), dt.date(2026, 7, 10)) is None


@pytest.mark.parametrize(
    ("arguments", "code", "last_line"),
    [
        (["--period", "2026-02"], 1, "Cần nhắc 1 Tổ."),
        (["--period", "2026-07"], 0, "Không Tổ nào quá hạn mà chưa gửi."),
        (["--period", "2026-02", "--as-of", "18/02/2026"], 0, "Không Tổ nào quá hạn mà chưa gửi."),
    ],
)
def test_the_exit_code_is_1_only_when_something_is_missing_and_due(
    project: Project, arguments: list[str], code: int, last_line: str
) -> None:
    done = run(project, *arguments)

    assert (done.returncode, done.stderr) == (code, "")
    assert done.stdout.splitlines()[-1] == last_line


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2026-99", "“2026-99” không phải là kỳ báo cáo, ví dụ 2026-07, 2026-Q3, 2026.\n"),
        (
            "2026-H1",
            "6 tháng đầu năm 2026 không phải kỳ phải báo cáo theo settings.yml và schedule.csv.\n",
        ),
    ],
)
def test_a_period_that_cannot_be_asked_for_is_wrong_usage(
    project: Project, period: str, said: str
) -> None:
    done = run(project, "--period", period)

    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_content_with_errors_has_no_ledger_and_says_why(small_province: Project) -> None:
    report = small_province.content / "reports/2031-01/to-01/report.md"
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("place:", "plaice:"), encoding="utf-8")

    done = run(small_province, "--period", "2031-01")

    assert done.returncode == 1
    assert "reports/2031-01/to-01/report.md" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("Chưa dựng được: ")


def test_status_needs_neither_mkdocs_nor_pandas(project: Project) -> None:
    code = (
        "import sys; from build_tools.cli import main; "
        f"code = main(['--root', {str(project.root)!r}, 'status', '--period', '2026-07']); "
        "heavy = {'mkdocs', 'material', 'pandas', 'jinja2'} & set(sys.modules); "
        "sys.exit(f'imported {heavy}' if heavy else code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
