"""Findings as text for people: errors apart from warnings, the line that is meant, one summary."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from build_tools.diagnostics import Diagnostic, Severity
from build_tools.diagnostics.frame import Frame, frame_of, related_frame_of
from build_tools.diagnostics.language import Language, Phrase, said
from build_tools.diagnostics.legible import width_of
from build_tools.diagnostics.related import related_words
from build_tools.diagnostics.source_lines import Lines, no_lines
from build_tools.diagnostics.wording import advice, message, severity, shown_path
from build_tools.reporters.folding import Told, fold, ranges
from build_tools.reporters.style import PLAIN, Colour, Style
from schemas.place import Place

_WORDS = {
    Severity.ERROR: Phrase("lỗi", "error"),
    Severity.WARNING: Phrase("cảnh báo", "warning"),
    Severity.NOTE: Phrase("lưu ý", "note"),
}
_COLOURS = {
    Severity.ERROR: Colour.RED,
    Severity.WARNING: Colour.YELLOW,
    Severity.NOTE: Colour.CYAN,
}
_ORDER = (Severity.NOTE, Severity.WARNING, Severity.ERROR)  # errors stand just above the summary
_HEADS = {
    Severity.ERROR: Phrase("Lỗi, phải sửa", "Errors, to be mended"),
    Severity.WARNING: Phrase("Cảnh báo, nên xem lại", "Warnings, to be looked at"),
    Severity.NOTE: Phrase("Lưu ý", "Notes"),
}
_INDENT = "    "
_NUMBER = 5  # columns of a line's number


def place(where: Place) -> str:
    """Return `path:line:column`."""
    return f"{where.path}:{where.line}:{where.column}"


def render_findings(
    findings: Iterable[Diagnostic], lines: Lines = no_lines, style: Style = PLAIN
) -> Iterator[str]:
    """Yield blocks of lines: notes, warnings, then errors, each kind under a head of its own.

    A head stands only where there are several kinds. `lines` gives what may be shown of a source.
    """
    by_kind: dict[Severity, list[Diagnostic]] = {kind: [] for kind in _ORDER}
    for finding in sorted(findings, key=Diagnostic.sort_key):
        by_kind[severity(finding)].append(finding)
    kinds = [kind for kind in _ORDER if by_kind[kind]]
    for kind in kinds:
        if len(kinds) > 1:
            yield _head(kind, len(by_kind[kind]), style)
        told = fold(by_kind[kind]) if style.fold else map(Told, by_kind[kind])
        for each in told:
            yield render_finding(each.finding, lines, style, each.folded)


def render_finding(
    finding: Diagnostic,
    lines: Lines = no_lines,
    style: Style = PLAIN,
    folded: Sequence[Diagnostic] = (),
) -> str:
    """Return `path:line:column: lỗi [code]: message`, the line meant, the advice, what is related.

    `folded` are the findings for which this one stands as well.
    """
    kind = severity(finding)
    where = place(finding.place._replace(path=shown_path(finding)))
    word = style.paint(f"{said(_WORDS[kind], style.language)} [{finding.code}]", _COLOURS[kind])
    signs, language = style.signs, style.language
    block = [f"{style.paint(where, Colour.BOLD)}: {word}: {message(finding, language)}"]
    block += _framed(frame_of(finding, lines, _room(style)), style, _COLOURS[kind])
    block.append(f"{_INDENT}{signs.arrow} {advice(finding, language)}")
    if finding.related:
        words = related_words(finding, language)
        block.append(f"{_INDENT}{signs.related} {words}: {place(finding.related)}")
        block += _framed(related_frame_of(finding, lines, _room(style)), style, Colour.CYAN)
    if folded:
        block.append(f"{_INDENT}{signs.more} {_more(folded, style)}")
    return "\n".join(block)


def _head(kind: Severity, count: int, style: Style) -> str:
    rule = style.signs.rule
    return style.paint(f"{rule} {said(_HEADS[kind], style.language)} ({count}) {rule}", Colour.BOLD)


def _room(style: Style) -> int:
    """Return how many columns are left for a line of a source."""
    return max(style.width - _NUMBER - len(f" {style.signs.bar} "), _NUMBER * 4)


def _framed(frame: Frame | None, style: Style, colour: Colour) -> list[str]:
    if frame is None:
        return []
    text = frame.text.replace("…", style.signs.cut)
    before = " " * width_of(text[: frame.start])
    marked = text[frame.start : frame.start + frame.width]
    carets = style.signs.caret * max(width_of(marked), 1)
    bar = style.paint(style.signs.bar, Colour.DIM)
    number = style.paint(f"{frame.line:{_NUMBER}}", Colour.DIM)
    return [
        f"{number} {bar} {text}",
        f"{'':{_NUMBER}} {bar} {before}{style.paint(carets, colour)}",
    ]


def _more(folded: Sequence[Diagnostic], style: Style) -> str:
    """Return `và 37 dòng khác như vậy: 5–41`."""
    lines = [finding.place.line for finding in folded]
    written = ranges(lines, style.signs.dash, style.signs.more)
    each_its_own = len(set(lines)) == len(lines)
    count = len(folded)
    if style.language is Language.ENGLISH:
        return f"and {count} more {'lines' if each_its_own else 'places'} like this: {written}"
    return f"và {count} {'dòng' if each_its_own else 'chỗ'} khác như vậy: {written}"


def summary(findings: Sequence[Diagnostic], style: Style = PLAIN) -> str:
    """Return one line: how many errors, warnings and notes, those folded too."""
    counts = Counter(severity(found) for found in findings)
    wrong = bool(counts[Severity.ERROR])
    if style.language is Language.ENGLISH:
        parts = [_count_in_english(counts[kind], kind) for kind in _WORDS if counts[kind]]
        verdict = "Cannot be built: " if wrong else "No errors; "
        text = f"{verdict}{', '.join(parts)}." if parts else "No errors."
    else:
        parts = [f"{counts[kind]} {word}" for kind, word in _WORDS.items() if counts[kind]]
        verdict = "Chưa dựng được: " if wrong else "Không có lỗi; "
        text = f"{verdict}{', '.join(parts)}." if parts else "Không có lỗi."
    return style.paint(text, Colour.RED if wrong else Colour.GREEN, Colour.BOLD)


def _count_in_english(count: int, kind: Severity) -> str:
    return f"{count} {_WORDS[kind].english}{'' if count == 1 else 's'}"
