"""A build in the place of an earlier one gives what a first one does and writes what changed."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.project import Project
from build_tools.publishing.build import build_site
from build_tools.publishing.left import LeftSite
from build_tools.publishing.verify import verify_tree
from build_tools.shell_environment import options_from_environment

pytestmark = pytest.mark.slow
REPORT = "content/reports/2031-01/to-01/report.md"


def _files(tree: Path) -> dict[str, Path]:
    return {path.relative_to(tree).as_posix(): path for path in tree.rglob("*") if path.is_file()}


def _build(project: Project, out: Path) -> dict[str, Path]:
    options = options_from_environment(project, documents=True, manifest=True)
    assert build_site(project, options, out, lambda _: None).site is not None
    return _files(out)


def _contents(files: dict[str, Path]) -> dict[str, bytes]:
    return {uri: path.read_bytes() for uri, path in files.items()}


def _clean(project: Project, folder: Path) -> dict[str, bytes]:
    """Build somewhere else, with nothing kept."""
    anew = replace(project, cache=folder / "nothing")
    return _contents(_build(anew, folder / "clean"))


def test_after_an_edit_only_what_says_something_else_is_written(
    small_province: Project, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    first = {uri: path.stat().st_ino for uri, path in _build(small_province, out).items()}
    report = small_province.root / REPORT
    report.write_text(report.read_text("utf-8") + "\nThêm một câu.\n", encoding="utf-8")
    second = _build(small_province, out)
    assert _contents(second) == _clean(small_province, tmp_path)
    before = _files(LeftSite(small_province, out).spare).values()
    shared = {path.stat().st_ino for path in before}
    assert all(
        path.stat().st_nlink == 1 + (path.stat().st_ino in shared) for path in second.values()
    )
    written = {uri for uri, path in second.items() if first.get(uri) != path.stat().st_ino}
    assert "bao-cao/2031-01/to-01/index.html" in written
    pages = {uri for uri in second if uri.endswith("index.html")}
    # Pages that offer a file which is made now are completed when it is there, the others before.
    assert any(b"<small>" in second[uri].read_bytes() for uri in pages - written)
    unchanged = {uri for uri in pages if b"<small>" not in second[uri].read_bytes()}
    assert len(unchanged & written) <= 3
    assert len(unchanged - written) > 15


def test_documents_that_stand_already_are_not_read_and_never_taken_for_others(
    small_province: Project, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    first = _build(small_province, out)
    spoilt = [
        uri for uri in first if uri.startswith("bao-cao/") and uri.endswith((".pdf", ".docx"))
    ]
    assert len(spoilt) > 2
    _change_a_letter(out / spoilt[0])
    (out / spoilt[1]).unlink()
    for kept in small_province.products.rglob("*/*"):
        _change_a_letter(kept)  # but for its digest: nobody reads what lies behind that
    report = small_province.root / REPORT
    report.write_text(report.read_text("utf-8") + "\nThêm một câu.\n", encoding="utf-8")
    second = _build(small_province, out)
    assert _contents(second) == _clean(small_province, tmp_path)


def _appended(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, encoding="utf-8")


def test_the_tree_before_the_last_becomes_the_next_one_without_a_trace(
    small_province: Project, tmp_path: Path
) -> None:
    templates = small_province.root / "site_templates"
    source = templates.resolve()
    templates.unlink()
    shutil.copytree(source, templates)
    out, content = tmp_path / "site", small_province.content
    _build(small_province, out)
    _appended(content / "index.md", "\nLời mới.\n")
    before = _contents(_build(small_province, out))
    spare = LeftSite(small_province, out).spare
    precious = tmp_path / "precious"
    precious.write_text("precious", encoding="utf-8")
    _scatter(spare, precious)

    shutil.rmtree(content / "reports/2031-01/to-02", ignore_errors=True)
    _appended(content / "reports/2031-01/to-01/report.md", "\nThêm một câu.\n")
    third = _contents(_build(small_province, out))
    assert third == _clean(small_province, tmp_path / "3")
    assert _contents(_files(spare)) == before
    assert verify_tree(out) == ()  # which knows of no folder that is not needed either
    assert precious.read_text("utf-8") == "precious"

    _appended(templates / "overrides/main.html", "<!-- mới -->")  # no frame is kept for this one
    assert _contents(_build(small_province, out)) == _clean(small_province, tmp_path / "4")
    shutil.rmtree(out)
    assert _contents(_build(small_province, out)) == _clean(small_province, tmp_path / "4")


def _scatter(spare: Path, precious: Path) -> None:
    """Leave in it what no build leaves there: other bytes, files, folders, a link to elsewhere."""
    (spare / "empty/folder").mkdir(parents=True)
    (spare / "to/x.html").write_text("x", encoding="utf-8")
    home = spare / "index.html"
    home.unlink()
    home.hardlink_to(precious)
    (spare / "404.html").unlink()
    (spare / "404.html").symlink_to(precious)


def _change_a_letter(path: Path) -> None:
    """Change the last letter; put the time of the last writing back, as a disk that errs does."""
    state = path.stat()
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
