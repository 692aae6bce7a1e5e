"""Findings as JSON, for programs of one's own. Field names are kept; `schema_version` says so."""

import json
from collections.abc import Mapping

from build_tools.diagnostics import Diagnostic
from build_tools.diagnostics.legible import legible
from build_tools.diagnostics.related import related_words
from build_tools.diagnostics.wording import advice, message, severity
from build_tools.reporters.report import Report, Spot, counts_of, related_spot_of, spot_of

SCHEMA_VERSION = 1  # a field that goes or changes its meaning makes it 2; one that comes does not


def render_json(report: Report) -> str:
    """Return one document, with what `document_of` says."""
    return printed(document_of(report))


def printed(document: Mapping[str, object]) -> str:
    """Return a document as it is written."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def document_of(report: Report) -> Mapping[str, object]:
    """Return the findings as plain values.

    `schema_version`, `language`, `counts` (of `error`, `warning`, `note`) and `findings`, sorted by
    place, each with `code`, `severity`, `draft` (whether it is in one, which stops nothing), `path`
    (from the project's root, with "/"), `line`, `column` and `end_column` (code points of the line
    in NFC, from 1, the end excluded, null where unknown), `value` (what stands there), `nearest`
    (what was probably meant), `message`, `help` and `related` (null or an object of path, line,
    column, end_column, message).
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "language": report.language.value,
        "counts": {kind.value: count for kind, count in counts_of(report.findings).items()},
        "findings": [_finding(report, each) for each in report.findings],
    }


def _finding(report: Report, finding: Diagnostic) -> dict[str, object]:
    related = related_spot_of(finding, report.lines)
    return {
        "code": finding.code,
        "severity": severity(finding).value,
        "draft": finding.of_draft,
        **_spot(spot_of(finding, report.lines)),
        "value": _legible(finding.value),
        "nearest": _legible(finding.nearest),
        "message": message(finding, report.language),
        "help": advice(finding, report.language),
        "related": None
        if related is None
        else {**_spot(related), "message": related_words(finding, report.language)},
    }


def _spot(spot: Spot) -> dict[str, object]:
    return {
        "path": spot.path,
        "line": spot.line,
        "column": spot.column,
        "end_column": spot.end_column,
    }


def _legible(text: str | None) -> str | None:
    return None if text is None else legible(text)
