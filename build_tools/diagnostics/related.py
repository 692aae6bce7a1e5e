"""What the related place of a finding is to it, in a few words."""

from collections.abc import Mapping

from build_tools.diagnostics.language import Language, Phrase, said
from build_tools.diagnostics.model import Diagnostic

_FIRST_USED = Phrase("dùng lần đầu ở đây", "first used here")
_LAST_REPORTED = Phrase("báo cáo gần nhất ghi ở đây", "last reported here")
_COMPARED = Phrase("so với số này", "compared with this figure")
_NARROWED = Phrase("bị hạn chế người xem ở đây", "restricted to fewer readers here")
_SAYS: Mapping[str, Phrase] = {
    "audience.computable": _NARROWED,
    "audience.quotes-restricted": _NARROWED,
    "audience.reveals-restricted": _NARROWED,
    "audience.wider-than-report": Phrase(
        "người được xem báo cáo ghi ở đây", "the readers of the report are set here"
    ),
    "completeness.declared-but-filled": Phrase("dòng đầu tiên có số liệu", "first row with data"),
    "continuity.changed": _LAST_REPORTED,
    "continuity.dropped": _LAST_REPORTED,
    "continuity.not-taken": Phrase("bàn giao ở đây", "handed over here"),
    "continuity.reopened": Phrase("kết thúc ở đây", "closed here"),
    "corrections.gap": Phrase("lần đính chính trước", "the correction before"),
    "csv.repeated-column": Phrase("cột này có trước", "this column came first"),
    "csv.swapped-columns": Phrase("đổi chỗ với cột này", "swapped with this column"),
    "dates.out-of-order": Phrase("ngày phải đứng trước", "the day that must come first"),
    "numbers.cumulative-falls": _COMPARED,
    "numbers.duplicate": Phrase("ghi lần đầu ở đây", "first given here"),
    "numbers.large-change": _COMPARED,
    "numbers.not-the-last-month": _COMPARED,
    "numbers.not-the-months-cumulative": _COMPARED,
    "numbers.not-the-sum-of-months": Phrase("tháng cuối trong kỳ", "the last month of the period"),
    "numbers.plan-changes": _COMPARED,
    "structure.area-gap": Phrase("đầu kia của khoảng trống", "the other end of the gap"),
    "structure.area-overlap": Phrase("ghi lần đầu ở đây", "first given here"),
    "structure.changed-meaning": _FIRST_USED,
    "structure.heading-order": Phrase("đứng cạnh đề mục này", "belongs beside this heading"),
    "structure.heading-repeated": Phrase("đề mục đầu tiên ở đây", "first heading here"),
    "structure.repeated-id": _FIRST_USED,
    "structure.repeated-row": Phrase("dòng đầu tiên ở đây", "first row here"),
    "structure.two-section-heads": Phrase(
        "Trưởng Bộ phận ghi trước", "the head who was entered first"
    ),
}
_SEE_ALSO = Phrase("liên quan", "see also")


def related_words(finding: Diagnostic, language: Language = Language.VIETNAMESE) -> str:
    """Return what the related place is."""
    return said(_SAYS.get(finding.code, _SEE_ALSO), language)
