"""Plain prose is printed from its texts, to the bytes that its tokens would give."""

from dataclasses import replace

from hypothesis import assume, example, given

from build_tools.diagnostics import Diagnostics
from build_tools.reading.markdown import read_prose
from build_tools.rendering.prose import render_prose
from build_tools.views.prose import Quote, build_prose
from tests.reading.plain_bodies import BODIES, EXAMPLES


@given(BODIES)
@example(EXAMPLES[0])
@example(EXAMPLES[1])
@example('| "VD-2026-01001" | %s |\n|--:|---|\n| <a | VD-2026-01001 & |\n')
@example("# <VD-2026-01001>\n\nVD-2026-01001 > {KT01}.\n\n- VD-2026-01001\n")
def test_plain_prose_prints_as_its_tokens_do(body: str) -> None:
    found = Diagnostics()
    prose = read_prose("content/a.md", body, 1, found)
    assume(not tuple(found))  # prose with faults is not printed
    quotes = {"KT01 | Xã Đạ Tẻh": Quote("1,5", "Thu", "xa/")}
    view = replace(
        build_prose(prose, quotes=quotes), matters={"VD-2026-01001": "so/van-de/vd-2026-01001/"}
    )
    by_tokens = replace(view, prose=replace(prose, tokens=list(prose.tokens)))

    assert render_prose(view, "a/") == render_prose(by_tokens, "a/")
