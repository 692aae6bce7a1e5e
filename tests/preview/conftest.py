"""A desk over a small province that tests may edit."""

from collections.abc import Callable

import pytest
from bench import Bench

from build_tools.project import Project
from build_tools.publishing.preview.serving import Desk
from build_tools.publishing.preview.standing import Workshop
from build_tools.shell_environment import options_from_environment


@pytest.fixture
def make_bench() -> Callable[[Project], Bench]:
    """Make a bench of a project, as the command does."""

    def make(project: Project) -> Bench:
        options = options_from_environment(project, drafts=True, audience="leadership")
        return Bench(project, options, Desk(Workshop(project, lambda: options)))

    return make


@pytest.fixture
def bench(small_province: Project, make_bench: Callable[[Project], Bench]) -> Bench:
    """A bench whose province stands."""
    made = make_bench(small_province)
    made.desk.look_again()
    return made
