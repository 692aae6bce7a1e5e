"""A small province made by hand: the catalogue that the tests of figures start from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schemas.area import Area
from schemas.catalogue import Catalogue, Located, Report, Source, TeamFolder
from schemas.directive import Directive
from schemas.indicator import Indicator
from schemas.prose import Prose
from schemas.registers import ANNEX_ROWS
from schemas.report import Annex, ReportHead
from schemas.schedule import Schedule, ScheduleRule
from schemas.settings import Settings
from schemas.team import Team, TeamArea

NO_PROSE = Prose(path="", first_line=1, source="", tokens=(), headings=())
START = "2025-01-01"


@dataclass
class Province:
    """Teams to-01, to-02 … follow `areas_a_team` areas each: 10001, 10002 …"""

    teams: int = 2
    areas_a_team: int = 3
    expected_from: Sequence[str] = ("2026-01", "2026-Q1")
    schedule_from: str = START
    indicators: dict[str, Indicator] = field(default_factory=dict)
    directives: dict[str, Directive] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)
    team_areas: list[tuple[str, str, str, str | None]] | None = None
    team_valid: dict[str, tuple[str, str | None]] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        return [str(10001 + index) for index in range(self.teams * self.areas_a_team)]

    @property
    def team_ids(self) -> list[str]:
        return [f"to-{number:02}" for number in range(1, self.teams + 1)]

    def team_of(self, code: str) -> str:
        return self.team_ids[self.codes.index(code) // self.areas_a_team]

    def indicator(self, indicator_id: str, aggregation: str, **fields: object) -> None:
        values = {
            "indicator_id": indicator_id,
            "field": "kinh_te",
            "name": f"Chỉ tiêu {indicator_id}",
            "unit": "tỷ đồng",
            "direction": "tang",
            "aggregation": aggregation,
            "period_types": "thang|quy|6_thang|9_thang|nam",
            "decimals": "1",
            "source": "Thống kê",
        }
        self.indicators[indicator_id] = Indicator.model_validate(values | fields)

    def directive(self, directive_id: str, issued_on: str, due_date: str | None = None) -> None:
        values = {
            "directive_id": directive_id,
            "doc_ref": "57-NQ/TW",
            "doc_type": "nghi_quyet",
            "issuer": "Bộ Chính trị",
            "issuer_level": "trung_uong",
            "issued_on": issued_on,
            "subject": "Về một việc.",
            "due_date": due_date,
        }
        self.directives[directive_id] = Directive.model_validate(values)

    def report(
        self,
        period: str,
        team_id: str,
        annexes: Mapping[Annex, Sequence[Mapping[str, object]]] | None = None,
        **head: object,
    ) -> None:
        folder = f"content/reports/{period}/{team_id}"
        values = {
            "team": team_id,
            "period": period,
            "place": "Lâm Đồng",
            "prepared_by": "Nguyễn Văn A",
            "submitted_on": "2026-01-16",
            "status": "issued",
            "secrecy": "thuong",
            "recipients": ["Tổ trưởng"],
            "summary": "Tình hình ổn định.",
            "data_as_of": "2026-01-14",
        }
        rows = {
            annex: tuple(
                Located(
                    ANNEX_ROWS[annex].model_validate(row),
                    Source(f"{folder}/{annex.file_name}", line),
                )
                for line, row in enumerate(given, start=2)
            )
            for annex, given in (annexes or {}).items()
        }
        record = ReportHead.model_validate(values | head)
        self.reports.append(
            Report(Located(record, Source(f"{folder}/report.md", 1)), NO_PROSE, rows)
        )

    def values(self, period: str, rows: Sequence[Mapping[str, object]], **head: object) -> None:
        """File the rows of `indicators.csv`, each with the team of its area."""
        for team_id in self.team_ids:
            own = [value(**row) for row in rows if self.team_of(str(row["unit_code"])) == team_id]
            self.report(period, team_id, {Annex.INDICATORS: own}, **head)

    def catalogue(self) -> Catalogue:
        reports = {report.key: report for report in self.reports}
        order = sorted(reports, key=lambda key: (key[0], key[1]))
        return Catalogue(
            settings=self._settings(),
            schedule=self._schedule(),
            areas={code: Located(_area(code), Source("areas.csv", 2)) for code in self.codes},
            agencies={},
            indicators=_located(self.indicators),
            directives=_located(self.directives),
            teams={team_id: self._team(team_id) for team_id in self.team_ids},
            reports={key: reports[key] for key in order},
            documents={},
            pages={},
            digests={},
        )

    def _settings(self) -> Settings:
        return Settings.model_validate(
            {
                "site_name": "Theo dõi địa bàn",
                "province": "Lâm Đồng",
                "committee": "Tỉnh ủy Lâm Đồng",
                "term_from": "2025",
                "term_to": "2030",
                "teams": str(self.teams),
                "areas": str(len(self.codes)),
                "illustrative": True,
                "expected_from": list(self.expected_from),
                "change_threshold": "50",
                "official_email_domains": ["lamdong.dcs.vn"],
                "secrecy_contact": "Văn phòng Tỉnh ủy",
            }
        )

    def _schedule(self) -> Schedule:
        days = {"thang": "20", "quy": "22", "6_thang": "24", "9_thang": "25", "nam": "26"}
        return Schedule(
            tuple(
                ScheduleRule.model_validate(
                    {
                        "kind": kind,
                        "cut_off_day": "14",
                        "due_day": day,
                        "valid_from": self.schedule_from,
                    }
                )
                for kind, day in days.items()
            )
        )

    def _team(self, team_id: str) -> TeamFolder:
        valid_from, valid_to = self.team_valid.get(team_id, (START, None))
        record = Team.model_validate(
            {
                "team_id": team_id,
                "number": team_id[-2:],
                "name": f"Tổ số {team_id[-2:]}",
                "legal_basis": "66-TB/TU",
                "valid_from": valid_from,
                "valid_to": valid_to,
            }
        )
        given = self.team_areas or [(self.team_of(code), code, START, None) for code in self.codes]
        areas = tuple(
            Located(
                TeamArea.model_validate(
                    {
                        "unit_code": code,
                        "party_org_name": "Đảng bộ xã",
                        "valid_from": first,
                        "valid_to": last,
                    }
                ),
                Source(f"content/teams/{team_id}/areas.csv", 2),
            )
            for team, code, first, last in given
            if team == team_id
        )
        return TeamFolder(Located(record, Source("team.md", 1)), (), areas, NO_PROSE)


def value(**fields: object) -> dict[str, object]:
    """Row of `indicators.csv`; what is not given of the rest is as in an ordinary one."""
    defaults: dict[str, object] = {
        "indicator_id": "KT01",
        "data_quality": "chinh_thuc",
        "as_of": "2026-01-14",
        "source": "Ủy ban nhân dân xã",
    }
    return defaults | fields


def _located(records: Mapping[str, Any]) -> dict[str, Any]:
    return {key: Located(record, Source("catalogue.csv", 2)) for key, record in records.items()}


def _area(code: str) -> Area:
    return Area.model_validate(
        {
            "code": code,
            "kind": "xa",
            "name": f"Số {code}",
            "former_province": "Lâm Đồng",
            "latitude": "11,5",
            "longitude": "108,1",
            "valid_from": START,
            "legal_basis": "1671/NQ-UBTVQH15",
        }
    )
