import datetime as dt
import hashlib
from dataclasses import replace

import pytest

from build_tools.aggregation import build_figures
from build_tools.aggregation.figures import Figures
from build_tools.diagnostics import RULES, Diagnostic
from build_tools.project import BuildOptions
from build_tools.views.about import (
    PASSED,
    AboutView,
    build_about_view,
    build_facts,
    combined_digest,
    digests_file,
    shown_digests,
)
from build_tools.views.annex_examples import annex_sections, examples
from build_tools.views.dictionary import dictionary_sections
from build_tools.views.documents import build_document_view
from build_tools.views.facts import email_fact, legal_basis_fact, phone_fact
from build_tools.views.guide import plan_guide_pages
from build_tools.views.navigation import build_navigation
from build_tools.views.page import made
from schemas.catalogue import Catalogue
from schemas.place import Place
from schemas.registers import ANNEX_ROWS, columns
from schemas.report import Annex, ReportStatus

TODAY = dt.date(2026, 7, 10)
OPTIONS = BuildOptions(today=TODAY, commit="0" * 40)


@pytest.fixture(scope="module")
def figures(sample: Catalogue) -> Figures:
    return build_figures(sample, TODAY)


def test_what_the_source_of_the_decision_leaves_out_is_visibly_blank(sample: Catalogue) -> None:
    view = build_document_view(sample, sample.documents["quyet-dinh"])
    facts = {fact.label: fact.text for fact in view.facts}

    assert facts["Số, ký hiệu"] == facts["Ngày ban hành"] == "(chưa có trong nguồn)"
    assert facts["Người ký"] == "Đặng Hồng Sỹ"


def test_the_decision_stands_article_by_article_and_whole(sample: Catalogue) -> None:
    page = sample.documents["quyet-dinh"]
    view = build_document_view(sample, page)

    assert [article.id for article in view.articles] == [
        *("can-cu", "dieu-1", "dieu-2", "dieu-3", "noi-nhan", "nguoi-ky"),
    ]
    parts = [view.opening, *(article.prose for article in view.articles)]
    printed = [token for part in parts for token in part.prose.tokens]
    headings = [token for token in page.prose.tokens if token.type == "heading_open"]
    assert len(printed) == len(page.prose.tokens) - 3 * len(headings)


def test_a_legal_basis_leads_to_the_document_where_there_is_one(sample: Catalogue) -> None:
    assert legal_basis_fact(sample, "Thông báo 66-TB/TU").uri == "van-ban/66-tb-tu/"
    assert legal_basis_fact(sample, "Luật 72/2025/QH15").uri is None


def test_contacts_of_offices_can_be_called_and_a_missing_one_says_so() -> None:
    assert phone_fact("0263 3822 345").uri == "tel:02633822345"
    assert email_fact("vp@lamdong.dcs.vn").uri == "mailto:vp@lamdong.dcs.vn"
    assert (phone_fact(None).text, phone_fact(None).uri) == ("–", None)


def test_the_dictionary_has_every_annex_with_all_its_fields() -> None:
    parts = {part.title: part for part in dictionary_sections()}

    for annex, row in ANNEX_ROWS.items():
        names = [each.cells[1].text for each in parts[annex.label].tables[0].rows]
        assert sorted(names) == sorted(row.model_fields)


def test_the_dictionary_says_what_a_field_takes() -> None:
    rows = {
        row.id: [cell.text for cell in row.cells]
        for part in dictionary_sections()
        for row in part.tables[0].rows
    }

    assert rows["area-kind"] == [
        *("Loại", "kind", "có", "một trong danh sách"),
        "Xã (xa); Phường (phuong); Đặc khu (dac_khu)",
        "Xã, phường hoặc đặc khu.",
    ]
    assert rows["area-latitude"][3:5] == ["số", "từ 6 đến 24"]
    assert rows["member-assigned-units"][3] == "danh sách, mỗi mục là văn bản"
    assert rows["signer-post"][1] == "signer.post"


@pytest.mark.parametrize("annex", Annex)
def test_the_example_of_an_annex_is_a_row_that_is_read(annex: Annex, sample: Catalogue) -> None:
    example, row = examples()[annex.value], ANNEX_ROWS[annex]
    names = {str(row.model_fields[name].title): name for name in columns(row)}

    assert list(example) == [title for title in names if title in example]
    record = row.model_validate({names[head]: text for head, text in example.items()})
    areas = {f"{area.record.kind.label} {area.record.name}" for area in sample.areas.values()}
    assert getattr(record, "unit_code", example.get("Địa bàn")) in {*areas, None}


def test_every_column_of_an_annex_is_told_with_its_example() -> None:
    parts = {part.id: part.tables[0] for part in annex_sections()}

    for annex, row in ANNEX_ROWS.items():
        told = {each.cells[0].text: each.cells[1].text for each in parts[annex.value].rows}
        heads = [str(row.model_fields[name].title) for name in columns(row)]
        assert told == {head: examples()[annex.value].get(head, "") for head in heads}


def test_the_guide_lists_each_of_its_pages(sample: Catalogue) -> None:
    first, *others = made(plan_guide_pages(sample))

    assert [entry.uri for entry in first.view.entries] == [page.uri for page in others]  # type: ignore[attr-defined]
    assert {"huong-dan/quy-tac/", "huong-dan/tu-dien-du-lieu/"} <= {page.uri for page in others}


def test_the_navigation_never_grows_with_reports_or_areas(sample: Catalogue) -> None:
    tabs = build_navigation(sample)

    assert [tab.title for tab in tabs] == [
        *(
            "Trang chủ",
            "Báo cáo",
            "Tiến độ",
            "Tổ",
            "Địa bàn",
            "Chỉ tiêu",
            "Chỉ đạo",
            "Sổ theo dõi",
            "Văn bản",
            "Dữ liệu",
            "Hướng dẫn",
            "Thông tin",
        ),
    ]
    children = {tab.title: len(tab.children) for tab in tabs}
    assert (children["Báo cáo"], children["Địa bàn"], children["Tổ"]) == (0, 0, 12)
    assert build_navigation(replace(sample, reports={})) == tabs


def test_the_list_of_digests_is_what_was_read_and_can_be_checked(
    sample: Catalogue, figures: Figures
) -> None:
    file = digests_file(sample, figures)
    listed = dict(reversed(line.split("  ", 1)) for line in file.content.decode().splitlines())

    assert file.uri == "thong-tin/sha256.txt"
    assert listed == shown_digests(sample, figures)
    assert all(sample.digests[path] == digest for path, digest in listed.items())
    digest = hashlib.sha256(file.content).hexdigest()
    assert combined_digest(shown_digests(sample, figures)) == digest


def test_the_files_of_a_report_that_is_not_shown_are_not_named(sample: Catalogue) -> None:
    key = next(reversed(sample.reports))
    report = sample.reports[key]
    draft = report.head.record.model_copy(update={"status": ReportStatus.DRAFT})
    hidden = replace(report, head=replace(report.head, record=draft))
    catalogue = replace(sample, reports={**sample.reports, key: hidden})
    folder = f"content/reports/{key[0].id}/{key[1]}/"
    finding = Diagnostic(code=next(iter(RULES)), place=Place(f"{folder}issues.csv", 3), value="x")

    figures = build_figures(catalogue, TODAY)
    view = build_about_view(catalogue, figures, OPTIONS, [finding])

    assert any(path.startswith(folder) for path in sample.digests)
    assert not any(path.startswith(folder) for path in shown_digests(catalogue, figures))
    assert view.sections[0].tables[0].rows == ()


def test_a_warning_stands_with_its_place_its_words_and_its_mending(
    sample: Catalogue, figures: Figures
) -> None:
    finding = Diagnostic(
        code="completeness.missing-report",
        place=Place("content/teams/to-01/team.md", 4),
        value="Tháng 06/2026",
        params={"team": "Tổ 1", "due": "18/06/2026"},
    )

    view = build_about_view(sample, figures, OPTIONS, [finding])
    (row,) = view.sections[0].tables[0].rows

    assert [cell.text for cell in row.cells] == [
        "teams/to-01/team.md:4",
        "Cảnh báo",
        "completeness.missing-report",
        "Tổ 1 chưa gửi báo cáo Tháng 06/2026; hạn gửi là ngày 18/06/2026.",
        "Gửi báo cáo. Trang vẫn dựng được và ghi rõ là chưa có báo cáo.",
    ]
    assert "1 cảnh báo, 0 lưu ý" in view.answer


def test_the_page_says_which_commit_and_which_day_it_was_made_of(
    sample: Catalogue, figures: Figures
) -> None:
    facts = {fact.label: fact.text for fact in _view(sample, figures, OPTIONS).facts}
    unknown = {
        fact.label: fact for fact in _view(sample, figures, replace(OPTIONS, commit=None)).facts
    }

    assert facts["Ngày tính"] == "10/07/2026"
    assert facts["Phiên bản nội dung (commit)"] == "0" * 40
    assert unknown["Phiên bản nội dung (commit)"].text == "–"


def test_the_page_links_to_the_manifest_of_a_build_that_has_one(
    sample: Catalogue, figures: Figures
) -> None:
    with_manifest = _view(sample, figures, replace(OPTIONS, manifest=True))

    assert _view(sample, figures, OPTIONS).manifest_uris == ()
    assert with_manifest.manifest_uris == ("manifest.json", "SHA256SUMS")


def test_the_manifest_says_what_the_page_says(sample: Catalogue, figures: Figures) -> None:
    options = replace(OPTIONS, versions={"python": "3.11.2", "diaban": "0.1.0"})
    note = Diagnostic(
        code="completeness.missing-report", place=Place("content/teams/to-01/team.md")
    )
    facts = build_facts(sample, figures, options, [note])
    shown = {fact.label: fact.text for fact in _view(sample, figures, options).facts}

    assert facts.inputs == shown_digests(sample, figures)
    assert (facts.warnings, facts.notes, facts.rules) == (1, 0, PASSED)
    assert (facts.audience, facts.period, facts.today) == ("intranet", None, TODAY)
    assert {code.partition(".")[0] for code in RULES if code not in PASSED} == {"closing"}
    assert shown["Chương trình đã dựng"] == "diaban 0.1.0, python 3.11.2"


def _view(sample: Catalogue, figures: Figures, options: BuildOptions) -> AboutView:
    return build_about_view(sample, figures, options, ())
