"""The poisoned province, built once."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from poison import ATTACHMENTS, poison

from build_tools.project import BuildOptions, Project
from build_tools.publishing.build import build_site

ROOT = Path(__file__).resolve().parents[2]
TODAY = dt.date(2031, 1, 20)


def poisoned(folder: Path, start: int = 0) -> Project:
    shutil.copytree(ROOT / "tests/fixtures/small_province/content", folder / "content")
    for name in ("mkdocs.yml", "site_templates"):
        (folder / name).symlink_to(ROOT / name)
    project = Project(root=folder)
    poison(project, start)
    assert len(ATTACHMENTS) > 3
    return project


@pytest.fixture(scope="session")
def poisoned_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real build of a province whose every text tries to run."""
    project = poisoned(tmp_path_factory.mktemp("poisoned"))
    out = project.root / "site"
    composition = build_site(
        project, BuildOptions(today=TODAY, documents=True), out, lambda _: None
    )
    assert composition.site is not None, list(composition.findings)
    return out
