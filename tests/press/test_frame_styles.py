"""What is left out of Material's style sheets, and that no page has any of it."""

import re
from pathlib import Path

import material
import pytest

from build_tools.errors import PublishingError
from build_tools.frame_styles import ABSENT, frame_styles

MATERIAL = Path(material.__file__).parent / "templates"
SHEET = (
    '@charset "UTF-8";'
    ':root{--md-tip-icon:url("data:image/svg+xml,<svg>{</svg>");--md-used:url("data:x");--a:1}'
    ".md-typeset .admonition,.md-typeset details{color:red}"
    ".md-typeset .admonition>p{color:red}"
    ".md-typeset a:not(.headerlink):is(:hover,.highlight),.md-grid{mask:var(--md-used)}"
    "[dir=rtl] .md-grid{margin:0}[dir=ltr] .md-grid{margin:1px}"
    "@media print{.md-search{display:none}}"
    "@media screen{.md-search{top:0}.md-grid{top:0}@supports (a:b){.md-grid{top:1px}}}"
    "@page{margin:25mm}.informal{top:2px}.info{top:3px}"
)
PALETTE = '[data-md-color-primary=red]{--b:2}[data-md-color-primary=custom] .md-grid{--b:"}"}'


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    folder = tmp_path / "assets/stylesheets"
    folder.mkdir(parents=True)
    (folder / "main.0a.min.css").write_text(SHEET, encoding="utf-8")
    (folder / "palette.0a.min.css").write_text(PALETTE, encoding="utf-8")
    return tmp_path


def test_a_rule_goes_where_each_of_its_selectors_asks_for_what_no_page_has(theme: Path) -> None:
    assert frame_styles(theme) == (
        '@charset "UTF-8";'
        ':root{--md-used:url("data:x");--a:1}'
        ".md-typeset details{color:red}"
        ".md-grid{mask:var(--md-used)}"
        "[dir=ltr] .md-grid{margin:1px}"
        "@media screen{.md-grid{top:0}@supports (a:b){.md-grid{top:1px}}}"
        "@page{margin:25mm}.informal{top:2px}"
        '[data-md-color-primary=custom] .md-grid{--b:"}"}'
    )


@pytest.mark.parametrize("broken", [".a{", ".a{b:c}d", '.a{b:"}"'])
def test_a_sheet_that_cannot_be_read_is_refused(theme: Path, broken: str) -> None:
    (theme / "assets/stylesheets/main.0a.min.css").write_text(broken, encoding="utf-8")
    with pytest.raises(PublishingError, match=r"của Material không đọc được\."):
        frame_styles(theme)


def test_a_missing_sheet_is_named(theme: Path) -> None:
    (theme / "assets/stylesheets/palette.0a.min.css").unlink()
    with pytest.raises(PublishingError, match=r"tệp kiểu trình bày palette của Material\."):
        frame_styles(theme)


def test_most_of_the_weight_goes_and_what_the_frame_is_made_of_stays() -> None:
    kept = frame_styles(MATERIAL)
    whole = sum(path.stat().st_size for path in MATERIAL.glob("assets/stylesheets/*.css"))
    assert len(kept) < whole * 0.35
    for name in ("md-header__inner", "md-tabs__link", "md-nav--lifted", "md-sidebar", "md-top"):
        assert f".{name}" in kept


@pytest.mark.slow
def test_no_page_has_what_was_left_out(built_sample: Path) -> None:
    found = {
        name
        for path in [*built_sample.rglob("*.html"), *built_sample.glob("assets/js/*.js")]
        for text in re.findall(r'class(?:Name)?[=:] ?"([^"]+)"', path.read_text("utf-8"))
        for name in text.split()
        if name.startswith(ABSENT)
    }
    assert found == set()
