"""How many processes share the reading changes how long it takes, and nothing else."""

import datetime as dt
from pathlib import Path

import pytest

from build_tools.diagnostics import Diagnostic, Diagnostics
from build_tools.project import Project
from build_tools.validation import ahead
from build_tools.validation.ahead import Ahead
from build_tools.validation.loading import load_catalogue
from schemas.catalogue import Catalogue

TODAY = dt.date(2031, 3, 1)
REPORTS = "content/reports/2031-01"


def _load(
    project: Project, workers: int, monkeypatch: pytest.MonkeyPatch
) -> tuple[Catalogue | None, tuple[Diagnostic, ...]]:
    monkeypatch.setattr(ahead, "_WORTH_A_PROCESS", 1)
    found = Diagnostics()
    catalogue = load_catalogue(project, today=TODAY, found=found, workers=workers)
    return catalogue, tuple(found)


def _spoil(root: Path) -> None:
    """One fault for each way of reading: bytes, text, a table, a head, prose, the gate."""
    report = root / f"{REPORTS}/to-01/report.md"
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("team: to-01", "team: to-09") + "\n<b>x</b>\n", encoding="utf-8")
    folder = root / f"{REPORTS}/to-02"
    (folder / "issues.csv").write_text('Mã,Địa bàn\n"x', encoding="utf-8")
    (folder / "tasks.csv").write_text("Mã,Không có\nx,MẬT 0912 345 678\n", encoding="utf-8")
    (root / "content/index.md").write_bytes(b"\xff\xfe\xfd")
    (root / "content/catalogue/agencies.csv").write_text("a\x00b\n", encoding="utf-8")


@pytest.mark.parametrize("workers", [2, 3, 7])
def test_any_number_of_processes_gives_the_same_catalogue(
    small_province: Project, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = _load(small_province, 1, monkeypatch)
    assert alone[0] is not None
    assert _load(small_province, workers, monkeypatch) == alone


@pytest.mark.parametrize("workers", [2, 5])
def test_any_number_of_processes_finds_the_same_faults(
    small_province: Project, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _spoil(small_province.root)
    alone = _load(small_province, 1, monkeypatch)
    codes = {one.code.partition(".")[0] for one in alone[1]}
    assert codes >= {"text", "csv", "secrecy", "markdown"}, alone[1]
    assert _load(small_province, workers, monkeypatch) == alone


def test_what_was_made_ahead_is_given_once_and_the_rest_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ahead, "_WORTH_A_PROCESS", 1)
    made = Ahead(workers=2)
    made.prepare_new(
        {each: each for each in (1, 2, 3)},
        lambda some, memo: [memo.get(each, lambda: "ahead") for each in some],
        count=300,
    )
    assert [made.get(key, lambda: "now") for key in (3, 1, 4, 2, 3)] == [
        *("ahead", "ahead", "now", "ahead", "now")
    ]


def test_few_things_are_left_for_later() -> None:
    asked: list[int] = []
    Ahead(workers=8).prepare_new(
        {each: each for each in range(99)}, lambda some, _: asked.extend(some), count=199
    )
    assert asked == []
