"""What importing a file gives, whichever kind of file it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from build_tools.editing.canonical_head import HeadValue
from build_tools.validation.rules.secrecy import Gate
from schemas.base import References
from schemas.catalogue import Catalogue
from schemas.period import Period
from schemas.report import Annex


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSource:
    """A file that somebody wants to import into the report of a team and a period.

    `annex` is what the file holds where that was said; `encoding` that of a CSV from before
    Unicode. `references` are those of the period, `gate` refuses what may not be written.
    """

    name: str
    data: bytes = field(repr=False)
    team_id: str
    period: Period
    catalogue: Catalogue
    references: References
    gate: Gate
    annex: Annex | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about a place of the file, such as `trang “Đôn đốc”, ô B7`; "" is all of it.

    `advice` says how to mend what is refused.
    """

    where: str
    text: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class UnderstoodColumn:
    """A head of the file, where it stands, and the field that it was taken for; None is none."""

    head: str
    where: str
    field: str | None


@dataclass(frozen=True, slots=True)
class UnderstoodTable:
    """A table of the file, which file of the report it becomes, and how many rows it has."""

    where: str
    target: str
    columns: tuple[UnderstoodColumn, ...]
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What a file says, to be shown before it is written.

    `annexes`: the text of each file, its table in canonical form. `head`: field of the front matter
    → what it shall say; fields that are not named stay. `prose` is the text below it, None where
    the file has none. `asked` was read in the one way that is possible, though not as it is shown:
    it asks for a yes. `refused` stops everything; `asks_for_encoding` names the one in which the
    file seems to be, where saying so would let it be read.
    """

    annexes: Mapping[Annex, str] = field(default_factory=dict)
    head: Mapping[str, HeadValue] = field(default_factory=dict)
    prose: str | None = None
    tables: Sequence[UnderstoodTable] = ()
    asked: Sequence[Remark] = ()
    notices: Sequence[Remark] = ()
    refused: Sequence[Remark] = ()
    asks_for_encoding: str | None = None
