"""Documents are made by `build` and `publish` alone, linked only then, and made once."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.project import Project
from build_tools.publishing import products
from build_tools.publishing.build import build_site
from build_tools.publishing.verify import verify_tree
from build_tools.shell_environment import options_from_environment
from build_tools.site import compose

REPORT = "content/reports/2031-01/to-01/report.md"
FORMS = ("pdf", "docx")


def build(project: Project, out: Path, **asked: bool) -> Path:
    options = replace(options_from_environment(project, manifest=True, documents=True), **asked)  # type: ignore[arg-type]
    composition = build_site(project, options, out, lambda _: None)
    assert composition.site is not None, composition.findings
    return out


def documents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for form in FORMS
        for path in sorted(site.rglob(f"*.{form}"))
    }


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for every product that is made, not taken from the store."""
    found: list[int] = []

    def make(maker: Callable[[], bytes]) -> bytes:
        found.append(1)
        return maker()

    monkeypatch.setattr(products, "_call", make)
    monkeypatch.setattr(products._ThisProcess, "made_some", True)  # noqa: SLF001  so it is seen here
    return found


@pytest.mark.slow
def test_a_build_makes_and_links_them_and_the_manifest_names_them(
    small_province: Project, tmp_path: Path
) -> None:
    site = build(small_province, tmp_path / "site")
    assert list(documents(site)) == [
        f"bao-cao/2031-01/{name}.{form}"
        for form in FORMS
        for name in (
            "to-01/bao-cao-2031-01-to-01",
            "to-02/bao-cao-2031-01-to-02",
            "tong-hop-2031-01",
        )
    ]
    page = (site / "bao-cao/2031-01/to-01/index.html").read_text("utf-8")
    for form in FORMS:
        assert f'href="bao-cao-2031-01-to-01.{form}"' in page
    assert verify_tree(site) == ()
    sums = (site / "SHA256SUMS").read_text("utf-8")
    assert len(re.findall(r"\.(?:pdf|docx)$", sums, re.MULTILINE)) == 6


@pytest.mark.slow
def test_unchanged_ones_are_not_made_again_and_a_change_makes_its_own_anew(
    small_province: Project, tmp_path: Path, made: list[int]
) -> None:
    first = documents(build(small_province, tmp_path / "1"))
    count = len(made)
    assert count >= len(first)
    assert documents(build(small_province, tmp_path / "2")) == first
    assert len(made) == count
    report = small_province.root / REPORT
    text = report.read_text("utf-8")
    report.write_text(text.replace("hai xã.", "hai xã, một phường."), "utf-8")
    assert report.read_text("utf-8") != text
    changed = documents(build(small_province, tmp_path / "3"))
    assert {name for name in first if changed[name] != first[name]} == {
        f"bao-cao/2031-01/to-01/bao-cao-2031-01-to-01.{form}" for form in FORMS
    }


@pytest.mark.slow
def test_another_layout_makes_all_anew(small_province: Project, tmp_path: Path) -> None:
    first = documents(build(small_province, tmp_path / "1"))
    settings = small_province.root / "content/settings.yml"
    with settings.open("a", encoding="utf-8") as stream:
        stream.write("the_thuc:\n  heading: Báo cáo nhanh\n  Lề trái (mm): 35\n")
    second = documents(build(small_province, tmp_path / "2"))
    assert [name for name in first if first[name] == second[name]] == []


def test_without_being_asked_for_there_is_neither_document_nor_link(
    small_province: Project,
) -> None:
    options = options_from_environment(small_province)
    site = compose(small_province, options).site
    assert site is not None
    assert site.products == ()
    assert [page.uri for page in site.pages if re.search(r"\.(pdf|docx)\"", page.body)] == []


def test_a_preview_has_none_even_when_asked(small_province: Project) -> None:
    options = options_from_environment(small_province, drafts=True, documents=True)
    site = compose(small_province, options).site
    assert site is not None
    assert site.products == ()
    assert [page.uri for page in site.pages if re.search(r"\.(pdf|docx)\"", page.body)] == []


def test_a_draft_never_becomes_one(small_province: Project) -> None:
    report = small_province.root / REPORT
    text = report.read_text("utf-8")
    report.write_text(text.replace("status: issued", "status: submitted"), "utf-8")
    site = compose(small_province, options_from_environment(small_province, documents=True)).site
    assert site is not None
    uris = {product.uri for product in site.products}
    assert not any("to-01" in uri for uri in uris)
    assert "bao-cao/2031-01/to-02/bao-cao-2031-01-to-02.pdf" in uris


@pytest.mark.slow
def test_one_for_few_says_for_whom_it_is(small_province: Project, tmp_path: Path) -> None:
    options = options_from_environment(small_province, audience="leadership", documents=True)
    build_site(small_province, options, tmp_path / "site", lambda _: None)
    from docx import Document  # noqa: PLC0415  only here

    word = Document(str(tmp_path / "site/bao-cao/2031-01/to-01/bao-cao-2031-01-to-01.docx"))
    foot = word.sections[0].footer.paragraphs[0].text
    assert foot == (
        "Bản chép từ trang báo cáo nội bộ, không phải bản chính đã ký, đóng dấu. "
        "Bản dành cho lãnh đạo, không chuyển tiếp. Dữ liệu minh họa."
    )
