"""Findings as SARIF 2.1.0 (OASIS), for code scanning and editors."""

import json
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

from build_tools.diagnostics import RULES, Diagnostic, Rule, Severity
from build_tools.diagnostics.english import ENGLISH_TEXTS
from build_tools.diagnostics.language import Language
from build_tools.diagnostics.related import related_words
from build_tools.diagnostics.source_lines import Lines
from build_tools.diagnostics.wording import advice, message, severity
from build_tools.reporters.report import (
    Report,
    Spot,
    fingerprints,
    related_spot_of,
    spot_of,
)
from schemas.text import nfc

# A name of the standard's own; nothing is asked of it.
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_PARAMETER = re.compile(r"\{\w+\}")


def render_sarif(report: Report) -> str:
    """Return one log with one run. Columns count UTF-16 units of the line as the file has it."""
    codes = sorted({finding.code for finding in report.findings})
    driver = {
        "name": "Diaban",
        "version": report.version,
        "language": report.language.value,
        "rules": [_rule(RULES[code], report.language) for code in codes],
    }
    index = {code: number for number, code in enumerate(codes)}
    prints = fingerprints(report.findings)
    results = [
        {
            "ruleId": finding.code,
            "ruleIndex": index[finding.code],
            "level": _LEVELS[severity(finding)],
            "message": {
                "text": f"{message(finding, report.language)} {advice(finding, report.language)}"
            },
            "locations": [_location(report, spot_of(finding, report.lines), finding.place.path)],
            **dict(_related(report, finding)),
            "partialFingerprints": {"diaban/v1": fingerprint},
        }
        for finding, fingerprint in zip(report.findings, prints, strict=True)
    ]
    run = {
        "tool": {"driver": driver},
        "language": report.language.value,
        "columnKind": "utf16CodeUnits",
        "results": results,
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule, language: Language) -> dict[str, object]:
    texts = (rule.message, rule.help)
    if language is Language.ENGLISH:
        texts = ENGLISH_TEXTS[rule.code]
    said, helped = (_plain(text) for text in texts)
    return {
        "id": rule.code,
        "shortDescription": {"text": said},
        "help": {"text": helped},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _plain(template: str) -> str:
    """Return the sentence of a rule, with `…` for what only a finding knows."""
    return _PARAMETER.sub("…", template).replace("{{", "{").replace("}}", "}")


def _related(report: Report, finding: Diagnostic) -> Iterator[tuple[str, object]]:
    spot = related_spot_of(finding, report.lines)
    if spot is not None and finding.related is not None:
        words = {"text": related_words(finding, report.language)}
        location = _location(report, spot, finding.related.path)
        yield "relatedLocations", [{"id": 1, **location, "message": words}]


def _location(report: Report, spot: Spot, path: str) -> dict[str, object]:
    line = _typed_line(report.lines, path, spot.line)
    region: dict[str, int] = {
        "startLine": spot.line,
        "startColumn": utf16_column(line, spot.column),
    }
    if spot.end_column is not None:
        region["endColumn"] = utf16_column(line, spot.end_column)
    address = quote(f"{report.prefix}{spot.path}", safe="/")
    artifact = {"uri": address, "uriBaseId": "%SRCROOT%"}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _typed_line(lines: Lines, path: str, number: int) -> str:
    source = lines(path)
    return (source.typed(number) if source else None) or ""


def utf16_column(typed: str, column: int) -> int:
    """Return the column, from 1, in UTF-16 units of a line as it is typed.

    `column` counts code points of the line in NFC. Past the end of the line, or where the line is
    not known, one unit is taken for each code point.
    """
    units = code_points = 0
    for letter in _composed(typed):
        if code_points >= column - 1:
            return units + 1
        code_points += len(nfc(letter))
        units += len(letter.encode("utf-16-le", errors="surrogatepass")) // 2
    return units + max(column - 1 - code_points, 0) + 1


def _composed(typed: str) -> Iterator[str]:
    """Yield each letter with the marks that are typed after it."""
    start = 0
    for index in range(1, len(typed) + 1):
        if index == len(typed) or not unicodedata.combining(typed[index]):
            yield typed[start:index]
            start = index
