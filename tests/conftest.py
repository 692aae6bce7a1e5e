"""Fixtures that several rooms share: the project's own sample, and copies that tests may damage."""

import fcntl
import gc
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from build_tools.aggregation import Sight, as_seen, build_figures
from build_tools.aggregation.figures import Figures
from build_tools.datasets import Data, build_data
from build_tools.diagnostics import Diagnostics
from build_tools.project import Project
from build_tools.shell_environment import options_from_environment
from build_tools.validation.loading import load_catalogue
from schemas.catalogue import Catalogue

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile("untimed", deadline=None)  # speed is measured in benchmarks
settings.load_profile("untimed")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long tests to `-m long`, also where another expression is given."""
    if "long" in config.option.markexpr:
        return
    config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("long")])
    items[:] = [item for item in items if not item.get_closest_marker("long")]


@pytest.fixture(scope="session")
def processor_seconds() -> Callable[[Callable[[], object]], float]:
    """What a call costs this thread: the least of three, as all that disturbs it adds.

    A busy host, a garbage collection of what other tests left, the modules a first call imports:
    none of them is the call's own, and a bound that counts them fails at random.
    """

    def least(call: Callable[[], object]) -> float:
        spent = []
        gc.disable()
        try:
            for _ in range(3):
                before = time.thread_time()
                call()
                spent.append(time.thread_time() - before)
        finally:
            gc.enable()
        return min(spent)

    return least


@pytest.fixture(scope="session")
def project() -> Project:
    """This checkout; nothing may be written into it."""
    return Project(root=ROOT)


@pytest.fixture(scope="session")
def sample(project: Project) -> Catalogue:
    """The sample content, which has no errors."""
    today = options_from_environment(project).today
    catalogue = load_catalogue(project, today=today, found=Diagnostics())
    assert catalogue is not None
    return catalogue


@pytest.fixture(scope="session")
def sample_seen(sample: Catalogue) -> tuple[Catalogue, Figures]:
    """The sample as everyone on the intranet may see it, and its figures."""
    assert sample.settings.as_of is not None
    sight = Sight("intranet")
    seen = as_seen(sample, sight)
    return seen, build_figures(seen, sample.settings.as_of, sight)


@pytest.fixture(scope="session")
def sample_data(sample_seen: tuple[Catalogue, Figures]) -> Data:
    """The tables of the sample for the intranet."""
    return build_data(*sample_seen, "intranet")


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all workers see."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def kept_products(shared_folder: Path) -> Path:
    """Where builds of the sample keep their documents, so that each is made once in a run."""
    return shared_folder / "cache"


@pytest.fixture(scope="session")
def built_sample(shared_folder: Path, kept_products: Path) -> Path:
    """The sample's site as `diaban build` writes it, built once for all workers; only to read."""
    site = shared_folder / "built-sample"
    with (shared_folder / "built-sample.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.exists():
            command = [Path(sys.executable).parent / "diaban", "--root", ROOT, "build"]
            done = subprocess.run(
                [*command, "--out", site, "--cache", kept_products],
                check=False,
                capture_output=True,
                text=True,
            )
            assert done.returncode == 0, done.stdout + done.stderr
    return site


@pytest.fixture(scope="session")
def page_of_each_kind(built_sample: Path) -> Mapping[str, str]:
    """Kind of page → the address of the first of that kind in the sample's site."""
    found: dict[str, str] = {}
    for path in sorted(built_sample.rglob("*.html")):
        marked = re.search(r'class="db-page db-page--([a-z0-9_-]+)"', path.read_text("utf-8"))
        assert marked, path
        found.setdefault(marked[1], path.relative_to(built_sample).as_posix())
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, asking nothing of the network by itself."""
    quiet = ("background-networking", "component-update", "sync", "gpu")
    arguments = ["--headless", "--no-sandbox", "--no-first-run"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=[*arguments, *(f"--disable-{each}" for each in quiet)],
        )
        yield browser
        browser.close()


@pytest.fixture
def sample_copy(tmp_path: Path) -> Project:
    """A copy of the content that a test may change; templates and configuration are linked.

    No period of it is closed, so that a test may change any report.
    """
    open_ones = shutil.ignore_patterns("period.lock")
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=open_ones)
    for name in ("mkdocs.yml", "site_templates"):
        (tmp_path / name).symlink_to(ROOT / name)
    return Project(root=tmp_path)


@pytest.fixture
def small_province(tmp_path: Path) -> Project:
    """A copy of a small clean province (two teams, four areas, one month) to damage."""
    shutil.copytree(ROOT / "tests/fixtures/small_province/content", tmp_path / "content")
    for name in ("mkdocs.yml", "site_templates"):
        (tmp_path / name).symlink_to(ROOT / name)
    return Project(root=tmp_path)
