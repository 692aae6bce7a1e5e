"""What an audience may see is kept between turns as it is worked out anew: no more, no less."""

import datetime as dt
from pathlib import Path

import pytest
from provinces import plant

from build_tools.aggregation.audience import Sight, as_seen
from build_tools.groundwork import Groundwork
from build_tools.memo import Memo
from build_tools.project import BuildOptions, Project
from build_tools.publishing.keeping import kept_readings
from build_tools.site import lay_groundwork
from build_tools.validation.kept import KeptByReport, each_fact, each_report
from build_tools.validation.readings import Readings
from schemas.catalogue import Catalogue, Report
from schemas.report import Annex

_REPORT = "content/reports/2031-01/to-01"
_SHOWN, _HIDDEN = "VD-2031-90001", "VD-2031-90002"
_ISSUE = "{id},Xã Đạ Tẻh,Kinh tế,Khó khăn,Thiếu nước tưới,05/01/2031,,,,,,,Đang xử lý,,,,{mark},\n"
_REQUEST = (
    "KN-2031-9000{n},{issue},Xã Đạ Tẻh,Bổ sung trạm bơm,Tổ trưởng,06/01/2031,,,,Chờ ý kiến,,,\n"
)
_ISSUES_HEAD = (
    "Mã,Địa bàn,Lĩnh vực,Loại,Nội dung tóm tắt,Ngày phát hiện,Mức độ,Nguyên nhân,"
    "Biện pháp tháo gỡ đề xuất,Cơ quan giải quyết,Thẩm quyền,Thời hạn,Tình trạng,Ngày giải quyết,"
    "Kết quả,Ghi chú,Người được xem,Bàn giao cho Tổ\n"
)
_REQUESTS_HEAD = (
    "Mã,Vấn đề liên quan,Địa bàn,Nội dung kiến nghị,Gửi đến,Ngày gửi,Ý kiến trả lời,"
    "Văn bản trả lời,Ngày trả lời,Tình trạng,Ghi chú,Người được xem,Bàn giao cho Tổ\n"
)


def _write(project: Project, mark: str, issue_named: str) -> None:
    """Let two matters stand in the report, one marked so, and a recommendation name one."""
    folder = project.root / _REPORT
    (folder.parent / "corrections.csv").unlink(missing_ok=True)  # they are of other records
    issues = [_ISSUE.format(id=_SHOWN, mark=""), _ISSUE.format(id=_HIDDEN, mark=mark)]
    (folder / "issues.csv").write_text(_ISSUES_HEAD + "".join(issues), encoding="utf-8")
    request = _REQUEST.format(n=1, issue=issue_named)
    (folder / "recommendations.csv").write_text(_REQUESTS_HEAD + request, encoding="utf-8")


def _edit(project: Project, name: str, old: str, new: str) -> None:
    path = project.root / _REPORT / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _ground(
    project: Project, audience: str, memo: Memo | None = None, readings: Readings | None = None
) -> Groundwork:
    options = BuildOptions(today=dt.date(2031, 2, 20), audience=audience)
    laid = lay_groundwork(project, options, memo=memo, readings=readings)
    assert laid.groundwork is not None, laid.findings
    return laid.groundwork


@pytest.mark.parametrize("audience", ["intranet", "leadership", "to-01", "to-02"])
def test_after_every_edit_what_is_kept_gives_what_is_worked_out_anew(
    tmp_path: Path, audience: str
) -> None:
    project = plant(tmp_path).project
    memo = Memo()

    def compare() -> Groundwork:
        memo.turn()
        kept = _ground(project, audience, memo)
        assert kept == _ground(project, audience, None)
        return kept

    compare()
    for mark, named in (("Lãnh đạo", _SHOWN), ("Lãnh đạo", _HIDDEN), ("", _HIDDEN), ("", _SHOWN)):
        _write(project, mark, named)
        compare()
    _write(project, "Lãnh đạo", _HIDDEN)
    before = compare()
    _edit(project, "indicators.csv", "14/01/2031", "13/01/2031")
    assert compare().figures != before.figures
    _edit(project, "report.md", "Bộ phận", "Bộ phận  giúp việc")
    compare()


def test_one_folder_of_what_was_read_tells_each_audience_what_it_is_told_without(
    tmp_path: Path,
) -> None:
    project = plant(tmp_path).project

    def compare() -> list[Groundwork]:
        found = []
        for audience in ("leadership", "intranet", "to-02", "to-01"):
            with kept_readings(project) as readings:
                found.append(_ground(project, audience, readings=readings))
            assert found[-1] == _ground(project, audience)
        return found

    compare()
    for mark, named in (("Lãnh đạo", _HIDDEN), ("", _HIDDEN), ("Lãnh đạo", _SHOWN)):
        _write(project, mark, named)
        compare()
    of_all, of_one, *_ = (ground.findings for ground in compare())
    assert len(of_all) > len(of_one) > 0


def test_what_follows_from_a_report_that_an_audience_sees_whole_is_not_worked_out_again(
    sample: Catalogue,
) -> None:
    seen = as_seen(sample, Sight("intranet"))
    memo, made = Memo(), []

    def name(catalogue: Catalogue, report: Report) -> str:
        del catalogue
        made.append(f"{report.period.id}/{report.team_id}")
        return made[-1]

    list(each_fact(sample, name, KeptByReport(sample, memo)))
    assert len(made) == len(sample.reports)
    made.clear()
    list(each_fact(seen, name, KeptByReport(seen, memo, sight="intranet", whole=sample)))
    narrowed = {
        f"{key[0].id}/{key[1]}"
        for key, each in seen.reports.items()
        if each is not sample.reports[key]
    }
    assert set(made) == narrowed
    assert 0 < len(narrowed) < len(seen.reports)


def test_a_matter_hidden_elsewhere_changes_what_is_kept_of_a_recommendation(
    tmp_path: Path,
) -> None:
    project = plant(tmp_path).project
    memo = Memo()
    named = []
    for mark in ("", "Lãnh đạo", ""):
        _write(project, mark, _HIDDEN)
        whole, seen = (
            _ground(project, each, None).catalogue for each in ("leadership", "intranet")
        )
        kept = KeptByReport(seen, memo, sight="intranet", whole=whole)
        named.append([ids for _, ids in each_report(seen, _named, kept, Annex.RECOMMENDATIONS)])
    assert named == [[(_HIDDEN,)], [(None,)], [(_HIDDEN,)]]


def _named(catalogue: Catalogue, report: Report) -> tuple[str | None, ...]:
    del catalogue
    return tuple(row.record.issue_id for row in report.recommendations)


def test_what_nobody_changed_is_not_worked_out_again(tmp_path: Path) -> None:
    project = plant(tmp_path).project
    memo = Memo()
    narrowed = _ground(project, "intranet", memo)
    assert narrowed.catalogue.withheld_figures
    made = memo.made
    _ground(project, "intranet", memo)
    assert memo.made == made
