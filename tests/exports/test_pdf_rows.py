"""Rows whose height was told beforehand stand as Typst sets them by itself, word by word."""

import json
from collections.abc import Sequence

import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st
from official import ROOT, document, made
from test_pdf import Word, words_of

from build_tools.exports.line_counts import Ruler, ruler_of
from build_tools.views.official import (
    AnnexPart,
    ColumnHead,
    ListBlock,
    OfficialDocument,
    QuoteBlock,
    TableBlock,
    TableRow,
)

SHARES = (0.05, 0.09, 0.13, 0.18, 0.24, 0.31)
WORDS = (
    *("Ủy ban", "nhân dân", "phường", "Xuân Hương - Đà Lạt", "AVATAR", "To", "Ỹ", "111.111", "11"),
    *("−5", "3,5%", "(ước)", "14-CTr/TU", "10/01/2026", "“trích”", "a–b", "x;y", "tỷ\u00a0đồng"),
    *("bô-xít", "(a)(b)", "[U+1F600]", "!", "?", "…", "–", "- ", "  ", "\n", "https://a.vn/b?c=1"),
    *("Ngườingườingườingười", "1–2", ".", "§ 5", "+84", "&", "a/b", "a_b", "«x»", "—", "°", "ﬁ"),
)
LETTERS = "aĂấTVAWY1234., -–/()%:;\"'!?"
FONTS = ROOT / "site_templates/documents/fonts"
MEASURED = """
#set text(font: "Tinos", size: 10pt, weight: sys.inputs.weight, lang: "vi", region: "VN",
  fallback: false, hyphenate: false, overhang: false, top-edge: 0.8em, bottom-edge: -0.2em)
#set par(leading: 0pt, justify: false)
#context [#metadata(json(bytes(sys.inputs.texts)).map(each =>
  measure(width: each.last() * 10pt, each.first()).height / 10pt)) <lines>]
"""
texts = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join) | st.text(LETTERS, max_size=40)
rooms = st.floats(1, 20)


def with_tables(*tables: TableBlock) -> OfficialDocument:
    """A document with the tables in its text, set in from the side, upright and across."""
    item = tuple((table,) for table in tables)
    return document(
        text=(*tables, QuoteBlock(blocks=tables), ListBlock(items=item, start=None)),
        annexes=tuple(
            AnnexPart(title=title, lead="", tables=tables, landscape=landscape)
            for title, landscape in (("Dọc", False), ("Ngang", True))
        ),
    )


def table_of(*lines: TableRow, small: bool = False) -> TableBlock:
    columns = tuple(
        ColumnHead(f"Cột {number}", "right" if number % 2 else "left", share)
        for number, share in enumerate(SHARES)
    )
    return TableBlock(caption="Bảng", columns=columns, rows=lines, small=small)


def words_as_typst_sets_them(said: OfficialDocument) -> list[Word]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Ruler, "lines", lambda *_: None)
        return words_of(made(said, "pdf"))


def set_by_typst(said: Sequence[tuple[str, float]], weight: str) -> list[float]:
    """How many lines each text takes in so many heights of a letter."""
    inputs = {"texts": json.dumps(said), "weight": weight}
    found = typst.query(
        MEASURED.encode(), "<lines>", field="value", one=True, font_paths=[FONTS], sys_inputs=inputs
    )
    return [round(each, 3) for each in json.loads(found)]


@pytest.mark.parametrize("face", ["Regular", "Bold"])
@given(st.lists(st.tuples(texts, rooms), min_size=50, max_size=300))
@example(
    [
        ("A34;%", 1.0),
        ("5)%", 1.0),
        ("(a:%b)", 1.0),
        ("12%", 1.0),
        ("5\u00a0%", 1.0),
        ("a.%", 0.5),
        ("a:%", 1.0),
        ("a,%b%c", 0.5),
    ]
)
@settings(max_examples=20)
def test_a_text_takes_as_many_lines_as_were_told(face: str, said: list[tuple[str, float]]) -> None:
    ruler = ruler_of(FONTS / f"Tinos-{face}.ttf")
    told = [ruler.lines(text, room) for text, room in said]
    found = set_by_typst(said, face.lower())
    known = [
        (text, room, mine, typsts)
        for (text, room), mine, typsts in zip(said, told, found, strict=True)
        if mine is not None and text
    ]
    assert [mine for *_, mine, _ in known] == [typsts for *_, typsts in known], known


@pytest.mark.parametrize("small", [False, True])
def test_no_word_moves_for_a_height_that_was_told_beforehand(*, small: bool) -> None:
    count = len(WORDS)
    lines = [
        TableRow(
            tuple(
                text if (row + at) % 7 else (text, WORDS[(row + 3 * at) % count])
                for at in range(len(SHARES))
                for text in [
                    " ".join(WORDS[(row + at + 5 * n) % count] for n in range(row % 5 + 1))
                ]
            ),
            strong=row % 6 == 0,
        )
        for row in range(60)
    ]
    said = with_tables(table_of(*lines, small=small))
    assert words_of(made(said, "pdf")) == words_as_typst_sets_them(said)


def test_nothing_moves_in_rows_without_a_text() -> None:
    said = with_tables(table_of(*[TableRow(("",) * 6), TableRow(("a", *[""] * 5))] * 40))
    assert words_of(made(said, "pdf")) == words_as_typst_sets_them(said)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 1, 1),
        ("Ủy ban nhân dân", 20, 1),
        ("Ủy ban nhân dân", 5, 2),
        ("Ủy ban nhân dân", 0.1, 4),
        ("1.234.567,8", 1, 1),
        ("tỷ\u00a0đồng", 1, 1),
        ("bô-xít", 1, None),  # a line may end behind the hyphen: not told
        ("a\nb", 9, None),
        ("a  b", 9, None),
        ("https://a.vn", 1, None),
        ("שלום", 9, None),
        ("", 0, None),
    ],
)
def test_lines_are_told_where_they_surely_are_so_many(
    text: str, room: float, lines: int | None
) -> None:
    assert ruler_of(FONTS / "Tinos-Regular.ttf").lines(text, room) == lines


def test_most_rows_of_a_plain_table_are_told() -> None:
    said = [("Ủy ban nhân dân phường Xuân Hương - Đà Lạt", "Đang thực hiện", "1.234,5")] * 3
    counts = [
        ruler_of(FONTS / "Tinos-Regular.ttf").lines(text, 9) for line in said for text in line
    ]
    assert counts == [3, 1, 1] * 3
