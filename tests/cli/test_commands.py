"""The program as its users run it: a process, its exit code, what it prints and what it leaves."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from build_tools.project import Project
from build_tools.publishing.build import build_site
from build_tools.shell_environment import options_from_environment

DIABAN = Path(sys.executable).parent / "diaban"


def _run(
    project: Project,
    *arguments: str,
    umask: int = -1,
    processors: set[int] | None = None,
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [DIABAN, "--root", project.root, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environment},
        umask=umask,
        preexec_fn=lambda: os.sched_setaffinity(0, processors or os.sched_getaffinity(0)),
    )


def _digests(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _damage(project: Project) -> None:
    report = project.content / "reports/2026-01/to-01/report.md"
    report.write_text(
        report.read_text(encoding="utf-8").replace("place: Lâm Đồng", "place:"), encoding="utf-8"
    )


def test_the_sample_is_clean(sample_copy: Project) -> None:
    done = _run(sample_copy, "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("Không có lỗi")


def test_an_error_in_the_content_ends_with_1_and_says_where(sample_copy: Project) -> None:
    _damage(sample_copy)
    done = _run(sample_copy, "check")
    assert done.returncode == 1
    assert "content/reports/2026-01/to-01/report.md:" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("Chưa dựng được: 1 lỗi")


def test_check_speaks_only_of_the_paths_asked_for(sample_copy: Project) -> None:
    _damage(sample_copy)
    teams = str(sample_copy.content / "teams")
    assert _run(sample_copy, "check", teams).returncode == 0
    folder = str(sample_copy.content / "reports/2026-01")
    assert _run(sample_copy, "check", folder).returncode == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-command"],
        ["check", "--today", "31/02/2026"],
        ["check", "/elsewhere"],
        ["build", "--period", "tháng 1"],
        ["new", "report", "--team", "99", "--period", "2026-07"],
        ["verify", "no-such-folder"],
        [],
    ],
)
def test_wrong_usage_ends_with_2_and_no_traceback(
    sample_copy: Project, arguments: list[str]
) -> None:
    done = _run(sample_copy, *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_a_folder_without_content_is_wrong_usage(tmp_path: Path) -> None:
    done = _run(Project(root=tmp_path), "check")
    assert done.returncode == 2
    assert "Không thấy thư mục content" in done.stderr


def test_check_needs_neither_mkdocs_nor_pandas(sample_copy: Project) -> None:
    code = (
        "import sys; from build_tools.cli import main; "
        f"code = main(['--root', {str(sample_copy.root)!r}, 'check']); "
        "heavy = {'mkdocs', 'material', 'pandas', 'jinja2'} & set(sys.modules); "
        "sys.exit(f'imported {heavy}' if heavy else code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_an_error_leaves_the_site_that_stood_before(
    sample_copy: Project, built_sample: Path
) -> None:
    shutil.copytree(built_sample, sample_copy.root / "site")
    _damage(sample_copy)
    assert _run(sample_copy, "build").returncode == 1
    assert _digests(sample_copy.root / "site") == _digests(built_sample)
    assert sorted(path.name for path in sample_copy.root.iterdir()) == [
        ".diaban-cache", "content", "mkdocs.yml", "site", "site_templates",
    ]  # fmt: skip


@pytest.mark.slow
def test_a_target_that_cannot_be_written_ends_with_3(small_province: Project) -> None:
    (small_province.root / "site").write_text("a file stands here", encoding="utf-8")
    done = _run(small_province, "build")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_two_builds_by_others_elsewhere_are_identical(
    sample_copy: Project, kept_products: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "một nơi khác"
    cache = ("--cache", str(kept_products))
    first = _run(sample_copy, "build", *cache, TZ="UTC", PYTHONHASHSEED="1", LC_ALL="C", USER="a")
    second = _run(
        sample_copy,
        *("build", "--out", str(elsewhere)),
        processors={min(os.sched_getaffinity(0))},
        umask=0o077,
        TZ="Pacific/Kiritimati",
        PYTHONHASHSEED="2",
        USER="b",
        HOME="/nowhere",
    )
    assert (first.returncode, second.returncode) == (0, 0)
    assert _digests(sample_copy.root / "site") == _digests(elsewhere)


@pytest.mark.slow
def test_mkdocs_alone_gives_the_same_pages_without_documents(
    sample_copy: Project, built_sample: Path, tmp_path: Path
) -> None:
    plain = tmp_path / "plain"
    build_site(sample_copy, options_from_environment(sample_copy), plain, lambda _: None)
    done = subprocess.run(
        [
            Path(sys.executable).parent / "mkdocs",
            "build",
            "--strict",
            "--config-file",
            sample_copy.mkdocs_yml,
            "--site-dir",
            tmp_path / "by-mkdocs",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    theirs, ours = _digests(tmp_path / "by-mkdocs"), _digests(plain)
    assert ours.keys() - theirs.keys() == {"manifest.json", "SHA256SUMS"}
    # Sizes of files are filled in where all have been made; only this page offers one here.
    assert {uri for uri in theirs if theirs[uri] != ours[uri]} == {"tien-do/index.html"}
    whole = {path.relative_to(built_sample).as_posix() for path in built_sample.rglob("*.html")}
    assert {uri for uri in theirs if uri.endswith(".html")} == whole


@pytest.mark.slow
def test_a_built_site_verifies(sample_copy: Project, built_sample: Path) -> None:
    whole = _run(sample_copy, "verify", str(built_sample))
    sums = (built_sample / "SHA256SUMS").read_bytes()
    digest = hashlib.sha256(sums).hexdigest()
    assert (whole.returncode, whole.stderr) == (0, "")
    assert whole.stdout.splitlines()[1] == f"Mã của bản này: {digest}"
    assert sums.count(b"\n") + 1 == sum(path.is_file() for path in built_sample.rglob("*"))
    assert _run(sample_copy, "verify", str(built_sample), "--digest", digest).returncode == 0
    command = ["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"]
    done = subprocess.run(command, cwd=built_sample, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.slow
def test_mkdocs_alone_leaves_the_old_site_on_an_error(
    sample_copy: Project, built_sample: Path
) -> None:
    shutil.copytree(built_sample, sample_copy.root / "site")
    _damage(sample_copy)
    done = subprocess.run(
        [Path(sys.executable).parent / "mkdocs", "build", "--config-file", sample_copy.mkdocs_yml],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert _digests(sample_copy.root / "site") == _digests(built_sample)


def test_a_workbook_is_written_once_and_needs_its_suffix(sample_copy: Project) -> None:
    target = sample_copy.root / "bieu.xlsx"
    order = ["new", "report", "--team", "1", "--period", "2026-07", "--excel"]
    done = _run(sample_copy, *order, str(target))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"diaban import {target} --team 1 --period 2026-07" in done.stdout
    made = target.read_bytes()
    assert made.startswith(b"PK")
    again = _run(sample_copy, *order, str(target))
    assert (again.returncode, target.read_bytes()) == (2, made)
    assert "không ghi đè" in again.stderr
    assert _run(sample_copy, *order, str(target.with_suffix(".xls"))).returncode == 2
    assert not (sample_copy.content / "reports/2026-07").exists()
    assert sorted(path.name for path in sample_copy.root.glob(".diaban*")) == []


@pytest.mark.parametrize("missing", ["mkdocs.yml", "site_templates"])
@pytest.mark.parametrize(
    "command",
    [
        ("build",),
        ("preview", "--port", "0"),
        ("publish", "--to", "out"),
        ("bundle", "--period", "2031-01"),
        ("status", "--period", "2031-01"),
    ],
    ids=lambda command: command[0],
)
def test_content_without_what_it_is_built_with_is_told_in_a_sentence(
    small_province: Project, command: tuple[str, ...], missing: str
) -> None:
    (small_province.root / missing).unlink()
    done = _run(small_province, *command)
    assert done.returncode == 2
    assert missing in done.stderr
    assert "Lấy lại bản đầy đủ" in done.stderr
    assert "Traceback" not in done.stderr
