"""A draft stops nobody: what is not finished in it warns, and it stays out of what is built."""

import datetime as dt
import shutil

import pytest

from build_tools.diagnostics import Diagnostic, Severity
from build_tools.diagnostics.wording import severity
from build_tools.editing.close_period import judge_closing
from build_tools.editing.new_report import begin_report, create_report
from build_tools.project import BuildOptions, Project
from build_tools.site import compose
from build_tools.validation.closing import Closing
from build_tools.validation.loading import Judged, judge_content
from schemas.period import Period

TODAY = dt.date(2031, 2, 16)
DRAFT = "reports/2031-02/to-01"
FEBRUARY = Period.parse("2031-02")


@pytest.fixture
def with_draft(small_province: Project) -> Project:
    """The small province with a new draft of team 1 in which nobody has written anything."""
    create_report(small_province, begin_report(small_province, 1, "2031-02", TODAY))
    return small_province


def _edit(project: Project, path: str, old: str, new: str) -> None:
    file = project.content / path
    text = file.read_text(encoding="utf-8-sig")
    assert old in text, path
    file.write_text(text.replace(old, new), encoding="utf-8")


def _judged(project: Project) -> Judged:
    return judge_content(project, TODAY)


def _errors(judged: Judged) -> list[Diagnostic]:
    return [one for one in judged.findings if severity(one) is Severity.ERROR]


def test_a_new_draft_warns_and_the_site_is_built_without_it(with_draft: Project) -> None:
    judged = _judged(with_draft)
    assert judged.is_sound
    assert judged.catalogue is not None
    assert (FEBRUARY, "to-01") not in judged.catalogue.reports
    told = {one.code for one in judged.findings if one.of_draft}
    assert {"structure.heading-empty", "completeness.empty-annex", "value.missing"} & told
    for drafts in (False, True):
        composition = compose(with_draft, BuildOptions(today=TODAY, drafts=drafts))
        assert composition.site is not None
        assert not any("bao-cao/2031-02/to-01" in page.uri for page in composition.site.pages)


def test_the_same_is_an_error_once_the_report_is_sent(with_draft: Project) -> None:
    _edit(with_draft, f"{DRAFT}/report.md", "status: Dự thảo", "status: submitted")
    assert not _judged(with_draft).is_sound
    assert {one.place.path.rpartition("/")[0] for one in _errors(_judged(with_draft))} == {
        f"content/{DRAFT}"
    }


@pytest.mark.parametrize("status", ["draft", "DRAFT", "Dự thảo", "du thao", '"dự thảo"'])
def test_a_draft_is_known_by_every_way_of_writing_it(with_draft: Project, status: str) -> None:
    _edit(with_draft, f"{DRAFT}/report.md", "status: Dự thảo", f"Tình trạng: {status}")
    assert _judged(with_draft).is_sound


def test_a_report_that_only_speaks_of_drafts_is_none(small_province: Project) -> None:
    path = "reports/2031-01/to-01/report.md"
    _edit(small_province, path, "summary: ", "summary: Góp ý dự thảo draft. ")
    _edit(small_province, path, "## III.", "## 3.")
    assert [one.code for one in _errors(_judged(small_province))] == ["structure.heading-unknown"]


def test_a_head_that_cannot_be_read_is_no_draft(with_draft: Project) -> None:
    _edit(with_draft, f"{DRAFT}/report.md", "team: to-01", "team: [to-01")
    told = [one for one in _errors(_judged(with_draft)) if one.place.path.endswith("report.md")]
    assert [one.code for one in told] == ["yaml.bracket"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("report.md", "\n\nMẬT\n\n"),
        ("report.md", "\n\nÔng Nguyễn Văn Bình, số căn cước 068079001234.\n\n"),
        ("issues.csv", "VD-2031-01009,,,,TỐI MẬT,,,,,,,,,,,,,\n"),
    ],
)
def test_the_gate_stops_a_draft_like_any_other(with_draft: Project, file: str, text: str) -> None:
    path = with_draft.content / DRAFT / file
    path.write_text(path.read_text("utf-8-sig") + text, encoding="utf-8")
    errors = _errors(_judged(with_draft))
    assert errors
    assert all(one.code.startswith("secrecy.") for one in errors)


def test_the_gate_stops_a_secrecy_level_in_the_head_of_a_draft(with_draft: Project) -> None:
    _edit(with_draft, f"{DRAFT}/report.md", "secrecy: Thường", "secrecy: Mật")
    assert [one.code for one in _errors(_judged(with_draft))] == ["secrecy.mark"]


def test_a_draft_whose_text_cannot_be_read_is_past_the_gate_and_stops(with_draft: Project) -> None:
    (with_draft.content / DRAFT / "issues.csv").write_bytes(b"\xff\xfe\x00")
    assert not _judged(with_draft).is_sound


def test_a_draft_that_lies_in_a_closed_period_stops(with_draft: Project) -> None:
    lock = with_draft.content / "reports/2031-02/period.lock"
    lock.write_text("{}", encoding="utf-8")
    assert not _judged(with_draft).is_sound


def test_a_draft_brings_no_error_into_another_report(with_draft: Project) -> None:
    """An id that a draft gives to another matter is at fault in the draft, and told there."""
    shutil.copytree(
        with_draft.content / "reports/2031-01/to-01", with_draft.content / "reports/2031-03/to-01"
    )
    head = "reports/2031-03/to-01/report.md"
    _edit(with_draft, head, "2031-01", "2031-03")
    _edit(with_draft, head, "/01/2031", "/03/2031")
    _edit(with_draft, head, 'number: "05"', 'number: "07"')
    _edit(with_draft, "reports/2031-03/to-01/indicators.csv", "/01/2031", "/03/2031")
    assert _judged(with_draft).is_sound
    _finish(with_draft)
    _edit(with_draft, f"{DRAFT}/issues.csv", "VD-2031-01001,Xã Đạ Tẻh", "VD-2031-01001,Xã Hòa Bình")
    judged = _judged(with_draft)
    assert judged.is_sound
    told = [one for one in judged.findings if one.code == "structure.changed-meaning"]
    assert told
    assert all(one.of_draft for one in told)


def test_a_period_with_an_unfinished_draft_is_not_closed(with_draft: Project) -> None:
    closing = Closing(
        period=FEBRUARY,
        on=dt.date(2031, 3, 1),
        by="Lê Văn An",
        post="Trưởng Bộ phận",
        missing={"to-01": "Không gửi", "to-02": "Không gửi"},
    )
    judgement = judge_closing(with_draft, closing)
    assert judgement.lock is None
    assert all(one.place.path.startswith(f"content/{DRAFT}") for one in judgement.obstacles)


def _finish(project: Project) -> None:
    """Fill in what the new draft asks for."""
    folder = project.content / DRAFT
    january = (project.content / "reports/2031-01/to-01/report.md").read_text("utf-8")
    _, head, body = january.split("---\n", 2)
    lines = [
        line.replace("/01/2031", "/02/2031").replace("2031-01", "2031-02")
        for line in head.splitlines()
        if not line.startswith(("number", "issued_on", "approved", "submitted"))
    ]
    text = "\n".join(lines).replace("status: issued", "status: draft")
    (folder / "report.md").write_text(f"---\n{text}\n---\n{body}", encoding="utf-8")
    for annex in folder.glob("*.csv"):
        source = project.content / "reports/2031-01/to-01" / annex.name
        annex.unlink()
        if source.exists():
            annex.write_text(
                source.read_text("utf-8-sig").replace("14/01/2031", "14/02/2031"), encoding="utf-8"
            )


def test_a_finished_draft_is_previewed_and_not_published(with_draft: Project) -> None:
    _finish(with_draft)
    judged = _judged(with_draft)
    assert judged.is_sound
    assert judged.catalogue is not None
    assert (FEBRUARY, "to-01") in judged.catalogue.reports, judged.findings
    for drafts in (False, True):
        site = compose(with_draft, BuildOptions(today=TODAY, drafts=drafts)).site
        assert site is not None
        pages = [page for page in site.pages if "bao-cao/2031-02/to-01" in page.uri]
        assert bool(pages) is drafts


def test_a_draft_that_drops_an_open_matter_is_told_before_it_is_sent(with_draft: Project) -> None:
    _finish(with_draft)
    rows = with_draft.content / DRAFT / "issues.csv"
    lines = rows.read_text("utf-8-sig").splitlines(keepends=True)
    rows.write_text("".join(line for line in lines if "01001" not in line), encoding="utf-8")
    judged = _judged(with_draft)
    assert [one.code for one in judged.findings if one.of_draft] == ["continuity.dropped"]
    assert judged.is_sound


def test_nothing_of_a_draft_is_in_any_byte_of_a_published_site(with_draft: Project) -> None:
    _edit(with_draft, f"{DRAFT}/report.md", "summary:", "summary: Chuỗi lạ qxzwk7 của dự thảo.")
    issues = with_draft.content / DRAFT / "issues.csv"
    issues.write_text(issues.read_text("utf-8-sig") + f"qxzwk7,qxzwk7{',' * 16}\n", "utf-8")
    assert "qxzwk7" in str(_judged(with_draft).findings)  # a finding quotes it
    site = compose(with_draft, BuildOptions(today=TODAY)).site
    assert site is not None
    assert not any("qxzwk7" in page.body for page in site.pages)
    assert not any(b"qxzwk7" in file.content for file in site.files)
    assert "qxzwk7" not in str(site.findings)
