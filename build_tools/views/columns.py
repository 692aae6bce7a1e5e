"""Tables without the columns that say nothing."""

from dataclasses import replace

from build_tools.views.formatting import MISSING, join_words
from build_tools.views.parts import TableView

_BLANK = {"", MISSING}


def without_empty_columns(table: TableView) -> TableView:
    """Leave out the columns that are empty in every row; the caption names them."""
    if not table.rows:
        return table
    kept = [
        index
        for index in range(len(table.columns))
        if index == 0 or any(row.cells[index].text not in _BLANK for row in table.rows)
    ]
    dropped = [
        column.title.lower() for index, column in enumerate(table.columns) if index not in kept
    ]
    if not dropped:
        return table
    return replace(
        table,
        caption=f"{table.caption} (không hiện cột trống: {join_words(dropped)})",
        columns=tuple(table.columns[index] for index in kept),
        rows=tuple(
            row._replace(cells=tuple(row.cells[index] for index in kept)) for row in table.rows
        ),
    )
