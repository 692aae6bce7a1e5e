"""What a memo remembers changes how long reading takes, and nothing else."""

import datetime as dt
import os

import pytest
from hypothesis import given

from build_tools.diagnostics import Diagnostic, Diagnostics
from build_tools.memo import Memo
from build_tools.project import Project
from build_tools.validation.loading import load_catalogue
from schemas.catalogue import Catalogue
from tests.validation.random_edits import (
    EDITED,
    RANDOM_EDITS,
    begin_again,
    edit_any,
)

TODAY = dt.date(2031, 3, 1)
REPORT = "content/reports/2031-01/to-01"


def _load(
    project: Project, memo: Memo | None = None
) -> tuple[Catalogue | None, tuple[Diagnostic, ...]]:
    found = Diagnostics()
    if memo is not None:
        memo.turn()
    catalogue = load_catalogue(project, today=TODAY, found=found, memo=memo)
    return catalogue, tuple(found)


def _replace(project: Project, path: str, old: str, new: str) -> None:
    file = project.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_second_reading_makes_nothing_anew(small_province: Project) -> None:
    memo = Memo()
    first = _load(small_province, memo)
    made = memo.made
    assert made > 0
    assert _load(small_province, memo) == first
    assert memo.made == made


def test_one_edited_file_is_read_anew_and_no_other(small_province: Project) -> None:
    memo = Memo()
    _load(small_province, memo)
    before = memo.made
    _replace(small_province, f"{REPORT}/report.md", "hai xã", "các xã")
    catalogue, _ = _load(small_province, memo)
    assert catalogue is not None
    edited = memo.made - before
    assert 0 < edited < before / 4
    assert _load(small_province) == (catalogue, _load(small_province)[1])


def test_what_is_known_by_other_files_is_part_of_the_key(small_province: Project) -> None:
    """A renamed area makes rows wrong in files that did not change."""
    memo = Memo()
    assert _load(small_province, memo)[0] is not None
    areas = small_province.root / "content/catalogue/areas.csv"
    name = areas.read_text(encoding="utf-8").splitlines()[1].split(",")[1]
    rows = small_province.root / REPORT / "indicators.csv"
    code = areas.read_text(encoding="utf-8").splitlines()[1].split(",")[0]
    rows.write_text(rows.read_text(encoding="utf-8").replace(code, name), encoding="utf-8")
    assert _load(small_province, memo) == _load(small_province)
    areas.write_text(areas.read_text(encoding="utf-8").replace(name, f"{name} Mới"), "utf-8")
    assert _load(small_province, memo) == _load(small_province)


def test_a_file_of_the_same_size_and_time_is_still_seen_to_differ(small_province: Project) -> None:
    memo = Memo()
    _load(small_province, memo)
    path = small_province.root / REPORT / "report.md"
    status = path.stat()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Bộ phận", "Bộ phậm", 1), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert _load(small_province, memo) == _load(small_province)


def test_products_that_are_not_asked_for_are_forgotten() -> None:
    memo = Memo()
    memo.get("once", lambda: 1)
    for turn in range(20):
        memo.turn()
        assert memo.get("always", lambda: 2) == 2
        memo.get(("new", turn), lambda: 3)
    assert memo.size < 20
    assert memo.get("once", lambda: 4) == 4


def test_a_product_that_failed_is_not_kept() -> None:
    def fail() -> int:
        raise ValueError

    memo = Memo()
    with pytest.raises(ValueError):  # noqa: PT011  ours
        memo.get("key", fail)
    assert memo.get("key", lambda: 1) == 1


@pytest.mark.slow
@EDITED
@given(edits=RANDOM_EDITS)
def test_after_any_edits_a_memo_gives_what_a_fresh_reading_gives(
    edited_province: Project, edits: list[tuple[int, str, int]]
) -> None:
    memo = Memo()
    begin_again(edited_province)
    _load(edited_province, memo)
    for which, way, where in edits:
        edit_any(edited_province, which, way, where)
        assert _load(edited_province, memo) == _load(edited_province)
