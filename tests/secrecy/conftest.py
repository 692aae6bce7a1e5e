"""The gate as the lists of this folder pass it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from secrecy_lists import CORPUS, Line, wrapped

from build_tools.diagnostics import Diagnostics
from build_tools.reading.attachments.model import TextPart
from build_tools.reading.text import read_text
from build_tools.validation.rules import secrecy
from schemas.settings import Settings

collect_ignore = [] if CORPUS.is_dir() else ["test_hostile_attachments.py"]
ROOT = Path(__file__).resolve().parents[2]
_AREAS = ("content/catalogue/areas.csv", "content/catalogue/agencies.csv")
Codes = Callable[[Line], list[str]]


@pytest.fixture(scope="session")
def gate() -> secrecy.Gate:
    """The gate of a province with one mobile telephone that may be shown."""
    sources = (read_text(ROOT, path, Diagnostics()) for path in _AREAS)
    settings = Settings.model_construct(public_phones=("0912 000 111",))
    return secrecy.Gate.of([source for source in sources if source], settings)


@pytest.fixture
def codes(tmp_path: Path, gate: secrecy.Gate) -> Codes:
    """What reading and the gate say of a line: the codes of errors."""

    def run(line: Line) -> list[str]:
        where, text = line
        if where == "name":
            return [found.code for found in secrecy.check_names([text])]
        if where == "text":
            return [code for code, _ in secrecy.find_in_part(TextPart("", text), gate)]
        path, whole = wrapped(line)
        found = Diagnostics()
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(whole.encode())
        source = read_text(tmp_path, path, found)
        if source is None:
            return [each.code for each in found]
        return [each.code for each in secrecy.check_text(source, gate)]

    return run
