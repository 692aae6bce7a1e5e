"""English messages: of every rule, with the same parameters, and nothing Vietnamese between."""

import pickle
from string import Formatter

import pytest
from english_words import vietnamese_words

from build_tools.diagnostics import RULES, Diagnostic, Diagnostics
from build_tools.diagnostics.english import ENGLISH_TEXTS
from build_tools.diagnostics.language import Language, Phrase, said
from build_tools.diagnostics.related import _SAYS, related_words
from build_tools.diagnostics.rules import read_told
from build_tools.diagnostics.wording import advice, message
from schemas.place import Place

ENGLISH = Language.ENGLISH


def parameters(*texts: str) -> set[str]:
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def test_every_rule_has_an_english_text_and_no_other_has() -> None:
    assert sorted(ENGLISH_TEXTS) == sorted(RULES)


@pytest.mark.parametrize("code", sorted(ENGLISH_TEXTS))
def test_an_english_text_says_what_is_wrong_and_how_to_mend_it(code: str) -> None:
    rule, texts = RULES[code], ENGLISH_TEXTS[code]
    for text, vietnamese in zip(texts, (rule.message, rule.help), strict=True):
        assert text == text.strip()
        assert text.endswith((".", "?", "!", "”.", '"".'))
        assert parameters(text) <= parameters(rule.message, rule.help)
        assert text != vietnamese
        assert vietnamese_words(text) == []


def test_a_message_is_english_with_what_the_file_has_left_as_it_is() -> None:
    finding = Diagnostic(
        code="reference.unknown",
        place=Place("content/a.csv"),
        value="Xa Da Teh",
        nearest="Xã Đạ Tẻh",
        params={"field": "Địa bàn", "kind": Phrase("địa bàn", "area")},
    )
    assert message(finding) == "“Địa bàn”: không rõ “Xa Da Teh” là địa bàn nào."
    assert message(finding, ENGLISH) == "“Địa bàn”: “Xa Da Teh” is not a known area."
    assert advice(finding, ENGLISH).startswith("Did you mean “Xã Đạ Tẻh”? Give the code or the ")


def test_a_phrase_is_its_vietnamese_text_wherever_nobody_asks() -> None:
    phrase = Phrase("dòng", "line").within("a.csv, ", " 3")
    assert phrase == "a.csv, dòng 3"
    assert f"{phrase}." == "a.csv, dòng 3."
    assert said(phrase, ENGLISH) == "a.csv, line 3"
    assert said("dòng", ENGLISH) == "dòng"


def test_phrases_are_joined_in_both_languages() -> None:
    both = Phrase(" và ", " and ").joined([Phrase("dấu phẩy", "comma"), "“Nguồn”"])
    assert (both, both.english) == ("dấu phẩy và “Nguồn”", "comma and “Nguồn”")


def test_a_phrase_keeps_its_english_in_another_process() -> None:
    phrase = pickle.loads(pickle.dumps(Phrase("dòng", "line")))  # noqa: S301  our own bytes
    assert (phrase, phrase.english) == ("dòng", "line")


def test_a_phrase_keeps_its_english_among_the_findings() -> None:
    found = Diagnostics()
    found.add("value.wrong-kind", Place("a.csv"), expected=Phrase("một danh sách", "a list"), n=1)
    (finding,) = found
    assert said(finding.params["expected"], ENGLISH) == "a list"
    assert finding.params["n"] == "1"


@pytest.mark.parametrize("code", sorted(_SAYS))
def test_what_is_related_is_said_in_both_languages_and_of_rules_that_exist(code: str) -> None:
    assert code in RULES
    finding = Diagnostic(code=code, place=Place("a.csv"))
    assert related_words(finding) != related_words(finding, ENGLISH)
    assert vietnamese_words(related_words(finding, ENGLISH)) == []


def test_every_example_that_leads_elsewhere_says_what_is_there() -> None:
    leading = {code for code, told in read_told().items() if "related" in told}
    assert leading
    assert leading <= _SAYS.keys()
