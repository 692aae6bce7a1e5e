"""What earlier runs kept changes how long reading takes, and nothing else; it can run nothing."""

import datetime as dt
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given

from build_tools.diagnostics import Diagnostic, Diagnostics
from build_tools.memo import Memo
from build_tools.project import Project
from build_tools.store import Store
from build_tools.validation import ahead
from build_tools.validation.kept import KeptByReport
from build_tools.validation.loading import load_catalogue
from build_tools.validation.readings import Readings
from build_tools.validation.safe_pickle import StrangePickleError, packed, unpacked
from schemas.catalogue import Catalogue
from schemas.place import Place
from schemas.report import Annex
from tests.validation.random_edits import (
    EDITED,
    RANDOM_EDITS,
    begin_again,
    edit_any,
)

TODAY = dt.date(2031, 3, 1)
JANUARY = "content/reports/2031-01"
ROOT = Path(__file__).resolve().parents[2]
REPORT = f"{JANUARY}/to-01"
_Loaded = tuple[Catalogue | None, tuple[Diagnostic, ...]]


def _load(
    project: Project,
    readings: Readings | None = None,
    *,
    today: dt.date = TODAY,
    workers: int = 1,
    memo: Memo | None = None,
) -> _Loaded:
    found = Diagnostics()
    catalogue = load_catalogue(
        project, today=today, found=found, workers=workers, readings=readings, memo=memo
    )
    return catalogue, tuple(found)


def _kept(
    project: Project, *, today: dt.date = TODAY, workers: int = 1
) -> tuple[_Loaded, Readings]:
    """Read as a command does: with what is in the store, keeping what is new."""
    readings = Readings.of(project)
    loaded = _load(project, readings, today=today, workers=workers)
    readings.keep(0)
    return loaded, readings


def _replace(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def _february(root: Path) -> None:
    shutil.copytree(root / REPORT, root / "content/reports/2031-02/to-01")
    report = root / "content/reports/2031-02/to-01/report.md"
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("2031-01", "2031-02").replace("/01/", "/02/"), encoding="utf-8")


def _drop_matter(root: Path) -> None:
    _february(root)
    issues = root / "content/reports/2031-02/to-01/issues.csv"
    lines = issues.read_text(encoding="utf-8").splitlines(keepends=True)
    issues.write_text(lines[0] + lines[2], encoding="utf-8")


def _link(root: Path) -> None:
    (root / REPORT / "tasks.csv").symlink_to(root / REPORT / "issues.csv")


EDITS: dict[str, Callable[[Path], None]] = {
    "a row": _replace(f"{REPORT}/issues.csv", "Thiếu giáo viên", "Thiếu nhiều giáo viên"),
    "a broken row": _replace(f"{REPORT}/issues.csv", "08/01/2031", "32/01/2031"),
    "an unknown area": _replace(f"{REPORT}/indicators.csv", "Xã Đạ Tẻh,KT01", "xã lạ,KT01"),
    "a figure out of bounds": _replace(f"{REPORT}/indicators.csv", '"92,5"', '"192,5"'),
    "an accepted warning": _replace(
        f"{REPORT}/report.md", "data_as_of:", "exceptions:\n  - rule: x\n    reason: y\ndata_as_of:"
    ),
    "a draft": _replace(f"{REPORT}/report.md", "status: issued", "status: draft"),
    "another team in a head": _replace(f"{REPORT}/report.md", "team: to-01", "team: to-02"),
    "a mark of secrecy": _replace(f"{REPORT}/report.md", "Địa bàn ổn định", "TỐI MẬT, ổn định"),
    "a personal number": _replace(f"{REPORT}/issues.csv", "Họp ba bên", "gọi 0912 345 678"),
    "prose with HTML": _replace(f"{REPORT}/report.md", "### 1. Kinh tế", "### 1. Kinh tế\n\n<b>"),
    "a file removed": lambda root: (root / REPORT / "issues.csv").unlink(),
    "a head removed": lambda root: (root / REPORT / "report.md").unlink(),
    "a report removed": lambda root: shutil.rmtree(root / REPORT),
    "a new report": _february,
    "a matter dropped": _drop_matter,
    "a link": _link,
    "a stray file": lambda root: (root / REPORT / "x.csv").write_text("a,b\n1,2\n", "utf-8"),
    "bytes that are no text": lambda root: (root / REPORT / "issues.csv").write_bytes(b"\xff\xfd"),
    "a renamed report folder": lambda root: (root / REPORT).rename(root / JANUARY / "to-03"),
    "a renamed team folder": lambda root: (root / "content/teams/to-02").rename(
        root / "content/teams/to-03"
    ),
    "a renamed area": _replace("content/catalogue/areas.csv", "Đạ Tẻh", "Đạ Tẻ"),
    "an indicator's bounds": _replace("content/catalogue/indicators.csv", "XH04", "XH05"),
    "a broken catalogue": _replace("content/catalogue/areas.csv", ",", ";"),
    "another member": _replace("content/teams/to-01/members.csv", "Lê Thị Ví Dụ", "Lê Thị Khác"),
    "a team too few": lambda root: shutil.rmtree(root / "content/teams/to-02"),
    "a setting": _replace("content/settings.yml", "change_threshold: 50", "change_threshold: 5"),
    "broken settings": _replace("content/settings.yml", "teams: 2", "teams: hai"),
    "a public telephone": _replace(
        "content/settings.yml",
        "secrecy_contact:",
        "public_phones: [0263 3822 345]\nsecrecy_contact:",
    ),
    "the decision's page": _replace("content/documents/quyet-dinh.md", "---\n", "---\nx: y\n"),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_and_its_taking_back_are_found_as_a_fresh_reading_finds_them(
    small_province: Project, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pristine = tmp_path_factory.mktemp("pristine")
    shutil.copytree(small_province.content, pristine / "content")
    first, _ = _kept(small_province)
    assert first[0] is not None
    EDITS[name](small_province.root)
    for _ in range(2):  # from what was kept before the edit, and from what was kept since
        assert _kept(small_province)[0] == _load(small_province)
    shutil.rmtree(small_province.content)
    shutil.copytree(pristine / "content", small_province.content)
    assert _kept(small_province)[0] == first


@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_processes_keeps_the_same(
    small_province: Project, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_WORTH_A_PROCESS", 1)
    _february(small_province.root)
    plain = _load(small_province)
    assert _kept(small_province, workers=workers)[0] == plain
    again, readings = _kept(small_province, workers=workers)
    assert again == plain
    assert readings.made == 0


@pytest.mark.parametrize("workers", [1, 2])
def test_of_a_content_in_which_something_is_refused_nothing_is_kept(
    small_province: Project, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_WORTH_A_PROCESS", 1)
    EDITS["a personal number"](small_province.root)
    (_, findings), readings = _kept(small_province, workers=workers)
    assert "secrecy.mobile-phone" in {one.code for one in findings}
    assert readings.made > 0
    assert [path for path in small_province.readings.rglob("*") if path.is_file()] == []


def test_a_refusal_that_comes_late_takes_back_what_is_kept(small_province: Project) -> None:
    readings = Readings.of(small_province)
    assert _load(small_province, readings)[0] is not None
    keepers = readings.keepers()
    for keep in keepers:
        keep()
    kept = sorted(path for path in small_province.readings.rglob("*") if path.is_file())
    assert len(kept) == len(keepers) > 0
    assert readings.keepers() == [], "once is enough"
    readings.take({("facts", REPORT, "what a rule asked after that"): ()})
    readings.keep_nothing()
    readings.keep(0)
    assert [path for path in kept if path.exists()] == []
    assert readings.keepers() == []


def test_a_second_run_takes_everything_and_makes_nothing(small_province: Project) -> None:
    first, made = _kept(small_province)
    assert made.made > 0
    assert made.taken == 0
    again, taken = _kept(small_province)
    assert again == first
    assert taken.made == 0
    assert taken.taken >= made.made


def test_of_every_kind_of_content_all_is_taken(tmp_path: Path) -> None:
    """The sample has every annex, attachments, quotes and tables: no class of them is refused."""
    sample, today = Project(root=ROOT, cache=tmp_path), dt.date(2026, 7, 10)
    first, _ = _kept(sample, today=today)
    again, readings = _kept(sample, today=today)
    assert again == first
    assert readings.made == 0


def test_after_an_edit_only_its_report_is_read_anew(small_province: Project) -> None:
    _, made = _kept(small_province)
    EDITS["a row"](small_province.root)
    _, edited = _kept(small_province)
    assert 0 < edited.made < made.made / 2
    assert edited.taken > 0


def test_another_day_is_judged_anew(small_province: Project) -> None:
    _kept(small_province)
    later = dt.date(2031, 6, 1)
    told = _kept(small_province, today=later)[0]
    assert told == _load(small_province, today=later)
    assert told[1] != _load(small_province)[1]


def test_with_a_memo_in_front_the_same_is_read(small_province: Project) -> None:
    _kept(small_province)
    memo, readings = Memo(), Readings.of(small_province)
    assert _load(small_province, readings, memo=memo) == _load(small_province)
    assert readings.made == 0
    EDITS["a broken row"](small_province.root)
    memo.turn()
    assert _load(small_province, memo=memo) == _load(small_province)


def test_another_program_takes_nothing(small_province: Project) -> None:
    _kept(small_province)
    other = Readings(Store(small_province.readings), "another")
    assert _load(small_province, other) == _load(small_province)
    assert other.taken == 0


def test_what_is_damaged_is_made_again(small_province: Project) -> None:
    first, _ = _kept(small_province)
    for path in small_province.readings.glob("??/*"):
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2])
    again, readings = _kept(small_province)
    assert again == first
    assert readings.taken == 0
    assert _kept(small_province)[1].made == 0


def test_rows_that_are_gone_are_read_again_and_kept(small_province: Project) -> None:
    first, made = _kept(small_province)
    for path in sorted(small_province.readings.glob("??/*")):
        content = unpacked(path.read_bytes()[32:])
        if any(key[0] == "body" for key in content[1]):  # type: ignore[index]
            path.unlink()
    readings = Readings.of(small_province)
    again = _load(small_province, readings)
    assert readings.made == 0
    assert again == first  # asks for the rows
    assert 0 < readings.made < made.made
    readings.keep(0)
    assert again == first == _kept(small_province)[0]
    assert _kept(small_province)[1].made == 0


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights that bind us")
def test_where_nothing_may_be_written_all_is_read(small_province: Project) -> None:
    small_province.root.chmod(0o555)
    try:
        assert _kept(small_province)[0] == _kept(small_province)[0]
    finally:
        small_province.root.chmod(0o755)
    assert not small_province.readings.exists()


def test_where_a_file_stands_in_the_way_all_is_read(small_province: Project) -> None:
    small_province.readings.parent.write_text("no folder", encoding="utf-8")
    assert _kept(small_province)[0] == _load(small_province)


def test_what_one_audience_is_told_across_reports_is_not_told_another(
    small_province: Project,
) -> None:
    catalogue, found = _load(small_province)
    assert catalogue is not None
    memo = Memo()
    one, other = (
        KeptByReport(catalogue, memo, sight=sight, whole=catalogue) for sight in ("to-01", "to-02")
    )
    told = [
        kept.across(
            "figures",
            [kept.state(each, (Annex.INDICATORS,)) for each in catalogue.reports.values()],
            lambda some=some: some,
        )
        for kept, some in ((one, found[:1]), (other, ()), (one, ()))
    ]
    assert told == [found[:1], (), found[:1]]
    assert found


class _Hostile:
    """Runs a command when it is unpickled by the usual reader."""

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self._mark),)


def test_a_hostile_file_in_the_store_runs_nothing_and_counts_as_not_kept(
    small_province: Project, tmp_path: Path
) -> None:
    first, _ = _kept(small_province)
    mark = tmp_path / "run"
    hostile = pickle.dumps((1, {("text", "x"): (1, _Hostile(mark))}))
    store = Store(small_province.readings)
    for path in sorted(small_province.readings.glob("??/*")):
        store.put(path.parent.name + path.name, hostile)
    again, readings = _kept(small_province)
    assert again == first
    assert readings.taken == 0
    assert not mark.exists()
    pickle.loads(pickle.dumps(_Hostile(mark)))  # noqa: S301  the planted thing does work
    assert mark.exists()


@pytest.mark.parametrize(
    "thing",
    [os.system, eval, getattr, Path, Store, load_catalogue, pickle.loads, dt.datetime.now],
)
def test_nothing_but_data_is_unpacked(thing: object) -> None:
    with pytest.raises(StrangePickleError):
        unpacked(pickle.dumps(thing))


def test_findings_are_unpacked_as_they_were() -> None:
    finding = Diagnostic(code="csv.empty", place=Place("a", 2, 3), related=Place("b"))
    assert unpacked(packed((finding, dt.date(2031, 1, 2)))) == (finding, dt.date(2031, 1, 2))


@pytest.mark.slow
@EDITED
@given(edits=RANDOM_EDITS)
def test_after_any_edits_a_store_of_all_runs_before_gives_what_a_fresh_reading_gives(
    edited_province: Project, edits: list[tuple[int, str, int]]
) -> None:
    begin_again(edited_province)
    for which, way, where in edits:
        edit_any(edited_province, which, way, where)
        assert _kept(edited_province)[0] == _load(edited_province)
