"""Findings as workflow commands of GitHub Actions, which shows them beside the lines of a change.

Of each kind GitHub shows ten for a step; errors come first, and the text above says them all.
"""

from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, Severity
from build_tools.diagnostics.wording import advice, message, severity
from build_tools.reporters.report import Report, spot_of

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render_github(report: Report) -> str:
    """Return a line for each finding; columns count code points, as GitHub does not say."""
    kinds = list(_COMMANDS)
    ordered = sorted(report.findings, key=lambda each: kinds.index(severity(each)))
    return "".join(f"{_command(report, finding)}\n" for finding in ordered)


def without_commands(text: str, token: str) -> str:
    """Return a text of which GitHub runs nothing, whatever stands in it; `token` is not guessed."""
    return f"::stop-commands::{token}\n{text}::{token}::\n"


def _command(report: Report, finding: Diagnostic) -> str:
    properties = ",".join(
        f"{name}={_property(text)}" for name, text in _properties(report, finding)
    )
    text = f"{message(finding, report.language)}\n{advice(finding, report.language)}"
    return f"::{_COMMANDS[severity(finding)]} {properties}::{_data(text)}"


def _properties(report: Report, finding: Diagnostic) -> Iterator[tuple[str, str]]:
    spot = spot_of(finding, report.lines)
    yield "file", f"{report.prefix}{spot.path}"
    yield "line", str(spot.line)
    yield "endLine", str(spot.line)
    yield "col", str(spot.column)
    if spot.end_column is not None:
        yield "endColumn", str(spot.end_column)
    yield "title", finding.code


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
