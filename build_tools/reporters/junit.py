"""Findings as JUnit XML, for the test views of CI: a suite a file, a case a finding."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from build_tools.diagnostics import Diagnostic, Severity
from build_tools.diagnostics.language import Language, Phrase, said
from build_tools.diagnostics.wording import advice, message, severity, shown_path
from build_tools.reporters.report import Report
from build_tools.xml_text import escape, quoteattr

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHOLE = Phrase("Toàn bộ nội dung", "The whole content")
_LINE = Phrase("dòng", "line")


def render_junit(report: Report) -> str:
    """Return one document; errors fail, warnings and notes pass and say so in their output.

    Content without a finding is one case that passes, so that the view is not empty.
    """
    findings = sorted(report.findings, key=lambda each: (shown_path(each), each.sort_key()))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<testsuites name="diaban" {_counts(findings)}>')
    for path, together in groupby(findings, key=shown_path):
        of_file = list(together)
        lines.append(f"  <testsuite name={_attribute(path)} {_counts(of_file)}>")
        for finding in of_file:
            lines += _case(finding, path, report.language)
        lines.append("  </testsuite>")
    if not findings:
        lines += _passed(report.language)
    lines.append("</testsuites>")
    return "\n".join(lines) + "\n"


def _counts(findings: Sequence[Diagnostic]) -> str:
    failures = sum(severity(finding) is Severity.ERROR for finding in findings)
    return f'tests="{max(len(findings), 1)}" failures="{failures}" errors="0" skipped="0"'


def _case(finding: Diagnostic, path: str, language: Language) -> Iterator[str]:
    place = finding.place
    where = f"{said(_LINE, language)} {place.line}"
    text = message(finding, language)
    name = _attribute(f"{finding.code}, {where}: {text}")
    yield f'    <testcase classname={_attribute(path)} name={name} time="0">'
    told = _text(f"{path}:{place.line}:{place.column}: {text}\n{advice(finding, language)}")
    if severity(finding) is Severity.ERROR:
        kind = f"type={_attribute(finding.code)}"
        yield f"      <failure message={_attribute(text)} {kind}>{told}</failure>"
    else:
        yield f"      <system-out>{told}</system-out>"
    yield "    </testcase>"


def _passed(language: Language) -> Iterator[str]:
    name = _attribute(said(_WHOLE, language))
    yield f"  <testsuite name={name} {_counts(())}>"
    yield f'    <testcase classname="diaban" name={name} time="0"/>'
    yield "  </testsuite>"


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))
