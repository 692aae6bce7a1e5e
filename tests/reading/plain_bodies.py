"""Bodies of plain prose as a strategy, and some that are just not plain."""

from hypothesis import strategies as st

_TEXTS = ("Xã Đạ Tẻh đạt 1.234,5", "12 xã", "a | b", "**đậm** và `mã`", "_a_ b", "x#", "(một)  ")
_MARKED = ("còn {KT01 | Xã Đạ Tẻh}", "{KT01", "[a](b.md) }", "![a{KT02}](b.png)", "<b>", "a\\")
_STRANGE = ("\u2003a", "a\u00a0", "a\x0b", "\ufeffa", "a\0", "&amp; &#8238;", "a\tb", "\x1fa")
_BLOCKS = ("1. a", "1.2", "12) a", "***", "* a", "+5%", "~~~", "===", "--", "> a", "[a]: b", ":a")
_TEXT = st.sampled_from((*_TEXTS, *_TEXTS, *_MARKED, *_STRANGE, *_BLOCKS)) | st.text(
    "aĐ1.)*_-#|:`>+<{}[]&\\ \t\u00a0", max_size=6
)
_WORDS = st.sampled_from(_TEXTS)
_RARELY = st.integers(0, 19).map(lambda at: not at)


@st.composite
def _mostly(draw: st.DrawFn, usual: st.SearchStrategy[str]) -> str:
    return draw(_TEXT | st.sampled_from(_MARKED)) if draw(_RARELY) else draw(usual)


_MOSTLY = _mostly(_WORDS)
_HEADING = st.tuples(
    st.sampled_from((*["# ", "## ", "### "] * 4, "#\t", "#", "####### ")),
    _MOSTLY,
    st.sampled_from(("", "", " #", " ## ", "#", "\t")),
).map("".join)
_PARAGRAPH = st.lists(_MOSTLY, min_size=1, max_size=3).map("\n".join)
_ITEM = st.tuples(st.sampled_from((*["- "] * 20, "-  ", "-", " - ")), _MOSTLY).map("".join)
_LIST = st.lists(_ITEM, min_size=1, max_size=4).map("\n".join)
_CELLS = ("Xã Đạ Tẻh", "1.234,5", "", " ", "a\tb", "VD-2026-01001", '"a" > b', "50%", "%s", "#")
_CELL = _mostly(st.sampled_from(_CELLS))


@st.composite
def _table(draw: st.DrawFn) -> str:
    """A table, mostly with all its cells."""
    columns = draw(st.integers(1, 3))
    dashes = st.sampled_from((*["---", ":---", "---:", ":-:", "-", " -- "] * 5, ":"))
    wrong = draw(_RARELY) * draw(st.sampled_from((-1, 1)))
    rows = draw(st.integers(0, 3))
    lines = [_row(draw, _CELL, columns), _row(draw, dashes, columns)]
    lines += [_row(draw, _CELL, columns + (wrong if not row else 0)) for row in range(rows)]
    return "\n".join(lines)


def _row(draw: st.DrawFn, cells: st.SearchStrategy[str], columns: int) -> str:
    inner = " | ".join(draw(cells) for _ in range(columns))
    around = st.sampled_from((*["| {} |", "|{}|", "| {} | "] * 8, "{}", " | {} |"))
    return draw(around).format(inner) if "{" not in inner else f"| {inner} |"


_BLOCK = _HEADING | _PARAGRAPH | _LIST | _table()
_BETWEEN = st.sampled_from((*["\n\n", "\n \n", "\n\n\n", "\n\t\n"] * 8, "\n", "\r\n\n"))
_LAST = st.sampled_from(("", "\n", "\n\n", "\n  ", " ", "\n \n"))


@st.composite
def _body(draw: st.DrawFn) -> str:
    blocks = draw(st.lists(_BLOCK, max_size=5))
    body = draw(st.sampled_from(("", "", "\n", " \n")))
    for block in blocks:
        body += block + draw(_BETWEEN)
    return body.rstrip("\n") + draw(_LAST)


BODIES = _body()
EXAMPLES = (
    "## I. Tình hình\n\nThu {KT01 | Xã Đạ Tẻh}, **tăng**.\n\n- Một.\n- Hai {KT02}.\n\n\nHai.\n",
    "| Xã | Số |\n|:--|--:|\n| Đạ Tẻh | 1.234,5 |\n| Di Linh |  |\n\n# Đầu # \n- a\n",
    "|a|\n|-|\n",
    "|\n|-|\n|a|\n",
    "|a|\n|-|\n|\n| |\n||\n",
    "- a\n- b\n\n- c\n",
    "a\n- b\n\n    mã\n",
    "a\0\n",
    "1. a\n\n2) b\n",
    "***\n\n* a\n\n__\n\n_ _ _\n",
    "- 1. a\n- - b\n",
    "a\n===\n\nb | c\n:-|-\n",
)
