"""What a report says of each of its matters, asked of the columns of its annexes."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import repeat
from typing import NamedTuple, cast

from build_tools.validation.rows import column_of
from build_tools.validation.rules.items import ID_FIELDS
from schemas.annex_row import AnnexRow, Item
from schemas.catalogue import Located, Report
from schemas.labelled import LabelledEnum
from schemas.place import Place
from schemas.registers import ANNEX_ROWS, ITEM_ANNEXES
from schemas.report import Annex

# What a matter is, beside its team and its area (structure.changed-meaning): first the kind of it.
_MEANING = ("field", "kind", "detected_on", "received_on", "sent_on", "assigned_on")
# `received_on` of an information request is its end, not its beginning.
_NOT_MEANING = {(Annex.INFORMATION_REQUESTS, "received_on")}


class MatterKey(NamedTuple):
    """What a matter is called: the annex and the id within it."""

    annex: Annex
    item_id: str


class Said(NamedTuple):
    """What one report said of a matter, in the row `at` of the annex.

    `meaning`: the values of `meaning_of` its annex, which say what the matter is.
    """

    report: Report
    key: MatterKey
    at: int
    is_open: bool
    handed_over_to: str | None
    note: str | None
    unit_code: str | None
    meaning: tuple[object, ...]

    @property
    def row(self) -> Located[Item]:
        """The row in which it stands."""
        return self.report.annexes[self.key.annex][self.at]  # type: ignore[return-value]  # an item

    @property
    def id_place(self) -> Place:
        """Where the matter's id stands."""
        return self.row.source.at(ID_FIELDS[self.key.annex])

    @property
    def taker(self) -> str | None:
        """The team that must go on with the matter; None where it is closed."""
        return (self.handed_over_to or self.report.team_id) if self.is_open else None


Matters = Mapping[MatterKey, Said]


def matters_of(report: Report) -> Matters:
    """Return the matters of a report; of one that stands twice the first row."""
    found: dict[MatterKey, Said] = {}
    for annex in ITEM_ANNEXES:
        for said in _said(report, annex):
            found.setdefault(said.key, said)
    return found


def _said(report: Report, annex: Annex) -> Iterator[Said]:
    rows = report.annexes.get(annex, ())
    if not rows:
        return
    is_open = cast("type[Item]", ANNEX_ROWS[annex]).is_open_in
    columns = zip(
        _item_ids(rows, annex),
        map(is_open, cast("Sequence[LabelledEnum]", column_of(rows, "status"))),
        column_of(rows, "handed_over_to"),
        column_of(rows, "note"),
        _areas(rows, annex),
        _meanings(rows, annex),
        strict=False,
    )
    for at, (item_id, *told) in enumerate(columns):
        yield Said(report, MatterKey(annex, item_id), at, *told)


def _item_ids(rows: Sequence[Located[AnnexRow]], annex: Annex) -> Sequence[str]:
    """Return `item_id` of each row."""
    ids = cast("Sequence[str]", column_of(rows, ID_FIELDS[annex]))
    if annex is not Annex.DIRECTIVES:
        return ids
    return list(map("{}@{}".format, ids, column_of(rows, "unit_code")))


def _areas(rows: Sequence[Located[AnnexRow]], annex: Annex) -> Iterator[str | None]:
    if "unit_code" not in ANNEX_ROWS[annex].model_fields:
        return repeat(None)
    return iter(cast("Sequence[str | None]", column_of(rows, "unit_code")))


def _meanings(rows: Sequence[Located[AnnexRow]], annex: Annex) -> Iterator[tuple[object, ...]]:
    names = meaning_of(annex)
    return zip(*(column_of(rows, name) for name in names), strict=True) if names else repeat(())


@cache
def meaning_of(annex: Annex) -> tuple[str, ...]:
    """Return the fields of an annex's rows that say what a matter is."""
    fields = (name for name in _MEANING if name in ANNEX_ROWS[annex].model_fields)
    return tuple(name for name in fields if (annex, name) not in _NOT_MEANING)
