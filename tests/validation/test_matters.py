"""What is asked of the columns of an annex is what its records say."""

from collections.abc import Iterator

from build_tools.validation.rules.matters import matters_of, meaning_of
from build_tools.validation.rules.number_series import figures_of
from schemas.annex_row import Item
from schemas.catalogue import Catalogue, Located, Report
from schemas.registers import ITEM_ANNEXES
from schemas.report import Annex


def _items(report: Report) -> Iterator[tuple[Annex, Located[Item]]]:
    for annex in ITEM_ANNEXES:
        for row in report.annexes.get(annex, ()):
            assert isinstance(row.record, Item)
            yield annex, row  # type: ignore[misc]  # as was asserted


def test_of_every_matter_is_said_what_its_record_says(sample: Catalogue) -> None:
    annexes, states = set(), set()
    for report in sample.reports.values():
        said_of = matters_of(report)
        for annex, row in _items(report):
            said = said_of[annex, row.record.item_id]  # type: ignore[index]  # a key is a tuple
            assert said.row == row
            assert said.key == (annex, row.record.item_id)
            assert said.is_open is row.record.is_open
            assert said.handed_over_to == row.record.handed_over_to
            assert said.note == row.record.note
            assert said.unit_code == getattr(row.record, "unit_code", None)
            assert said.meaning == tuple(getattr(row.record, name) for name in meaning_of(annex))
            annexes.add(annex)
            states.add((annex, said.is_open))
        assert len(said_of) == len(list(_items(report)))
    assert annexes == set(ITEM_ANNEXES)
    assert len(states) > len(annexes), "open and closed ones"


def test_of_every_row_the_figures_are_those_of_its_record(sample: Catalogue) -> None:
    count = 0
    for report in sample.reports.values():
        figures = list(figures_of(report))
        assert [each.row for each in figures] == list(report.indicators)
        for each in figures:
            record = each.row.record
            told = each.unit_code, each.indicator_id, each.plan, each.actual, each.cumulative
            named = record.unit_code, record.indicator_id, record.plan, record.actual
            assert told == (*named, record.cumulative)
            assert each.note == record.note
            count += 1
    assert count
