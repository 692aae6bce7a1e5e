"""Findings about the inputs, and the table of the rules that they break."""

from build_tools.diagnostics.model import Diagnostic, Diagnostics, Example, Rule, Severity
from build_tools.diagnostics.rules import RULES

__all__ = ["RULES", "Diagnostic", "Diagnostics", "Example", "Rule", "Severity"]
