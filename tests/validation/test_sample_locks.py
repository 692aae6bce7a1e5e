"""The closed periods of the sample: what its corrections say is what its locks hold."""

from dataclasses import replace

import pytest

from build_tools.diagnostics import Diagnostics
from build_tools.project import Project
from build_tools.validation.inputs import Inputs
from build_tools.validation.locked_units import content_digest, text_digest, units_of
from build_tools.validation.period_files import files_of
from build_tools.validation.rules.locks import check_locks
from schemas.catalogue import Catalogue
from schemas.period import Period

FEBRUARY = Period.parse("2026-02")


@pytest.fixture(scope="module")
def inputs(project: Project) -> Inputs:
    return Inputs(project, Diagnostics())


def test_every_closed_period_of_the_sample_is_as_it_was_locked(
    sample: Catalogue, inputs: Inputs
) -> None:
    assert list(check_locks(sample, [files_of(inputs, period) for period in sample.locks])) == []


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
    found = list(check_locks(unexplained, [files_of(inputs, FEBRUARY)]))

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
