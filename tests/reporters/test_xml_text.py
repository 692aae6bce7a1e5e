"""Our writing of XML text is that of the standard library."""

from xml.sax import saxutils

from hypothesis import given
from hypothesis import strategies as st

from build_tools.xml_text import escape, quoteattr

_TEXTS = st.lists(st.sampled_from("&<>\"'\n\r\t;") | st.text(max_size=3)).map("".join)


@given(_TEXTS)
def test_text_and_attributes_are_those_of_the_standard_library(text: str) -> None:
    assert escape(text) == saxutils.escape(text)
    assert quoteattr(text) == saxutils.quoteattr(text)
