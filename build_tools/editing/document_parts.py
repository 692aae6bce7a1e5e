"""What our Word form says by itself: whoever makes the form and whoever reads it back agree here.

Two styles mark what is no part of the report: import leaves it out where it is as it was made.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from build_tools.editing.carry_over import CarryOver
from build_tools.editing.cell_text import day_text
from build_tools.editing.cells import CellWriter
from build_tools.editing.importing.template import HeadRow, head_rows
from schemas.annex_row import Item
from schemas.catalogue import Catalogue
from schemas.labelled import LabelledEnum
from schemas.report import REPORT_HEADINGS, Annex
from schemas.text import exact_key

PROMPT_STYLE = "Gợi ý (bỏ khi nhập)"
REFERENCE_STYLE = "Tham khảo (bỏ khi nhập)"
TITLE = "Báo cáo kết quả hoạt động của địa bàn"
HOW_TO = (
    "Ghi vào cột phải của bảng và dưới từng đề mục; chữ nghiêng màu xám như đoạn này là gợi ý, khi "
    "nhập tự bỏ. Giữ nguyên mười đề mục. Không đưa ảnh, chú thích, hộp chữ vào; bảng số liệu ghi ở "
    "phụ lục (Excel). Không ghi nội dung mật, số căn cước, số điện thoại riêng."
)
_PROMPTS = (
    "Bốn lĩnh vực dưới đây; không ghi gì ngay dưới đề mục này.",
    "Nổi bật trong kỳ, so với kế hoạch và cùng kỳ, vì sao; số liệu lấy đúng như phụ lục.",
    "Giáo dục, y tế, an sinh, văn hóa, chuyển đổi số ở các địa bàn.",
    "Chỉ nêu số tổng hợp được phép; không nêu tên người.",
    "Tổ chức đảng, đảng viên, bộ máy, cán bộ, mặt trận, đoàn thể.",
    "Văn bản nào, địa bàn nào đã quán triệt, có kế hoạch riêng, làm đến đâu.",
    "Việc mới và việc còn dở: nguyên nhân, ai giải quyết, hạn nào. Mã theo phụ lục.",
    "Đề nghị của cấp ủy địa phương nêu riêng, kiến nghị của Bộ phận nêu riêng.",
    "Đã dự họp, đôn đốc, trao đổi, yêu cầu thông tin gì; việc nào chưa xong.",
    "Mỗi việc một gạch đầu dòng: làm gì, ở đâu, đến ngày nào.",
)
PROMPTS: Mapping[str, str] = {
    heading.text: prompt for heading, prompt in zip(REPORT_HEADINGS, _PROMPTS, strict=True)
}
_REFERENCES: Mapping[str, tuple[Annex, ...]] = {
    REPORT_HEADINGS[5].text: (Annex.DIRECTIVES,),
    REPORT_HEADINGS[6].text: (Annex.ISSUES,),
    REPORT_HEADINGS[7].text: (Annex.REQUESTS, Annex.RECOMMENDATIONS),
    REPORT_HEADINGS[8].text: (Annex.INFORMATION_REQUESTS, Annex.TASKS),
}
REFERENCE_HEADS = ("Mã", "Địa bàn", "Việc còn dở từ kỳ trước", "Tình trạng khi đó", "Hạn")
_SUBJECT_FIELDS = ("title", "content", "task")


_HEAD_PROMPTS = {
    "team": "Giữ nguyên.",
    "period": "Giữ nguyên.",
    "audience": "Mạng nội bộ, Lãnh đạo hoặc tên một Tổ.",
}


def head_prompt(row: HeadRow) -> str:
    """Return the hint below the value of the front matter."""
    if row.kind.choices is not None:
        return ", ".join(one.label for one in row.kind.choices) + "."
    return _HEAD_PROMPTS.get(row.field, row.description)


def known_prompts() -> frozenset[str]:
    """Return every hint of the form, by its key: what import leaves out where it is unchanged."""
    texts = (HOW_TO, *PROMPTS.values(), *map(head_prompt, head_rows()))
    return frozenset(map(exact_key, texts))


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """What was still open, under the heading of the report that tells of it; `rows` with heads."""

    heading: str
    caption: str
    rows: tuple[tuple[str, ...], ...]


def reference_tables(catalogue: Catalogue, carried: CarryOver) -> tuple[ReferenceTable, ...]:
    """Return a table for each annex with open matters, in the order of the headings."""
    writer = CellWriter(catalogue, carried.period.last_day)
    return tuple(_tables(catalogue, carried, writer))


def _tables(
    catalogue: Catalogue, carried: CarryOver, writer: CellWriter
) -> Iterator[ReferenceTable]:
    for heading, annexes in _REFERENCES.items():
        for annex in annexes:
            matters = carried.matters.get(annex, ())
            if matters:
                rows = [_row(catalogue, one.last.record, writer) for one in matters]
                yield ReferenceTable(heading, annex.label, (REFERENCE_HEADS, *rows))


def _row(catalogue: Catalogue, record: Item, writer: CellWriter) -> tuple[str, ...]:
    status: LabelledEnum = getattr(record, "status")  # noqa: B009  every item has one
    code: str | None = getattr(record, "unit_code", None)
    due = getattr(record, "due_date", None)
    directive = catalogue.directives.get(getattr(record, "directive_id", ""))
    subjects = [getattr(record, name, None) for name in _SUBJECT_FIELDS]
    subject = next((text for text in subjects if text), None)
    return (
        directive.record.doc_ref if directive else record.item_id,
        writer.area(code) if code else "",
        subject or (directive.record.subject if directive else ""),
        status.label,
        day_text(due) if due else "",
    )
