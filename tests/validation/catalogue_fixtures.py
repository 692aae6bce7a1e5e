"""A small sound catalogue for rules across files: two teams, three areas, months and a quarter.

Tests bend one thing of it and ask what one rule says.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from build_tools.diagnostics import Diagnostic, Diagnostics
from build_tools.diagnostics.wording import message
from build_tools.reading.markdown import read_prose
from schemas.annex_row import AnnexRow
from schemas.area import Area
from schemas.base import Record
from schemas.catalogue import Catalogue, Located, Report, Source, TeamFolder
from schemas.directive import Directive
from schemas.indicator import Indicator
from schemas.period import Period
from schemas.prose import Prose
from schemas.registers import ANNEX_ROWS, columns
from schemas.report import Annex, ReportHead
from schemas.schedule import Schedule, ScheduleRule
from schemas.settings import Settings
from schemas.team import Member, Team, TeamArea

AREAS = {"24781": "Đạ Tẻh", "24784": "Đạ Tẻh 2", "24787": "Cát Tiên"}


def located(record: Record, path: str, line: int = 1) -> Located[Any]:
    """Place each field in its own column: the third field stands in column 3."""
    kind = type(record)
    order = columns(kind) if issubclass(kind, AnnexRow) else tuple(kind.model_fields)
    names = {name: index for index, name in enumerate(order)}
    places = tuple((line, index + 1) for index in names.values())
    return Located(record, Source(path, line, names, places))


def said(findings: Iterable[Diagnostic]) -> list[str]:
    """Return findings as `indicators.csv:2:4 [code] message`, sorted."""
    return [
        f"{one.place.path.rpartition('/')[2]}:{one.place.line}:{one.place.column} "
        f"[{one.code}] {message(one)}"
        for one in Diagnostics(findings)
    ]


def prose(text: str, path: str = "content/x.md") -> Prose:
    return read_prose(path, text, 1, Diagnostics())


def settings(**changes: object) -> Settings:
    return Settings.model_validate(
        {
            "site_name": "Theo dõi địa bàn",
            "province": "Lâm Đồng",
            "committee": "Tỉnh ủy Lâm Đồng",
            "term_from": "2025",
            "term_to": "2030",
            "teams": "2",
            "areas": "3",
            "illustrative": True,
            "expected_from": ["2026-01"],
            "change_threshold": "50",
            "official_email_domains": ["lamdong.dcs.vn"],
            "secrecy_contact": "Văn phòng Tỉnh ủy",
        }
        | changes
    )


def indicator(code: str, name: str, unit: str, aggregation: str, **more: str) -> Located[Indicator]:
    field = {"KT": "kinh_te", "XH": "van_hoa_xa_hoi"}[code[:2]]
    values = {"period_types": "thang|quy", "decimals": "1", "direction": "tang", "source": "Sở"}
    values |= {"indicator_id": code, "field": field, "name": name, "unit": unit}
    values |= {"aggregation": aggregation} | more
    return located(Indicator.model_validate(values), "content/catalogue/indicators.csv")


INDICATORS = {
    row.record.indicator_id: row
    for row in (
        indicator("KT01", "Thu ngân sách", "tỷ đồng", "sum", minimum="0", maximum="500"),
        indicator("KT02", "Tỷ lệ giải ngân", "%", "none"),
        indicator("XH01", "Số hộ nghèo", "hộ", "last", decimals="0"),
    )
}
DIRECTIVE = located(
    Directive.model_validate(
        {
            "directive_id": "CD-2026-001",
            "doc_ref": "57-NQ/TW",
            "doc_type": "nghi_quyet",
            "issuer": "Bộ Chính trị",
            "issuer_level": "trung_uong",
            "issued_on": "05/01/2026",
            "subject": "Đột phá phát triển khoa học",
        }
    ),
    "content/catalogue/directives.csv",
    2,
)


def _team(number: int, areas: Sequence[str]) -> TeamFolder:
    folder = f"content/teams/to-0{number}/"
    team = Team.model_validate(
        {
            "team_id": f"to-0{number}",
            "number": str(number),
            "name": f"Tổ theo dõi địa bàn số {number}",
            "legal_basis": "66-TB/TU",
            "valid_from": "2025-11-19",
        }
    )
    head = Member.model_validate(
        {
            "member_id": f"TV-0{number}-01",
            "full_name": "Nguyễn Văn Hòa",
            "role": "truong_bo_phan",
            "valid_from": "2025-11-19",
        }
    )
    rows = [
        TeamArea.model_validate(
            {"unit_code": code, "party_org_name": "Đảng bộ xã", "valid_from": "2025-11-19"}
        )
        for code in areas
    ]
    return TeamFolder(
        team=located(team, f"{folder}team.md"),
        members=(located(head, f"{folder}members.csv", 2),),
        areas=tuple(located(row, f"{folder}areas.csv", n) for n, row in enumerate(rows, start=2)),
        prose=prose("Giới thiệu.", f"{folder}team.md"),
    )


def value(area: str, code: str, **figures: str) -> dict[str, str]:
    """Make a row of indicators.csv: figures as typed."""
    row = {"unit_code": area, "indicator_id": code, "data_quality": "chinh_thuc"}
    return row | {"as_of": "14/01/2026", "source": "Thuế cơ sở"} | figures


def full_values(**figures: str) -> list[dict[str, str]]:
    return [
        value(area, code, **({"actual": "10", "cumulative": "10"} | figures))
        for area in ("24781", "24784")
        for code in INDICATORS
    ]


def report(
    period: str = "2026-01",
    team: str = "to-01",
    *,
    rows: Mapping[Annex, Sequence[Mapping[str, str]]] | None = None,
    text: str = "Ổn định.",
    **head: object,
) -> Report:
    """Make a report; annexes that `rows` does not name are declared without any."""
    rows = {Annex.INDICATORS: full_values()} if rows is None else rows
    folder = f"content/reports/{period}/{team}/"
    values: dict[str, Any] = {
        "team": team, "period": period, "number": "05", "symbol": "BC/BPGV01",
        "issued_on": "20/01/2026", "place": "Lâm Đồng",
        "signer": {"post": "Trưởng Bộ phận", "name": "Nguyễn Văn Hòa"},
        "prepared_by": "Lê Thị Lan", "checked_by": "Trần Văn Bình",
        "approved_by": "Nguyễn Văn Hoà", "approved_on": "19/01/2026", "submitted_on": "18/01/2026",
        "status": "issued", "secrecy": "thường", "recipients": ["Tổ trưởng"],
        "summary": "Thu ngân sách tăng. TP. Đà Lạt giữ mức 1.234,5 tỷ đồng.",
        "nothing_to_report": [annex.value for annex in Annex if annex not in rows],
        "data_as_of": "14/01/2026",
    }  # fmt: skip
    annexes = {
        annex: tuple(
            located(ANNEX_ROWS[annex].model_validate(dict(row)), folder + annex.file_name, line)
            for line, row in enumerate(given, start=2)
        )
        for annex, given in rows.items()
    }
    record = ReportHead.model_validate(values | head)
    path = f"{folder}report.md"
    return Report(located(record, path), prose(text, path), annexes)


def schedule() -> Schedule:
    rules = [
        {"kind": kind, "cut_off_day": "14", "due_day": "20", "valid_from": "2025-01-01"}
        for kind in ("thang", "quy")
    ]
    return Schedule(tuple(ScheduleRule.model_validate(rule) for rule in rules))


def _area(code: str, name: str) -> Area:
    return Area.model_validate(
        {
            "code": code,
            "kind": "xa",
            "name": name,
            "former_province": "Lâm Đồng",
            "latitude": "11,5",
            "longitude": "107,5",
            "valid_from": "2025-07-01",
            "legal_basis": "1671/NQ-UBTVQH15",
        }
    )


def catalogue(*reports: Report, **changes: object) -> Catalogue:
    """Make a catalogue of two teams with the reports given."""
    areas = {
        code: located(_area(code, name), "content/catalogue/areas.csv")
        for code, name in AREAS.items()
    }
    parts: dict[str, Any] = {
        "settings": settings(),
        "schedule": schedule(),
        "areas": areas,
        "agencies": {},
        "indicators": INDICATORS,
        "directives": {"CD-2026-001": DIRECTIVE},
        "teams": {"to-01": _team(1, ["24781", "24784"]), "to-02": _team(2, ["24787"])},
        "reports": {one.key: one for one in sorted(reports, key=lambda one: one.key)},
        "documents": {},
        "pages": {},
        "digests": {},
    }
    return Catalogue(**(parts | changes))


TODAY = dt.date(2026, 1, 20)
JANUARY = Period.parse("2026-01")
