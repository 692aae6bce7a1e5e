"""Text of a Word document as Markdown that shows the same text: nothing in it becomes a mark.

Bold, italic and links are kept; what of them Markdown cannot say around just these letters is left
out, never a letter.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from build_tools.diagnostics import Diagnostics
from build_tools.reading.documents.model import Run
from build_tools.reading.markdown import plain_text, read_prose
from schemas.text import nfc

# A quoted figure is meant as one; any other brace is a letter.
_FIGURE = re.compile(r"\{[A-Z]{2}\d{2,3}(?:\s*\|[^{}|]*)*\}")
_MARK = re.compile(r"[\\`*_\[\]<>{}]|&(?=#?\w+;)")
_LINE_START = re.compile(
    r"(?P<mark>#{1,6}(?=\s|$)|>|[-+](?=\s|$)|~~~|=+(?=\s*$)|-+(?=\s*$))"
    r"|(?P<number>\d{1,9})(?P<point>[.)])(?=\s|$)"
)
_DELIMITERS = re.compile(r"[|:\-\s]*-[|:\-\s]*")
_BLANKS = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+")
# Hints for line breaking that Word and other programs leave behind.
_UNSEEN = re.compile("[\u00ad\u200b\ufeff]")
_SAFE_LINK = re.compile(r"(?:https?://[^/?#\s]|mailto:[^?\s])[^\s<>\\]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Inline:
    """A paragraph as Markdown, and as a page shows it.

    `lost` is what of its look or its links could not be kept.
    """

    text: str
    shown: str
    lost: tuple[str, ...] = ()
    is_sound: bool = True


def cleaned(text: str) -> str:
    """Return text in NFC with plain blanks, line breaks kept, and without hidden hints."""
    lines = nfc(_UNSEEN.sub("", text)).split("\n")
    return "\n".join(_BLANKS.sub(" ", line) for line in lines)


def shown_text(text: str) -> str:
    """Return a text as a page shows it: blanks and line breaks are one blank."""
    return " ".join(cleaned(text).split())


def inline_markdown(runs: Sequence[Run], *, in_table: bool = False) -> Inline:
    """Write one paragraph; proved by reading it back."""
    expected = _with_plain_figures(shown_text("".join(run.text for run in runs)))
    lost = tuple(_unsafe_links(runs))
    kept = [replace(run, link=run.link if _is_safe(run.link) else "") for run in runs]
    plain = [Run(run.text) for run in runs]
    for tried, note in ((kept, ()), (plain, ("chữ đậm, nghiêng hoặc liên kết",))):
        text = _written(tried, in_table=in_table)
        if reads_as(text, expected, in_table=in_table):
            return Inline(text, expected, (*lost, *note))
    return Inline(text, expected, lost, is_sound=not expected)


def _unsafe_links(runs: Iterable[Run]) -> Iterator[str]:
    addresses = dict.fromkeys(run.link for run in runs if run.link and not _is_safe(run.link))
    yield from (f"liên kết tới “{address}”" for address in addresses)


def _is_safe(link: str) -> bool:
    return bool(_SAFE_LINK.fullmatch(link))


def reads_as(markdown: str, expected: str, *, in_table: bool = False) -> bool:
    """Say whether a page shows just this text for the Markdown, as one paragraph or cell."""
    source = f"| {markdown} |\n|---|\n" if in_table else markdown
    found = Diagnostics()
    prose = read_prose("", source, 1, found)
    inlines = [token for token in prose.tokens if token.type == "inline"]
    if not expected:
        return not markdown.strip()
    return (
        not found
        and len(inlines) == 1
        and prose.tokens[0].type == ("table_open" if in_table else "paragraph_open")
        and plain_text(inlines[0].children or ()) == expected
    )


def _with_plain_figures(text: str) -> str:
    return _FIGURE.sub(lambda match: f"{{{' '.join(match[0][1:-1].split())}}}", text)


def _written(runs: Sequence[Run], *, in_table: bool) -> str:
    text = "".join(_pieces(runs))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    kept = [line for line in lines if line]
    if in_table:
        return " ".join(kept).replace("|", "\\|")
    return "\\\n".join(map(_safe_line, kept))


def _pieces(runs: Sequence[Run]) -> Iterator[str]:
    for run in runs:
        text = cleaned(run.text)
        for at, line in enumerate(text.split("\n")):
            if at:
                yield "\n"
            yield _looked(replace(run, text=line))


def _looked(run: Run) -> str:
    """Write a run on one line; blanks at its ends stand outside of its marks."""
    bare = run.text.strip()
    if not bare:
        return run.text
    lead = run.text[: len(run.text) - len(run.text.lstrip())]
    tail = run.text[len(run.text.rstrip()) :]
    mark = "*" * (2 * run.is_bold + run.is_italic)
    text = f"{mark}{escaped(bare)}{mark}"
    if run.link:
        text = f"[{text}](<{run.link}>)"
    return f"{lead}{text}{tail}"


def escaped(text: str) -> str:
    """Return text in which no letter is a mark of Markdown, but for quoted figures."""
    parts: list[str] = []
    end = 0
    for match in _FIGURE.finditer(text):
        parts += [_MARK.sub(r"\\\g<0>", text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*parts, _MARK.sub(r"\\\g<0>", text[end:])])


def _safe_line(line: str) -> str:
    """Return a line whose beginning begins nothing: no list, heading, quotation or table."""
    if _DELIMITERS.fullmatch(line):
        return f"\\{line}"
    match = _LINE_START.match(line)
    if match is None:
        return line
    if match["number"]:
        return f"{match['number']}\\{line[match.end('number') :]}"
    return f"\\{line}"
