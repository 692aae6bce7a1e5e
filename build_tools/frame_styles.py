"""Material's style sheets, without the rules for what no page of this site has.

Two thirds of them are for code, notes, tabs, Material's own search, blogs, other directions of
writing and other colours. A rule goes only where each of its selectors asks for such a thing; a
rule for anything else, known here or not, stays. Tests hold every built page to have none of it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from build_tools.errors import PublishingError

# Classes that no page has, by their beginnings.
ABSENT = tuple("""
    admonition annotate arithmatex critic emojione footnote gemoji giscus grid headerlink highlight
    inlinehilite katex keys lb- linenodiv linenos mermaid mdx- result tabbed- task-list twemoji
    md-announce md-annotation md-author md-banner-- md-banner__button md-blog md-button md-clipboard
    md-code md-consent md-content-- md-content__button md-draft md-feedback md-footer__
    md-header--hidden md-header--lifted md-header__source md-hero md-input md-meta md-nav__source
    md-nav--integrated md-pagination md-path md-pin md-post md-profile md-progress md-search
    md-select md-sidebar--post md-social md-source md-status md-tabs--active md-tag md-tooltip
    md-typeset__ md-version
""".split())  # fmt: skip  # noqa: SIM905  words, not lines
_NOTES = """
    abstract attention bug caution check cite danger done error example fail failure faq help hint
    important info missing note question quote success summary tip tldr todo warning
""".split()  # noqa: SIM905  as above
_NEGATED = re.compile(r":not\([^()]*\)")
_ABSENT = re.compile(
    rf"\.(?:{'|'.join(map(re.escape, ABSENT))}|(?:{'|'.join(_NOTES)})(?![\w-]))"
    r"|\[dir=rtl\]|\[data-md-toggle=search\]|\[data-md-color-(?:primary|accent)=(?!custom\])"
)
_NAMED_PICTURE = re.compile(r'(--[\w-]+):url\("data:[^"]*"\);?')
_WITH_RULES = ("@media", "@supports")


def frame_styles(theme: Path) -> str:
    """Return what this site needs of the style sheets in Material's folder `theme`.

    Raises PublishingError where they are not there, or not written as style sheets are.
    """
    sheets = (_sheet(theme, name) for name in ("main", "palette"))
    kept = "".join(rule for sheet in sheets for rule in _kept(sheet))
    return _NAMED_PICTURE.sub(lambda found: found[0] if f"({found[1]})" in kept else "", kept)


def _sheet(theme: Path, name: str) -> str:
    found = sorted((theme / "assets/stylesheets").glob(f"{name}.*.min.css"))
    if len(found) != 1:
        raise PublishingError(f"Không tìm thấy tệp kiểu trình bày {name} của Material.")
    return found[0].read_text(encoding="utf-8")


def _kept(sheet: str) -> Iterator[str]:
    """Yield the rules that may match something, those in conditions with their condition."""
    for head, block in _rules(sheet):
        if block is None:
            yield head
        elif head.startswith(_WITH_RULES):
            inner = "".join(_kept(block))
            if inner:
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{head}{{{block}}}"
        else:
            selectors = ",".join(each for each in _selectors(head) if not _is_absent(each))
            if selectors:
                yield f"{selectors}{{{block}}}"


def _rules(sheet: str) -> Iterator[tuple[str, str | None]]:
    """Yield (selectors or condition, what stands in the braces), None for a lone statement."""
    begin = 0
    while begin < len(sheet):
        opening = sheet.find("{", begin)
        if opening < 0:
            raise PublishingError("Tệp kiểu trình bày của Material không đọc được.")
        head = sheet[begin:opening]
        if head.startswith("@") and ";" in head:
            end = begin + head.index(";") + 1
            yield sheet[begin:end], None
        else:
            end = _closing(sheet, opening)
            yield head, sheet[opening + 1 : end - 1]
        begin = end


_BRACE_OR_TEXT = re.compile(r'"[^"]*"|[{}]')


def _closing(sheet: str, opening: int) -> int:
    """Return the place behind the brace that closes the one at `opening`."""
    depth = 0
    for found in _BRACE_OR_TEXT.finditer(sheet, opening):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return found.end()
    raise PublishingError("Tệp kiểu trình bày của Material không đọc được.")


_COMMA_OR_GROUP = re.compile(r"\((?:[^()]|\([^()]*\))*\)|,")


def _selectors(head: str) -> Iterator[str]:
    """Yield the selectors of a list; commas in brackets part none."""
    begin = 0
    for found in _COMMA_OR_GROUP.finditer(head):
        if found[0] == ",":
            yield head[begin : found.start()]
            begin = found.end()
    yield head[begin:]


def _is_absent(selector: str) -> bool:
    return _ABSENT.search(_NEGATED.sub("", selector)) is not None
