"""The sample's own restricted rows are not on the site that everyone may read."""

from pathlib import Path

import pytest

from build_tools.aggregation import Sight
from schemas.annex_row import AnnexRow
from schemas.audience import known_audiences
from schemas.catalogue import Catalogue, Located
from schemas.events import OrientationNote


def test_the_sample_has_a_row_for_the_leadership_and_one_for_a_team(sample: Catalogue) -> None:
    assert {row.record.audience for row in _hidden(sample, "intranet")} == {
        "leadership",
        "to-07",
    }
    counts = {each: len(_hidden(sample, each)) for each in known_audiences(sample.teams)}
    assert counts["leadership"] == 0
    assert counts["to-07"] == counts["intranet"] - 1


@pytest.mark.slow
def test_no_restricted_row_of_the_sample_is_on_its_site(
    sample: Catalogue, built_sample: Path
) -> None:
    """Search as it is written: `test_leaks` unpacks, on a province of a few pages."""
    rows = [row for row in _hidden(sample, "intranet") if isinstance(row.record, OrientationNote)]
    words = [text.encode() for row in rows for text in (row.record.note_id, row.record.topic)]
    assert len(words) == 4
    files = [path for path in built_sample.rglob("*") if path.is_file()]
    assert [path for path in files if any(word in path.read_bytes() for word in words)] == []


def _hidden(catalogue: Catalogue, audience: str) -> list[Located[AnnexRow]]:
    return [
        row
        for report in catalogue.reports.values()
        for rows in report.annexes.values()
        for row in rows
        if not Sight(audience).shows_row(row)
    ]
