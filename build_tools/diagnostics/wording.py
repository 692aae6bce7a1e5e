"""A finding in words: the rule's sentences with the finding's own values in them."""

import re

from build_tools.diagnostics.model import Diagnostic, Severity
from build_tools.diagnostics.rules import RULES

# Values may come from where no reader of text has looked (JSON, metadata): a message must not
# steer the console that shows it, nor read otherwise than it is.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
SEVERITY_LABELS = {
    Severity.ERROR: "Lỗi",
    Severity.WARNING: "Cảnh báo",
    Severity.NOTE: "Lưu ý",
}


def severity(finding: Diagnostic) -> Severity:
    """Return how grave the finding is."""
    return RULES[finding.code].severity


def message(finding: Diagnostic) -> str:
    """Return what is wrong."""
    return _legible(RULES[finding.code].message.format(value=finding.value, **finding.params))


def advice(finding: Diagnostic) -> str:
    """Return how to mend it, with the nearest right value where one is near."""
    text = _legible(RULES[finding.code].help.format(value=finding.value, **finding.params))
    if finding.nearest is None:
        return text
    return f"Có phải ý là “{_legible(finding.nearest)}”? {text}"


def shown_path(finding: Diagnostic) -> str:
    """Return the path of the finding; a name that may not be repeated is cut short."""
    return finding.params.get("shown", finding.place.path)


def _legible(text: str) -> str:
    return _UNSEEN.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)
