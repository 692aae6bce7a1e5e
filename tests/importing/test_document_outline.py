"""The ten headings, however they were typed; what is wrong with them is told at once."""

import pytest

from build_tools.editing.importing.document_outline import Outline, heading_index, read_outline
from build_tools.editing.importing.model import Remark
from build_tools.reading.documents.model import Run, TextParagraph
from schemas.report import REPORT_HEADINGS

LONG = REPORT_HEADINGS[5].text


def _heading(text: str, level: int = 0, label: str = "", *, bold: bool = False) -> TextParagraph:
    return TextParagraph((Run(text, is_bold=bold),), "", level, label)


@pytest.mark.parametrize(
    ("paragraph", "index"),
    [
        (_heading("I. Tình hình địa bàn", 1), 0),
        (_heading("Tình hình địa bàn", 1, "I."), 0),
        (_heading("I. TÌNH HÌNH ĐỊA BÀN"), 0),
        (_heading("TÌNH HÌNH ĐỊA BÀN"), 0),
        (_heading("I/  Tình hình  địa bàn:", bold=True), 0),
        (_heading("1. Kinh tế"), 1),
        (_heading("Kinh tế", bold=True), 1),
        (_heading("2. Văn hoá – xã hội", 2), 2),
        (_heading("1.2. Văn hóa - xã hội", 2), None),
        (_heading("III Vấn đề nổi lên, khó khăn, vướng mắc", 1), 6),
        (_heading(LONG, 1), 5),
        (_heading("Kinh tế"), None),
        (_heading("Kinh tế tăng khá", bold=True), None),
        (_heading(""), None),
    ],
)
def test_a_heading_is_known_by_its_words(paragraph: TextParagraph, index: int | None) -> None:
    assert heading_index(paragraph) == index


def _blocks(*changes: tuple[int, TextParagraph | None]) -> list[TextParagraph]:
    """Return all headings with a sentence below each; some changed or left out."""
    changed = dict(changes)
    blocks: list[TextParagraph] = []
    for index, heading in enumerate(REPORT_HEADINGS):
        one = changed.get(index, _heading(heading.text, heading.level - 1))
        if one is not None:
            blocks += [one, _heading("Tình hình ổn định.")]
    return blocks


def _told(outline: Outline) -> list[str]:
    return [f"{one.where}: {one.text} → {one.advice}" for one in outline.refused]


def test_a_whole_report_has_nothing_against_it() -> None:
    outline = read_outline(_blocks())
    assert _told(outline) == []
    assert [one.index for one in outline.found] == list(range(10))


def test_all_that_is_wrong_is_told_at_once() -> None:
    blocks = _blocks((1, None), (6, _heading("III. Những vấn đề nổi lên, khó khăn, vướng mắc", 1)))
    blocks += [_heading("VII. Kết luận", 1), _heading("2. Văn hóa - xã hội", 2)]
    third = "III. Vấn đề nổi lên, khó khăn, vướng mắc"
    written = "III. Những vấn đề nổi lên, khó khăn, vướng mắc"
    ten = "Dùng đúng mười đề mục; đề mục nhỏ hơn dùng kiểu Heading 3 trở đi."
    assert read_outline(blocks).refused == (
        Remark(
            "dưới “VI. Nhiệm vụ trọng tâm kỳ tới”, đoạn 3",
            "Đề mục “2. Văn hóa - xã hội” có hai lần.",
            "Gộp nội dung vào một đề mục rồi xóa đề mục kia.",
        ),
        Remark("", "Thiếu đề mục “1. Kinh tế”.", "Thêm đề mục, đúng chữ như mẫu."),
        Remark(
            f"dưới “{LONG}”, đoạn 2",
            f"Thiếu đề mục “{third}”; có phải là “{written}”?",
            f"Sửa thành “{third}”.",
        ),
        Remark(
            "dưới “VI. Nhiệm vụ trọng tâm kỳ tới”, đoạn 2",
            "“VII. Kết luận” không phải đề mục của mẫu.",
            ten,
        ),
    )


def test_a_heading_that_runs_into_its_text_is_pointed_at() -> None:
    outline = read_outline(_blocks((1, _heading("1. Kinh tế: Thu ngân sách tăng khá."))))
    assert outline.refused == (
        Remark(
            "dưới “I. Tình hình địa bàn”, đoạn 2",
            "Thiếu đề mục “1. Kinh tế”; có phải là “1. Kinh tế: Thu ngân sách tăng khá.”?",
            "Xuống dòng sau đề mục, để đề mục đứng một mình một đoạn.",
        ),
    )


def test_headings_out_of_order_are_told_with_where_they_belong() -> None:
    blocks = _blocks()
    blocks = [*blocks[:2], *blocks[4:6], *blocks[2:4], *blocks[6:]]
    (told,) = _told(read_outline(blocks))
    assert "đứng sai chỗ" in told
    assert "ngay sau phần" in told
