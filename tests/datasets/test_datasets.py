"""Every table of data: whole, with its sources, nothing invented, nothing of people beyond."""

import csv
import re
from collections import Counter
from decimal import Decimal

import pytest

from build_tools.aggregation.figures import PROVINCE, Figures
from build_tools.datasets import Data, build_data
from build_tools.datasets.annexes import annex_name
from build_tools.datasets.model import Dataset, Kind
from build_tools.project import Project
from schemas.catalogue import Catalogue
from schemas.period import Period
from schemas.report import Annex

_PLACE = re.compile(r"(.+):(\d+)")


def table(data: Data, name: str) -> Dataset:
    (found,) = [each for each in data.tables if each.name == name]
    return found


def test_every_annex_and_every_catalogue_is_a_table_with_all_its_rows(
    sample_data: Data, sample_seen: tuple[Catalogue, Figures]
) -> None:
    catalogue, figures = sample_seen
    for annex in Annex:
        rows = sum(len(each.annexes.get(annex, ())) for each in figures.reports.values())
        assert len(table(sample_data, annex_name(annex)).rows) == rows > 0
    for name, found in (
        ("areas", catalogue.areas),
        ("teams", catalogue.teams),
        ("indicators", catalogue.indicators),
        ("directives", catalogue.directives),
        ("agencies", catalogue.agencies),
        ("documents", catalogue.documents),
    ):
        assert len(table(sample_data, name).rows) == len(found) > 0
    assert len(table(sample_data, "indicator-totals").rows) > 1000
    assert len(table(sample_data, "indicator-roll-ups").rows) > 100


def test_a_row_is_named_once_by_its_key_and_what_is_required_is_there(sample_data: Data) -> None:
    for each in sample_data.tables:
        names = [field.name for field in each.fields]
        heads = [field.title for field in each.fields if field.on_sheet]
        assert len(set(names)) == len(names)
        assert [head for head, count in Counter(heads).items() if count > 1] == [], each.name
        places = [each.place(name) for name in each.topic.key]
        keys = Counter(tuple(row[place] for place in places) for row in each.rows)
        assert not places or set(keys.values()) <= {1}, each.name
        for place, field in enumerate(each.fields):
            values = [row[place] for row in each.rows]
            assert not field.required or None not in values, (each.name, field.name)
            assert "" not in values, (each.name, field.name)
            assert field.required or field.blank, (each.name, field.name)
            assert field.about, (each.name, field.name)


def test_a_source_is_the_line_in_which_the_row_stands(sample_data: Data, project: Project) -> None:
    """Read with a reader that is none of ours: the record that begins on the line."""
    for annex in (Annex.ISSUES, Annex.MEETINGS, Annex.TASKS, Annex.REQUESTS):
        found = table(sample_data, annex_name(annex))
        code, source = found.place(found.topic.key[2]), found.place("row_source")
        for row in found.rows:
            match = _PLACE.fullmatch(str(row[source]))
            assert match
            with (project.content / match[1]).open(encoding="utf-8-sig", newline="") as file:
                reader = csv.reader(file)
                first, cells = 1, next(reader)
                while first < int(match[2]):
                    first, cells = reader.line_num + 1, next(reader)
            assert cells[0] == row[code], match[0]


def test_figures_are_those_that_the_reports_state_to_the_digit(
    sample_data: Data, sample_seen: tuple[Catalogue, Figures]
) -> None:
    _, figures = sample_seen
    values = table(sample_data, "indicator-values")
    stated = [row for each in figures.reports.values() for row in each.indicators]
    for row, located in zip(values.records(), stated, strict=True):
        for name in ("plan", "actual", "cumulative", "same_period"):
            assert row[name] == getattr(located.record, name)
        assert (row["missing_reason"] is None) == located.record.has_data
        assert row["data_quality"] == located.record.data_quality.value
        assert row["as_of"] == located.record.as_of
        assert row["source"] == located.record.source


def test_a_missing_figure_is_nothing_with_its_reason_and_never_zero(sample_data: Data) -> None:
    values = [*table(sample_data, "indicator-values").records()]
    missing = [row for row in values if row["actual"] is None and row["cumulative"] is None]
    assert missing
    assert all(row["missing_reason"] for row in missing)
    totals = [*table(sample_data, "indicator-totals").records()]
    shares = [row for row in totals if row["missing_reason"] and row["indicator_unit"] == "%"]
    assert shares
    assert all(row["actual"] is None and row["percent_of_plan"] is None for row in shares)


def test_a_total_is_that_of_the_pages_with_its_coverage(
    sample_data: Data, sample_seen: tuple[Catalogue, Figures]
) -> None:
    _, figures = sample_seen
    for row in table(sample_data, "indicator-totals").records():
        key = Period.parse(str(row["period"])), str(row["scope"]), str(row["indicator_id"])
        figure = figures.indicators[key]
        assert (row["reported"], row["expected"]) == (figure.reported, figure.expected)
        assert row["estimated"] == figure.estimated
        assert row["actual"] == figure.actual
        assert row["cumulative"] == figure.cumulative
        assert (row["scope"] == PROVINCE) == (row["scope_label"] == "Toàn tỉnh")
        assert (row["row_report"] is None) == ((key[0], key[1]) not in figures.reports)


def test_matters_are_each_once_in_their_newest_state(
    sample_data: Data, sample_seen: tuple[Catalogue, Figures]
) -> None:
    _, figures = sample_seen
    matters = {
        (row["register"], row["item_id"]): row for row in table(sample_data, "matters").records()
    }
    threads = [thread for found in figures.threads.values() for thread in found]
    assert len(matters) == len(threads)
    for thread in threads:
        row = matters[annex_name(thread.annex), thread.item_id]
        assert (row["state"] == "open") == thread.is_open
        assert row["overdue"] == thread.overdue
        assert row["age_days"] == thread.age_days
        assert row["steps"] == len(thread.steps)


def test_a_corrected_row_names_its_fields_and_the_correction_names_the_row(
    sample_data: Data,
) -> None:
    corrections = [*table(sample_data, "corrections").records()]
    marked = {
        row["row_source"]: row["row_corrected"]
        for each in sample_data.tables
        if "row_corrected" in [field.name for field in each.fields]
        for row in each.records()
        if row["row_corrected"]
    }
    annexes = [each for each in corrections if not str(each["file"]).endswith(".md")]
    assert annexes
    for each in annexes:
        assert each["field"] in (marked[each["row_source"]] or ())
        assert each["old"] != each["new"]


def test_of_people_there_is_no_more_than_on_their_teams_page(sample_data: Data) -> None:
    members = table(sample_data, "members")
    assert {field.name for field in members.fields} == {
        *("team", "team_label", "full_name", "role", "post", "agency", "agency_name"),
        *("assigned_units", "assigned_fields", "row_source"),
    }


def test_without_rows_the_fields_are_the_same(
    sample_data: Data, sample_seen: tuple[Catalogue, Figures]
) -> None:
    bare = build_data(*sample_seen, "intranet", with_rows=False)
    assert [(each.topic, each.fields) for each in bare.tables] == [
        (each.topic, each.fields) for each in sample_data.tables
    ]
    assert (bare.years, bare.edition) == (sample_data.years, sample_data.edition)
    assert [each.rows for each in bare.tables] == [()] * len(sample_data.tables)


@pytest.mark.parametrize("name", ["indicator-values", "indicator-totals"])
def test_numbers_have_the_decimals_of_their_indicator(
    name: str, sample_data: Data, sample_seen: tuple[Catalogue, Figures]
) -> None:
    catalogue, _ = sample_seen
    found = table(sample_data, name)
    shares = {"percent_of_plan", "percent_of_same_period"}
    for row in found.records():
        decimals = catalogue.indicators[str(row["indicator_id"])].record.decimals
        for field in found.fields:
            value = row[field.name]
            if field.kind is Kind.NUMBER and value is not None:
                assert isinstance(value, Decimal)
                expected = 1 if field.name in shares else decimals
                assert -int(value.as_tuple().exponent) == expected
