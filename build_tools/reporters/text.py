"""Diagnostics as text for people: one block a finding, a summary in one line."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from build_tools.diagnostics import Diagnostic, Severity
from build_tools.diagnostics.wording import advice, message, severity, shown_path
from schemas.catalogue import Place

_WORDS = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.NOTE: "lưu ý"}


def place(where: Place) -> str:
    """Return `path:line:column`."""
    return f"{where.path}:{where.line}:{where.column}"


def render_finding(finding: Diagnostic) -> str:
    """Return `path:line:column: lỗi [code]: message`, then the advice and the related place."""
    word = _WORDS[severity(finding)]
    where = place(replace(finding.place, path=shown_path(finding)))
    lines = [
        f"{where}: {word} [{finding.code}]: {message(finding)}",
        f"    → {advice(finding)}",
    ]
    if finding.related:
        lines.append(f"    ↳ liên quan: {place(finding.related)}")
    return "\n".join(lines)


def render_findings(findings: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield every finding, errors last so that they stand just above the summary."""
    order = [Severity.NOTE, Severity.WARNING, Severity.ERROR]
    by_gravity = sorted(
        findings, key=lambda found: (order.index(severity(found)), found.sort_key())
    )
    yield from map(render_finding, by_gravity)


def summary(findings: Sequence[Diagnostic]) -> str:
    """Return one line: how many errors, warnings and notes."""
    if not findings:
        return "Không có lỗi."
    counts = Counter(severity(found) for found in findings)
    parts = [f"{counts[kind]} {word}" for kind, word in _WORDS.items() if counts[kind]]
    verdict = "Chưa dựng được: " if counts[Severity.ERROR] else "Không có lỗi; "
    return verdict + ", ".join(parts) + "."
