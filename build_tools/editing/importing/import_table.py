"""A CSV as one annex."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic

from build_tools.editing.importing.annex_tables import AnnexTables
from build_tools.editing.importing.csv_file import csv_grids, csv_text
from build_tools.editing.importing.gatekeeping import refused_texts
from build_tools.editing.importing.grid import Grid
from build_tools.editing.importing.header import FoundTable, K, K_co
from build_tools.editing.importing.model import Import, ImportSource, Remark
from build_tools.reading.attachments.model import TextPart
from build_tools.reading.text import SourceText

_UNKNOWN = Remark(
    "",
    "Không nhận ra bảng của phụ lục nào: tên cột không giống mẫu.",
    "Dùng tên cột như mẫu của `diaban new report`, hoặc ghi rõ bằng --annex.",
)


def read_table_file(source: ImportSource) -> Import:
    """Read a CSV; whichever delimiter gives the heads of an annex is the right one."""
    read = csv_text("bang.csv", source.data, source.encoding)
    if read.source is None:
        return Import(refused=read.refused, asks_for_encoding=read.asks_for)
    kept_out = refused_texts((TextPart("", read.source.text),), source.gate)
    if kept_out:
        return Import(refused=kept_out)
    tables = AnnexTables(source)
    chosen = choose_grid(read.source, tables.candidates)
    if chosen.grid is None:
        return Import(refused=chosen.refused)
    if len(chosen.found) > 1:
        tables.unclear(chosen.grid, chosen.found)
    else:
        tables.add(chosen.grid, chosen.found[0])
    return tables.told()


@dataclass(frozen=True, slots=True)
class Chosen(Generic[K_co]):
    """The table as one delimiter cuts it, and what it may be; or why none does."""

    grid: Grid | None
    found: Sequence[FoundTable[K_co]] = ()
    refused: tuple[Remark, ...] = ()


def choose_grid(
    source: SourceText, candidates: Callable[[Grid], Sequence[FoundTable[K]]]
) -> Chosen[K]:
    """Choose the delimiter whose table has the heads; none where two fit equally well."""
    broken: list[Remark] = []
    readable: list[tuple[Grid, Sequence[FoundTable[K]]]] = []
    for grid, faults in csv_grids(source):
        broken += faults
        if grid is not None and (found := candidates(grid)):
            readable.append((grid, found))
    best = max((found[0].score for _, found in readable), default=None)
    chosen = [(grid, found) for grid, found in readable if found[0].score == best]
    if len(chosen) != 1:
        return Chosen(None, refused=tuple(broken) or (_UNKNOWN,))
    return Chosen(*chosen[0])
