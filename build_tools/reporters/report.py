"""What every format for machines is made of: the findings, their spots, and in which language."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostic, Severity
from build_tools.diagnostics.frame import is_of_a_line
from build_tools.diagnostics.language import Language
from build_tools.diagnostics.marked import marked_in
from build_tools.diagnostics.source_lines import Lines, no_lines
from build_tools.diagnostics.wording import severity, shown_path
from schemas.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Findings to tell, sorted by place.

    `prefix` leads from the repository's root to the project's, empty or ending in "/": forges name
    files from the root of the repository. `lines` gives what is known of a source.
    """

    findings: Sequence[Diagnostic]
    lines: Lines = no_lines
    language: Language = Language.VIETNAMESE
    version: str = "0"
    prefix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a finding stands. Columns count code points of the line in NFC, from 1.

    `end_column` is one past the last; None where it is not known how far the finding reaches.
    """

    path: str
    line: int
    column: int
    end_column: int | None = None


def spot_of(finding: Diagnostic, lines: Lines) -> Spot:
    """Return the spot of a finding, with its path as it may be shown."""
    known = lines if is_of_a_line(finding) else no_lines
    return _spot(shown_path(finding), finding.place, finding.value, known)


def related_spot_of(finding: Diagnostic, lines: Lines) -> Spot | None:
    """Return the spot of what is related to it."""
    place = finding.related
    return None if place is None else _spot(place.path, place, None, lines)


def _spot(path: str, place: Place, value: str | None, lines: Lines) -> Spot:
    source = lines(place.path)
    marked = marked_in(source, place, value, row=False) if source else None
    if marked is None or marked[1] <= place.column - 1:
        return Spot(path=path, line=place.line, column=place.column)
    # What is marked may begin after the place (behind `## `); never before it.
    column = max(marked[0] + 1, place.column)
    return Spot(path=path, line=place.line, column=column, end_column=marked[1] + 1)


def fingerprints(findings: Sequence[Diagnostic]) -> Iterator[str]:
    """Yield for each finding what stays the same while other lines come and go above it.

    Findings that say the same of one file are told apart by their order.
    """
    seen: Counter[str] = Counter()
    for finding in findings:
        field = finding.params.get("field", "")
        key = "\0".join((finding.code, shown_path(finding), field, finding.value or ""))
        seen[key] += 1
        text = f"{key}\0{seen[key]}"
        yield hashlib.sha256(text.encode("utf-8", errors="replace")).hexdigest()


def counts_of(findings: Sequence[Diagnostic]) -> dict[Severity, int]:
    """Return how many there are of each severity."""
    counts = Counter(severity(finding) for finding in findings)
    return {kind: counts[kind] for kind in Severity}
