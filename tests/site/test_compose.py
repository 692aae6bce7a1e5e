"""The order of a build: what stops it, what it may be asked, and that it gives the same again."""

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from build_tools.diagnostics import RULES, Severity
from build_tools.errors import UsageError
from build_tools.project import BuildOptions, Project
from build_tools.shell_environment import options_from_environment
from build_tools.site import compose
from build_tools.site_model import Site
from schemas.catalogue import Catalogue
from schemas.period import Period

pytestmark = pytest.mark.slow
TODAY = dt.date(2026, 7, 10)
REPORT = "reports/2026-06/to-01/report.md"
ISSUES = "reports/2026-06/to-01/issues.csv"


@pytest.fixture(scope="module")
def site(project: Project) -> Site:
    composition = compose(project, options_from_environment(project))
    assert composition.site is not None, composition.findings
    return composition.site


def bodies(site: Site | None) -> dict[str, str]:
    assert site is not None
    return {page.uri: page.body for page in site.pages}


def change(project: Project, path: str, old: str, new: str) -> None:
    file = project.content / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_error_in_the_content_gives_findings_and_no_site(sample_copy: Project) -> None:
    change(sample_copy, REPORT, "team: to-01", "team: to-99")

    composition = compose(sample_copy, BuildOptions(today=TODAY))

    assert composition.site is None
    assert any(RULES[each.code].severity is Severity.ERROR for each in composition.findings)


def test_a_mark_of_secrecy_is_never_built(sample_copy: Project) -> None:
    change(sample_copy, REPORT, "## I. Tình hình địa bàn", "## I. Tình hình địa bàn\n\nMẬT")

    composition = compose(sample_copy, BuildOptions(today=TODAY))

    assert composition.site is None
    assert any(each.code.startswith("secrecy.") for each in composition.findings)


def test_each_stage_is_announced_in_its_order(project: Project) -> None:
    told: list[str] = []

    compose(project, BuildOptions(today=TODAY), told.append)

    assert told == ["Đọc và kiểm tra", "Tổng hợp", "Soạn trang"]


def test_a_build_up_to_a_period_knows_nothing_later(project: Project) -> None:
    old = compose(project, BuildOptions(today=TODAY, period="2026-03")).site
    pages = bodies(old)

    assert "bao-cao/2026-03/" in pages
    assert not {uri for uri in pages if re.match(r"bao-cao/2026-(0[4-6]|q)", uri)}
    assert "Kỳ tháng 03/2026:" in pages[""]
    assert "/04/2026" not in pages["bao-cao/"]
    assert "Không phải kỳ mới nhất" not in pages["bao-cao/2026-03/"]


def test_a_build_up_to_a_quarter_holds_the_quarter(project: Project) -> None:
    pages = bodies(compose(project, BuildOptions(today=TODAY, period="2026-Q1")).site)

    assert "bao-cao/2026-q1/" in pages
    assert "bao-cao/2026-04/" not in pages


def test_a_period_that_is_none_is_an_error_of_use(project: Project) -> None:
    with pytest.raises(UsageError) as refusal:
        compose(project, BuildOptions(today=TODAY, period="tháng ba"))

    assert str(refusal.value) == (
        "“tháng ba” không phải kỳ báo cáo; viết như 2026-01, 2026-Q1 hoặc 2026."
    )


def test_a_draft_is_shown_only_to_an_editor(sample_copy: Project) -> None:
    change(sample_copy, REPORT, "status: issued", "status: draft")
    uri = "bao-cao/2026-06/to-01/"

    published = bodies(compose(sample_copy, BuildOptions(today=TODAY)).site)
    previewed = bodies(compose(sample_copy, BuildOptions(today=TODAY, drafts=True)).site)

    assert uri not in published
    assert "Dự thảo" in previewed[uri]


def test_every_kind_of_page_is_there(site: Site) -> None:
    kinds = {page.kind for page in site.pages}

    assert {"home", "reports", "period", "report", "team", "area", "document", "about"} <= kinds
    assert len({page.uri for page in site.pages}) == len(site.pages)


def test_no_page_asks_another_host_for_anything(site: Site) -> None:
    for page in site.pages:
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page.body), page.uri


def test_a_word_of_the_content_cannot_become_an_element_or_a_link(
    sample_copy: Project, sample: Catalogue
) -> None:
    title = sample.reports[Period.parse("2026-06"), "to-01"].issues[0].record.title
    change(sample_copy, ISSUES, title, "<script>x</script> [y](javascript:z)")

    body = bodies(compose(sample_copy, BuildOptions(today=TODAY)).site)["bao-cao/2026-06/to-01/"]

    assert "&lt;script&gt;x&lt;/script&gt; [y](javascript:z)" in body
    assert "<script" not in body
    assert 'href="javascript' not in body


def test_the_seed_of_hashing_changes_no_byte(project: Project) -> None:
    program = (
        "import datetime, hashlib; from pathlib import Path;"
        "from build_tools.project import BuildOptions, Project;"
        "from build_tools.site import compose;"
        f"site = compose(Project(root=Path({str(project.root)!r})),"
        f" BuildOptions(today=datetime.date{TODAY.year, TODAY.month, TODAY.day})).site;"
        "print(hashlib.sha256(repr((site.pages, site.nav, site.files)).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(project.root))},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(digests) == 1
