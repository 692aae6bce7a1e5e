"""The gate on the lists: every way of writing a mark is refused, ordinary sentences are not."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from secrecy_lists import Line, read_lines

from build_tools.reading.text import SourceText
from build_tools.validation.rules.secrecy import Gate, check_text

Codes = Callable[[Line], list[str]]
CONTENT = Path(__file__).resolve().parents[2] / "content"
MARKS, MARKS_HELD_OUT = read_lines("marks.txt"), read_lines("marks-held-out.txt")
ORDINARY, ORDINARY_HELD_OUT = read_lines("ordinary.txt"), read_lines("ordinary-held-out.txt")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")
_SHORTEST = 20
# Phan Dũng is a commune too, and digits one by one may be a row of a table.
HELD_OUT_PERSONS_MISSED = 2


def content_sentences() -> list[Line]:
    """Return the sentences of the reports and documents as they are today, each once."""
    found: dict[str, None] = {}
    for path in sorted(CONTENT.rglob("*.md")):
        prose = _FRONT_MATTER.sub("", path.read_text(encoding="utf-8-sig"))
        sentences = (one.strip() for one in _SENTENCE_END.split(prose))
        found |= dict.fromkeys(one for one in sentences if len(one) >= _SHORTEST)
    return [("prose", sentence) for sentence in found]


@pytest.mark.parametrize("line", MARKS, ids=repr)
def test_a_mark_is_refused_however_it_is_written(line: Line, codes: Codes) -> None:
    assert codes(line) != []


@pytest.mark.parametrize("line", read_lines("persons.txt"), ids=repr)
def test_a_person_or_a_personal_number_is_refused(line: Line, codes: Codes) -> None:
    assert codes(line) != []


def test_most_persons_that_the_gate_was_not_tuned_on_are_refused(codes: Codes) -> None:
    lines = read_lines("persons-held-out.txt")
    missed = [line for line in lines if not codes(line)]
    assert len(missed) <= HELD_OUT_PERSONS_MISSED, missed


def test_the_lists_are_long_enough() -> None:
    assert len(MARKS) >= 200
    assert len(MARKS_HELD_OUT) >= 100
    assert not {*MARKS} & {*MARKS_HELD_OUT}
    assert not {*ORDINARY} & {*ORDINARY_HELD_OUT}
    sentences = {*ORDINARY, *ORDINARY_HELD_OUT, *content_sentences()}
    assert len(sentences) >= 1_000


def test_marks_that_the_gate_was_not_tuned_on_are_refused(codes: Codes) -> None:
    missed = [line for line in MARKS_HELD_OUT if not codes(line)]
    assert missed == []


@pytest.mark.parametrize("line", ORDINARY, ids=repr)
def test_an_ordinary_sentence_is_let_through(line: Line, codes: Codes) -> None:
    assert codes(line) == []


def test_false_alarms_on_sentences_that_the_gate_was_not_tuned_on_are_rare(codes: Codes) -> None:
    alarms = [line for line in ORDINARY_HELD_OUT if codes(line)]
    assert len(alarms) <= 0.01 * len(ORDINARY_HELD_OUT), alarms


def test_false_alarms_on_the_sentences_of_the_content_are_rare(gate: Gate) -> None:
    sentences = [text for _, text in content_sentences()]
    alarms = [one for one in sentences if [*check_text(SourceText("content/a.md", one, "0"), gate)]]
    assert len(alarms) <= 0.01 * len(sentences), alarms
