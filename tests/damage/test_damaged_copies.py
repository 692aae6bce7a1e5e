"""A damaged copy of a clean report is told of in words, and the site that stood before stays.

The words for every rule are held by `tests/diagnostics`; here the program itself is run.
"""

from pathlib import Path

import pytest
from stages import STAGINGS, TODAY, Stage, Staging

from build_tools.cli import main
from build_tools.diagnostics import RULES, Severity
from build_tools.diagnostics.rules import read_told
from build_tools.project import Project

SUMMARIES = {
    Severity.ERROR: "Chưa dựng được: 1 lỗi.",
    Severity.WARNING: "Không có lỗi; 1 cảnh báo.",
    Severity.NOTE: "Không có lỗi; 1 lưu ý.",
}
TODAY_TYPED = f"{TODAY:%d/%m/%Y}"


def _is_plain(staging: Staging) -> bool:
    """Say whether `diaban check` on the usual day shows it, with nothing else wrong."""
    return not (staging.closes or staging.disk or staging.first_commits) and staging.today == TODAY


def _one_of_each_family_and_gravity() -> list[str]:
    first: dict[tuple[str, Severity], str] = {}
    for code, rule in RULES.items():
        # Without content there are no settings: it cannot even be asked what to check.
        if code != "file.missing-content" and _is_plain(STAGINGS.get(code, Staging())):
            first.setdefault((code.partition(".")[0], rule.severity), code)
    return list(first.values())


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("stage"))


def _broken(stage: Stage, project: Project, code: str) -> Path:
    root = stage.broken(code)
    for name in ("mkdocs.yml", "site_templates"):
        (root / name).symlink_to(project.root / name)
    return root


def test_the_undamaged_copy_is_clean(
    small_province: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(small_province.root), "check"]) == 0
    assert capsys.readouterr().out == "Không có lỗi.\n"


@pytest.mark.parametrize("code", _one_of_each_family_and_gravity())
def test_a_damaged_copy_is_told_of_once_and_an_error_leaves_the_old_site(
    stage: Stage, project: Project, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    root, severity, told = _broken(stage, project, code), RULES[code].severity, read_told()[code]
    is_error = severity is Severity.ERROR
    assert main(["--root", str(root), "check", "--today", TODAY_TYPED]) == is_error
    out = capsys.readouterr().out
    assert out.count(f"[{code}]: {told['message']}\n") == 1
    assert told["help"] in out
    assert out.splitlines()[-1] == SUMMARIES[severity]
    if is_error:
        old = root / "site/index.html"
        old.parent.mkdir()
        old.write_text("trang cũ", encoding="utf-8")
        assert main(["--root", str(root), "build"]) == 1
        assert [path.name for path in old.parent.iterdir()] == ["index.html"]
        assert old.read_text(encoding="utf-8") == "trang cũ"
