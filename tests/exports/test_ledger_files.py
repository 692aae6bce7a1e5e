"""The ledger as files: every expected report once, in the words of the contract."""

import csv
import datetime as dt
import io
import json
import re

import pytest

from build_tools.aggregation import build_figures
from build_tools.aggregation.figures import Figures
from build_tools.aggregation.timeliness import coming_deadlines, whole_ledger
from build_tools.exports.ledger import FIELDS, ledger_files
from schemas.catalogue import Catalogue


@pytest.fixture(scope="module")
def figures(sample: Catalogue) -> Figures:
    assert sample.settings.as_of is not None
    return build_figures(sample, sample.settings.as_of)


@pytest.fixture(scope="module")
def files(sample: Catalogue, figures: Figures) -> dict[str, bytes]:
    return {file.uri: file.content for file in ledger_files(sample, figures)}


def rows_of(files: dict[str, bytes]) -> list[dict[str, str]]:
    text = files["tien-do/so-theo-doi.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_three_files_stand_beside_the_page(files: dict[str, bytes]) -> None:
    assert list(files) == [
        "tien-do/so-theo-doi.csv",
        "tien-do/so-theo-doi.json",
        "tien-do/han-bao-cao.ics",
    ]


def test_the_table_has_every_expected_report_once(
    files: dict[str, bytes], sample: Catalogue, figures: Figures
) -> None:
    rows = rows_of(files)
    keys = [(row["period"], row["team"]) for row in rows]

    assert tuple(rows[0]) == FIELDS
    assert len(set(keys)) == len(keys)
    assert keys == [(each.period.id, each.team_id) for each in whole_ledger(sample, figures)]


def test_a_late_a_missing_an_empty_and_a_coming_report_are_told_apart(
    files: dict[str, bytes],
) -> None:
    rows = {(row["period"], row["team"]): row for row in rows_of(files)}
    told = ("due", "submitted_on", "state", "days_late", "nothing_to_report", "page")

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


def test_json_and_csv_say_the_same(files: dict[str, bytes]) -> None:
    whole = json.loads(files["tien-do/so-theo-doi.json"])
    as_text = [
        {name: "" if value is None else str(value).replace("False", "false").replace("True", "true")
         for name, value in row.items()}
        for row in whole["rows"]
    ]  # fmt: skip

    assert (whole["schema_version"], whole["as_of"]) == (1, "2026-07-10")
    assert as_text == rows_of(files)


def test_the_calendar_has_every_due_day_of_a_year_with_names_that_stay(
    files: dict[str, bytes], sample: Catalogue, figures: Figures
) -> None:
    made = files["tien-do/han-bao-cao.ics"].decode()
    days = re.findall(r"DTSTART;VALUE=DATE:(\d{8})\r\n", made)
    names = re.findall(r"UID:(\S+)\r\n", made)

    assert days == [f"{each.due:%Y%m%d}" for each in coming_deadlines(sample, figures.today)]
    assert (days[0], days[-1]) == ("20260718", "20270620")
    assert len(days) == 12 + 4 + 1
    assert len(set(names)) == len(names)
    assert names[0] == "han-2026-07@lam-dong.diaban"
    assert set(re.findall(r"DTSTAMP:(\S+)\r\n", made)) == {"20260710T000000Z"}


def test_what_is_due_today_is_still_to_come_and_a_leap_day_has_a_year_too(
    sample: Catalogue,
) -> None:
    assert coming_deadlines(sample, dt.date(2026, 7, 18))[0].due == dt.date(2026, 7, 18)
    assert coming_deadlines(sample, dt.date(2026, 7, 19))[0].due == dt.date(2026, 8, 18)
    assert coming_deadlines(sample, dt.date(2028, 2, 29))[-1].due == dt.date(2029, 2, 18)
