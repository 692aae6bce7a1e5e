"""Writes a synthetic term: years of reports of the sample's teams and areas, from a fixed seed.

Settings, teams, areas and documents are the sample's. Each report has about 900 words of prose and
all ten annexes, with rows in each.
"""

import csv
import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from schemas.catalogue import Catalogue
from schemas.period import Period, PeriodKind
from schemas.registers import ANNEX_ROWS, columns
from schemas.report import REPORT_HEADINGS, Annex
from tests.benchmarks.term_follow_up import Ground, follow_up_rows, thread_ids

_TEXT = (
    "địa bàn triển khai kế hoạch thực hiện nhiệm vụ phát triển kinh tế xã hội quốc phòng an ninh "
    "xây dựng Đảng hệ thống chính trị cấp ủy chỉ đạo rà soát tổng hợp kiến nghị đôn đốc tiến độ "
    "giải ngân đầu tư công nông thôn mới sản xuất nông nghiệp du lịch dịch vụ công chuyển đổi số "
    "hộ nghèo giáo dục y tế lao động việc làm trật tự an toàn giao thông phòng chống thiên tai"
)
WORDS = _TEXT.split()
WORDS_A_SECTION = 95
WORDS_A_SENTENCE = 19
ITEMS_A_REPORT = 8
INDICATORS = """\
Mã chỉ tiêu,Lĩnh vực,Tên chỉ tiêu,Đơn vị tính,Chiều tốt,Cách cộng,Kỳ thu thập,Số lẻ,Chỉ tiêu chính,Nguồn số liệu
KT01,Kinh tế,Thu ngân sách,tỷ đồng,Tăng là tốt,Cộng,Tháng | Quý | Năm,0,true,Kho bạc
XH01,Văn hóa - xã hội,Việc làm mới,người,Tăng là tốt,Cộng,Tháng | Quý | Năm,0,true,Phòng Văn hóa
XD01,Xây dựng Đảng và hệ thống chính trị,Đảng viên mới,đảng viên,Tăng là tốt,Cộng,Tháng | Quý | Năm,0,true,Ban Xây dựng Đảng
"""  # noqa: E501  lines of data
FIRST_YEAR = 2026
INDICATOR_IDS = ("KT01", "XH01", "XD01")


def term_periods(first_year: int, years: int) -> tuple[Period, ...]:
    """Every month, quarter and year, oldest first."""
    found: list[Period] = []
    for year in range(first_year, first_year + years):
        found += [Period(year, PeriodKind.MONTH, month) for month in range(1, 13)]
        found += [Period(year, PeriodKind.QUARTER, quarter) for quarter in range(1, 5)]
        found.append(Period(year, PeriodKind.YEAR))
    return tuple(sorted(found))


def write_term(project: Path, sample: Catalogue, root: Path, years: int) -> int:
    """Write a project of `years` years into `root`; return the number of reports."""
    periods = term_periods(FIRST_YEAR, years)
    _copy_frame(project, root, periods)
    figures = Figures(sample, periods)
    for period in periods:
        for team_id in sample.teams:
            _write_report(root / "content", sample, period, team_id, figures)
    return len(periods) * len(sample.teams)


def _copy_frame(project: Path, root: Path, periods: Sequence[Period]) -> None:
    content = root / "content"
    shutil.copytree(project / "content", content, ignore=shutil.ignore_patterns("reports"))
    for name in ("mkdocs.yml", "site_templates"):
        (root / name).symlink_to((project / name).absolute())
    settings = (project / "content/settings.yml").read_text(encoding="utf-8").splitlines()
    kept = [
        line
        for line in settings
        if not line.startswith(("as_of", "expected_from", '  - "20', "  - 20"))
    ]
    first = periods[0].year
    last_day = periods[-1].last_day
    extra = [
        f"as_of: {last_day:%d/%m/%Y}",
        f'expected_from: ["{first}", {first}-01, {first}-Q1]',
    ]
    (content / "settings.yml").write_text("\n".join(kept + extra) + "\n", encoding="utf-8")
    (content / "catalogue/indicators.csv").write_text(INDICATORS, encoding="utf-8")


class Figures:
    """Monthly figures by area and indicator; quarters and years are their sums."""

    def __init__(self, sample: Catalogue, periods: Sequence[Period]) -> None:
        self.last = periods[-1]
        chance = random.Random(20260701)  # noqa: S311  a fixed seed, not a secret
        self._monthly = {
            (month, area, indicator): chance.randint(90, 110)
            for month in periods
            if month.kind is PeriodKind.MONTH
            for area in sample.areas
            for indicator in INDICATOR_IDS
        }

    def actual(self, period: Period, area: str, indicator: str) -> int:
        return sum(self._monthly[month, area, indicator] for month in period.months)

    def cumulative(self, period: Period, area: str, indicator: str) -> int:
        year_so_far = (
            Period(period.year, PeriodKind.MONTH, month)
            for month in range(1, period.last_month + 1)
        )
        return sum(self._monthly[month, area, indicator] for month in year_so_far)


def _write_report(
    content: Path, sample: Catalogue, period: Period, team_id: str, figures: Figures
) -> None:
    folder = content / "reports" / period.id / team_id
    folder.mkdir(parents=True)
    cut_off = sample.schedule.cut_off(period)
    head = sample.section_head(team_id, cut_off)
    assert head is not None
    (folder / "report.md").write_text(
        _report_text(sample, period, team_id, head.full_name), encoding="utf-8"
    )
    areas, last_day = sample.areas_of(team_id, cut_off), sample.schedule.cut_off(figures.last)
    ground = Ground(
        period,
        team_id,
        areas=areas,
        staying=[area for area in areas if area in sample.areas_of(team_id, last_day)],
        head=head.full_name,
        directive_id=next(iter(sample.directives)),
        last_day=cut_off,
    )
    rows = annex_rows(sample, period, team_id, figures) | follow_up_rows(ground, WORDS)
    for annex in Annex:
        _write_table(folder / annex.file_name, annex, rows[annex])


def annex_rows(
    sample: Catalogue, period: Period, team_id: str, figures: Figures
) -> dict[Annex, Iterator[dict[str, str]]]:
    """Return the rows of figures, issues and tasks, by the names of their fields."""
    cut_off = sample.schedule.cut_off(period)
    day = f"{cut_off:%d/%m/%Y}"
    areas = sample.areas_of(team_id, cut_off)
    head = sample.section_head(team_id, cut_off)
    assert head is not None
    return {
        Annex.INDICATORS: _indicator_rows(period, areas, figures, day),
        Annex.ISSUES: _issue_rows(period, team_id, areas, day),
        Annex.TASKS: _task_rows(period, team_id, head.full_name, day),
    }


def _write_table(path: Path, annex: Annex, rows: Iterator[dict[str, str]]) -> None:
    names = columns(ANNEX_ROWS[annex])
    titles = [ANNEX_ROWS[annex].model_fields[name].title for name in names]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(titles)
        table.writerows([row.get(name, "") for name in names] for row in rows)


def _report_text(sample: Catalogue, period: Period, team_id: str, head: str) -> str:
    chance = random.Random(f"{period.id}/{team_id}")  # noqa: S311  as above
    cut_off, due = sample.schedule.cut_off(period), sample.schedule.due(period)
    number = 10 + sorted(sample.teams).index(team_id)
    front_matter = f"""---
team: {team_id}
period: "{period.id}"
number: "{number}"
symbol: BC/BPGV{team_id[3:]}
issued_on: {due:%d/%m/%Y}
place: Lâm Đồng
signer:
  post: Trưởng Bộ phận
  name: {head}
prepared_by: {head}
checked_by: {head}
approved_by: {head}
approved_on: {due:%d/%m/%Y}
submitted_on: {due:%d/%m/%Y}
status: issued
secrecy: thường
recipients:
  - Đồng chí Tổ trưởng
summary: {_sentence(chance)}
nothing_to_report: []
data_as_of: {cut_off:%d/%m/%Y}
---
"""
    return front_matter + "\n" + _report_prose(chance)


def report_prose(period: Period, team_id: str) -> str:
    """Return about 900 words under the headings of a report."""
    return _report_prose(random.Random(f"{period.id}/{team_id}/prose"))  # noqa: S311  as above


def _report_prose(chance: random.Random) -> str:
    parts = []
    for heading in REPORT_HEADINGS:
        parts.append(f"{'#' * heading.level} {heading.text}\n")
        if heading.has_prose:
            sentences = WORDS_A_SECTION // WORDS_A_SENTENCE
            parts.append(" ".join(_sentence(chance) for _ in range(sentences)) + "\n")
    return "\n".join(parts)


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=WORDS_A_SENTENCE)).capitalize() + "."


def _indicator_rows(
    period: Period, areas: Sequence[str], figures: Figures, day: str
) -> Iterator[dict[str, str]]:
    for indicator in INDICATOR_IDS:
        for area in areas:
            cumulative = figures.cumulative(period, area, indicator)
            yield {
                "unit_code": area,
                "indicator_id": indicator,
                "plan": "1200",
                "actual": str(figures.actual(period, area, indicator)),
                "cumulative": str(cumulative),
                "same_period": str(cumulative - 7),
                "data_quality": "Chính thức",
                "as_of": day,
                "source": "Ủy ban nhân dân cấp xã",
            }


def _issue_rows(
    period: Period, team_id: str, areas: Sequence[str], day: str
) -> Iterator[dict[str, str]]:
    chance = random.Random(f"{period.id}/{team_id}/issues")  # noqa: S311  as above
    for issue_id in thread_ids("VD", period, team_id, ITEMS_A_REPORT):
        yield {
            "issue_id": issue_id,
            "unit_code": chance.choice(areas),
            "field": "Kinh tế",
            "kind": "Khó khăn",
            "title": _sentence(chance),
            "detected_on": day,
            "authority": "Địa phương",
            "status": "Đã giải quyết",
            "resolved_on": day,
            "result": _sentence(chance),
        }


def _task_rows(period: Period, team_id: str, head: str, day: str) -> Iterator[dict[str, str]]:
    chance = random.Random(f"{period.id}/{team_id}/tasks")  # noqa: S311  as above
    for task_id in thread_ids("NV", period, team_id, ITEMS_A_REPORT):
        yield {
            "task_id": task_id,
            "assignee": head,
            "content": _sentence(chance),
            "assigned_on": day,
            "due_date": day,
            "completed_on": day,
            "status": "Hoàn thành",
        }
