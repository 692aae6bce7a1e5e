"""A slip on the command line is told in Vietnamese, with what was meant."""

import subprocess
import sys
from pathlib import Path

import pytest

from build_tools.arguments import told
from build_tools.cli import UNREAD, main
from build_tools.project import Project

ROOT = Path(__file__).resolve().parents[2]
KINDS = "report, team, document, indicator, editor-schemas"
NEW = "Xem cách dùng: diaban new --help\n"
REPORT = "Xem cách dùng: diaban new report --help\n"


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (
            "new repot",
            f"LOẠI: Không có “repot”. Có phải ý là “report”? Chọn một trong: {KINDS}.\n{NEW}",
        ),
        ("new report --team 1", f"Thiếu --period.\n{REPORT}"),
        ("new report --team một", f"--team: “một” không phải là số của Tổ, ví dụ 1\n{REPORT}"),
        ("new report --team", f"--team: Thiếu giá trị phía sau.\n{REPORT}"),
        ("check --mau", "Lệnh này không có --mau.\nXem cách dùng: diaban --help\n"),
        (
            "check --lang fr",
            "--lang: Không có “fr”. Chọn một trong: vi, en.\nXem cách dùng: diaban check --help\n",
        ),
        (
            "new team --number x",
            "--number: “x” không phải là số.\nXem cách dùng: diaban new team --help\n",
        ),
    ],
)
def test_a_slip_is_told_in_vietnamese(
    words: str, answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(words.split())
    assert (end.value.code, capsys.readouterr().err) == (2, answer)


def test_a_mistyped_command_gets_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["chek"])
    answer = capsys.readouterr().err
    assert answer.startswith("LỆNH: Không có “chek”. Có phải ý là “check”? Chọn một trong: check, ")


def test_what_is_not_known_stays_as_argparse_says_it() -> None:
    assert told("something new of 3.20") == "something new of 3.20"


def test_help_is_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["new", "report", "--help"])
    answer = capsys.readouterr().out
    assert end.value.code == 0
    assert answer.startswith("Cách dùng: diaban new report ")
    assert not {"usage", "options", "show this"} & {*answer.split(":"), *answer.split()}


def test_a_reader_who_goes_away_gets_no_traceback(small_province: Project) -> None:
    words = ["--root", str(small_province.root), "check", "--today", "20/02/2031"]
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "build_tools", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read()
    assert (process.returncode, errors) == (UNREAD, b"")
