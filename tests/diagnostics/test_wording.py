"""Findings in words, whatever stands in their values."""

import pytest

from build_tools.diagnostics import Diagnostic
from build_tools.diagnostics.wording import advice, message
from schemas.place import Place


@pytest.mark.parametrize("letter", ["\x1b", "\x07", "\x9b", "\u202e", "\u200b", "\ufeff", "\r"])
def test_a_message_does_not_steer_the_console_that_shows_it(letter: str) -> None:
    finding = Diagnostic(
        code="csv.unknown-column", place=Place("f.csv"), value=f"a{letter}b", nearest=f"c{letter}d"
    )
    shown = f"<U+{ord(letter):04X}>"
    assert message(finding) == f"Không có cột nào tên là “a{shown}b” trong bảng này."
    assert advice(finding).startswith(f"Có phải ý là “c{shown}d”? ")
