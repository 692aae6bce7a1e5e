"""Rows and prose of a report that were kept or sent as bytes: unpacked where somebody asks.

An `Outline` is what is seldom not asked for; the rows and the tokens are its body, which may lie in
another file, and are had from it with the first question.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast, overload

from build_tools.validation.rows import different_in
from build_tools.validation.safe_pickle import packed, unpacked
from schemas.annex_row import AnnexRow
from schemas.catalogue import Located, Report
from schemas.prose import Prose
from schemas.report import Annex, ReportHead

if TYPE_CHECKING:  # markdown-it is loaded where a body is not plain
    from markdown_it.token import Token

_Rows = Sequence[Located[AnnexRow]]


class LaterRows(Mapping[Annex, _Rows]):
    """Annex → rows, each annex packed by itself."""

    __slots__ = ("_packed", "_rows")

    def __init__(
        self,
        rows: Mapping[Annex, _Rows | None],
        packs: Mapping[Annex, bytes] | None = None,
    ) -> None:
        self._rows = dict(rows)
        self._packed: dict[Annex, bytes] = dict(packs or {})

    def __getitem__(self, annex: Annex) -> _Rows:
        rows = self._rows[annex]
        if rows is None:
            rows = self._rows[annex] = cast("_Rows", unpacked(self._packed[annex]))
        return rows

    def __iter__(self) -> Iterator[Annex]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, annex: object) -> bool:
        return annex in self._rows

    def __reduce__(self) -> tuple[Any, ...]:
        """Pack what is not packed yet; nothing is unpacked for it."""
        for annex, rows in self._rows.items():
            if annex not in self._packed:
                self._packed[annex] = packed(rows)
        return LaterRows, (dict.fromkeys(self._rows), self._packed)


class _Tokens(Sequence["Token"]):
    """The tokens of a prose, wherever they are."""

    __slots__ = ()

    @abstractmethod
    def _all(self) -> Sequence[Token]: ...

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Token]: ...
    def __getitem__(self, index: int | slice) -> Token | Sequence[Token]:
        """Return a token, or some of them."""
        return self._all()[index]

    def __iter__(self) -> Iterator[Token]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as of a list


class LaterTokens(_Tokens):
    """Tokens packed together."""

    __slots__ = ("_packed", "_tokens")

    def __init__(self, tokens: Sequence[Token] | None, pack: bytes | None = None) -> None:
        self._tokens = tokens
        self._packed = pack

    def _all(self) -> Sequence[Token]:
        if self._tokens is None and self._packed is not None:
            self._tokens = cast("Sequence[Token]", unpacked(self._packed))
        return self._tokens or ()

    def __reduce__(self) -> tuple[Any, ...]:
        """Pack them once."""
        if self._packed is None:
            self._packed = packed(self._tokens)
        return LaterTokens, (None, self._packed)


Body = tuple[LaterRows, LaterTokens]


class AskedRows(Mapping[Annex, _Rows]):
    """Annex → rows of a body that is fetched where somebody asks."""

    __slots__ = ("_annexes", "_ask", "narrowed")

    def __init__(
        self, annexes: Sequence[Annex], narrowed: frozenset[Annex], ask: Callable[[], Body]
    ) -> None:
        self._annexes = annexes
        self._ask = ask
        self.narrowed = narrowed

    def __getitem__(self, annex: Annex) -> _Rows:
        if annex not in self._annexes:
            raise KeyError(annex)
        return self._ask()[0][annex]

    def __iter__(self) -> Iterator[Annex]:
        return iter(self._annexes)

    def __len__(self) -> int:
        return len(self._annexes)

    def __contains__(self, annex: object) -> bool:
        return annex in self._annexes

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to another process as the rows themselves."""
        return self._ask()[0].__reduce__()


class _AskedTokens(_Tokens):
    """The tokens of such a body."""

    __slots__ = ("_ask",)

    def __init__(self, ask: Callable[[], Body]) -> None:
        self._ask = ask

    def _all(self) -> Sequence[Token]:
        return self._ask()[1]

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to another process as the tokens themselves."""
        return self._ask()[1].__reduce__()


@dataclass(frozen=True, slots=True)
class Outline:
    """A report without its body: the prose has no tokens, and of annexes there is the name.

    `narrowed` are the annexes of which a row has an audience of its own.
    """

    head: Located[ReportHead]
    prose: Prose
    annexes: tuple[Annex, ...]
    narrowed: frozenset[Annex]
    attachments: tuple[str, ...]

    @classmethod
    def of(cls, report: Report) -> Outline:
        """Leave the body out."""
        prose = replace(report.prose, tokens=())
        annexes = tuple(report.annexes)
        return cls(
            report.head, prose, annexes, narrowed_annexes(report.annexes), report.attachments
        )

    def report(self, ask: Callable[[], Body]) -> Report:
        """Return the report; `ask` fetches its body, at most once."""
        prose = replace(self.prose, tokens=_AskedTokens(ask))
        rows = AskedRows(self.annexes, self.narrowed, ask)
        return Report(self.head, prose, rows, self.attachments)


def body_of(report: Report) -> Body:
    """Return rows and tokens of a report."""
    return LaterRows(report.annexes), LaterTokens(report.prose.tokens)


def narrowed_annexes(rows: Mapping[Annex, _Rows]) -> frozenset[Annex]:
    """Return the annexes of which a row has an audience of its own."""
    if isinstance(rows, AskedRows):
        return rows.narrowed
    return frozenset(
        annex
        for annex, of_annex in rows.items()
        if any(audience is not None for audience in different_in(of_annex, "audience"))
    )
