"""The right example of every rule passes; the wrong one gives that rule alone, in these words.

The words stand in `build_tools/diagnostics/told.json`, which the guide prints too. After a change
that is meant, `python -m tests.diagnostics` writes them anew; the diff is read before it is taken.
"""

from pathlib import Path

import pytest
from stages import GIVEN, STAGINGS, act, findings, shows, told

from build_tools.diagnostics import RULES
from build_tools.diagnostics.rules import read_told

WITH_EXAMPLE = sorted(code for code, rule in RULES.items() if rule.example)


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each worker prepares a province once."""
    return tmp_path_factory.mktemp("prepared")


@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_the_right_example_passes_and_the_wrong_one_gives_just_that_rule(
    tmp_path: Path, scratch: Path, code: str
) -> None:
    example = RULES[code].example
    assert example
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    act(right, scratch, code, wrongly=False)
    assert shows(right, example)
    assert [told(one) for one in findings(right, code)] == []
    act(wrong, scratch, code, wrongly=True)
    found = findings(wrong, code)
    assert [one.code for one in found] == [code], [told(one) for one in found]
    assert told(found[0]) == read_told()[code]


def test_what_is_told_is_kept_of_these_rules_and_no_other() -> None:
    assert sorted(read_told()) == WITH_EXAMPLE


def test_every_staging_is_of_a_rule_and_every_preparation_is_used() -> None:
    assert STAGINGS.keys() <= set(WITH_EXAMPLE)
    assert {name for one in STAGINGS.values() for name in one.given} == set(GIVEN)
