"""The ready workflows and the hook: their own commands, on fresh clones of a small province."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "site_templates/ci"
WORKFLOWS = ("gitlab-ci.yml", "gitea.yml", "github.yml")
ISSUES = "content/reports/2031-01/to-01/issues.csv"
OUTSIDE = ("GITHUB_ACTIONS", "GITLAB_CI", "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in OUTSIDE}


def loaded(name: str) -> Any:  # noqa: ANN401  YAML may hold anything
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  text alone, `on` stays `on`


def sh(folder: Path, script: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", script],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**ENVIRONMENT, "PYTHONIOENCODING": "utf-8", **more},
    )


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    names = ("-c", "user.name=An", "-c", "user.email=an@localhost")
    return subprocess.run(
        ["git", *names, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**ENVIRONMENT, "PYTHONIOENCODING": "utf-8"},
    )


def set_up(folder: Path) -> None:
    """Let the folder have this environment, so that nothing is installed anew."""
    (folder / ".venv").mkdir()
    (folder / ".venv/bin").symlink_to(Path(sys.executable).parent)
    (folder / ".venv/.site-ready").touch()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a small province, as an office has it."""
    root = tmp_path / "kho"
    shutil.copytree(ROOT / "tests/fixtures/small_province/content", root / "content")
    shutil.copytree(ROOT / "site_templates", root / "site_templates")
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "mkdocs.yml", ".gitignore"):
        shutil.copyfile(ROOT / name, root / name)
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    assert git(root, "commit", "--quiet", "--message", "first").returncode == 0
    return root


def damage(root: Path) -> None:
    path = root / ISSUES
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Xã Đạ Tẻh", "Xa Da Teh", 1), encoding="utf-8")


def commands(name: str, job: str) -> Sequence[str]:
    if name == "gitlab-ci.yml":
        return list(loaded(name)[job]["script"])
    return [step["run"] for step in loaded(name)["jobs"][job]["steps"] if "run" in step]


def cloned(repository: Path, tmp_path: Path) -> Path:
    clone = tmp_path / "clone"
    assert git(tmp_path, "clone", "--quiet", str(repository), str(clone)).returncode == 0
    set_up(clone)
    return clone


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_checks_every_change_and_publishes_the_main_branch_alone(name: str) -> None:
    workflow = loaded(name)
    jobs: Mapping[str, Any] = workflow if name == "gitlab-ci.yml" else workflow["jobs"]
    assert any("diaban check" in each for each in commands(name, "check"))
    assert any("diaban publish --to" in each for each in commands(name, "publish"))
    when = jobs["publish"]["rules"][0]["if"] if name == "gitlab-ci.yml" else jobs["publish"]["if"]
    assert "DIABAN_PUBLISH_TO" in when
    assert "$CI_DEFAULT_BRANCH" in when or "refs/heads/main" in when


@pytest.mark.parametrize("path", sorted(TEMPLATES.iterdir()), ids=lambda path: path.name)
def test_no_template_names_another_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    assert not any(f".{end}" in text for end in ("com/", "org/", "io/", "com ", "org ", "io "))


@pytest.mark.parametrize("name", ["gitlab-ci.yml", "github.yml"])
def test_the_commands_of_a_check_run_on_a_fresh_clone(
    repository: Path, tmp_path: Path, name: str
) -> None:
    clone = cloned(repository, tmp_path)
    script = "\n".join(["set -eu", *commands(name, "check")])
    assert sh(clone, script).returncode == 0
    damage(clone)
    done = sh(clone, script)
    assert done.returncode == 1
    assert f"{ISSUES}:2:15: lỗi [reference.unknown]" in done.stdout
    if name == "gitlab-ci.yml":
        reports = loaded(name)["check"]["artifacts"]["reports"]
        (told,) = json.loads((clone / reports["codequality"]).read_text(encoding="utf-8"))
        assert told["location"] == {"path": ISSUES, "lines": {"begin": 2}}


def test_the_workflow_of_gitea_takes_the_repository_with_git_alone(
    repository: Path, tmp_path: Path
) -> None:
    fetch, install, check = commands("gitea.yml", "check")
    clone = tmp_path / "work"
    clone.mkdir()
    commit = git(repository, "rev-parse", "HEAD").stdout.strip()
    given = {
        "SERVER_URL": str(repository.parent),
        "REPOSITORY": repository.name,
        "COMMIT": commit,
        "TOKEN": "abc",
    }
    done = sh(clone, fetch, **given)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert git(clone, "rev-parse", "HEAD").stdout.strip() == commit
    assert "abc" not in (clone / ".git/config").read_text(encoding="utf-8")
    set_up(clone)
    assert sh(clone, install, PIP_NO_INDEX="", PIP_FIND_LINKS="").returncode == 0
    assert sh(clone, check).returncode == 0


@pytest.mark.slow
def test_the_commands_of_a_publication_run_on_a_fresh_clone(
    repository: Path, tmp_path: Path
) -> None:
    clone, served = cloned(repository, tmp_path), tmp_path / "served"
    served.mkdir()
    script = "\n".join(["set -eu", *commands("gitlab-ci.yml", "publish")])
    done = sh(clone, script, DIABAN_PUBLISH_TO=str(served))
    assert done.returncode == 0, done.stdout + done.stderr
    assert (served / "current/index.html").is_file()


@pytest.fixture
def hooked(repository: Path) -> Path:
    set_up(repository)
    hook = repository / ".git/hooks/pre-commit"
    shutil.copyfile(TEMPLATES / "pre-commit", hook)
    hook.chmod(0o755)
    return repository


def test_the_hook_refuses_a_wrong_commit_and_says_why(hooked: Path) -> None:
    damage(hooked)
    git(hooked, "add", ISSUES)
    done = git(hooked, "commit", "--message", "wrong")
    assert done.returncode == 1
    assert f"{ISSUES}:2:15: lỗi [reference.unknown]" in done.stdout + done.stderr
    assert git(hooked, "log", "--format=%s").stdout == "first\n"


def test_the_hook_looks_at_what_is_committed_and_at_nothing_else(hooked: Path) -> None:
    report = hooked / "content/reports/2031-01/to-01/report.md"
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("hai xã.", "cả hai xã.", 1), encoding="utf-8")
    git(hooked, "add", str(report))
    damage(hooked)  # not staged: still being written
    assert git(hooked, "commit", "--message", "right").returncode == 0
    wrong = git(hooked, "commit", "--all", "--message", "wrong")
    assert wrong.returncode == 1
    assert git(hooked, "log", "--format=%s").stdout == "right\nfirst\n"


def test_the_hook_leaves_other_commits_alone(hooked: Path) -> None:
    damage(hooked)
    (hooked / "ghi-chu.txt").write_text("x\n", encoding="utf-8")
    git(hooked, "add", "ghi-chu.txt")
    assert git(hooked, "commit", "--message", "other").returncode == 0


def test_the_hook_says_what_to_do_where_nothing_is_set_up(hooked: Path) -> None:
    shutil.rmtree(hooked / ".venv")
    damage(hooked)
    git(hooked, "add", ISSUES)
    done = git(hooked, "commit", "--message", "wrong")
    assert done.returncode == 1
    assert "make check" in done.stderr
