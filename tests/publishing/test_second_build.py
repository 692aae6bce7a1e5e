"""A build in the place of an earlier one gives what a first one does and writes what changed."""

from pathlib import Path

import pytest

from build_tools.project import Project
from build_tools.publishing.build import build_site
from build_tools.shell_environment import options_from_environment

pytestmark = pytest.mark.slow
REPORT = "content/reports/2031-01/to-01/report.md"


def _files(tree: Path) -> dict[str, Path]:
    return {path.relative_to(tree).as_posix(): path for path in tree.rglob("*") if path.is_file()}


def _build(project: Project, out: Path) -> dict[str, Path]:
    options = options_from_environment(project, documents=True, manifest=True)
    assert build_site(project, options, out, lambda _: None).site is not None
    return _files(out)


def test_after_an_edit_only_what_says_something_else_is_written(
    small_province: Project, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    first = {uri: path.stat().st_ino for uri, path in _build(small_province, out).items()}
    report = small_province.root / REPORT
    report.write_text(report.read_text("utf-8") + "\nThêm một câu.\n", encoding="utf-8")
    second = _build(small_province, out)
    clean = _build(small_province, tmp_path / "clean")
    assert {uri: path.read_bytes() for uri, path in second.items()} == {
        uri: path.read_bytes() for uri, path in clean.items()
    }
    assert {path.stat().st_nlink for path in second.values()} == {1}
    written = {uri for uri, path in second.items() if first.get(uri) != path.stat().st_ino}
    assert "bao-cao/2031-01/to-01/index.html" in written
    pages = {uri for uri in second if uri.endswith("index.html")}
    # Pages that offer files are completed when those are there: written twice, never taken over.
    unchanged = {uri for uri in pages if b"<small>" not in second[uri].read_bytes()}
    assert len(unchanged & written) <= 3
    assert len(unchanged - written) > 15
