"""Inputs that others wrote to break readers. They lie beside the checkout and are no part of it.

Where the folder is absent nothing here is collected: the project is whole without it.
"""

import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from build_tools.diagnostics import Diagnostics
from build_tools.diagnostics.model import Severity
from build_tools.diagnostics.wording import message, severity
from build_tools.reading.tables import Table, read_table
from build_tools.reading.text import read_text

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
collect_ignore_glob = [] if CORPORA.is_dir() else ["test_*.py"]


@dataclass(frozen=True)
class Reading:
    """A table as read (its header first), None where it was refused, and the errors, in order."""

    table: Table | None
    cells: list[list[str]] | None
    errors: list[str]
    codes: list[str]


def in_words(found: Diagnostics) -> tuple[list[str], list[str]]:
    """Return the errors as `path:line:column: sentence`, and their codes."""
    errors = [one for one in found if severity(one) is Severity.ERROR]
    for one in errors:
        assert one.place.line >= 1
        assert one.place.column >= 1
    told = [f"{e.place.path}:{e.place.line}:{e.place.column}: {message(e)}" for e in errors]
    return told, [one.code for one in errors]


@pytest.fixture
def corpora() -> Path:
    return CORPORA


@pytest.fixture
def read_csv() -> Callable[[Path], Reading]:
    def read(file: Path) -> Reading:
        found = Diagnostics()
        source = read_text(file.parent, file.name, found)
        table = read_table(source, found) if source else None
        errors, codes = in_words(found)
        assert (table is None) == bool(errors)  # right, or refused by name: nothing between
        rows = table and [list(table.header), *(list(row.cells) for row in table.rows)]
        return Reading(table, rows, errors, codes)

    return read


@pytest.fixture
def told() -> Callable[[Diagnostics], tuple[list[str], list[str]]]:
    return in_words


@pytest.fixture
def within_bounds(
    processor_seconds: Callable[[Callable[[], object]], float],
) -> Callable[[Callable[[], object]], None]:
    """Hold a call to 0.2 s of processor and 100 MB, measured apart: tracing takes time."""

    def hold(call: Callable[[], object]) -> None:
        assert processor_seconds(call) < 0.2
        tracemalloc.start()
        try:
            call()
            assert tracemalloc.get_traced_memory()[1] < 100 * 1024 * 1024
        finally:
            tracemalloc.stop()

    return hold
