"""A signature is on the sheet of what it signs: wherever the text ends, and in both files."""

import re
from pathlib import Path

import pytest
from official import NOTES, document, made
from printed import printed_pages, printed_words

pytestmark = pytest.mark.slow
LINES = range(14, 36)  # of the text: a sheet ends before, within and after the signature
LAST = "Dòng cuối."
ENDS = (LAST, f"- Việc một\n- {LAST}", f"1. Việc một\n2. {LAST}", f"> {LAST}")


def _body(lines: int, end: str) -> str:
    return "\n\n".join([*(f"Dòng {number}." for number in range(lines)), end])


def _signed_on(pages: list[str]) -> int:
    """Return the sheet of the signature, from 0; the text's end and the note must be on it."""
    (place,) = [index for index, text in enumerate(pages) if "Nơi nhận:" in text]
    signed = "".join(pages[place].split())
    assert "".join(LAST.split()) in signed
    assert signed.count("".join(" ".join(NOTES).split())) == 2  # below it and at the foot
    return place


@pytest.mark.parametrize("end", ENDS)
def test_a_signature_of_a_pdf_never_begins_a_sheet(end: str) -> None:
    places = {
        _signed_on(printed_pages(made(document(_body(lines, end), annexes=()), "pdf")))
        for lines in LINES
    }
    assert places == {0, 1}


@pytest.mark.parametrize(
    "end",
    [
        "\n".join(f"- Dòng {number}" for number in range(60)),
        " ".join(f"Câu {number} của một đoạn dài." for number in range(120)),
    ],
)
def test_a_long_end_of_the_text_is_not_moved_for_a_signature(end: str) -> None:
    pages = printed_pages(made(document(f"Đầu.\n\n{end}", annexes=()), "pdf"))
    assert len(pages) == 2
    first, *_, last = re.findall(r"(?:Dòng|Câu) \d+", pages[0])
    assert int(first.split()[1]) == 0
    assert int(last.split()[1]) > 20
    assert "Nơi nhận:" in pages[1]


@pytest.mark.parametrize("end", ENDS)
def test_a_signature_of_a_word_document_never_begins_a_sheet(end: str, tmp_path: Path) -> None:
    words = [made(document(_body(lines, end), annexes=()), "docx") for lines in LINES]
    assert {_signed_on(pages) for pages in printed_words(words, tmp_path)} == {0, 1}
