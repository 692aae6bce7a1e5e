"""A rule, a finding, and the collector that gathers findings before anything is raised."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from schemas.place import Place


class Severity(StrEnum):
    """How grave a finding is; only errors stop a build."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Example:
    """What breaks a rule and what keeps it, as an editor sees the two.

    With `file` (its path below `content/`) they are texts, each in the other's place; without it
    they are sentences, of what no text of a file could show.
    """

    wrong: str
    right: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `message` and `help` are Vietnamese templates with {named} parameters."""

    code: str
    severity: Severity
    message: str
    help: str
    example: Example


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding at one place. `value` is what stands there, `nearest` what was probably meant.

    `of_draft`: it stops nothing, as the draft at fault is left out (validation.drafts).
    """

    code: str
    place: Place
    value: str | None = None
    nearest: str | None = None
    related: Place | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    of_draft: bool = False

    def identity(self) -> tuple[object, ...]:
        """Return what makes two findings one: rule, place and value."""
        return self.code, self.place, self.value

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order by file, line, column, then code."""
        place = self.place
        return place.path, place.line, place.column, self.code, self.value or ""


class Diagnostics:
    """Collects findings; iterating gives them sorted, each once."""

    def __init__(self, found: Iterable[Diagnostic] = ()) -> None:
        self._found: list[Diagnostic] = list(found)

    def add(
        self,
        code: str,
        place: Place,
        *,
        value: str | None = None,
        nearest: str | None = None,
        related: Place | None = None,
        **params: str | int,
    ) -> None:
        """Note a finding; `params` fill the rule's message."""
        self._found.append(
            Diagnostic(
                code=code,
                place=place,
                value=value,
                nearest=nearest,
                related=related,
                params={
                    name: text if isinstance(text, str) else str(text)  # a Phrase stays one
                    for name, text in params.items()
                },
            )
        )

    def extend(self, found: Iterable[Diagnostic]) -> None:
        """Note several findings."""
        self._found.extend(found)

    def __bool__(self) -> bool:
        return bool(self._found)

    def __iter__(self) -> Iterator[Diagnostic]:
        seen: set[tuple[object, ...]] = set()
        for found in sorted(self._found, key=Diagnostic.sort_key):
            if found.identity() not in seen:
                seen.add(found.identity())
                yield found
