"""Findings as a code quality report of GitLab, which shows in a merge request what it brings."""

import json

from build_tools.diagnostics import Severity
from build_tools.diagnostics.wording import advice, message, severity
from build_tools.reporters.report import Report, fingerprints, spot_of

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render_gitlab(report: Report) -> str:
    """Return one document; findings that only moved to other lines keep their fingerprints."""
    document = []
    prints = fingerprints(report.findings)
    for finding, fingerprint in zip(report.findings, prints, strict=True):
        spot = spot_of(finding, report.lines)
        text = f"{message(finding, report.language)} {advice(finding, report.language)}"
        document.append(
            {
                "description": text,
                "check_name": finding.code,
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[severity(finding)],
                "location": {
                    "path": f"{report.prefix}{spot.path}",
                    "lines": {"begin": spot.line},
                },
            }
        )
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
