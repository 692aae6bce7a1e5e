"""Text that reads otherwise than it looks: refused in prose, cells, declarations and names."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from build_tools.diagnostics import Diagnostics
from build_tools.project import Project
from build_tools.reading.tree import list_files
from build_tools.validation.checking import check_content
from build_tools.validation.settings_file import load_settings

CORPUS = Path(__file__).resolve().parents[3] / "shared/corpora/trojan-source"
FILES = [path for path in sorted(CORPUS.glob("*/*.txt")) if path.stat().st_size]
ODD = re.compile("[\u0400-\u04ff\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def test_the_corpus_is_whole() -> None:
    assert len(FILES) == 8  # the ninth is an empty file


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
@pytest.mark.parametrize("place", ["prose", "cell", "summary", "settings"])
def test_it_is_refused_by_code_point_wherever_it_stands(
    small_province: Project, told: Callable[..., Any], file: Path, place: str
) -> None:
    settings = load_settings(small_province, Diagnostics())
    assert settings is not None
    assert settings.record.as_of is not None
    text = file.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if ODD.search(line)).strip()
    path, old, new = {
        "prose": ("documents/quyet-dinh.md", "\n---\n", f"\n---\n\n    {line}\n"),
        "cell": (
            "reports/2031-01/to-01/issues.csv",
            "Chưa thống nhất đơn giá",
            '"{}"'.format(line.replace('"', '""')),
        ),
        "summary": (
            "reports/2031-01/to-01/report.md",
            "summary: ",
            "summary: >\n  " + line + "\n  ",
        ),
        "settings": ("settings.yml", "province: Thử", f"province: {ODD.search(line).group()}Thử"),  # type: ignore[union-attr]
    }[place]
    target = small_province.content / path
    before = target.read_text(encoding="utf-8-sig")
    assert old in before
    changed = before.replace(old, new, 1)
    target.write_text(changed, encoding="utf-8")
    errors, codes = told(Diagnostics(check_content(small_province, settings.record.as_of, None)))
    first = next(number for number, line in enumerate(changed.splitlines(), 1) if ODD.search(line))
    ours = [error for error in errors if error.startswith(f"content/{path}:{first}:")]
    assert ours
    assert re.search(r"U\+(04[0-9A-F]{2}|20[0-9A-F]{2})", ours[0])
    assert set(codes) <= {"text.bidi", "text.invisible", "text.mixed-script"}


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_a_name_of_a_file_with_such_letters_is_refused(
    small_province: Project, told: Callable[..., Any], file: Path
) -> None:
    text = file.read_text(encoding="utf-8")
    match = re.search(r"\w*[\u0400-\u04ff\u200b-\u200f\u202a-\u202e\u2066-\u2069]\w*", text)
    assert match
    folder = small_province.content / "reports/2031-01/to-01/attachments"
    folder.mkdir()
    (folder / f"a{match.group()}.pdf").write_bytes(b"%PDF-1.7")
    found = Diagnostics()
    files = list_files(small_province.content, small_province.root, found)
    assert not any("attachments" in path for path in files)
    errors, codes = told(found)
    assert codes == ["file.name"]
    assert "<U+" in errors[0]
