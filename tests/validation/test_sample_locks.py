"""The closed periods of the sample: what its corrections say is what its locks hold."""

import random
from dataclasses import replace

import pytest

from build_tools.diagnostics import Diagnostics
from build_tools.project import Project
from build_tools.reading.text import SourceText
from build_tools.validation.corrected import record_kind
from build_tools.validation.inputs import Inputs
from build_tools.validation.locked_units import content_digest, text_digest, units_of
from build_tools.validation.period_files import files_of
from build_tools.validation.plans import plan_of
from build_tools.validation.rules.locked_file import LockedReportFile
from build_tools.validation.rules.locks import check_lock
from schemas.catalogue import Catalogue, Report
from schemas.period import Period
from schemas.period_lock import LockedFile
from schemas.report import Annex

JANUARY = Period.parse("2026-01")
FEBRUARY = Period.parse("2026-02")


@pytest.fixture(scope="module")
def inputs(project: Project) -> Inputs:
    return Inputs(project, Diagnostics())


def test_every_closed_period_of_the_sample_is_as_it_was_locked(
    sample: Catalogue, inputs: Inputs
) -> None:
    assert [
        each for period in sample.locks for each in check_lock(sample, files_of(inputs, period))
    ] == []
    assert len(sample.locks) > 1


def test_only_corrected_files_differ_from_their_locks(sample: Catalogue, inputs: Inputs) -> None:
    differing = {
        f"{period.id}/{name}"
        for period, lock in sample.locks.items()
        for name, source in files_of(inputs, period).texts.items()
        if text_digest(source) != lock.files[name].sha256
    }
    corrected = {
        f"{period.id}/{row.record.file}"
        for period, rows in sample.corrections.items()
        for row in rows
    }

    assert differing == corrected == {"2026-02/to-01/indicators.csv", "2026-02/to-05/issues.csv"}


def test_without_its_corrections_the_change_is_found_in_row_and_field(
    sample: Catalogue, inputs: Inputs
) -> None:
    unexplained = replace(sample, corrections={})
    found = list(check_lock(unexplained, files_of(inputs, FEBRUARY)))

    told = [(each.code, each.place.path, each.value, each.params["field"]) for each in found]
    assert told == [
        (
            "lock.changed",
            "content/reports/2026-02/to-01/indicators.csv",
            "KT01@24778",
            "“Thực hiện trong kỳ” và “Lũy kế từ đầu năm”",
        ),
        ("lock.changed", "content/reports/2026-02/to-05/issues.csv", "VD-2025-05002", "“Thời hạn”"),
    ]
    assert all(each.place.column > 1 for each in found)


def _with_a_letter_more(text: str, line: int, column: int) -> str:
    """Put a letter at the start of a cell: past its quote where it has one."""
    lines = text.split("\n")
    typed = lines[line - 1]
    at = column if typed[column - 1] == '"' else column - 1
    lines[line - 1] = f"{typed[:at]}x{typed[at:]}"
    return "\n".join(lines)


def _annex_files(sample: Catalogue, inputs: Inputs) -> list[tuple[LockedFile, Report, SourceText]]:
    lock = sample.locks[JANUARY]
    return [
        (lock.files[name], sample.reports[JANUARY, name.partition("/")[0]], source)
        for name, source in files_of(inputs, JANUARY).texts.items()
        if name.endswith(".csv") and source.text.count("\n") > 1
    ]


def test_a_letter_more_in_any_cell_is_named_by_row_field_and_place(
    sample: Catalogue, inputs: Inputs
) -> None:
    dice = random.Random(20260131)  # noqa: S311  seeded on purpose
    files = _annex_files(sample, inputs)
    for _ in range(300):
        locked, report, source = dice.choice(files)
        unit = dice.choice(units_of(report, source))
        field, place = dice.choice(sorted(unit.places.items()))
        changed = source._replace(text=_with_a_letter_more(source.text, place.line, place.column))
        name = source.path.removeprefix("content/reports/2026-01/")
        (found,) = LockedReportFile(name, locked, report, changed, ()).differences()
        title = plan_of(record_kind(_annex(report, name))).fields[field].title
        assert found == ("lock.changed", place, unit.key, {"field": f"“{title}”"})


def _annex(report: Report, name: str) -> Annex:
    return next(annex for annex in report.annexes if name.endswith(f"/{annex.file_name}"))


def test_two_changes_in_two_rows_and_columns_are_each_named_by_its_row(
    sample: Catalogue, inputs: Inputs
) -> None:
    name = "to-01/indicators.csv"
    source = files_of(inputs, JANUARY).texts[name]
    report = sample.reports[JANUARY, "to-01"]
    first, second = units_of(report, source)[:2]
    text = source.text
    for unit, field in ((first, "actual"), (second, "source")):
        place = unit.places[field]
        text = _with_a_letter_more(text, place.line, place.column)
    locked = sample.locks[JANUARY].files[name]
    changed = source._replace(text=text)
    found = list(LockedReportFile(name, locked, report, changed, ()).differences())

    both = "“Thực hiện trong kỳ” hoặc “Nguồn”"
    assert [(value, params["field"]) for _, _, value, params in found] == [
        (first.key, both),
        (second.key, both),
    ]


def test_the_lock_keeps_no_word_of_the_reports(project: Project, sample: Catalogue) -> None:
    lock = (project.content / "reports/2026-02/period.lock").read_text(encoding="utf-8")
    report = sample.reports[FEBRUARY, "to-01"]

    assert report.head.record.summary not in lock
    assert all(row.record.title not in lock for row in report.issues)
    assert all(f"  {row.record.issue_id}: " in lock for row in report.issues)


def test_every_annex_has_a_digest_of_its_cells(sample: Catalogue, inputs: Inputs) -> None:
    for period, lock in sample.locks.items():
        present = files_of(inputs, period)
        assert lock.files.keys() == present.names
        for name, source in present.texts.items():
            if f"{period.id}/{name}" in {
                "2026-02/to-01/indicators.csv",
                "2026-02/to-05/issues.csv",
            }:
                continue
            report = sample.reports[period, name.partition("/")[0]]
            assert content_digest(units_of(report, source)) == lock.files[name].content
