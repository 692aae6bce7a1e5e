"""One small clean province to damage: two teams, four areas, one month; nothing of it is real."""

import shutil
from pathlib import Path

import pytest

from build_tools.project import Project

ROOT = Path(__file__).resolve().parents[2]
CLEAN = ROOT / "tests/fixtures/small_province"


@pytest.fixture
def small_province(tmp_path: Path) -> Project:
    """A copy that a test may damage; templates and configuration are the project's own."""
    shutil.copytree(CLEAN / "content", tmp_path / "content")
    for name in ("mkdocs.yml", "site_templates"):
        (tmp_path / name).symlink_to(ROOT / name)
    return Project(root=tmp_path)
