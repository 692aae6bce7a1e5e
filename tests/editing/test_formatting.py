"""`diaban fmt` on whole folders: what changes, what is left alone, and that nothing else does."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.cli import main
from build_tools.diagnostics import Diagnostics
from build_tools.editing import writing
from build_tools.editing.canonical_prose import says_same
from build_tools.editing.formatting import Formatting, apply_formatting, plan_formatting
from build_tools.errors import PublishingError, UsageError
from build_tools.project import Project
from build_tools.validation.loading import load_catalogue
from schemas.catalogue import Catalogue

TODAY = dt.date(2031, 2, 1)
ISSUES = "content/reports/2031-01/to-01/issues.csv"


def plan(project: Project) -> Formatting:
    return plan_formatting(project, lambda _: True)


def load(project: Project) -> Catalogue:
    catalogue = load_catalogue(project, today=TODAY, found=Diagnostics())
    assert catalogue is not None
    return catalogue


def bytes_of(project: Project) -> dict[str, bytes]:
    files = sorted(path for path in project.content.rglob("*") if path.is_file())
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in files}


def as_a_windows_editor_saves(data: bytes, path: str) -> bytes:
    """Another encoding, other marks, other line ends; the same cells and words."""
    text = data.decode("utf-8-sig")
    if path.endswith("settings.yml"):
        return text.replace("\n", "\r\n").encode()
    if path.endswith(".md"):
        return text.replace("\n## ", "\n\n\n## ").replace("\n", "\r\n").encode()
    return text.replace("\n", "\r\n").encode("utf-16")


@pytest.fixture
def tidy(small_province: Project) -> Project:
    """The small province in canonical form."""
    apply_formatting(small_province, plan(small_province).changes)
    return small_province


def test_the_sample_is_in_canonical_form(project: Project) -> None:
    found = plan(project)
    assert found.changes == ()
    assert found.doubtful == ()


def test_a_canonical_file_is_left_as_it_is(tidy: Project) -> None:
    assert plan(tidy) == Formatting((), (), ())


def test_files_saved_by_other_programs_come_back_byte_for_byte(tidy: Project) -> None:
    wanted = bytes_of(tidy)
    for path, data in wanted.items():
        (tidy.root / path).write_bytes(as_a_windows_editor_saves(data, path))
    apply_formatting(tidy, plan(tidy).changes)
    assert bytes_of(tidy) == wanted


def test_the_catalogue_before_and_after_is_equal(small_province: Project) -> None:
    before = load(small_province)
    apply_formatting(small_province, plan(small_province).changes)
    after = load(small_province)
    for key, report in before.reports.items():
        now = after.reports[key]
        assert now.head.record == report.head.record
        assert now.annexes == report.annexes
        assert says_same(now.prose, report.prose)
    for name in ("settings", "areas", "agencies", "indicators", "directives", "corrections"):
        assert getattr(after, name) == getattr(before, name)


def test_a_file_with_an_error_is_named_and_left(tidy: Project) -> None:
    (tidy.root / ISSUES).write_bytes("Mã;Lạ\r\nVD-2031-01001;x\r\n".encode())
    found = plan(tidy)
    assert found.changes == ()
    assert found.doubtful == (ISSUES,)


def closed(project: Project) -> None:
    (project.content / "reports/2031-01/period.lock").write_text("# khóa\n", encoding="utf-8")


def test_files_of_a_closed_period_are_named_and_left(tidy: Project) -> None:
    closed(tidy)
    path = tidy.root / ISSUES
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    found = plan(tidy)
    assert (found.changes, found.closed) == ((), (ISSUES,))


def test_the_locks_of_the_sample_hold_after_formatting(project: Project, tmp_path: Path) -> None:
    shutil.copytree(project.content, tmp_path / "content")
    copy = Project(root=tmp_path)
    settings = copy.content / "settings.yml"
    settings.write_bytes(settings.read_bytes().replace(b"\n", b"\r\n"))
    apply_formatting(copy, plan(copy).changes)
    assert settings.read_bytes() == (project.content / "settings.yml").read_bytes()
    found = Diagnostics()
    assert load_catalogue(copy, today=dt.date(2026, 7, 10), found=found) is not None
    assert [one for one in found if one.code.startswith("lock.")] == []


def test_a_file_that_changes_meanwhile_is_not_written_over(tidy: Project) -> None:
    path = tidy.root / ISSUES
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    found = plan(tidy)
    path.write_bytes(path.read_bytes() + b"\r\n")
    before = bytes_of(tidy)
    with pytest.raises(UsageError, match="vừa được sửa"):
        apply_formatting(tidy, found.changes)
    assert bytes_of(tidy) == before


def test_where_one_file_cannot_be_written_none_is(
    tidy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_of(tidy)
    put, done = writing._put, list[Path]()  # noqa: SLF001  the disk fills up in the middle

    def fails_at_the_third(target: Path, fresh: Path, workshop: Path) -> object:
        if len(done) == 2:
            raise OSError(28, "No space left on device", str(target))
        done.append(target)
        return put(target, fresh, workshop)

    monkeypatch.setattr(writing, "_put", fails_at_the_third)
    files = dict.fromkeys((ISSUES, "content/reports/2031-02/to-01/a.csv", "content/b"), b"x")
    with pytest.raises(PublishingError, match="Không ghi được b"):
        writing.write_files(tidy.root, files)
    assert bytes_of(tidy) == before
    assert sorted(path.name for path in (tidy.content / "reports").iterdir()) == ["2031-01"]
    assert not list(tidy.root.glob(".diaban*"))


@pytest.fixture
def fmt(tidy: Project, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    def run(*arguments: str) -> tuple[int, str]:
        code = main(["--root", str(tidy.root), "fmt", *arguments])
        return code, capsys.readouterr().out

    return run


def test_the_command_names_what_it_changed(
    tidy: Project, fmt: Callable[..., tuple[int, str]]
) -> None:
    path = tidy.root / ISSUES
    wanted = path.read_bytes()
    path.write_bytes(wanted.replace(b"\n", b"\r\n"))
    told = f"{ISSUES}\n1 tệp chưa ở dạng chuẩn. Chạy `diaban fmt` để sắp lại.\n"
    assert fmt("--check") == (1, told)
    assert fmt(str(tidy.content / "teams")) == (0, "Mọi tệp đã ở dạng chuẩn.\n")
    assert fmt() == (0, f"{ISSUES}\nĐã sắp lại 1 tệp; nội dung không đổi.\n")
    assert path.read_bytes() == wanted
    assert fmt("--check") == (0, "Mọi tệp đã ở dạng chuẩn.\n")


def test_the_command_says_what_it_left(tidy: Project, fmt: Callable[..., tuple[int, str]]) -> None:
    (tidy.root / ISSUES).write_bytes(b"x\xff")
    left = "chưa đọc được chắc chắn, để nguyên. Hãy chạy `diaban check` và sửa trước."
    assert fmt() == (1, f"{ISSUES}: {left}\nKhông có tệp nào phải sắp lại.\n")


def test_the_command_repeats_no_name_that_the_gate_refuses(
    tidy: Project, fmt: Callable[..., tuple[int, str]]
) -> None:
    (tidy.content / "documents/ke-hoach-toi-mat.md").write_bytes(b"x\xff")
    code, told = fmt()
    assert code == 1
    assert "toi-mat" not in told
    assert "content/documents/k…-h…-t…-m….md: chưa đọc được" in told
