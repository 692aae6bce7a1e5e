"""Files written where a test says, and findings in one line each, as the editor reads them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.diagnostics import Diagnostics
from build_tools.diagnostics.wording import message
from build_tools.reading.text import SourceText, read_text


def in_words(found: Diagnostics) -> list[str]:
    return [
        f"{finding.place.path}:{finding.place.line}:{finding.place.column}: "
        f"[{finding.code}] {message(finding)}"
        for finding in found
    ]


@pytest.fixture
def said() -> Callable[[Diagnostics], list[str]]:
    return in_words


@pytest.fixture
def read_bytes(tmp_path: Path) -> Callable[[bytes], tuple[SourceText | None, list[str]]]:
    """Read bytes as the file `f.csv`: the text, or None, and what was said."""

    def read(data: bytes) -> tuple[SourceText | None, list[str]]:
        found = Diagnostics()
        (tmp_path / "f.csv").write_bytes(data)
        return read_text(tmp_path, "f.csv", found), in_words(found)

    return read
