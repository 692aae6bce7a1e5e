"""All that the rules ask of a report by itself is told where it is read, once."""

import datetime as dt
from pathlib import Path

import pytest

from build_tools.diagnostics import Diagnostics
from build_tools.project import Project
from build_tools.validation import ahead, loading
from build_tools.validation.ahead import Ahead
from build_tools.validation.kept import KeptByReport, OfReport
from build_tools.validation.loading import load_catalogue
from build_tools.validation.rules.facts import FACTS
from schemas.catalogue import Catalogue, Report

TODAY = dt.date(2031, 3, 1)


def test_every_fact_that_a_rule_asks_for_is_among_them_and_no_other(
    small_province: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[OfReport[object]] = set()
    facts = KeptByReport.facts

    def watched(self: KeptByReport, report: Report, make: OfReport[object]) -> object:
        asked.add(make)
        return facts(self, report, make)

    monkeypatch.setattr(KeptByReport, "facts", watched)
    assert load_catalogue(small_province, today=TODAY, found=Diagnostics()) is not None
    assert asked == set(FACTS)
    assert len(FACTS) == len(asked)


@pytest.mark.parametrize("workers", [1, 2])
def test_each_report_is_told_once_whoever_read_it(
    small_province: Project, tmp_path: Path, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = tmp_path / "told"

    def note(catalogue: Catalogue, report: Report) -> None:
        assert not catalogue.reports
        with noted.open("a", encoding="utf-8") as file:  # whole lines, whichever process writes
            file.write(f"{report.period.id} {report.team_id}\n")

    monkeypatch.setattr(ahead, "_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(loading, "FACTS", (*FACTS, note))
    catalogue = load_catalogue(small_province, today=TODAY, found=Diagnostics(), workers=workers)
    assert catalogue is not None
    told = noted.read_text(encoding="utf-8").splitlines()
    assert sorted(told) == sorted(f"{period.id} {team}" for period, team in catalogue.reports)


def test_facts_are_the_same_together_and_one_by_one(sample: Catalogue) -> None:
    memo = Ahead(1)
    together, alone = KeptByReport(sample, memo, FACTS), KeptByReport(sample, memo)
    for report in sample.reports.values():
        for make in FACTS:
            assert together.facts(report, make) == alone.facts(report, make)
