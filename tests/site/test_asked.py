"""A watched mapping answers as the mapping does, and notes every question."""

from collections.abc import Callable, Mapping

import pytest

from build_tools.asked import Asking, Kind, Question, Watched

WHOLE = {"a": 1, "b": 2}
QUESTIONS: dict[str, tuple[Callable[[Mapping[str, int]], object], Kind, str | None]] = {
    "a value": (lambda each: each["a"], Kind.VALUE, "a"),
    "a value that may be missing": (lambda each: each.get("c", 7), Kind.VALUE, "c"),
    "whether it is there": (lambda each: "b" in each, Kind.THERE, "b"),
    "the keys": (list, Kind.KEYS, None),
    "how many": (len, Kind.KEYS, None),
    "whether there are any": (bool, Kind.KEYS, None),
    "keys by name": (lambda each: list(each.keys()), Kind.KEYS, None),
    "all values": (lambda each: list(each.values()), Kind.ALL, None),
    "all of it": (lambda each: list(each.items()), Kind.ALL, None),
    "whether it equals another": (lambda each: each == {"a": 1}, Kind.ALL, None),
}


@pytest.mark.parametrize(("ask", "kind", "key"), QUESTIONS.values(), ids=QUESTIONS)
def test_the_answer_is_right_and_the_question_noted(
    ask: Callable[[Mapping[str, int]], object], kind: Kind, key: str | None
) -> None:
    asking = Asking()
    watched = Watched(asking, "m", WHOLE)
    answer, noted = asking.during(lambda: ask(watched))
    assert answer == ask(WHOLE)
    assert noted == {Question("m", kind, key)}


def test_what_is_copied_or_merged_is_noted_as_well() -> None:
    asking = Asking()
    watched = Watched(asking, "m", WHOLE)
    for copy in (lambda: dict(watched), lambda: {**watched}):
        made, noted = asking.during(copy)
        assert made == WHOLE
        assert {Question("m", Kind.VALUE, "a"), Question("m", Kind.KEYS)} <= noted


def test_keys_that_are_asked_together_are_one_question() -> None:
    asking = Asking()
    watched = Watched(asking, "m", {("a", 1): "x", ("a", 2): "y"}, parted=1)
    _, noted = asking.during(lambda: [watched["a", 1], watched.get(("a", 3))])
    assert noted == {Question("m", Kind.VALUE, ("a",))}


def test_what_an_inner_one_asked_was_asked_by_the_outer_one_too() -> None:
    asking = Asking()
    watched = Watched(asking, "m", WHOLE)

    def outer() -> object:
        return watched["a"], asking.during(lambda: watched["b"])

    (_, (_, inner)), noted = asking.during(outer)
    assert inner == {Question("m", Kind.VALUE, "b")}
    assert noted == inner | {Question("m", Kind.VALUE, "a")}


def test_what_failed_has_asked_too() -> None:
    asking = Asking()
    watched = Watched(asking, "m", WHOLE)

    def outer() -> None:
        with pytest.raises(KeyError):
            asking.during(lambda: watched["c"])

    _, noted = asking.during(outer)
    assert noted == {Question("m", Kind.VALUE, "c")}
