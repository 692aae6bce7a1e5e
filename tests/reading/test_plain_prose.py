"""Plain prose is read without markdown-it, and is to all who ask what markdown-it makes of it."""

from unittest.mock import patch

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from build_tools.diagnostics import Diagnostics
from build_tools.reading import markdown
from build_tools.reading.inline_places import mark_places
from build_tools.reading.markdown import read_prose
from build_tools.validation.safe_pickle import packed, unpacked
from schemas.plain_prose import PlainTokens
from tests.reading.plain_bodies import BODIES, EXAMPLES
from tests.reading.standard_parser import standard_parser

_FIRST_LINE = 5


def _judged(body: str) -> None:
    found, whole_found = Diagnostics(), Diagnostics()
    prose = read_prose("a.md", body, _FIRST_LINE, found)
    with patch.object(markdown, "read_plain", return_value=None):
        whole = read_prose("a.md", body, _FIRST_LINE, whole_found)
    standard = standard_parser().parse(body)
    mark_places(standard, standard, body, _FIRST_LINE)

    assert len(prose.tokens) == len(standard)
    assert list(prose.tokens) == standard
    assert prose == whole
    assert list(found) == list(whole_found)


@given(BODIES)
def test_plain_prose_has_the_tokens_places_and_findings_of_the_whole_parse(body: str) -> None:
    _judged(body)


@pytest.mark.parametrize("body", EXAMPLES)
def test_the_examples_do_too(body: str) -> None:
    _judged(body)


@given(BODIES)
def test_plain_prose_is_kept_as_its_texts_and_is_the_same_again(body: str) -> None:
    prose = read_prose("a.md", body, _FIRST_LINE, Diagnostics())
    untouched = packed(prose)

    again = unpacked(untouched)

    assert again == prose
    assert packed(prose) == untouched


@given(BODIES, st.data())
def test_what_stands_under_a_heading_is_told_without_tokens(body: str, data: st.DataObject) -> None:
    """Begins and ends lie where headings do: never within a list or a table."""
    prose = read_prose("a.md", body, _FIRST_LINE, Diagnostics())
    tokens = prose.tokens
    assume(isinstance(tokens, PlainTokens))
    assert isinstance(tokens, PlainTokens)
    ends = [*(heading.token for heading in prose.headings), len(tokens)]
    begin, end = data.draw(st.sampled_from(ends)), data.draw(st.sampled_from(ends))
    assert list(filter(None, tokens.texts(begin, end))) == [
        each.content
        for at, each in enumerate(tokens)
        if begin <= at < end and each.content and tokens[at - 1].type != "heading_open"
    ]


@pytest.mark.parametrize("body", EXAMPLES[:3])
def test_what_reports_are_written_in_is_plain(body: str) -> None:
    assert isinstance(read_prose("a.md", body, 1, Diagnostics()).tokens, PlainTokens)
