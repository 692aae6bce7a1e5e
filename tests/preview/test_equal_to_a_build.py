"""After any edits every page of a preview is that of a fresh build, but for what it adds."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bench import Bench

from build_tools.mkdocs_plugin import write_site
from build_tools.project import Project
from build_tools.site import compose

pytestmark = pytest.mark.slow
PRISTINE = Path(__file__).parents[1] / "fixtures/small_province/content"
EDITS = 12
# Edits that leave the content sound, so that pages change.
_SOUND = (
    ("reports/2031-01/to-01/report.md", "hai xã", "các xã"),
    ("reports/2031-01/to-01/report.md", "status: issued", "status: submitted"),
    ("reports/2031-01/to-01/report.md", 'number: "05"', 'number: "06"'),
    ("reports/2031-01/to-01/indicators.csv", '"10,5","10,5"', '"11,5","11,5"'),
    ("reports/2031-01/to-01/indicators.csv", '"92,5"', '"93,5"'),
    ("reports/2031-01/to-01/issues.csv", "VD-2031-01002", "VD-2031-01009"),
    ("reports/2031-01/to-01/issues.csv", "28/02/2031", "15/02/2031"),
    ("reports/2031-01/to-02/report.md", "status: issued", "status: approved"),
    ("catalogue/areas.csv", '"11,5000"', '"11,5500"'),
    ("catalogue/indicators.csv", "Thu", "Tổng thu"),
    ("settings.yml", "illustrative: true", "illustrative: false"),
    ("documents/quyet-dinh.md", "Điều 1", "Điều 1a"),
    ("index.md", "\n", "\n\n"),
)


def _built(bench: Bench, folder: Path) -> dict[str, bytes] | None:
    composition = compose(bench.project, bench.options)
    if composition.site is None:
        return None
    shutil.rmtree(folder, ignore_errors=True)
    write_site(bench.project, composition.site, folder)
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _served(bench: Bench, uri: str) -> bytes:
    if uri.endswith(".html"):
        return bench.page(uri.removesuffix("index.html")).encode()
    return bench.desk.answer(f"/{uri}").body


def _edit(content: Path, chance: random.Random, *, stands: bool) -> None:
    """Change one thing: mostly soundly, else as a hand may slip, which is put right next."""
    if not stands:
        shutil.rmtree(content)
        shutil.copytree(PRISTINE, content)
    elif chance.random() < 0.75:
        name, old, new = chance.choice(_SOUND)
        path = content / name
        if path.exists():
            text = path.read_text("utf-8", errors="replace")
            path.write_text(
                text.replace(old, new) if old in text else text.replace(new, old), "utf-8"
            )
    else:
        path = chance.choice(sorted(each for each in content.rglob("*") if each.is_file()))
        data = path.read_bytes()
        at = chance.randrange(len(data) + 1)
        path.write_bytes(chance.choice([data[:at], data[:at] + b"7" + data[at + 1 :]]))


@pytest.mark.parametrize("seed", [1, 2])
def test_every_page_equals_that_of_a_fresh_build(
    small_province: Project, make_bench: Callable[[Project], Bench], tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  the same edits each time
    bench = make_bench(small_province)
    bench.desk.look_again()
    stood = 0
    for _ in range(EDITS):
        _edit(small_province.content, chance, stands=bench.desk.standing.is_current)
        bench.desk.look_again()
        built = _built(bench, tmp_path / "built")
        assert bench.desk.standing.is_current is (built is not None)
        if built is None:
            continue
        stood += 1
        pages = [uri for uri in built if uri.endswith("index.html")]
        shown = bench.desk.standing.shown
        assert shown is not None
        assert sorted(pages) == sorted(f"{uri}index.html" for uri in shown.uris)
        for uri in built if stood % 3 == 1 else pages:
            if uri != "404.html":
                assert _served(bench, uri) == built[uri], uri
    assert stood > EDITS // 3
