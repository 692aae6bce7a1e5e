"""The gate: what may not be built, found in every text, name and attachment that could be read.

It runs on all of the content whatever else is wrong, and knows no exception: neither an option nor
a setting nor a report's front matter turns it off. What it refuses is repeated in no message.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from build_tools.diagnostics import Diagnostic, Severity
from build_tools.diagnostics.wording import severity
from build_tools.memo import AnyMemo
from build_tools.reading.text import SourceText
from build_tools.validation.inputs import Inputs
from build_tools.validation.listing import by_report, state_of
from build_tools.validation.readings import Readings
from build_tools.validation.rules.named_persons import NAMES_OF_PLACES
from build_tools.validation.rules.secrecy import (
    Gate,
    check_attachments,
    check_names,
    check_source,
)
from schemas.catalogue import Located
from schemas.settings import Settings

_NAMES = frozenset({"secrecy.name", "secrecy.number-in-name"})


_REFUSALS = ("secrecy.", "attachment.")


def refuses(finding: Diagnostic) -> bool:
    """Say whether a finding is of something that may never be built, and so be kept nowhere."""
    return finding.code.startswith(_REFUSALS) and severity(finding) is Severity.ERROR


def keep_no_refused(readings: Readings | None, findings: Iterable[Diagnostic]) -> None:
    """Keep nothing of what was read where something of it is refused."""
    if readings and any(map(refuses, findings)):
        readings.keep_nothing()


def check_gate(inputs: Inputs, settings: Located[Settings] | None) -> tuple[Diagnostic, ...]:
    """Refuse what may never be built. With faulty settings nothing counts as allowed."""
    nothing_allowed: dict[str, Any] = {"public_phones": (), "official_email_domains": ()}
    allowed = settings.record if settings else Settings.model_construct(**nothing_allowed)
    gate = Gate.of(_of_places(inputs), allowed)
    units = by_report(inputs.sources.digests.items(), itemgetter(0))
    told = gate.digest
    keys: dict[str, Hashable] = {
        unit: ("gate", unit, state_of(files), told) for unit, files in units.items()
    }

    def check(unit: str, memo: AnyMemo) -> tuple[Diagnostic, ...]:
        return memo.get(keys[unit], lambda: _check_unit(inputs, units[unit], gate))

    inputs.ahead.prepare_new(
        keys,
        lambda some, memo: [check(unit, memo) for unit in some],
        count=len(inputs.sources),
    )
    # A file that was refused for its kind or place still has a name.
    names = dict.fromkeys((*inputs.paths, *(one.place.path for one in inputs.found)))
    return (
        *check_names(names),
        *chain.from_iterable(check(unit, inputs.memo) for unit in units),
        *check_attachments(inputs.attachments, gate, inputs.memo),
    )


def _check_unit(
    inputs: Inputs, files: Sequence[tuple[str, str]], gate: Gate
) -> tuple[Diagnostic, ...]:
    """Check the texts of a report, or one elsewhere."""
    found = (check_source(inputs.sources[path], gate) for path, _ in files)
    return tuple(chain.from_iterable(found))


def _of_places(inputs: Inputs) -> tuple[SourceText, ...]:
    """Return the texts in which places have their names."""
    return tuple(inputs.sources[path] for path in inputs.sources if path.endswith(NAMES_OF_PLACES))


def not_told_by_gate(
    findings: Iterable[Diagnostic], gate: Sequence[Diagnostic], inputs: Inputs
) -> Iterator[Diagnostic]:
    """Leave out what would repeat the words that the gate refuses, or those around them."""
    names = {one.place.path for one in gate if one.code in _NAMES}
    lines = {(one.place.path, one.place.line) for one in gate}
    nothing_allowed: dict[str, Any] = {"public_phones": ()}
    strict = Gate.of(_of_places(inputs), Settings.model_construct(**nothing_allowed))
    for one in findings:
        quoted = [text for text in (one.value, one.nearest, *one.params.values()) if text]
        paths = {one.place.path, *([one.related.path] if one.related else [])}
        is_same = not names.isdisjoint(paths) or (
            bool(quoted) and (one.place.path, one.place.line) in lines
        )
        if not is_same and not (gate and any(strict.refuses(text) for text in quoted)):
            yield one
