"""A CSV as one annex."""

from build_tools.editing.importing.annex_tables import AnnexTables
from build_tools.editing.importing.csv_file import csv_grids, csv_text
from build_tools.editing.importing.gatekeeping import refused_texts
from build_tools.editing.importing.model import Import, ImportSource, Remark
from build_tools.reading.attachments.model import TextPart

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
    tables, broken = AnnexTables(source), list[Remark]()
    readable = []
    for grid, faults in csv_grids(read.source):
        broken += faults
        if grid is not None and (found := tables.candidates(grid)):
            readable.append((grid, found))
    best = max((found[0].score for _, found in readable), default=None)
    chosen = [(grid, found) for grid, found in readable if found[0].score == best]
    if len(chosen) != 1:
        return Import(refused=tuple(broken) or (_UNKNOWN,))
    grid, found = chosen[0]
    if len(found) > 1:
        tables.unclear(grid, found)
    else:
        tables.add(grid, found[0])
    return Import(
        annexes=tables.annexes,
        tables=tuple(tables.tables),
        asked=tuple(tables.asked),
        notices=tuple(tables.notices),
        refused=tuple(tables.refused),
    )
