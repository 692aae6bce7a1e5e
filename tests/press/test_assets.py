from hashlib import sha256
from pathlib import Path

import pytest

from build_tools.assets import SCRIPT, SEARCH_SCRIPT, STYLES, named_by_content
from build_tools.errors import PublishingError


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    files = {
        "css/a.css": 'a { src: url("../fonts/f.woff2") format("woff2"); }',
        "css/b.css": "b { color: red; }",
        "fonts/f.woff2": "font",
        "fonts/OFL.txt": "licence",
        "fonts/README.md": "not served",
        "js/x.js": "1;",
        "js/y.js": "2;",
        "js/z.js": "3;",
        "js/search/a.js": "4;",
        "js/search/b.js": "5;",
    }
    for name, text in files.items():
        path = tmp_path / "assets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


STYLES_IN_ORDER = ("assets/css/b.css", "assets/css/a.css")
SCRIPTS = ("assets/js/z.js", "assets/js/y.js")


def test_a_name_tells_the_content(templates: Path) -> None:
    assets = named_by_content(templates, STYLES_IN_ORDER, SCRIPTS)
    digest = sha256(b"1;").hexdigest()[:8]
    assert assets["assets/js/x.js"].uri == f"assets/js/x.{digest}.js"
    assert assets["assets/fonts/OFL.txt"].uri == "assets/fonts/OFL.txt"
    assert "assets/fonts/README.md" not in assets


def test_styles_are_joined_in_order_and_name_their_fonts_by_content(templates: Path) -> None:
    assets = named_by_content(templates, STYLES_IN_ORDER, SCRIPTS)
    font = Path(assets["assets/fonts/f.woff2"].uri).name
    assert assets[STYLES].content.decode() == (
        f'b {{ color: red; }}\na {{ src: url("../fonts/{font}") format("woff2"); }}'
    )
    assert [uri for uri in assets if uri.endswith(".css")] == [STYLES]


def test_comments_and_indents_of_styles_are_left_out_behind_those_of_the_frame(
    templates: Path,
) -> None:
    sheet = "/* why\n so */\nb {\n  color: red; /* here */\n  top: 0;\n}\n"
    (templates / "assets/css/b.css").write_text(sheet, encoding="utf-8")
    assets = named_by_content(templates, STYLES_IN_ORDER[:1], SCRIPTS, frame_styles="a{top:1px}")
    assert assets[STYLES].content == b"a{top:1px}\nb {\ncolor: red; top: 0;\n}"


def test_what_every_sheet_says_cannot_end_the_rule_that_says_it(templates: Path) -> None:
    head = 'Bản "mật" } a{b:c} \\ */ của Tổ 1.\n'
    assets = named_by_content(templates, STYLES_IN_ORDER[:1], SCRIPTS, running_head=head)
    rule = assets[STYLES].content.decode().splitlines()[1]
    told = "Bản \\22 mật\\22  \\7d  a\\7b b:c\\7d  \\5c  \\2a \\2f  của Tổ 1.\\a "
    assert rule.startswith(f'@page {{ @top-left {{ content: "{told}"; ')


def test_scripts_are_joined_those_of_every_page_and_those_of_the_search_box(
    templates: Path,
) -> None:
    assets = named_by_content(templates, STYLES_IN_ORDER, SCRIPTS)
    assert assets[SCRIPT].content == b"3;\n2;"
    assert assets[SEARCH_SCRIPT].content == b"4;\n5;"
    assert {uri for uri in assets if uri.endswith(".js")} == {
        SCRIPT,
        SEARCH_SCRIPT,
        "assets/js/x.js",
    }


def test_another_font_gives_the_styles_another_name(templates: Path) -> None:
    before = named_by_content(templates, STYLES_IN_ORDER, SCRIPTS)[STYLES].uri
    (templates / "assets/fonts/f.woff2").write_text("another", encoding="utf-8")
    assert named_by_content(templates, STYLES_IN_ORDER, SCRIPTS)[STYLES].uri != before


def test_a_missing_file_is_named(templates: Path) -> None:
    with pytest.raises(PublishingError, match=r"Thiếu tệp assets/css/c\.css của khung trang\."):
        named_by_content(templates, ["assets/css/c.css"], SCRIPTS)
    (templates / "assets/fonts/f.woff2").unlink()
    with pytest.raises(PublishingError, match=r"gọi tệp không có: \.\./fonts/f\.woff2\."):
        named_by_content(templates, STYLES_IN_ORDER, SCRIPTS)
