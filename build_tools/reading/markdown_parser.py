"""The parser of Markdown: CommonMark with tables, and two rules of our own.

`{KT01 | Xã Đạ Tẻh}` quotes a figure, and link definitions (`[name]: address`) are off, because
CommonMark prints nothing for them.
"""

import re
from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, text_join
from markdown_it.rules_inline import StateInline, autolink, html_inline, image, link
from markdown_it.token import Token

from build_tools.reading.line_rule import use_quick_lines
from build_tools.reading.markdown_marks import MARKED_BLOCKS, MAX_NESTING, MAY_MARK
from build_tools.reading.table_rule import use_quick_tables

_MARKED = frozenset({"link_open", "image", "html_inline", "figure", "stray_brace"})
_FIGURE = re.compile(r"\{([^{}]{1,200})\}")
_InlineRule = Callable[[StateInline, bool], bool]


def new_parser() -> MarkdownIt:
    """Return a parser of the Markdown that reports are written in."""
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING, "html": True})
    parser.enable("table").disable("reference")
    for name, rule in (
        ("link", link),
        ("image", image),
        ("autolink", autolink),
        ("html_inline", html_inline),
    ):
        parser.inline.ruler.at(name, _with_offset(rule))
    parser.inline.ruler.before("link", "figure", _with_offset(_figure))
    parser.validateLink = _accept_for_judging  # type: ignore[method-assign]  # its way to set it
    parser.core.ruler.at("inline", _parse_inline)
    parser.disable("text_join")  # which that does
    use_quick_tables(parser, MAY_MARK)
    use_quick_lines(parser)
    return parser


def _parse_inline(state: StateCore) -> None:
    """Give each block its inline tokens; a text without marks, as most cells are, is one token.

    The blocks of which the text was parsed are added to what the caller gave for them.
    """
    marked: list[Token] = state.env.setdefault(MARKED_BLOCKS, [])
    for token in state.tokens:
        if token.type == "inline" and not token.children and token.content:
            if MAY_MARK.search(token.content):
                marked.append(token)
            else:
                token.children = [Token("text", "", 0, content=token.content)]
    parse_marks(state.md, marked)


def parse_marks(parser: MarkdownIt, blocks: Sequence[Token]) -> None:
    """Give these blocks the inline tokens of their text."""
    state = StateCore("", parser, {}, list(blocks))
    for token in blocks:
        token.children = []
        parser.inline.parse(token.content, parser, state.env, token.children)
    text_join(state)


def _accept_for_judging(url: str) -> bool:
    """Let every link through: a bad one must be reported, not printed as text."""
    del url
    return True


def _with_offset(rule: _InlineRule) -> _InlineRule:
    """Wrap an inline rule so that the token it makes knows where it starts in its block."""

    def marking(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it's signature
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            made = next(token for token in state.tokens[before:] if token.type in _MARKED)
            made.meta["offset"] = start
        return True

    return marking


def _figure(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it's signature
    """Read `{…}`; a brace without its pair becomes a token too, to be refused."""
    if state.src[state.pos] not in "{}":
        return False
    match = _FIGURE.match(state.src, state.pos, state.posMax)
    content = " ".join(match.group(1).split()) if match else ""
    if not silent:
        token = state.push("figure" if content else "stray_brace", "", 0)
        token.content = content or state.src[state.pos]
    state.pos = match.end() if match and content else state.pos + 1
    return True
