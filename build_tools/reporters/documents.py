"""All formats for machines by their names."""

from collections.abc import Callable, Mapping

from build_tools.reporters.as_json import render_json
from build_tools.reporters.github import render_github
from build_tools.reporters.gitlab import render_gitlab
from build_tools.reporters.junit import render_junit
from build_tools.reporters.report import Report
from build_tools.reporters.sarif import render_sarif

RENDERERS: Mapping[str, Callable[[Report], str]] = {
    "json": render_json,
    "sarif": render_sarif,
    "junit": render_junit,
    "github": render_github,
    "gitlab": render_gitlab,
}
