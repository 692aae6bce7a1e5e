"""Texts made to be slow: every reader and the gate take time in step with the length."""

import itertools
from collections.abc import Callable

import pytest
from targets import read_source

from build_tools.diagnostics import Diagnostics
from build_tools.reading.front_matter import MAX_BYTES, read_front_matter
from build_tools.reading.legacy_encodings import find_old_text
from build_tools.reading.markdown import read_prose
from build_tools.reading.text import SourceText
from build_tools.validation.rules.secrecy import Gate, check_source
from schemas.settings import Settings

NO_EXCEPTIONS = Settings.model_construct(public_phones=(), official_email_domains=())
# Beginnings without end, and what the gate looks for: each repeated to 20 kB.
UNENDED = (
    *(
        "[",
        "![",
        "[x](",
        ">",
        "> ",
        "> a\n",
        "*",
        "**a ",
        "*a_ ",
        "_",
        "`",
        "` ",
        "`a``",
        "{",
        "{a",
    ),
    *("[a]: b\n", "<", "<a ", "<!--", "<http:a", "&", "\\", "- ", "-\n", "1. ", "|", "#", "~~~\n"),
    *("[[]]", "*[", "_*", "a***b", "](", "[a](((", "  - a\n", "> - ", "\t", " \n", '"', "'"),
)
TELLING = (
    *("MẬT ", "mật-", "m", "mậ", "TUYỆT ", "tối ", "kỷ luật ", "khiếu nại ", "tố cáo ông "),
    *("Nguyễn Văn ", "0", "09", "1 2 3 ", "a@", "a@b.", "M\nẬ", "T ố i m ậ t "),
)
LENGTH = 20_000
Cost = Callable[[Callable[[], object]], float]


@pytest.mark.parametrize("part", UNENDED)
def test_twenty_kilobytes_of_it_are_read_as_prose_at_once(
    part: str, processor_seconds: Cost
) -> None:
    body = (part * LENGTH)[:LENGTH]
    assert processor_seconds(lambda: read_prose("f", body, 1, Diagnostics())) < 0.4
    lines = "\n\n".join(body[at : at + 5000] for at in range(0, LENGTH, 5000))
    assert processor_seconds(lambda: read_prose("f", lines, 1, Diagnostics())) < 0.4


@pytest.mark.parametrize(
    "part", [*UNENDED, "&a ", "!a ", "? ", "a: ", "{a: ", "[a: ", "- - ", "<<: "]
)
@pytest.mark.parametrize("before", ["", "x: "])
def test_no_front_matter_takes_long(part: str, before: str, processor_seconds: Cost) -> None:
    block = before + (part * MAX_BYTES)[: MAX_BYTES - 100]
    source = SourceText("f", f"---\n{block}\n---\n", "")
    assert processor_seconds(lambda: read_front_matter(source, Diagnostics())) < 0.2


@pytest.mark.parametrize("part", [*TELLING, *UNENDED])
def test_the_gate_takes_time_in_step_with_the_length(part: str, processor_seconds: Cost) -> None:
    """It once took the square: 20 kB of one word on a line were 14 seconds."""
    source = SourceText("content/index.md", (part * LENGTH)[: LENGTH // 2], "")
    gate = Gate.of((source,), NO_EXCEPTIONS)
    assert processor_seconds(lambda: check_source(source, gate)) < 2
    letters = itertools.count()  # what is known of words is kept: each call reads another text
    assert processor_seconds(lambda: find_old_text("đ" * next(letters) + source.text)) < 0.5


def test_a_table_as_large_as_may_be_is_refused_or_read_in_seconds(processor_seconds: Cost) -> None:
    rows = "\n".join(",".join(["1"] * 100) for _ in range(6000))
    text = ",".join(f"c{number}" for number in range(100)) + f"\n{rows}\n"
    assert processor_seconds(lambda: read_source(SourceText("f.csv", text, ""))) < 10
