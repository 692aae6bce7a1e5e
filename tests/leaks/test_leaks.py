"""Nothing that an audience may not see is in any byte of its site.

Marks stand in every field of every record that can be restricted (`planting`, `provinces`). The
sites of the audiences that may not see them are searched, unpacked (`unpacking`); the site of one
that may is searched in the same way and must hold every mark, or the search would be blind.
"""

import datetime as dt
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path

import pytest
from planting import NOT_FREE, Marks
from provinces import Planted, plant
from unpacking import plain, texts, texts_of

from build_tools.aggregation import Sight, as_seen, build_figures
from build_tools.aggregation.figures import Figures
from build_tools.datasets import Data, build_data
from build_tools.diagnostics import Diagnostics
from build_tools.publishing.build import build_site
from build_tools.publishing.bundle import write_bundle
from build_tools.shell_environment import options_from_environment
from build_tools.validation.loading import load_catalogue
from schemas.catalogue import Catalogue
from schemas.correction import Correction
from schemas.period import Period
from schemas.registers import ANNEX_ROWS
from schemas.report import Annex, ReportHead, RuleException, Signer

pytestmark = pytest.mark.slow
PERIOD = "2031-01"
# Fields without a mark of their own, each with the reason.
HEAD_NOT_FREE = {
    "team": "thư mục",
    "period": "thư mục",
    "prepared_by": "thành viên của Tổ: có tên trên trang của Tổ",
    "checked_by": "thành viên của Tổ: có tên trên trang của Tổ",
    "approved_by": "Trưởng Bộ phận: có tên trên trang của Tổ",
    "submitted_on": "ngày gửi: mọi người được biết (quyết định 0010)",
    "status": "danh sách đóng",
    "secrecy": "chỉ một giá trị",
    "audience": "danh sách đóng",
    "nothing_to_report": "danh sách đóng",
    "exceptions": "không in ra trang nào: bản nào cũng không có",
}
CORRECTION_NOT_FREE = {
    "file": "tên tệp cố định",
    "record": "mã của dòng, đã là dấu",
    "field": "tên cột",
    "new": "đúng như dòng được sửa, đã là dấu",
    "date": "sau ngày gửi, trước ngày tính: chung một ngày",
}
# Form of files → how the marks begin that none of its files holds.
_IN_TEXT_ALONE = ("attachment.title", "report.place", "report.prose-")
NOT_IN_FORM: Mapping[str, tuple[str, ...]] = {
    ".pdf": ("report.approved_on",),
    ".docx": ("report.approved_on", "attachment.title"),
    ".xlsx": _IN_TEXT_ALONE,
    ".csv": _IN_TEXT_ALONE,
    ".json": _IN_TEXT_ALONE,
}
# Forms made of the tables of `build_tools/datasets`.
DATA_FORMS = (".xlsx", ".csv", ".json")
# Marks that no page prints, so that no site can hold them.
NOT_PRINTED: Mapping[str, str] = {}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """The province with everything that can be restricted."""
    return plant(tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="module")
def sites(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Audience → its site."""
    folder = tmp_path_factory.mktemp("sites")
    audiences = ("leadership", "intranet", "to-01", "to-02")
    return {audience: build(planted, audience, folder / audience) for audience in audiences}


@pytest.fixture(scope="module")
def read(sites: Mapping[str, Path]) -> Mapping[str, str]:
    """Audience → everything that can be read in its site, unpacked and plain."""
    return {
        audience: "\n".join(sorted({plain(text) for _, text in texts(site)}))
        for audience, site in sites.items()
    }


def build(planted: Planted, audience: str, out: Path) -> Path:
    """Build the site of an audience."""
    options = options_from_environment(
        planted.project, audience=audience, documents=True, manifest=True
    )
    composition = build_site(planted.project, options, out, lambda _: None)
    assert composition.site is not None, composition.findings
    return out


def found_in(text: str, marks: Marks) -> set[str]:
    """Return the names of the marks that are in the text."""
    return {
        name
        for name, printed in marks.planted.items()
        if any(plain(form) in text for form in printed)
    }


def test_the_leadership_reads_every_mark(planted: Planted, read: Mapping[str, str]) -> None:
    for marks in (planted.leadership, planted.team, planted.everyone):
        missing = marks.planted.keys() - found_in(read["leadership"], marks)
        assert missing == NOT_PRINTED.keys() & marks.planted.keys()


def test_a_site_in_the_place_of_one_for_others_holds_no_byte_of_it(
    planted: Planted, sites: Mapping[str, Path], tmp_path: Path
) -> None:
    """The next tree is made of the one before the last, and files that are the same are shared."""
    out = tmp_path / "site"
    for audience in ("leadership", "intranet", "leadership", "to-02", "to-01", "intranet"):
        assert _contents(build(planted, audience, out)) == _contents(sites[audience])


def _contents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if not path.is_dir()
    }


@pytest.mark.parametrize("suffix", NOT_IN_FORM)
def test_each_form_of_a_file_is_searched(
    planted: Planted, sites: Mapping[str, Path], suffix: str
) -> None:
    """What the pages say of rows and prose is found in the files of one form alone."""
    paths = sorted(sites["leadership"].rglob(f"*{suffix}"))
    found = read_files(path.read_bytes() for path in paths)
    for marks in (planted.leadership, planted.team, planted.everyone):
        missing = marks.planted.keys() - found_in(found, marks)
        assert missing == {name for name in marks.planted if name.startswith(NOT_IN_FORM[suffix])}


@pytest.fixture(scope="module")
def bundles(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Audience → its bundle of the planted period."""
    folder = tmp_path_factory.mktemp("bundles")
    return {
        audience: bundle(planted, audience, folder / f"{audience}.zip")
        for audience in ("leadership", "intranet")
    }


def bundle(planted: Planted, audience: str, out: Path) -> Path:
    """Write the bundle of an audience as `diaban bundle --audience` does."""
    options = options_from_environment(
        planted.project, period=PERIOD, audience=audience, documents=True
    )
    composition = write_bundle(planted.project, options, Period.parse(PERIOD), out, lambda _: None)
    assert composition.site is not None, composition.findings
    return out


def test_a_bundle_holds_every_mark_for_the_leadership_and_none_for_others(
    planted: Planted, bundles: Mapping[str, Path]
) -> None:
    held = {audience: read_files([file.read_bytes()]) for audience, file in bundles.items()}
    for marks in (planted.leadership, planted.team, planted.everyone):
        missing = marks.planted.keys() - found_in(held["leadership"], marks)
        assert missing == NOT_PRINTED.keys() & marks.planted.keys()
    assert found_in(held["intranet"], planted.leadership) == set()
    assert found_in(held["intranet"], planted.team) == set()
    assert found_in(held["intranet"], planted.everyone) == found_in(
        held["leadership"], planted.everyone
    )


def test_data_that_forgets_for_whom_it_is_would_be_found_in_each_of_its_forms(
    planted: Planted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault is planted: the tables are made of everything, the pages of what may be seen."""
    whole = _catalogue(planted)

    def of_everything(_: Catalogue, figures: Figures, *more: str) -> Data:
        unseen = build_figures(whole, figures.today, Sight("leadership"))
        return build_data(whole, unseen, *more)

    monkeypatch.setattr("build_tools.site_data.build_data", of_everything)
    with zipfile.ZipFile(bundle(planted, "intranet", tmp_path / "goi.zip")) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for suffix in DATA_FORMS:
        found = read_files(data for name, data in files.items() if name.endswith(suffix))
        assert {name.partition(".")[0] for name in found_in(found, planted.leadership)} == {
            *(annex.value for annex in Annex),
            "corrections",
        }, suffix
        assert found_in(found, planted.team), suffix


def read_files(files: Iterable[bytes]) -> str:
    """Return everything that can be read in files, unpacked and plain."""
    return "\n".join(sorted({plain(text) for data in files for text in texts_of(data)}))


@pytest.mark.parametrize("audience", ["intranet", "to-01", "to-02"])
def test_nobody_else_reads_a_mark_of_a_row_for_the_leadership(
    planted: Planted, read: Mapping[str, str], audience: str
) -> None:
    assert found_in(read[audience], planted.leadership) == set()


@pytest.mark.parametrize("audience", ["intranet", "to-01"])
def test_no_other_team_reads_a_mark_of_a_report_for_one_team(
    planted: Planted, read: Mapping[str, str], audience: str
) -> None:
    assert found_in(read[audience], planted.team) == set()


def test_the_team_reads_every_mark_of_its_own_report(
    planted: Planted, read: Mapping[str, str]
) -> None:
    assert found_in(read["to-02"], planted.team) == found_in(read["leadership"], planted.team)


@pytest.mark.parametrize("audience", ["intranet", "to-01", "to-02"])
def test_everyone_reads_what_is_for_everyone(
    planted: Planted, read: Mapping[str, str], audience: str
) -> None:
    assert found_in(read[audience], planted.everyone) == found_in(
        read["leadership"], planted.everyone
    )


def test_every_field_of_every_record_has_a_mark_or_a_reason(planted: Planted) -> None:
    for marks in (planted.leadership, planted.team):
        for annex, model in ANNEX_ROWS.items():
            assert _marked(marks, annex.value) <= set(model.model_fields), annex
            unmarked = set(model.model_fields) - _marked(marks, annex.value)
            closed = {name for name in unmarked if name not in NOT_FREE}
            assert closed <= _CLOSED | {"issue_id"}, annex
    head = {name.partition(".")[0] for name in _marked(planted.team, "report")}
    assert head | HEAD_NOT_FREE.keys() == {*ReportHead.model_fields, *_prose(head)}
    assert {"signer.post", "signer.name"} <= _marked(planted.team, "report")
    assert set(Signer.model_fields) == {"post", "name"}
    assert set(RuleException.model_fields) == {"rule", "place", "reason"}
    corrections = _marked(planted.leadership, "corrections")
    assert corrections | CORRECTION_NOT_FREE.keys() == set(Correction.model_fields)


# Closed lists of one annex each; planting gives them a value with which the others may be filled.
_CLOSED = {"status", "field", "kind", "severity", "authority", "sent_to", "data_quality", "form"}


def _prose(names: set[str]) -> Iterator[str]:
    return (name for name in names if name.startswith("prose-"))


def _marked(marks: Marks, record: str) -> set[str]:
    start = f"{record}."
    return {name.removeprefix(start) for name in marks.planted if name.startswith(start)}


def test_rows_that_may_not_be_seen_leave_the_site_as_if_they_had_never_been(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("compared")
    trees = []
    for rows in (True, False):
        root = folder / f"content-{rows}"
        root.mkdir()
        trees.append(
            _tree(build(plant(root, rows=rows, figures=False), "intranet", folder / f"{rows}"))
        )
    with_rows, without = trees
    assert with_rows.keys() == without.keys()
    assert [name for name in without if with_rows[name] != without[name]] == []


def test_a_report_that_may_not_be_seen_leaves_only_the_day_on_which_it_came(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    roots = [tmp_path_factory.mktemp("report"), tmp_path_factory.mktemp("no-report")]
    loaded = [
        plant(root, report=is_there) for root, is_there in zip(roots, (True, False), strict=True)
    ]
    seen, without = (as_seen(_catalogue(each), Sight()) for each in loaded)
    key = Period.parse(PERIOD), "to-02"
    assert seen.withheld == {key: dt.date(2031, 1, 9)}
    assert without.withheld == {}
    hidden = {each for each in seen.withheld_figures if each.team_id == "to-02"}
    assert {(each.unit_code, each.indicator_id) for each in hidden} == {
        (area, indicator) for area in ("90003", "90004") for indicator in ("KT01", "XH04")
    }
    told = replace(seen, withheld={}, withheld_figures=seen.withheld_figures - hidden)
    for each in fields(Catalogue):
        if each.name != "schedule":  # it has no equality, and is the same file
            assert getattr(told, each.name) == getattr(without, each.name), each.name


def _catalogue(planted: Planted) -> Catalogue:
    found = Diagnostics()
    today = options_from_environment(planted.project).today
    catalogue = load_catalogue(planted.project, today=today, found=found)
    assert catalogue is not None, list(found)
    return catalogue


def test_pages_say_for_whom_they_are(sites: Mapping[str, Path]) -> None:
    for_team = "Bản dành cho Tổ theo dõi địa bàn số 2 và Bộ phận giúp việc, không chuyển tiếp."
    of_team = "Trang dành cho Tổ theo dõi địa bàn số 2 và Bộ phận giúp việc; số liệu tính trên"
    for_leadership = "Bản dành cho lãnh đạo, không chuyển tiếp."
    of_intranet = "Trang dành cho mạng nội bộ; số liệu tính trên những gì người xem được phép xem."
    said = {}
    for audience in ("intranet", "leadership", "to-02"):
        page = (sites[audience] / "tien-do/index.html").read_text("utf-8")
        each = (for_leadership, for_team, of_team, of_intranet)
        said[audience] = [sentence for sentence in each if sentence in page]
    assert said == {
        "intranet": [of_intranet],
        "leadership": [for_leadership],
        "to-02": [for_team, of_team],
    }


def _tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
