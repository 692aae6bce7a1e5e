"""What the bench compares is equal, and what it says follows from what it measured. No seconds."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.project import Project
from build_tools.stopwatch import Stopwatch
from schemas.catalogue import Catalogue
from tests.benchmarks import annex_rows, peer_projects, pressed
from tests.benchmarks.equal_pages import PlainPage, equal_pages
from tests.benchmarks.measuring import REST, Job, Measured, interleaved, set_aside, stages_in
from tests.benchmarks.peer_programs import (
    FRAMES_KEPT,
    HUGO,
    PRESS,
    PRESS_ROWS,
    ROOT,
    STOCK,
    Peer,
    find_peers,
)
from tests.benchmarks.report import (
    absent_table,
    measured_table,
    stage_table,
    target_table,
    write_json,
)
from tests.benchmarks.sections import AREAS
from tests.benchmarks.targets import verdicts

PAGES = 150
WRITERS = (
    peer_projects.write_hugo,
    peer_projects.write_eleventy,
    peer_projects.write_zensical,
    peer_projects.write_stock,
    peer_projects.write_press,
)


@pytest.fixture(scope="module")
def pages(sample: Catalogue) -> tuple[PlainPage, ...]:
    return equal_pages(sample, PAGES)


def _measured(name: str, seconds: float, **more: object) -> Measured:
    return Measured(name=name, seconds=[seconds], processor=[seconds], megabytes=100.0, **more)  # type: ignore[arg-type]  # as the case gives them


def test_the_generator_gives_as_many_pages_as_asked_all_different(
    pages: tuple[PlainPage, ...], sample: Catalogue
) -> None:
    assert len({page.uri for page in pages}) == PAGES
    reports = [page for page in pages if page.uri.startswith("bao-cao/20")]
    assert len({page.body for page in reports}) == len(reports) > 0
    assert pages == equal_pages(sample, PAGES)
    with pytest.raises(ValueError, match="too few"):
        equal_pages(sample, 3)


@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)
def test_every_peer_is_given_the_same_pages_with_the_same_words(
    write: peer_projects.Write, pages: tuple[PlainPage, ...], tmp_path: Path
) -> None:
    write(pages, tmp_path)
    texts = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.md")]
    assert len(texts) == PAGES
    bodies = [re.sub(r"\A(---\n[^\n]*\n---\n|# [^\n]*\n\n)", "", text) for text in texts]
    assert sorted(bodies) == sorted(page.body for page in pages)


@pytest.mark.parametrize(
    "write", [peer_projects.write_press, peer_projects.write_press_rows], ids=("Markdown", "CSV")
)
def test_the_press_prints_every_page_with_its_tables(
    write: peer_projects.Write, pages: tuple[PlainPage, ...], tmp_path: Path
) -> None:
    chosen = [page for page in pages if page.is_list or not page.uri.startswith(AREAS)]
    write(chosen, tmp_path)
    out = tmp_path / "site"
    assert pressed.print_pages(tmp_path / "docs", out, Stopwatch(sys.stderr)) == len(chosen)
    report = next(page for page in pages if page.uri.startswith("bao-cao/20"))
    html = (out / report.uri / "index.html").read_text(encoding="utf-8")
    assert (html.count("<table"), html.count("<h1")) == (3, 1)
    assert report.title in html
    assert html.count("<td") + html.count('<th scope="row"') == sum(
        len(line) for lines in report.tables for line in lines[1:]
    )
    assert len(list(out.rglob("index.html"))) == len(chosen)


_LOADED = """
import json, sys
from tests.benchmarks.pressed import main
main(sys.argv[1:])
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""
_HEAVY = {
    "mkdocs",
    "material",
    "markdown_it",
    "jinja2",
    "yaml",
    "pydantic",
    "pandas",
    "numpy",
    "multiprocessing",
}


def test_the_press_with_kept_frames_loads_no_material_and_writes_the_same(
    pages: tuple[PlainPage, ...], tmp_path: Path
) -> None:
    peer_projects.write_press([page for page in pages if not page.uri.startswith(AREAS)], tmp_path)
    loaded = []
    for out in ("first", "second"):
        places = [str(tmp_path / name) for name in ("docs", out, "kept")]
        command = [sys.executable, "-c", _LOADED, *places]
        told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
        loaded.append(set(json.loads(told.splitlines()[-1])))
    assert "mkdocs" in loaded[0]
    assert not loaded[1] & _HEAVY
    first, second = (_html_in(tmp_path / out) for out in ("first", "second"))
    assert first == second != {}


def _html_in(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.html")}


def test_what_is_run_before_the_first_round_is_not_measured(tmp_path: Path) -> None:
    note = "import sys; open(sys.argv[1], 'a').write('x')"
    peer = Peer(
        name="kept",
        write=peer_projects.write_press,
        command=[sys.executable, "-c", note, "@PROJECT@/runs"],
        out="site",
        version="0",
        runs_before=True,
    )
    job = replace(peer.job(tmp_path, 0, 2), pages=None)
    [measured] = interleaved([job], lambda _: None)
    assert len(measured.seconds) == 2
    assert (tmp_path / "runs").read_text() == "xxx"


def test_what_a_round_left_is_laid_aside_for_the_next_and_not_deleted(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write = "import pathlib; pathlib.Path('out').mkdir(); pathlib.Path('out/a.html').touch()"
    job = Job(
        name="writes",
        command=[sys.executable, "-c", write],
        rounds=3,
        folder=tmp_path,
        prepare=set_aside(out),
        out=out,
        pages=1,
    )
    (done,) = interleaved([job], lambda _: None)
    assert not done.trouble
    assert len(done.seconds) == len(list(tmp_path.glob("out*/a.html"))) == 3


def test_rows_are_validated_for_real_and_each_fault_is_found(
    small_province: Project, tmp_path: Path
) -> None:
    project = annex_rows.write_annexes(small_province, tmp_path / "rows", 250)
    kept, faults = annex_rows.validate(project)
    assert (sum(map(len, kept)), faults) == (247, 3)


def test_a_job_is_timed_weighed_and_counted_and_its_failure_is_told(tmp_path: Path) -> None:
    write = (
        "import pathlib; pathlib.Path('a.html').write_text('12345'); "
        "report = pathlib.Path('bao-cao/2026-01/to-01'); "
        "report.mkdir(parents=True, exist_ok=True); "
        "(report / 'index.html').write_text('1234567'); "
        "print('Ghi 0,50 giây · cả thảy 0,50 giây')"
    )
    good = Job(
        name="good",
        command=[sys.executable, "-c", write],
        rounds=2,
        folder=tmp_path,
        out=tmp_path,
        pages=2,
    )
    bad = Job(name="bad", command=[sys.executable, "-c", "raise SystemExit('no')"], rounds=2)
    short = Job(
        name="short", command=good.command, rounds=1, folder=tmp_path, out=tmp_path, pages=3
    )
    told: list[str] = []
    done = {each.name: each for each in interleaved([good, bad, short], told.append)}
    assert told == ["good, 1/2", "bad, 1/2", "short, 1/1", "good, 2/2"]
    assert (len(done["good"].seconds), done["good"].written) == (2, 12)
    assert done["good"].of_a_report == 7
    assert done["good"].stages["Ghi"] == 0.5
    assert done["bad"].trouble == "ended with 1: no"
    assert done["short"].trouble == "wrote 2 pages, not 3"
    assert done["short"].median is None


def test_stages_are_read_from_the_line_that_a_build_prints() -> None:
    printed = "x\nĐọc và kiểm tra 2,80 giây · Ghi trang 1,05 giây · cả thảy 3,85 giây\nMở site\n"
    rest = pytest.approx(1.15)
    assert stages_in(printed, 5) == {REST: rest, "Đọc và kiểm tra": 2.8, "Ghi trang": 1.05}
    assert stages_in("nothing", 5) == {}


def test_memory_is_that_of_all_that_a_job_starts() -> None:
    child = "import time; kept = b'x' * 80_000_000; time.sleep(0.5)"
    starts = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    job = Job(name="parent", command=[sys.executable, "-c", starts], rounds=1)
    [parent] = interleaved([job], lambda _: None)
    assert 80 < parent.megabytes < 160


def test_targets_are_judged_and_what_was_not_measured_is_said(tmp_path: Path) -> None:
    measured = [
        _measured(f"{PRESS}, 300 pages", 1.0, pages=300, of_a_report=20_000),
        _measured(f"{PRESS}, 1160 pages", 2.0, pages=1160, of_a_report=23_000),
        _measured(f"{FRAMES_KEPT}, 1160 pages", 0.3, pages=1160, written=1_160_000),
        _measured(f"{HUGO}, 1160 pages", 1.0, pages=1160, written=1),
        _measured(f"{STOCK}, 1160 pages", 90.0, pages=1160, written=1),
        _measured("annex rows, 1000", 9.0, stages={"open, read and validate": 0.002}),
        Measured(name="Eleventy, 1160 pages", pages=1160, trouble="ended with 134: memory"),
    ]
    rows = {row.what: row for row in verdicts({each.name: each for each in measured})}
    assert rows["HTML and navigation, 1,160 pages"].says == "missed: 2.0 times the target"
    assert rows["the same, beside stock Material"].says == "holds"
    assert rows["the same with Material's frames kept"].says == "holds"
    assert rows["annex rows, 1000, a second"].measured == 500_000
    assert rows[f"{PRESS}: time a page, 1,160 beside 300"].says == "holds"
    assert rows[f"{PRESS}: bytes a report, 1,160 beside 300"].measured == pytest.approx(1.15)
    absent = {"Zensical": "not installed: offline"}
    table = "\n".join(measured_table(measured))
    assert "2.00 |     45.00" in table
    assert "ended with 134" in table
    assert list(absent_table(absent)) == ["- Zensical: not installed: offline"]
    assert "open, read and validate 0.00" in "\n".join(stage_table(measured))
    assert "missed: 2.0 times" in "\n".join(target_table(rows.values()))
    write_json(tmp_path / "bench.json", {"cores": 2}, measured, absent, rows.values())
    told = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert [job["median"] for job in told["jobs"]] == [1.0, 2.0, 0.3, 1.0, 90.0, 9.0, None]
    assert told["absent"] == absent
    assert told["targets"][0]["says"] == "missed: 2.0 times the target"


def test_a_peer_that_cannot_be_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("PATH", "")
    peers, absent = find_peers(tmp_path / "file")
    assert [peer.name for peer in peers] == [PRESS, PRESS_ROWS, FRAMES_KEPT, STOCK]
    assert set(absent) == {"Hugo", "Eleventy", "Zensical"}
