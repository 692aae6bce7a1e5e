"""Repeated findings told once: the first few of a rule in a column of a file, then the lines."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from build_tools.diagnostics import Diagnostic

_SHOWN = 3
_FEWEST = 2  # to be left out; one more is told in no more room than it takes to say so
_MOST_RANGES = 12


@dataclass(frozen=True, slots=True)
class Told:
    """A finding to tell in full, and those like it that it stands for."""

    finding: Diagnostic
    folded: tuple[Diagnostic, ...] = ()


def fold(findings: Sequence[Diagnostic]) -> Iterator[Told]:
    """Yield what is told, in the given order; every finding is in it, told or folded, once."""
    counts = Counter(map(_kind, findings))
    shown: Counter[tuple[str, ...]] = Counter()
    rest: dict[tuple[str, ...], list[Diagnostic]] = {}
    told: list[Diagnostic] = []
    for finding in findings:
        kind = _kind(finding)
        shown[kind] += 1
        if shown[kind] <= _SHOWN or counts[kind] < _SHOWN + _FEWEST:
            told.append(finding)
        else:
            rest.setdefault(kind, []).append(finding)
    last = {_kind(finding): index for index, finding in enumerate(told)}
    for index, finding in enumerate(told):
        kind = _kind(finding)
        yield Told(finding, tuple(rest.get(kind, ())) if last[kind] == index else ())


def _kind(finding: Diagnostic) -> tuple[str, ...]:
    """Return what makes findings alike: rule, file, and the column where one is named."""
    return finding.code, finding.place.path, finding.params.get("field", "")


def ranges(lines: Sequence[int], dash: str, more: str) -> str:
    """Write lines as `5–41, 44`; of very many ranges the first ones and the last line."""
    known = sorted(set(lines))
    runs: list[tuple[int, int]] = []
    for _, run in groupby(enumerate(known), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        runs.append((numbers[0], numbers[-1]))
    texts = [str(low) if low == high else f"{low}{dash}{high}" for low, high in runs]
    if len(texts) > _MOST_RANGES:
        texts = [*texts[: _MOST_RANGES - 1], more, str(known[-1])]
    return ", ".join(texts)
