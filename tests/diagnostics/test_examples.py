"""The right example of every rule passes; the wrong one gives that rule alone, in these words.

The words stand in `build_tools/diagnostics/told.json`, which the guide prints too. After a change
that is meant, `python -m tests.diagnostics` writes them anew; the diff is read before it is taken.
"""

import pytest
from english_words import words_of_no_file
from stages import GIVEN, STAGINGS, Stage, told

from build_tools.diagnostics import RULES
from build_tools.diagnostics.rules import read_told
from build_tools.validation.rules.secrecy import Gate


@pytest.fixture(scope="module")
def gate() -> Gate:
    """The gate with nothing let through."""
    return Gate(phones=frozenset(), places=frozenset())


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """Where each worker prepares a province once."""
    return Stage(tmp_path_factory.mktemp("stage"))


@pytest.mark.parametrize("code", sorted(RULES))
def test_the_right_example_passes_and_the_wrong_one_gives_just_that_rule(
    stage: Stage, code: str
) -> None:
    assert [told(one) for one in stage.right(code)] == []
    found = stage.wrong(code)
    assert [one.code for one in found] == [code], [told(one) for one in found[:3]]
    assert told(found[0]) == read_told()[code]
    assert words_of_no_file(found[0], stage.seen) == []


def test_what_is_told_is_kept_of_these_rules_and_no_other() -> None:
    assert sorted(read_told()) == sorted(RULES)


def test_every_staging_is_of_a_rule_and_every_preparation_is_used() -> None:
    assert STAGINGS.keys() <= RULES.keys()
    assert {name for one in STAGINGS.values() for name in one.given} == set(GIVEN)


@pytest.mark.parametrize("code", sorted(RULES))
def test_an_example_says_two_different_things_and_nothing_that_the_gate_refuses(
    gate: Gate, code: str
) -> None:
    rule, lines = RULES[code], read_told()[code]
    example = rule.example
    assert example.wrong.strip() != example.right.strip()
    assert example.wrong.strip()
    assert example.right.strip()
    shown = (rule.message, rule.help, example.wrong, example.right, *lines.values())
    assert [text for text in shown if gate.refuses(text)] == []
