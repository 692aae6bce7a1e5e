"""The pages of the data: what there is, what each field means, and what may change."""

import pytest

from build_tools.aggregation.figures import Figures
from build_tools.datasets import Data, build_data
from build_tools.project import Project
from build_tools.rendering.html import Renderer
from build_tools.views.data import DatasetView, DataView, plan_data_pages
from build_tools.views.page import PageView, made
from schemas.catalogue import Catalogue


@pytest.fixture(scope="module")
def pages(sample_data: Data) -> dict[str, PageView]:
    return {page.uri: page for page in made(plan_data_pages(sample_data, documents=True))}


def test_every_table_has_a_page_and_stands_in_the_list(
    pages: dict[str, PageView], sample_data: Data
) -> None:
    names = [table.name for table in sample_data.tables]
    assert list(pages) == ["du-lieu/", *(f"du-lieu/{name}/" for name in names)]
    view = pages["du-lieu/"].view
    assert isinstance(view, DataView)
    (table,) = view.sections[0].tables
    assert [row.cells[1].text for row in table.rows] == names


def test_a_page_tells_of_every_field_what_it_is_and_what_a_blank_means(
    pages: dict[str, PageView], sample_data: Data
) -> None:
    for table in sample_data.tables:
        view = pages[f"du-lieu/{table.name}/"].view
        assert isinstance(view, DatasetView)
        (fields,) = view.sections[0].tables
        told = {row.cells[0].text: row.cells for row in fields.rows}
        assert list(told) == [field.name for field in table.fields]
        for field in table.fields:
            assert told[field.name][3].text == field.about
            blank = told[field.name][5]
            assert blank.text == ("–" if field.required else field.blank)
            assert not field.required or blank.title == "không bao giờ trống"


def test_a_table_is_offered_in_every_form_with_its_rows(pages: dict[str, PageView]) -> None:
    view = pages["du-lieu/issues/"].view
    assert isinstance(view, DatasetView)
    assert [(file.kind, file.uri) for file in view.downloads] == [
        ("CSV cho Excel", "du-lieu/issues-excel.csv"),
        ("CSV", "du-lieu/issues.csv"),
        ("JSON", "du-lieu/issues.json"),
        ("JSON Schema", "du-lieu/issues.schema.json"),
    ]
    assert view.downloads[0].what.startswith("334 dòng, ")


def test_all_tables_are_offered_together_and_figures_by_year(pages: dict[str, PageView]) -> None:
    view = pages["du-lieu/"].view
    assert isinstance(view, DataView)
    assert [file.uri.removeprefix("du-lieu/") for file in view.downloads] == [
        *("du-lieu.xlsx", "so-lieu-2026.xlsx", "so-lieu-2025.xlsx"),
        *("datapackage.json", "csv-metadata.json"),
    ]


def test_where_no_files_are_made_the_words_are_the_same_without_them(
    pages: dict[str, PageView], sample_seen: tuple[Catalogue, Figures], project: Project
) -> None:
    """Both ways of building have one search index, which leaves lists of files out."""
    bare = build_data(*sample_seen, "intranet", with_rows=False)
    renderer = Renderer(project.templates / "pages")
    for page in made(plan_data_pages(bare)):
        body, whole = renderer.page(page).body, renderer.page(pages[page.uri]).body
        before, _, rest = whole.partition('<nav class="db-downloads"')
        assert body.split() == (before + rest.partition("</nav>")[2]).split()


def test_the_contract_and_the_way_back_from_a_guarded_text_are_told(
    pages: dict[str, PageView], project: Project
) -> None:
    body = Renderer(project.templates / "pages").page(pages["du-lieu/"]).body
    assert "nay là <strong>1</strong>" in body
    assert "as_typed" in body
    assert "Trống không phải là 0." in body
