"""Warnings that a section accepts, each with its reason, in the front matter of its report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from build_tools.diagnostics import RULES, Diagnostic, Severity
from build_tools.validation.nearest import nearest
from build_tools.validation.rules.wording import folder_of
from schemas.catalogue import Catalogue, Report
from schemas.place import Place
from schemas.report import RuleException


@dataclass(frozen=True, slots=True)
class _Accepted:
    """An exception and the report whose folder it reaches over."""

    report: Report
    exception: RuleException
    folder: str
    is_guess: bool = False

    def meaning(self, rule: str) -> "_Accepted":
        """Return the exception with the rule that was probably meant."""
        exception = self.exception.model_copy(update={"rule": rule})
        return replace(self, exception=exception, is_guess=True)

    def covers(self, finding: Diagnostic) -> bool:
        """Whether a finding of the exception's rule stands in the folder, at the place."""
        if not finding.place.path.startswith(self.folder):
            return False
        return self.exception.place is None or self.exception.place in self._names(finding.place)

    def _names(self, place: Place) -> tuple[str, str]:
        name = place.path.removeprefix(self.folder)
        return name, f"{name}:{place.line}"

    def finding(self, code: str, near: str | None = None) -> Diagnostic:
        """Return a finding about the exception itself."""
        where = f" ({self.exception.place})" if self.exception.place else ""
        return Diagnostic(
            code=code,
            place=self.report.head.source.at("exceptions"),
            value=f"{self.exception.rule}{where}",
            nearest=near,
        )


def apply_exceptions(catalogue: Catalogue, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings without the accepted warnings, and `exception.*` about exceptions.

    Errors are never accepted; an exception that covers nothing is itself reported.
    """
    usable, left = _usable(catalogue)
    by_rule: dict[str, list[int]] = {}
    for index, accepted in enumerate(usable):
        by_rule.setdefault(accepted.exception.rule, []).append(index)
    used: set[int] = set()
    for finding in findings:
        covering = [n for n in by_rule.get(finding.code, ()) if usable[n].covers(finding)]
        used.update(covering)
        if not covering:
            left.append(finding)
    left += [
        accepted.finding("exception.stale")
        for index, accepted in enumerate(usable)
        if index not in used and not accepted.is_guess
    ]
    return left


def _usable(catalogue: Catalogue) -> tuple[list[_Accepted], list[Diagnostic]]:
    usable: list[_Accepted] = []
    found: list[Diagnostic] = []
    for accepted in _all(catalogue):
        rule = RULES.get(accepted.exception.rule)
        if rule is None:
            near = nearest(accepted.exception.rule, tuple(RULES))
            found.append(accepted.finding("exception.unknown-rule", near))
            if near is not None:  # what it was meant to accept is not told besides
                usable.append(accepted.meaning(near))
        elif rule.severity is Severity.ERROR:
            found.append(accepted.finding("exception.of-an-error"))
        else:
            usable.append(accepted)
    return usable, found


def _all(catalogue: Catalogue) -> Iterator[_Accepted]:
    for report in catalogue.reports.values():
        for exception in report.head.record.exceptions:
            yield _Accepted(report, exception, folder_of(report))
