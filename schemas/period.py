"""Periods of reports: month, quarter, year (Article 2.1); 6 and 9 months are optional."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass, field

from schemas.labelled import LabelledEnum

_PATTERN = re.compile(
    r"(?P<year>20[0-9]{2})(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|(?P<part>H1|9T)))?"
)
_MONTHS_A_YEAR = 12
_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


class PeriodKind(LabelledEnum):
    """Kinds of period; the code is the one editors write in `schedule.csv`."""

    MONTH = "thang", "Tháng"
    QUARTER = "quy", "Quý"
    HALF_YEAR = "6_thang", "6 tháng"
    NINE_MONTHS = "9_thang", "9 tháng"
    YEAR = "nam", "Năm"

    @property
    def months(self) -> int:
        """How many months a period of this kind has."""
        return _KIND_MONTHS[self]


_KIND_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}


@dataclass(frozen=True, slots=True, eq=False)
class Period:
    """A period of reporting. Ordered by its last month, then the shorter first (03 < Q1 < 04)."""

    year: int
    kind: PeriodKind
    ordinal: int = 1  # which month (1-12) or quarter (1-4) of the year; 1 for the others
    # Where it stands among all periods, worked out once: no two have the same, and it is by periods
    # that nearly everything is compared and looked up.
    _order: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Work out the place in the order of all periods."""
        last_month = self.year * _MONTHS_A_YEAR + self.last_month
        object.__setattr__(self, "_order", last_month * _MONTHS_A_YEAR + self.kind.months - 1)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `2026-01`, `2026-Q1`, `2026-H1`, `2026-9T` or `2026`; ValueError otherwise."""
        match = _PATTERN.fullmatch(text.strip())
        if match is None:
            raise ValueError(text)
        year = int(match["year"])
        if match["month"]:
            return cls(year, PeriodKind.MONTH, int(match["month"]))
        if match["quarter"]:
            return cls(year, PeriodKind.QUARTER, int(match["quarter"]))
        if match["part"]:
            return cls(
                year, PeriodKind.HALF_YEAR if match["part"] == "H1" else PeriodKind.NINE_MONTHS
            )
        return cls(year, PeriodKind.YEAR)

    @property
    def id(self) -> str:
        """The name in folders and addresses: `2026-01`, `2026-Q1`, `2026-H1`, `2026-9T`, `2026`."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"{self.year}-{self.ordinal:02}"
            case PeriodKind.QUARTER:
                return f"{self.year}-Q{self.ordinal}"
            case PeriodKind.HALF_YEAR:
                return f"{self.year}-H1"
            case PeriodKind.NINE_MONTHS:
                return f"{self.year}-9T"
            case PeriodKind.YEAR:
                return str(self.year)

    @property
    def label(self) -> str:
        """The Vietnamese name: `Tháng 01/2026`, `Quý I/2026`, `Năm 2026` and so on."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"Tháng {self.ordinal:02}/{self.year}"
            case PeriodKind.QUARTER:
                return f"Quý {_ROMAN[self.ordinal]}/{self.year}"
            case PeriodKind.HALF_YEAR:
                return f"6 tháng đầu năm {self.year}"
            case PeriodKind.NINE_MONTHS:
                return f"9 tháng đầu năm {self.year}"
            case PeriodKind.YEAR:
                return f"Năm {self.year}"

    @property
    def first_month(self) -> int:
        """The first month of the year that the period covers, 1-12."""
        return (self.ordinal - 1) * self.kind.months + 1

    @property
    def last_month(self) -> int:
        """The last month of the year that the period covers, 1-12."""
        return self.first_month + self.kind.months - 1

    @property
    def first_day(self) -> dt.date:
        """First calendar day; the days that figures cover follow from the schedule's cut-offs."""
        return dt.date(self.year, self.first_month, 1)

    @property
    def last_day(self) -> dt.date:
        """Last calendar day."""
        return dt.date(
            self.year, self.last_month, calendar.monthrange(self.year, self.last_month)[1]
        )

    @property
    def months(self) -> "tuple[Period, ...]":
        """The months it is made of; a month is made of itself."""
        return tuple(
            Period(self.year, PeriodKind.MONTH, month)
            for month in range(self.first_month, self.last_month + 1)
        )

    @property
    def previous(self) -> "Period":
        """The period of the same kind before this one."""
        return self._shifted(-1)

    @property
    def next(self) -> "Period":
        """The period of the same kind after this one."""
        return self._shifted(1)

    @property
    def year_before(self) -> "Period":
        """The same period of the year before (cùng kỳ năm trước)."""
        return Period(self.year - 1, self.kind, self.ordinal)

    def _shifted(self, steps: int) -> "Period":
        a_year = {PeriodKind.MONTH: _MONTHS_A_YEAR, PeriodKind.QUARTER: 4}.get(self.kind, 1)
        year, index = divmod(self.year * a_year + self.ordinal - 1 + steps, a_year)
        return Period(year, self.kind, index + 1)

    def __eq__(self, other: object) -> bool:
        return self._order == other._order if isinstance(other, Period) else NotImplemented

    def __lt__(self, other: object) -> bool:
        return self._order < other._order if isinstance(other, Period) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self._order <= other._order if isinstance(other, Period) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self._order > other._order if isinstance(other, Period) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self._order >= other._order if isinstance(other, Period) else NotImplemented

    def __hash__(self) -> int:
        return self._order

    def __str__(self) -> str:
        return self.id
