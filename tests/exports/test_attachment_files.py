"""Attachments on the site: below the page of their report, if that is shown at all."""

import hashlib
from dataclasses import replace

import pytest

from build_tools.aggregation import build_figures
from build_tools.aggregation.figures import Figures
from build_tools.exports.attachments import attachment_files, screenshot_files
from build_tools.views.attachments import attachment_addresses, attachment_views
from schemas.attachment import Attachment
from schemas.catalogue import Catalogue
from schemas.period import Period

KEY = (Period.parse("2026-06"), "to-01")


@pytest.fixture(scope="module")
def figures(sample: Catalogue) -> Figures:
    assert sample.settings.as_of is not None
    return build_figures(sample, sample.settings.as_of)


def test_they_are_published_under_plain_names(sample: Catalogue, figures: Figures) -> None:
    assert [file.uri for file in attachment_files(sample, figures)] == [
        "bao-cao/2026-06/to-01/tep/bien-ban-khao-sat-cau-tam.pdf",
        "bao-cao/2026-06/to-01/tep/tien-do-cau-tam.xlsx",
        "bao-cao/2026-06/to-06/tep/so-do-taluy.png",
    ]


def test_the_page_says_what_each_is(sample: Catalogue, figures: Figures) -> None:
    file, *_ = attachment_files(sample, figures)
    view, *_ = attachment_views(sample, sample.reports[KEY])
    assert (view.name, view.kind) == ("Biên bản khảo sát cầu tạm.pdf", "PDF")
    assert view.uri == file.uri
    assert hashlib.sha256(file.content).hexdigest().startswith(view.digest)
    assert view.size == f"{-(-len(file.content) // 1024)} KB"


def test_a_picture_is_published_without_its_metadata(sample: Catalogue, figures: Figures) -> None:
    (picture,) = (one for one in attachment_files(sample, figures) if one.uri.endswith(".png"))
    path = "content/reports/2026-06/to-06/attachments/so-do-taluy.png"
    one = sample.attachments[path]
    assert b"minh hoa" not in picture.content
    assert b"eXIf" not in picture.content
    assert one.sha256 != one.source_sha256 == sample.digests[path]


def test_those_of_a_report_that_is_not_shown_are_not_published(
    sample: Catalogue, figures: Figures
) -> None:
    reports = {key: report for key, report in figures.reports.items() if key != KEY}
    uris = [file.uri for file in attachment_files(sample, replace(figures, reports=reports))]
    assert uris == ["bao-cao/2026-06/to-06/tep/so-do-taluy.png"]


def test_the_screenshots_of_the_guide_are_published_as_they_are_named(sample: Catalogue) -> None:
    files = screenshot_files(sample)
    assert [file.uri.rpartition("/")[0] for file in files] == ["huong-dan/hinh"] * len(files)
    assert [file.content for file in files] == [
        sample.screenshots[f"content/{file.uri}"].content for file in files
    ]
    assert files


def test_names_that_become_one_are_told_apart(sample: Catalogue) -> None:
    names = ("Bảng.pdf", "Bang.pdf", "bang (1).pdf", "№.pdf", "bang.PDF")
    files = {f"x/{name}": Attachment(f"x/{name}", b"", "", "") for name in names}
    report = replace(sample.reports[KEY], attachments=tuple(files))
    uris = attachment_addresses(replace(sample, attachments=files), report)
    assert [uri.rpartition("/")[2] for uri in uris] == [
        "bang.pdf",
        "bang-2.pdf",
        "bang-1.pdf",
        "tep.pdf",
        "bang-3.pdf",
    ]
