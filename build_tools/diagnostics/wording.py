"""A finding in words: the rule's sentences with the finding's own values in them."""

from build_tools.diagnostics.legible import legible
from build_tools.diagnostics.model import Diagnostic, Severity
from build_tools.diagnostics.rules import RULES

SEVERITY_LABELS = {
    Severity.ERROR: "Lỗi",
    Severity.WARNING: "Cảnh báo",
    Severity.NOTE: "Lưu ý",
}


def severity(finding: Diagnostic) -> Severity:
    """Return how grave the finding is; what is an error in a report only warns in a draft."""
    rule = RULES[finding.code].severity
    return Severity.WARNING if finding.of_draft and rule is Severity.ERROR else rule


def message(finding: Diagnostic) -> str:
    """Return what is wrong."""
    return legible(RULES[finding.code].message.format(value=finding.value, **finding.params))


def advice(finding: Diagnostic) -> str:
    """Return how to mend it, with the nearest right value where one is near."""
    text = legible(RULES[finding.code].help.format(value=finding.value, **finding.params))
    if finding.nearest is None:
        return text
    return f"Có phải ý là “{legible(finding.nearest)}”? {text}"


def shown_path(finding: Diagnostic) -> str:
    """Return the path of the finding; a name that may not be repeated is cut short."""
    return finding.params.get("shown", finding.place.path)
