"""The gate: what may not be built, found in every text, name and attachment that could be read.

It runs on all of the content whatever else is wrong, and knows no exception: neither an option nor
a setting nor a report's front matter turns it off. What it refuses is repeated in no message.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from build_tools.diagnostics import Diagnostic
from build_tools.validation.inputs import Inputs
from build_tools.validation.rules.secrecy import (
    Gate,
    check_attachments,
    check_names,
    check_texts,
    gate_key,
)
from schemas.catalogue import Located
from schemas.settings import Settings

_NAMES = frozenset({"secrecy.name", "secrecy.number-in-name"})


def check_gate(inputs: Inputs, settings: Located[Settings] | None) -> tuple[Diagnostic, ...]:
    """Refuse what may never be built. With faulty settings nothing counts as allowed."""
    nothing_allowed: dict[str, Any] = {"public_phones": (), "official_email_domains": ()}
    allowed = settings.record if settings else Settings.model_construct(**nothing_allowed)
    sources = tuple(inputs.sources.values())
    # A file that was refused for its kind or place still has a name.
    gate = Gate.of(sources, allowed)
    digest = gate.digest
    new = [each for each in sources if not inputs.ahead.has(gate_key(each, digest))]
    inputs.ahead.prepare(new, lambda some, memo: list(check_texts(some, gate, memo)))
    names = dict.fromkeys((*inputs.paths, *(one.place.path for one in inputs.found)))
    return (
        *check_names(names),
        *check_texts(sources, gate, inputs.memo),
        *check_attachments(inputs.attachments, gate, inputs.memo),
    )


def not_told_by_gate(
    findings: Iterable[Diagnostic], gate: Sequence[Diagnostic], inputs: Inputs
) -> Iterator[Diagnostic]:
    """Leave out what would repeat the words that the gate refuses, or those around them."""
    names = {one.place.path for one in gate if one.code in _NAMES}
    lines = {(one.place.path, one.place.line) for one in gate}
    nothing_allowed: dict[str, Any] = {"public_phones": ()}
    strict = Gate.of(inputs.sources.values(), Settings.model_construct(**nothing_allowed))
    for one in findings:
        quoted = [text for text in (one.value, one.nearest, *one.params.values()) if text]
        paths = {one.place.path, *([one.related.path] if one.related else [])}
        is_same = not names.isdisjoint(paths) or (
            bool(quoted) and (one.place.path, one.place.line) in lines
        )
        if not is_same and not (gate and any(strict.refuses(text) for text in quoted)):
            yield one
