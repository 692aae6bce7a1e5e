from collections.abc import Iterator
from pathlib import Path

import pytest
from nginx_server import nginx


@pytest.fixture(scope="session")
def served_sample(built_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample behind nginx with the shipped configuration; the address."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "current").symlink_to(built_sample)
    with nginx(tmp_path_factory.mktemp("nginx"), folder) as address:
        yield address
