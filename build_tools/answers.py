"""Tells whether what was made of the content would be made the same now.

Whatever a page is made of is either asked of a watched mapping, or given to its plan, or lies
outside of reports. The digest of all three is kept with the page.
"""

import hashlib
import marshal
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from operator import attrgetter
from typing import Any, TypeVar

from build_tools.aggregation.figures import Figures, IndicatorFigure, Step, Thread
from build_tools.asked import Asking, Kind, Question, Watched
from build_tools.fingerprint import WITHOUT_REFERENCES, Fingerprints
from build_tools.validation.inputs import REPORTS, unit_of
from build_tools.views.page import PagePlan
from build_tools.views.shared import Maker, Shared, name_of
from schemas.attachment import Attachment
from schemas.catalogue import Catalogue, Located, Report

K = TypeVar("K")
V = TypeVar("V")
_ABSENT = "absent"
_BY_SCOPE = 2  # parts of (period, scope, indicator): pages ask for all indicators at once


class Answers:
    """What the watched mappings answer now; `makers`: of those that are worked out when asked.

    `files`: path → SHA-256 of every file of the content, as it was read. `decided`: what decides
    every page beside them.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        figures: Figures,
        files: Mapping[str, str],
        decided: Hashable,
        makers: Iterable[Maker[Any, Any]],
    ) -> None:
        self._asking = Asking()
        self._mappings: dict[str, Watched[Any, Any]] = {}
        self._makers = {name_of(make): make for make in makers}
        self.catalogue = self._watched_catalogue(catalogue)
        self.figures = self._watched_figures(figures)
        self.shared = Shared(catalogue, figures, self._asking)
        self._fingerprints = Fingerprints(_Ways(files).by_kind)
        ground = catalogue.withheld, catalogue.withheld_figures, figures.periods, figures.current
        self._decided = self._fingerprints.of(decided, figures.today, *ground, _outside(files))
        self._answers: dict[Question, bytes] = {}
        self._groups: dict[str, dict[Hashable, list[Any]]] = {}

    def _watched_catalogue(self, catalogue: Catalogue) -> Catalogue:
        """Watch what follows from reports; all else follows from the files outside of them."""
        return replace(
            catalogue,
            reports=self._watched("catalogue.reports", catalogue.reports),
            corrections=self._watched("catalogue.corrections", catalogue.corrections),
            locks=self._watched("catalogue.locks", catalogue.locks),
            attachments=self._watched("catalogue.attachments", catalogue.attachments),
            digests=self._watched("catalogue.digests", catalogue.digests),
            narrowed_files=self._watched("catalogue.narrowed_files", catalogue.narrowed_files),
        )

    def _watched_figures(self, figures: Figures) -> Figures:
        return replace(
            figures,
            submissions=self._watched("submissions", figures.submissions),
            indicators=self._watched("indicators", figures.indicators, _BY_SCOPE),
            rolled_up=self._watched("rolled_up", figures.rolled_up, _BY_SCOPE),
            threads=self._watched("threads", figures.threads),
            threads_by_report=self._watched("threads_by_report", figures.threads_by_report),
            reports=self._watched("reports", figures.reports),
        )

    def _watched(self, name: str, whole: Mapping[K, V], parted: int | None = None) -> Watched[K, V]:
        watched = self._mappings[name] = Watched(self._asking, name, whole, parted)
        return watched

    @property
    def asking(self) -> Asking:
        """Return what notes the questions asked of `catalogue`, `figures` and `shared`."""
        return self._asking

    def told(self, plans: Iterable[PagePlan], questions: Iterable[Question]) -> str | None:
        """Return the digest of all that the pages are made of; None where it cannot be told."""
        digest = hashlib.sha256(self._decided.encode())
        for plan in plans:
            digest.update(self._fingerprints.digest((plan.uri, *_given(plan))))
        for question in questions:
            answer = self._answers.get(question) or self._answer(question)
            if answer is None:
                return None
            digest.update(answer)
        return digest.hexdigest()

    def _answer(self, question: Question) -> bytes | None:
        mapping = self._mapping(question.mapping)
        if mapping is None:
            return None
        answer = self._answers[question] = self._fingerprints.digest(
            (question.kind, self._said(mapping, question))
        )
        return answer

    def _mapping(self, name: str) -> Watched[Any, Any] | None:
        known = self._mappings.get(name)
        if known is None and name in self._makers:
            made = self.shared.by_key(self._makers[name])
            if isinstance(made, Watched):
                known = self._mappings[name] = made
        return known

    def _said(self, mapping: Watched[Any, Any], question: Question) -> object:
        whole = mapping.whole
        match question.kind:
            case Kind.THERE:
                return question.key in whole
            case Kind.KEYS:
                return tuple(whole)
            case Kind.ALL:
                return dict(whole)
            case Kind.VALUE if mapping.parted is None:
                return whole.get(question.key, _ABSENT)
            case Kind.VALUE:
                return self._groups_of(mapping, mapping.parted).get(question.key, ())

    def _groups_of(
        self, mapping: Watched[Any, Any], parted: int
    ) -> Mapping[Hashable, Sequence[Any]]:
        """Return by the first parts of keys their last parts, each with the value behind it."""
        known = self._groups.get(mapping.name)
        if known is None:
            known = self._groups[mapping.name] = {}
            for key, value in mapping.whole.items():
                known.setdefault(key[:parted], []).extend((*key[parted:], value))
        return known


def _given(plan: PagePlan) -> tuple[object, ...]:
    """Return what a plan was given beside what is watched."""
    watched = Catalogue | Figures | Shared
    return tuple(each for each in plan.make.args if not isinstance(each, watched)) + tuple(
        sorted(plan.make.keywords.items())
    )


def _outside(files: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(item for item in files.items() if not item[0].startswith(f"{REPORTS}/"))


class _Ways:
    """How values are told that are read from files: by the digests of these.

    What an audience may not see is left out of them: rows, and the matters that a row names.
    """

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files
        self._folders: dict[str, list[str]] = {}
        for path, digest in files.items():
            self._folders.setdefault(unit_of(path), []).extend((path, digest))
        self._known: dict[int, tuple[object, bytes]] = {}  # values that many mappings hold
        self.by_kind: Mapping[type, Callable[[Any], object]] = {
            Attachment: lambda each: (each.path, each.sha256, each.source_sha256, each.shown_size),
            Located: self._row,
            Report: self._report,
            Thread: partial(self._once, self._thread),
            IndicatorFigure: partial(self._once, _figure),
        }

    def _row(self, row: Located[Any]) -> tuple[object, ...]:
        path = row.source.path
        return path, self._files[path], row.source.line, getattr(row.record, "issue_id", "")

    def _report(self, report: Report) -> tuple[object, ...]:
        rows = tuple(
            (annex, *(row.source.line for row in found)) for annex, found in report.annexes.items()
        )
        named = tuple(row.record.issue_id for row in report.recommendations)
        files = self._folders[unit_of(report.head.source.path)]
        return tuple(files), rows, named, report.attachments

    def _once(self, plain: Callable[[Any], Any], value: object) -> bytes:
        known = self._known.get(id(value))
        if known is None:
            told = hashlib.sha256(marshal.dumps(plain(value), WITHOUT_REFERENCES)).digest()
            known = self._known[id(value)] = value, told
        return known[1]

    def _thread(self, thread: Thread) -> object:
        step, known = partial(self._once, self._step), self._known
        steps = [(known.get(id(each)) or (each, step(each)))[1] for each in thread.steps]
        return steps, tuple(map(str, _beside_steps(thread)))

    def _step(self, step: Step) -> object:
        return str(step.period), step.team_id, *self._row(step.row)


def _figure(figure: IndicatorFigure) -> object:
    places = [(each.path, each.line, each.column) for each in figure.sources]
    return places, tuple(map(str, _beside_sources(figure)))


_beside_steps = attrgetter(*(each.name for each in fields(Thread) if each.name != "steps"))
_beside_sources = attrgetter(*(each for each in IndicatorFigure._fields if each != "sources"))
