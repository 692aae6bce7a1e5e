"""Bombs of YAML and everything that PyYAML itself refuses or runs: refused, at once, by place."""

import lzma
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from build_tools.diagnostics import Diagnostics
from build_tools.project import Project
from build_tools.reading.front_matter import read_front_matter, read_yaml
from build_tools.reading.text import read_text
from build_tools.validation.checking import check_content
from build_tools.validation.settings_file import load_settings

CORPORA = Path(__file__).resolve().parents[3] / "shared/corpora"
BOMBS = sorted((CORPORA / "yaml-bombs").glob("*.yaml*"))
BAD = sorted(
    path for path in (CORPORA / "pyyaml-bad").iterdir() if path.name not in {"README.md", "LICENSE"}
)
# Plain words in the form of declarations: no more than unknown keys to us.
HARMLESS = {
    "long-int.yaml",
    "norway.yaml",
    "sexagesimal.yaml",
    "implicit-document.single-loader-error",
}
REPORT = "content/reports/2031-01/to-01/report.md"
SETTINGS = "content/settings.yml"


def data_of(path: Path) -> bytes:
    data = path.read_bytes()
    return lzma.decompress(data) if path.suffix == ".xz" else data


def test_the_corpora_are_whole() -> None:
    assert (len(BOMBS), len(BAD)) == (15, 111)


@pytest.mark.parametrize("path", [*BOMBS, *BAD], ids=lambda path: path.name)
@pytest.mark.parametrize("form", ["front matter", "settings"])
def test_no_bomb_is_read_and_none_costs_time(
    tmp_path: Path,
    told: Callable[..., Any],
    within_bounds: Callable[[Callable[[], object]], None],
    path: Path,
    form: str,
) -> None:
    data = data_of(path)
    is_head = form == "front matter"
    (tmp_path / "f").write_bytes(b"---\n" + data + b"\n---\nxin chao\n" if is_head else data)
    found = Diagnostics()

    def read() -> Any:  # noqa: ANN401  one of two kinds
        source = read_text(tmp_path, "f", found)
        if source is None:
            return None
        return read_front_matter(source, found) if is_head else read_yaml(source, found)

    within_bounds(read)
    result = read()
    errors, _ = told(found)
    assert (result is None) == bool(errors)
    if result is not None:
        fields = result.fields if is_head else result
        assert path.name in HARMLESS
        assert all(value.data is None or isinstance(value.data, str) for value in fields.values())


@pytest.mark.parametrize(
    ("path", "place"),
    [*((path, REPORT) for path in [*BOMBS, *BAD]), *((path, SETTINGS) for path in BOMBS)],
    ids=lambda value: value.name if isinstance(value, Path) else value.rpartition("/")[2],
)
def test_the_whole_check_refuses_it_by_file_line_and_column(
    small_province: Project, told: Callable[..., Any], path: Path, place: str
) -> None:
    settings = load_settings(small_province, Diagnostics())
    assert settings is not None
    assert settings.record.as_of is not None
    data = data_of(path)
    if place == REPORT:
        data = b"---\n" + data + b"\n---\n"
    (small_province.root / place).write_bytes(data)
    errors, _ = told(Diagnostics(check_content(small_province, settings.record.as_of, None)))
    assert any(re.match(rf"{place}:\d+:\d+: \S", error) for error in errors)
