"""A finding in words: the rule's sentences with the finding's own values in them."""

from build_tools.diagnostics.english import ENGLISH_TEXTS
from build_tools.diagnostics.language import Language, said
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


def message(finding: Diagnostic, language: Language = Language.VIETNAMESE) -> str:
    """Return what is wrong."""
    return _filled(finding, _templates(finding.code, language)[0], language)


def advice(finding: Diagnostic, language: Language = Language.VIETNAMESE) -> str:
    """Return how to mend it, with the nearest right value where one is near."""
    text = _filled(finding, _templates(finding.code, language)[1], language)
    if finding.nearest is None:
        return text
    asked = "Did you mean" if language is Language.ENGLISH else "Có phải ý là"
    return f"{asked} “{legible(finding.nearest)}”? {text}"


def shown_path(finding: Diagnostic) -> str:
    """Return the path of the finding; a name that may not be repeated is cut short."""
    return legible(finding.params.get("shown", finding.place.path))


def _templates(code: str, language: Language) -> tuple[str, str]:
    """Return message and help of a rule."""
    if language is Language.ENGLISH:
        return ENGLISH_TEXTS[code]
    return RULES[code].message, RULES[code].help


def _filled(finding: Diagnostic, template: str, language: Language) -> str:
    params = {name: said(text, language) for name, text in finding.params.items()}
    value = None if finding.value is None else said(finding.value, language)
    return legible(template.format(value=value, **params))
