from collections.abc import Mapping
from pathlib import Path

import pytest

from build_tools.diagnostics import Diagnostics
from build_tools.editing.canonical import canonical_text, heads
from build_tools.editing.carry_over import carry_over
from build_tools.editing.cell_text import table_text
from build_tools.editing.new_report import begin_report, create_report
from build_tools.editing.scaffold import new_report_files
from build_tools.errors import DiabanError, UsageError
from build_tools.project import Project
from build_tools.reading.front_matter import read_front_matter
from build_tools.reading.tables import read_table
from build_tools.reading.text import SourceText
from schemas.catalogue import Catalogue
from schemas.period import Period
from schemas.registers import ANNEX_ROWS, columns
from schemas.report import REPORT_HEADINGS, Annex, ReportHead

JULY = Period.parse("2026-07")


def _source(path: str, text: str) -> SourceText:
    return SourceText(path=path, text=text.removeprefix("\ufeff").replace("\r\n", "\n"), sha256="")


def _files(content: Catalogue, period: Period = JULY) -> Mapping[str, str]:
    return new_report_files(content, carry_over(content, "to-01", period))


def _create(project: Project, team: int, period: str) -> tuple[Path, ...]:
    return create_report(project, begin_report(project, team, period, JULY.first_day))


def test_a_new_report_has_its_headings_and_the_dates_of_the_schedule(sample: Catalogue) -> None:
    text = _files(sample)["report.md"]
    found = Diagnostics()
    front_matter = read_front_matter(_source("report.md", text), found)
    assert front_matter is not None
    assert list(found) == []
    assert front_matter.fields["data_as_of"].data == "14/07/2026"
    assert "hạn gửi là ngày 18/07/2026" in text
    headings = [line for line in front_matter.body.splitlines() if line.startswith("#")]
    assert headings == [f"{'#' * heading.level} {heading.text}" for heading in REPORT_HEADINGS]


def test_a_new_report_names_the_head_of_the_section_as_signer(sample: Catalogue) -> None:
    text = _files(sample)["report.md"]
    head = sample.section_head("to-01", sample.schedule.cut_off(JULY))
    assert head is not None
    assert f"  name: {head.full_name}\n" in text
    assert f"approved_by: {head.full_name}\n" in text


@pytest.mark.parametrize("annex", Annex)
def test_every_annex_opens_in_excel_with_vietnamese_heads(sample: Catalogue, annex: Annex) -> None:
    text = _files(sample)[annex.file_name]
    assert text.startswith(table_text([heads(ANNEX_ROWS[annex])]))
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
        _create(sample_copy, 1, "2026-01")
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
        _create(sample_copy, team, period)
    assert sorted(sample_copy.content.rglob("*")) == before


def test_a_closed_period_gets_no_new_report(project: Project) -> None:
    with pytest.raises(UsageError, match="Tháng 02/2026 đã khóa"):
        _create(project, 8, "2026-02")
    assert not (project.content / "reports/2026-02/to-08").exists()


def test_a_new_report_lies_in_its_folder(sample_copy: Project) -> None:
    made = _create(sample_copy, 1, "2026-07")
    folder = sample_copy.content / "reports/2026-07/to-01"
    assert sorted(made) == sorted(folder.iterdir())
    assert {path.name for path in made} == {"report.md", *(annex.file_name for annex in Annex)}
    assert Path(folder / "issues.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def _rows(text: str, annex: Annex) -> list[dict[str, str]]:
    table = read_table(_source(annex.file_name, text), Diagnostics())
    assert table is not None
    names = columns(ANNEX_ROWS[annex])
    return [dict(zip(names, row.cells, strict=True)) for row in table.rows]


def test_the_annexes_hold_what_is_still_open(sample: Catalogue) -> None:
    rows = _rows(_files(sample)["issues.csv"], Annex.ISSUES)
    assert [(row["issue_id"], row["unit_code"], row["status"]) for row in rows] == [
        ("VD-2025-01001", "Phường Xuân Hương - Đà Lạt", "Đã báo cáo cấp có thẩm quyền"),
        ("VD-2026-01001", "Xã Lạc Dương", "Đã báo cáo cấp có thẩm quyền"),
    ]
    assert _rows(_files(sample)["meetings.csv"], Annex.MEETINGS) == []


def test_every_figure_has_its_row_with_the_plan_and_without_a_value(sample: Catalogue) -> None:
    rows = _rows(_files(sample)["indicators.csv"], Annex.INDICATORS)
    assert len(rows) == 80
    assert rows[0]["plan"] == "362,0"
    assert {row["as_of"] for row in rows} == {"14/07/2026"}
    assert {(row["actual"], row["cumulative"], row["data_quality"]) for row in rows} == {
        ("", "", "")
    }


def test_the_head_says_which_number_and_which_ids_come_next(sample: Catalogue) -> None:
    text = _files(sample)["report.md"]
    assert "số tiếp theo là 10." in text
    assert "# Mã chưa dùng: VD-2026-01003, DN-2026-01002, KN-2026-01002, " in text
    assert "  - Văn phòng Tỉnh ủy\n" in text  # recipients are those of the report before


def test_a_new_report_is_in_canonical_form(sample: Catalogue) -> None:
    for name, text in _files(sample).items():
        kind = ReportHead if name == "report.md" else ANNEX_ROWS[Annex(name.removesuffix(".csv"))]
        if name not in {"indicators.csv", "report.md"}:  # read only once they are filled in
            source = _source(name, text)
            assert canonical_text(source, kind) == text, name
    head = _source("report.md", _filled(_files(sample)["report.md"]))
    assert canonical_text(head, ReportHead) == head.text


def _filled(text: str) -> str:
    for key in ("prepared_by", "summary"):
        text = text.replace(f"{key}:\n", f"{key}: Ổn định\n")
    return text.rstrip("\n") + "\n"


def test_a_draft_gets_the_annexes_that_it_lacks(sample_copy: Project) -> None:
    made = _create(sample_copy, 1, "2026-07")
    report, issues = made[0], made[2]
    report.write_text(report.read_text("utf-8").replace("summary:", "summary: Ổn định."), "utf-8")
    before, rows = report.read_bytes(), issues.read_bytes()
    issues.unlink()
    assert _create(sample_copy, 1, "2026-07") == (issues,)
    assert (report.read_bytes(), issues.read_bytes()) == (before, rows)


def test_what_others_are_working_on_stops_no_new_report(sample_copy: Project) -> None:
    other = sample_copy.content / "reports/2026-06/to-04/report.md"
    other.write_text(other.read_text("utf-8").replace("status: issued", "status: xong"), "utf-8")
    new = begin_report(sample_copy, 1, "2026-07", JULY.first_day)
    folder = "content/reports/2026-06/to-04"
    assert new.remarks == (
        f"{folder} đang có lỗi: việc bàn giao từ đó, nếu có, chưa được lấy sang.",
    )


def test_a_fault_in_what_is_taken_over_is_named(sample_copy: Project) -> None:
    own = sample_copy.content / "reports/2026-06/to-01/issues.csv"
    own.write_text(own.read_text("utf-8").replace("Đã báo cáo cấp có thẩm quyền", "Rồi"), "utf-8")
    with pytest.raises(DiabanError, match=r"reports/2026-06/to-01/issues\.csv:2: “Tình trạng”"):
        begin_report(sample_copy, 1, "2026-07", JULY.first_day)


def test_an_unfinished_draft_before_is_told(sample_copy: Project) -> None:
    _create(sample_copy, 1, "2026-07")
    new = begin_report(sample_copy, 1, "2026-08", JULY.first_day)
    assert "Dự thảo content/reports/2026-07/to-01 chưa xong nên chưa lấy được việc gì từ đó." in (
        new.remarks
    )
