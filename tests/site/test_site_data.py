"""The data of a site is made beside its pages, and what is kept of it needs no rows."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import pytest

from build_tools.errors import PublishingError
from build_tools.project import BuildOptions, Project
from build_tools.publishing.kept_pages import compose_kept
from build_tools.publishing.products import ProductStore
from build_tools.site import compose
from build_tools.site_model import Product, Site
from build_tools.store import Store

OPTIONS = BuildOptions(today=dt.date(2031, 2, 20), documents=True)


def told(products: Iterable[Product]) -> list[tuple[str, str]]:
    return [(product.uri, product.source) for product in products]


def composed(project: Project, options: BuildOptions) -> Site:
    site = compose(project, options).site
    assert site is not None
    return site


def test_two_processes_make_what_one_makes(small_province: Project) -> None:
    one, two = (composed(small_province, replace(OPTIONS, workers=number)) for number in (1, 2))
    assert replace(one, products=()) == replace(two, products=())
    assert told(one.products) == told(two.products)
    assert [each.make() for each in one.products if each.uri.endswith(".xlsx")] == [
        each.make() for each in two.products if each.uri.endswith(".xlsx")
    ]


def test_the_pages_of_the_data_stand_in_their_place_and_count_the_rows(
    small_province: Project,
) -> None:
    without = composed(small_province, replace(OPTIONS, documents=False))
    site = composed(small_province, OPTIONS)
    assert [page.uri for page in site.pages] == [page.uri for page in without.pages]
    values = next(page for page in site.pages if page.uri == "du-lieu/indicator-values/")
    assert "8 dòng" in values.body


@pytest.mark.parametrize("workers", [1, 2])
def test_what_was_made_comes_back_without_what_makes_it(
    small_province: Project, workers: int
) -> None:
    options = replace(OPTIONS, workers=workers)
    first = compose_kept(small_province, options, lambda _: None).site
    assert first is not None
    store = ProductStore(Store(small_province.products), options.versions)
    for product in first.products:
        store.put(product, b"made")
    second = compose_kept(small_province, options, lambda _: None).site
    assert second is not None
    assert told(second.products) == told(first.products)
    for product in second.products:
        with pytest.raises(PublishingError):
            product.make()


def test_a_row_that_changed_changes_the_files_that_hold_it_and_no_other(
    small_province: Project,
) -> None:
    before = dict(told(composed(small_province, OPTIONS).products))
    issues = small_province.content / "reports/2031-01/to-01/issues.csv"
    text = issues.read_text(encoding="utf-8-sig")
    assert "Thiếu giáo viên" in text
    issues.write_text(text.replace("Thiếu giáo viên", "Thiếu nhà giáo"), encoding="utf-8-sig")
    after = dict(told(composed(small_province, OPTIONS).products))
    changed = {uri for uri in after if before[uri] != after[uri]}
    assert after.keys() == before.keys()
    assert changed > {f"du-lieu/issues{ending}" for ending in (".csv", "-excel.csv", ".json")}
    assert "du-lieu/du-lieu.xlsx" in changed
    assert changed.isdisjoint({"du-lieu/areas.csv", "du-lieu/meetings.json", "so/hop.xlsx"})
