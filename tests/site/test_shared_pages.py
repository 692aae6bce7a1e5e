"""The pages of a site shared over processes: nothing is lost or changed by how they are dealt."""

from dataclasses import replace

import pytest

from build_tools import site_pages
from build_tools.project import BuildOptions, Project
from build_tools.shell_environment import options_from_environment
from build_tools.site import compose
from build_tools.site_model import Site


def _composed(project: Project, options: BuildOptions) -> Site:
    site = compose(project, options).site
    assert site is not None
    return site


@pytest.mark.parametrize("workers", [2, 3, 7])
def test_any_number_of_processes_gives_the_same_pages_and_documents(
    small_province: Project, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    monkeypatch.setattr(site_pages, "_WORTH_A_PROCESS", 1)
    options = options_from_environment(small_province, documents=True, manifest=True)
    alone = _composed(small_province, replace(options, workers=1))
    shared = _composed(small_province, replace(options, workers=workers))
    assert shared.pages == alone.pages
    told = [(product.uri, product.source) for product in shared.products]
    assert told == [(product.uri, product.source) for product in alone.products]
    assert {uri for uri, _ in told if uri.endswith(".pdf")} == {
        "bao-cao/2031-01/tong-hop-2031-01.pdf",
        "bao-cao/2031-01/to-01/bao-cao-2031-01-to-01.pdf",
        "bao-cao/2031-01/to-02/bao-cao-2031-01-to-02.pdf",
    }
