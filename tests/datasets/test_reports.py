"""The ledger as data: every expected report once, in the words of the contract."""

import csv
import io
from collections.abc import Mapping

import pytest

from build_tools.aggregation.figures import Figures
from build_tools.aggregation.timeliness import whole_ledger
from build_tools.datasets import Data
from build_tools.exports.data import csv_file
from build_tools.views.states import NOT_ISSUED, NOT_SHOWN
from schemas.catalogue import Catalogue


@pytest.fixture(scope="module")
def rows(sample_data: Data) -> Mapping[tuple[str, str], dict[str, str]]:
    (table,) = [each for each in sample_data.tables if each.name == "reports"]
    read = csv.DictReader(io.StringIO(csv_file(table).decode(), newline=""))
    return {(row["period"], row["team"]): row for row in read}


def test_the_table_has_every_expected_report_once(
    rows: Mapping[tuple[str, str], dict[str, str]], sample_seen: tuple[Catalogue, Figures]
) -> None:
    assert list(rows) == [(each.period.id, each.team_id) for each in whole_ledger(*sample_seen)]


def test_a_late_a_missing_an_empty_and_a_coming_report_are_told_apart(
    rows: Mapping[tuple[str, str], dict[str, str]],
) -> None:
    told = ("due", "submitted_on", "state", "days_late", "nothing_to_report", "row_report")

    assert [rows["2026-02", "to-01"][name] for name in told] == [
        "2026-02-18", "2026-02-23", "cham", "5", "false", "bao-cao/2026-02/to-01/",
    ]  # fmt: skip
    assert [rows["2026-02", "to-08"][name] for name in told] == [
        "2026-02-18", "", "chua_co", "0", "false", "",
    ]  # fmt: skip
    assert [rows["2026-02", "to-12"][name] for name in told] == [
        "2026-02-18", "2026-02-14", "dung_han", "0", "true", "bao-cao/2026-02/to-12/",
    ]  # fmt: skip
    assert [rows["2026-07", "to-01"][name] for name in told] == [
        "2026-07-18", "", "chua_den_han", "0", "false", "",
    ]  # fmt: skip


def test_a_report_that_is_not_here_says_why_and_tells_nothing_else(
    rows: Mapping[tuple[str, str], dict[str, str]], sample_seen: tuple[Catalogue, Figures]
) -> None:
    catalogue, _ = sample_seen
    missing, (withheld, *_) = rows["2026-02", "to-08"], catalogue.withheld
    assert missing["missing_reason"] == NOT_ISSUED
    narrowed = rows[withheld[0].id, withheld[1]]
    assert narrowed["missing_reason"] == NOT_SHOWN
    known = {"period", "team", "team_label", "cut_off", "due", "submitted_on", "state"}
    said = {name for name, text in narrowed.items() if text}
    assert said == known | {"days_late", "missing_reason"}


def test_what_the_head_of_a_report_says_is_there(
    rows: Mapping[tuple[str, str], dict[str, str]], sample: Catalogue
) -> None:
    row = rows["2026-06", "to-01"]
    (head,) = [
        report.head.record
        for (period, team), report in sample.reports.items()
        if (period.id, team) == ("2026-06", "to-01")
    ]
    assert row["document_number"] == head.document_number
    assert row["summary"] == head.summary
    assert row["recipients"] == "|".join(head.recipients)
    assert row["declared_empty"] == "|".join(each.value for each in head.nothing_to_report)
    assert row["row_source"] == "reports/2026-06/to-01/report.md:1"
