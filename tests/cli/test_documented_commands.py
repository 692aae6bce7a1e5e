"""Every command that the README and the guide name is one that the program takes."""

import re
import shlex
from pathlib import Path

import pytest

from build_tools.cli import COMMANDS, _asked, _parser

ROOT = Path(__file__).resolve().parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "content/huong-dan").glob("*.md")))
_INLINE = re.compile(r"`(?:\.venv/bin/|\.venv\\Scripts\\)?diaban ([^`\n]+)`")
_OPTIONAL = re.compile(r"\[[^\]]*\]")
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)$")


def _documented() -> list[tuple[str, str]]:
    return [
        (path.name, command)
        for path in PAGES
        for command in _INLINE.findall(path.read_text("utf-8").replace("\n", " "))
    ]


@pytest.mark.parametrize(("page", "command"), _documented())
def test_a_documented_command_is_taken(
    page: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = shlex.split(_ELLIPSIS.sub("", _OPTIONAL.sub("", command)))
    if words[0] in COMMANDS and len(words) == 1:
        return  # named, not called
    try:
        _parser(_asked(words)).parse_args(words)
    except SystemExit:
        pytest.fail(f"{page}: diaban {command}\n{capsys.readouterr().err}")


def test_every_command_is_documented() -> None:
    readme = PAGES[0].read_text("utf-8")
    assert set(COMMANDS) <= set(re.findall(r"`(?:diaban )?([a-z-]+)", readme))
