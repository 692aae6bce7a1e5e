"""Names of the sheets of our own workbook, and what stands on the one about the report itself.

Whoever makes the workbook and whoever reads it back take the words from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.cell_kinds import FieldKind, kinds_of
from schemas.report import Annex, ReportHead, Signer

GUIDE_SHEET = "Hướng dẫn"
HEAD_SHEET = "Thông tin báo cáo"
LISTS_SHEET = "Danh mục"
ANNEX_SHEETS: Mapping[Annex, str] = {
    Annex.INDICATORS: "Số liệu chỉ tiêu",
    Annex.ISSUES: "Vấn đề, vướng mắc",
    Annex.REQUESTS: "Đề nghị của cấp ủy",
    Annex.RECOMMENDATIONS: "Đề xuất, kiến nghị",
    Annex.DIRECTIVES: "Thực hiện chỉ đạo",
    Annex.REMINDERS: "Đôn đốc",
    Annex.MEETINGS: "Họp, làm việc",
    Annex.ORIENTATION: "Trao đổi định hướng",
    Annex.INFORMATION_REQUESTS: "Yêu cầu thông tin",
    Annex.TASKS: "Nhiệm vụ",
}
NOTHING_TO_REPORT = "Không phát sinh"
_NOT_ASKED = ("exceptions", "nothing_to_report", "signer")


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A row of the sheet about the report: `part` is the field of the signer, else None."""

    field: str
    part: str | None
    title: str
    description: str
    kind: FieldKind


def head_rows() -> tuple[HeadRow, ...]:
    """Return the rows in their order: those of the front matter, the signer in his place."""
    rows: list[HeadRow] = []
    for name, info in ReportHead.model_fields.items():
        if name == "signer":
            kinds = kinds_of(Signer)
            rows += [
                HeadRow(name, part, one.title or part, one.description or "", kinds[part])
                for part, one in Signer.model_fields.items()
            ]
        elif name not in _NOT_ASKED:
            kind = kinds_of(ReportHead)[name]
            rows.append(HeadRow(name, None, info.title or name, info.description or "", kind))
    return tuple(rows)
