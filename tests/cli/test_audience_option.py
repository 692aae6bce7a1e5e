"""`--audience`: for whom a build is; the narrowest exposure where nothing is said."""

import argparse
from pathlib import Path

import pytest

from build_tools.cli import command_named, main
from build_tools.project import Project
from build_tools.shell_environment import options_from_environment


def test_an_unknown_audience_is_refused_with_the_known_ones(
    small_province: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "site"
    asked = ["--root", str(small_province.root), "build", "--audience", "to-13", "--out", str(out)]
    assert main(asked) == 2
    assert (
        capsys.readouterr()
        .err.splitlines()[-1]
        .endswith(
            "Không có nhóm người xem “to-13”; các nhóm đang có: intranet, leadership, to-01, to-02."
        )
    )
    assert not out.exists()


def test_a_build_without_an_audience_is_for_the_intranet(
    small_province: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AUDIENCE", "DIABAN_AUDIENCE"):
        monkeypatch.setenv(name, "leadership")
    assert options_from_environment(small_province).audience == "intranet"


@pytest.mark.parametrize(
    ("command", "audience"),
    [("build", "intranet"), ("publish", "intranet"), ("preview", "leadership")],
)
def test_a_preview_is_for_who_may_read_all_and_the_rest_for_everyone(
    command: str, audience: str
) -> None:
    parser = argparse.ArgumentParser()
    command_named(command).configure(parser)
    given = ["--to", "x"] if command == "publish" else []
    assert parser.parse_args(given).audience == audience
    assert parser.parse_args([*given, "--audience", "to-01"]).audience == "to-01"
