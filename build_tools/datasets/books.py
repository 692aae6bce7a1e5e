"""Workbooks: which tables a reader of a report, a period, a register or of all data is given."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from build_tools.aggregation.figures import Figures
from build_tools.datasets.annexes import annex_name
from build_tools.datasets.edition import Edition
from build_tools.datasets.model import Dataset
from build_tools.views.formatting import format_day, in_sentence
from build_tools.views.registers import REGISTER_ANNEXES
from build_tools.views.teams_in_words import ledger_of, ledger_sentence, team_label
from schemas.catalogue import Catalogue, Report
from schemas.period import Period
from schemas.registers import ITEM_ANNEXES
from schemas.report import Annex

VALUES = "indicator-values"
_DECLARED = "Không phát sinh (Bộ phận giúp việc khai trong báo cáo)."
_NO_ROWS = "Không có dòng nào."
# What the tab of a table says, in at most 31 letters and without []:*?/\ (Excel's own limits).
_TABS: Mapping[str, str] = {
    VALUES: "Số liệu địa bàn",
    "indicator-totals": "Số chung",
    "indicator-roll-ups": "Từ báo cáo tháng",
    "matters": "Các việc",
    "issues": "Vấn đề",
    "requests": "Đề nghị của cấp ủy",
    "recommendations": "Kiến nghị",
    "directive-steps": "Thực hiện chỉ đạo",
    "reminders": "Đôn đốc",
    "meetings": "Họp, làm việc",
    "orientation": "Trao đổi định hướng",
    "information-requests": "Yêu cầu thông tin",
    "tasks": "Nhiệm vụ",
    "reports": "Gửi báo cáo",
    "periods": "Kỳ báo cáo",
    "corrections": "Đính chính",
    "areas": "Xã, phường, đặc khu",
    "teams": "Tổ",
    "team-areas": "Địa bàn của Tổ",
    "members": "Thành viên",
    "indicators": "Danh mục chỉ tiêu",
    "directives": "Văn bản chỉ đạo",
    "agencies": "Cơ quan",
    "documents": "Văn bản căn cứ",
}

_OF_REPORTS = (*map(annex_name, Annex), "corrections")
_OF_PERIODS = ("reports", "indicator-totals", "indicator-roll-ups", *_OF_REPORTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table on a sheet of its own. `left_out`: fields that have one value in the whole book."""

    tab: str
    table: Dataset
    source: str
    left_out: tuple[str, ...] = ()  # a set would be told in another order by each process

    @property
    def places(self) -> tuple[int, ...]:
        """Where in a row of the table the values of the columns stand; what is aside comes last."""
        shown = [
            (field.aside, place)
            for place, field in enumerate(self.table.fields)
            if field.on_sheet and field.name not in self.left_out
        ]
        return tuple(place for _, place in sorted(shown))


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook: what its first sheet says, then its tables.

    `facts`: label and value. `absent`: tables without a row, and why. `made_on` stands in the
    properties instead of a clock's time. `dictionary`: whether a last sheet explains the columns.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    marks: tuple[str, ...]
    notes: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    absent: tuple[tuple[str, str], ...]
    author: str
    made_on: dt.date
    as_of: dt.date
    dictionary: bool = False


Parts = Iterable[tuple[str, Dataset | None]]


class Books:
    """Makes the workbooks of one build; the tables are parted once and not for every workbook."""

    def __init__(
        self, catalogue: Catalogue, figures: Figures, tables: Sequence[Dataset], edition: Edition
    ) -> None:
        self._catalogue = catalogue
        self._figures = figures
        self._edition = edition
        self._tables = {table.name: table for table in tables}
        self._of_reports = {
            "indicator-totals": self._tables["indicator-totals"].grouped("period", "scope"),
            **{name: self._tables[name].grouped("period", "team") for name in _OF_REPORTS},
        }
        self._of_periods = {name: self._tables[name].grouped("period") for name in _OF_PERIODS}

    def report(self, report: Report) -> Book:
        """Return the workbook of a report: its totals, its annexes, its corrections."""
        key, head = (report.period.id, report.team_id), report.head.record
        team = self._catalogue.teams[report.team_id].team.record
        declared = {annex_name(annex) for annex in head.nothing_to_report}
        label = team_label(self._catalogue, report.team_id)
        return self._book(
            f"Báo cáo {in_sentence(report.period)} – {label}",
            facts=(
                ("Kỳ", report.period.label),
                ("Tổ", team.name),
                ("Số, ký hiệu", head.document_number or "chưa có số"),
                ("Ngày ban hành", format_day(head.issued_on)),
                ("Số liệu đến ngày", format_day(head.data_as_of)),
                ("Tóm tắt", head.summary),
            ),
            parts=((name, parts.get(key)) for name, parts in self._of_reports.items()),
            folder={"KỲ": report.period.id, "to-NN": report.team_id},
            left_out=("period", "team", "team_label", "scope", "scope_label"),
            declared=frozenset(declared),
            author=f"Bộ phận giúp việc {team.name}",
            made_on=head.issued_on or head.data_as_of,
        )

    def period(self, period: Period) -> Book:
        """Return the workbook of a period: the ledger, totals, figures and annexes of all teams."""
        cut_off = self._catalogue.schedule.cut_off(period)
        ledger = ledger_of(self._figures, period)
        return self._book(
            f"Tổng hợp {in_sentence(period)}",
            facts=(
                ("Kỳ", period.label),
                ("Số liệu đến ngày", format_day(cut_off)),
                ("Việc gửi", f"{ledger_sentence(self._catalogue, period, ledger)}."),
            ),
            parts=((name, parts.get((period.id,))) for name, parts in self._of_periods.items()),
            folder={"KỲ": period.id},
            left_out=("period",),
            made_on=cut_off,
        )

    def register(self, annex: Annex) -> Book:
        """Return the workbook of a register: its matters as of today, and all that was reported."""
        rows = self._tables[annex_name(annex)]
        matters = self._tables["matters"].where(register=annex_name(annex))
        is_followed = annex in ITEM_ANNEXES
        return self._book(
            annex.label,
            facts=(("Sổ", REGISTER_ANNEXES[annex]),),
            parts=[*([("matters", matters)] if is_followed else []), (rows.name, rows)],
            left_out=("register",),
            dictionary=True,
        )

    def everything(self) -> Book:
        """Return the workbook of all tables but the figures by area, which are many."""
        return self._book(
            f"Dữ liệu – {self._edition.site_name}",
            facts=(("Không có trong tệp này", "số liệu từng địa bàn: mỗi năm một tệp riêng"),),
            parts=((name, table) for name, table in self._tables.items() if name != VALUES),
            dictionary=True,
        )

    def year(self, year: int) -> Book:
        """Return the workbook of a year's figures by area."""
        parts = [
            part
            for (period,), part in self._of_periods[VALUES].items()
            if Period.parse(str(period)).year == year
        ]
        rows = tuple(row for part in parts for row in part.rows)
        return self._book(
            f"Số liệu chỉ tiêu theo địa bàn, năm {year}",
            facts=(("Năm", str(year)),),
            parts=[(VALUES, replace(self._tables[VALUES], rows=rows))],
            dictionary=True,
        )

    def _book(  # noqa: PLR0913  what differs from one kind of workbook to another
        self,
        title: str,
        *,
        facts: tuple[tuple[str, str], ...],
        parts: Parts,
        folder: Mapping[str, str] = MappingProxyType({}),
        left_out: tuple[str, ...] = (),
        declared: frozenset[str] = frozenset(),
        author: str | None = None,
        made_on: dt.date | None = None,
        dictionary: bool = False,
    ) -> Book:
        sheets, absent = [], []
        for name, table in parts:
            if table is not None and table.rows:
                source = table.topic.source
                for blank, filled in folder.items():
                    source = source.replace(blank, filled)
                sheets.append(Sheet(tab=_TABS[name], table=table, source=source, left_out=left_out))
            elif name != "corrections":
                why = _DECLARED if name in declared else _NO_ROWS
                absent.append((self._tables[name].topic.title, why))
        return Book(
            title=title,
            facts=(*facts, ("Tính đến ngày", format_day(self._edition.as_of))),
            marks=self._edition.marks,
            notes=self._edition.notes,
            sheets=tuple(sheets),
            absent=tuple(absent),
            author=author or self._edition.publisher,
            made_on=made_on or self._edition.as_of,
            as_of=self._edition.as_of,
            dictionary=dictionary,
        )
