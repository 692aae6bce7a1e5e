from pathlib import Path

import pytest

from build_tools.diagnostics import Diagnostics
from build_tools.editing.new_report import create_report
from build_tools.editing.scaffold import annex_header, new_report_files
from build_tools.errors import UsageError
from build_tools.project import Project
from build_tools.reading.front_matter import read_front_matter
from build_tools.reading.tables import read_table
from build_tools.reading.text import SourceText
from schemas.catalogue import Catalogue
from schemas.period import Period
from schemas.registers import ANNEX_ROWS, columns
from schemas.report import REPORT_HEADINGS, Annex

JULY = Period.parse("2026-07")


def _source(path: str, text: str) -> SourceText:
    return SourceText(path=path, text=text.removeprefix("\ufeff").replace("\r\n", "\n"), sha256="")


def test_a_new_report_has_its_headings_and_the_dates_of_the_schedule(sample: Catalogue) -> None:
    text = new_report_files(sample, "to-01", JULY)["reports/2026-07/to-01/report.md"]
    found = Diagnostics()
    front_matter = read_front_matter(_source("report.md", text), found)
    assert front_matter is not None
    assert list(found) == []
    assert front_matter.fields["data_as_of"].data == "14/07/2026"
    assert "hạn gửi là ngày 18/07/2026" in text
    headings = [line for line in front_matter.body.splitlines() if line.startswith("#")]
    assert headings == [f"{'#' * heading.level} {heading.text}" for heading in REPORT_HEADINGS]


def test_a_new_report_names_the_head_of_the_section_as_signer(sample: Catalogue) -> None:
    text = new_report_files(sample, "to-01", JULY)["reports/2026-07/to-01/report.md"]
    head = sample.section_head("to-01", sample.schedule.cut_off(JULY))
    assert head is not None
    assert f"  name: {head.full_name}\n" in text
    assert f"approved_by: {head.full_name}\n" in text


@pytest.mark.parametrize("annex", Annex)
def test_every_annex_opens_in_excel_with_vietnamese_heads(sample: Catalogue, annex: Annex) -> None:
    text = new_report_files(sample, "to-01", JULY)[f"reports/2026-07/to-01/{annex.file_name}"]
    assert text == annex_header(annex)
    assert text.startswith("\ufeff")
    assert "\r" not in text
    found = Diagnostics()
    table = read_table(_source(annex.file_name, text), found)
    assert table is not None
    assert list(found) == []
    row = ANNEX_ROWS[annex]
    assert table.header == tuple(row.model_fields[name].title for name in columns(row))


def test_a_report_that_stands_is_never_written_over(sample_copy: Project) -> None:
    existing = sample_copy.content / "reports/2026-01/to-01/report.md"
    before = existing.read_bytes()
    with pytest.raises(UsageError, match="không ghi đè"):
        create_report(sample_copy, 1, "2026-01", JULY.first_day)
    assert existing.read_bytes() == before


@pytest.mark.parametrize(
    ("team", "period", "message"),
    [
        (99, "2026-07", "Không có Tổ số 99"),
        (1, "tháng 7", "không phải là kỳ báo cáo"),
        (1, "2026-H1", "không có loại kỳ 6 tháng"),
    ],
)
def test_what_cannot_be_made_is_refused_in_vietnamese(
    sample_copy: Project, team: int, period: str, message: str
) -> None:
    before = sorted(sample_copy.content.rglob("*"))
    with pytest.raises(UsageError, match=message):
        create_report(sample_copy, team, period, JULY.first_day)
    assert sorted(sample_copy.content.rglob("*")) == before


def test_a_closed_period_gets_no_new_report(project: Project) -> None:
    with pytest.raises(UsageError, match="Tháng 02/2026 đã khóa"):
        create_report(project, 8, "2026-02", JULY.first_day)
    assert not (project.content / "reports/2026-02/to-08").exists()


def test_a_new_report_lies_in_its_folder(sample_copy: Project) -> None:
    made = create_report(sample_copy, 1, "2026-07", JULY.first_day)
    folder = sample_copy.content / "reports/2026-07/to-01"
    assert sorted(made) == sorted(folder.iterdir())
    assert {path.name for path in made} == {"report.md", *(annex.file_name for annex in Annex)}
    assert Path(folder / "issues.csv").read_bytes().startswith(b"\xef\xbb\xbf")
