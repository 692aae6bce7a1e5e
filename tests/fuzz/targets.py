"""What is fuzzed: the readers on any bytes, and the whole way from a folder to the catalogue.

Each target raises on anything but findings: an exception, a finding that cannot be said or has no
place in its file, a time out of proportion.
"""

import datetime as dt
import random
import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Diagnostics
from build_tools.diagnostics.model import Severity
from build_tools.diagnostics.wording import advice, message, severity
from build_tools.project import Project
from build_tools.reading.front_matter import read_front_matter, read_yaml
from build_tools.reading.markdown import read_prose
from build_tools.reading.tables import read_table
from build_tools.reading.text import SourceText, read_text
from build_tools.validation.loading import load_catalogue

Target = Callable[[bytes], None]
ROOT = Path(__file__).resolve().parents[2]
PROVINCE = ROOT / "tests/fixtures/small_province/content"
TODAY = dt.date(2031, 1, 20)
SECONDS_A_READING = 2.0  # of processor, for at most some 64 KB on a busy machine
SECONDS_A_CHECK = 10.0
FILES = tuple(
    sorted(path.relative_to(PROVINCE).as_posix() for path in PROVINCE.rglob("*") if path.is_file())
)


class TooSlowError(Exception):
    """A reading took out of proportion."""


def hold_to_the_promise(findings: Iterable[Diagnostic], text: str | None = None) -> int:
    """Say every finding and look whether its place is in the text; return how many errors."""
    lines = None if text is None else text.split("\n")
    errors = 0
    for one in findings:
        assert message(one)
        assert advice(one)
        assert one.place.line >= 1
        assert one.place.column >= 1
        assert lines is None or one.place.line <= len(lines) + 1
        errors += severity(one) is Severity.ERROR
    return errors


def read_bytes(folder: Path, data: bytes) -> None:
    """Read the bytes as a table, as declarations, as settings and as prose."""
    started = time.process_time()
    for name in ("f.csv", "f.md"):
        (folder / name).write_bytes(data)
        found = Diagnostics()
        source = read_text(folder, name, found)
        assert (source is None) == bool(hold_to_the_promise(found))
        if source is not None:
            read_source(source)
    if time.process_time() - started > SECONDS_A_READING:
        raise TooSlowError(f"{len(data)} bytes")


def read_source(source: SourceText) -> None:
    """Let every reader that takes text read it."""
    for read in (read_table, read_front_matter, read_yaml):
        found = Diagnostics()
        result = read(source, found)
        assert (result is None) == bool(hold_to_the_promise(found, source.text)), read.__name__
    found = Diagnostics()
    read_prose(source.path, source.text, 1, found)
    hold_to_the_promise(found, source.text)


def new_province(folder: Path) -> Project:
    """Copy the small province into an empty folder."""
    shutil.copytree(PROVINCE, folder / "content")
    return Project(root=folder)


def check_with(project: Project, path: str, data: bytes) -> bool:
    """Check the province with one file changed, which is put back; say whether it was accepted."""
    file = project.content / path
    before = file.read_bytes()
    started = time.process_time()
    try:
        file.write_bytes(data)
        found = Diagnostics()
        catalogue = load_catalogue(project, today=TODAY, found=found)
    finally:
        file.write_bytes(before)
    assert (catalogue is None) == bool(hold_to_the_promise(found))
    if time.process_time() - started > SECONDS_A_CHECK:
        raise TooSlowError(f"{path}: {len(data)} bytes")
    return catalogue is not None


# What breaks readers when it stands where nobody expects it.
TOKENS = (
    *(",", ";", "\t", '"', '""', "\n", "\r", "\r\n", "\x00", "|", "=1+1", "'", "---\n", "...\n"),
    *(": ", "- ", "[", "]", "{", "}", "&a ", "*a", "!!x ", "<<: ", "%YAML 1.1\n", "#", "? ", "~"),
    *("{KT01}", "{KT01 | Xã Đạ Tẻh}", "{KT01 | | lũy kế}", "## ", "> ", "1. ", "```\n", "<b>"),
    *("[a](b)", "![a](b)", "<a@b.c>", "\\", "&amp;", "0", "-1", "1.234", "1e9", "9" * 19, "NaN"),
    *("99/99/9999", "29/02/2031", "0000-00-00", "9999-12-31", "2031-13", "2031-Q9", "to-00"),
    *("to-99", "VD-2031-01001", "VD-2031-99999", "KT01", "Xã Đạ Tẻh", "intranet", "issued"),
    *("draft", "hủy", "\u200b", "\u202e", "\ufeff", "e\u0301", "\u0301" * 9, "\ud7ff", "😀", "ﬁ"),
    *("İ", "ſ", "٣", "²", "½", "\u00a0", "\u2028", "\x85", "\x1b[31m", "x" * 300, "đ" * 5000),
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with a few changes: bits, cuts, tokens, lines moved, doubled and lost."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((1, 2, 5, 40)))
        match chance.randrange(9):
            case 0:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case 1:
                data = data[:at]
            case 2 | 3 | 4:
                token = chance.choice(TOKENS).encode("utf-8", "surrogatepass")
                data = data[:at] + token + data[chance.choice((at, end)) :]
            case 5:
                data = data[:at] + data[end:]
            case 6:
                data = data[:at] + data[at:end] * chance.choice((2, 3, 50)) + data[end:]
            case _:
                data = _with_other_lines(data, chance)
    return data


def _with_other_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines.insert(one, lines[other])
        case 2:
            del lines[one]
        case _:
            cells = lines[one].split(b",")
            chance.shuffle(cells)
            lines[one] = b",".join(cells)
    return b"\n".join(lines)
