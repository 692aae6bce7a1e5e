"""Files half written, flipped and mixed up: findings or a valid catalogue, never an exception."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from targets import (
    FILES,
    PROVINCE,
    check_with,
    mutated,
    new_province,
    read_bytes,
    read_source,
)

from build_tools.project import Project
from build_tools.reading.text import SourceText

TRUNCATIONS = 300
MUTATIONS = 150


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return new_province(tmp_path_factory.mktemp("province"))


def _cuts() -> list[tuple[str, int]]:
    """Evenly over all bytes of all files: the end of each file too."""
    sizes = [(path, (PROVINCE / path).stat().st_size) for path in FILES]
    step = sum(size for _, size in sizes) / (TRUNCATIONS - len(sizes))
    cuts = []
    for path, size in sizes:
        cuts += [(path, round(number * step)) for number in range(int(size / step) + 1)]
    return cuts


def test_the_untouched_province_is_valid(province: Project) -> None:
    path = FILES[0]
    assert check_with(province, path, (PROVINCE / path).read_bytes())


def test_a_file_cut_at_any_byte_gives_findings_or_a_valid_catalogue(province: Project) -> None:
    cuts = _cuts()
    assert len(cuts) >= TRUNCATIONS - len(FILES)
    for path, size in cuts:
        check_with(province, path, (PROVINCE / path).read_bytes()[:size])


@pytest.mark.parametrize("seed", [1, 2])
def test_a_file_changed_in_any_way_gives_findings_or_a_valid_catalogue(
    province: Project, seed: int
) -> None:
    chance = random.Random(seed)
    accepted = 0
    for _ in range(MUTATIONS):
        path = chance.choice(FILES)
        accepted += check_with(province, path, mutated((PROVINCE / path).read_bytes(), chance))
    assert 0 < accepted < MUTATIONS


# Of what ends a line for anybody, a text that was looked through has `\n` alone.
LETTERS = st.characters(exclude_characters="\r\x85\u2028\u2029", exclude_categories=("Cs",))
MARKS = st.sampled_from(
    '--- ... : - [ ] { } & * ! | > " , ; ` ~ # < \\ \n = ( ) % @ << \t'.split(" ")  # noqa: SIM905
)
TEXTS = st.text(LETTERS, max_size=200) | st.lists(
    MARKS | st.text(LETTERS, max_size=4), max_size=60
).map("".join)


@given(text=TEXTS)
def test_no_text_makes_a_reader_raise(text: str) -> None:
    read_source(SourceText("f", text, ""))


@given(text=TEXTS)
def test_no_declarations_make_a_reader_raise(text: str) -> None:
    read_source(SourceText("f", f"---\n{text}\n---\n", ""))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300) | TEXTS.map(str.encode))
def test_no_bytes_make_a_reader_raise(tmp_path: Path, data: bytes) -> None:
    read_bytes(tmp_path, data)
