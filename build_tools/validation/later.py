"""Rows and prose of a report that were kept or sent as bytes: unpacked where somebody asks."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast, overload

from markdown_it.token import Token

from build_tools.validation.safe_pickle import packed, unpacked
from schemas.annex_row import AnnexRow
from schemas.catalogue import Located
from schemas.report import Annex

_Rows = Sequence[Located[AnnexRow]]


class LaterRows(Mapping[Annex, _Rows]):
    """Annex → rows, each annex packed by itself.

    `narrowed` are the annexes of which a row has an audience of its own.
    """

    __slots__ = ("_packed", "_rows", "narrowed")

    def __init__(
        self,
        rows: Mapping[Annex, _Rows | None],
        packs: Mapping[Annex, bytes] | None = None,
        narrowed: frozenset[Annex] | None = None,
    ) -> None:
        self._rows = dict(rows)
        self._packed: dict[Annex, bytes] = dict(packs or {})
        self.narrowed = _narrowed(rows) if narrowed is None else narrowed

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
        return LaterRows, (dict.fromkeys(self._rows), self._packed, self.narrowed)


class LaterTokens(Sequence[Token]):
    """The tokens of a prose."""

    __slots__ = ("_packed", "_tokens")

    def __init__(self, tokens: Sequence[Token] | None, pack: bytes | None = None) -> None:
        self._tokens = tokens
        self._packed = pack

    def _all(self) -> Sequence[Token]:
        if self._tokens is None and self._packed is not None:
            self._tokens = cast("Sequence[Token]", unpacked(self._packed))
        return self._tokens or ()

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

    def __reduce__(self) -> tuple[Any, ...]:
        """Pack them once."""
        if self._packed is None:
            self._packed = packed(self._tokens)
        return LaterTokens, (None, self._packed)


def _narrowed(rows: Mapping[Annex, _Rows | None]) -> frozenset[Annex]:
    return frozenset(
        annex
        for annex, of_annex in rows.items()
        if any(row.record.audience is not None for row in of_annex or ())
    )
