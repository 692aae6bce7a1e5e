"""A figure quoted in prose, `{KT01 | Xã Đạ Tẻh | lũy kế}`, instead of being typed again."""

from dataclasses import dataclass

from schemas.labelled import LabelledEnum

_PARTS = 3


class Measure(LabelledEnum):
    """Which of an indicator's figures is quoted; the third part of a quote."""

    ACTUAL = "thuc_hien", "thực hiện"
    CUMULATIVE = "luy_ke", "lũy kế"
    PLAN = "ke_hoach", "kế hoạch"
    SAME_PERIOD = "cung_ky", "cùng kỳ"
    PERCENT_OF_PLAN = "dat_ke_hoach", "đạt kế hoạch"
    PERCENT_OF_SAME_PERIOD = "so_cung_ky", "so cùng kỳ"


@dataclass(frozen=True, slots=True)
class FigureQuote:
    """The parts as typed; no area is the team's total, no measure is the figure of the period."""

    indicator: str
    area: str | None
    measure: str

    @classmethod
    def parse(cls, content: str) -> "FigureQuote":
        """Read the text inside the braces; ValueError without an indicator or with over 3 parts."""
        parts = [part.strip() for part in content.split("|")]
        if not parts[0] or len(parts) > _PARTS:
            raise ValueError(content)
        indicator, area, measure = (*parts, "", "")[:_PARTS]
        return cls(indicator, area or None, measure or Measure.ACTUAL.label)
