"""What the script of tables may do with a table, said by classes of the box that it scrolls in.

The style sheet keeps room for it, so that nothing moves once the script has set the table up. From
them it also takes how high a table is about: browsers lay out only what comes near the screen.
"""

from collections.abc import Iterator, Sequence

from build_tools.views.parts import Row, TableView

LONG = 12  # rows from which a table can be filtered and keeps its head in sight
_WORTH_TAKING = 4  # rows from which it can be copied and downloaded
_MANY = 4  # columns that hardly fit a phone
_CHOSEN = frozenset({"Tổ", "Địa bàn", "Tình trạng", "Theo dõi"})  # besides columns of states
_MOST_CHOICES = 40
_MOST_STATES = 3  # more columns of states are a matrix
_LOWEST, _HIGHEST = 3, 9  # heights that css/table-tools.css has rules for


def scroller_of(table: TableView, *, is_matrix: bool) -> str:
    """Return the class of the table's scroller, and what the script is told, as attributes.

    A long table that is no matrix can be filtered: `data-rows` says how many rows it has (one that
    leads others is not counted), `data-choices` which columns have values to choose from.
    """
    parts = [row for row in table.rows if not row.strong]
    classes = [marks_of(len(parts), len(table.columns))]
    told = ""
    if len(parts) >= LONG and not is_matrix:
        choices = [str(index + 1) for index in _choices(table, parts)]
        classes += ["db-filters", f"db-f{len(choices)}"]
        told = f' data-rows="{len(parts)}"'
        told += f' data-choices="{" ".join(choices)}"' if choices else ""
    return f'class="{" ".join(classes)}"{told}'


def marks_of(rows: int, columns: int) -> str:
    """Return the classes of a scroller that follow from the size of its table.

    `db-sorts`: it can be sorted; `db-takes`: taken along; `db-long`: its head stays in sight;
    `db-many`: it has many columns; `db-h5`: it has 2⁴ rows or up to twice as many (from `db-h3`).
    """
    height = min(rows.bit_length(), _HIGHEST)
    marks = {
        "sorts": rows > 1,
        "takes": rows >= _WORTH_TAKING,
        "long": rows >= LONG,
        "many": columns >= _MANY,
        f"h{height}": height >= _LOWEST,
    }
    return " ".join(["db-scroll", *(f"db-{name}" for name, holds in marks.items() if holds)])


def _choices(table: TableView, parts: Sequence[Row]) -> Iterator[int]:
    """Yield the columns whose values are worth choosing from a list."""
    states = sum(column.kind == "state" for column in table.columns)
    for index, column in enumerate(table.columns):
        wanted = states <= _MOST_STATES if column.kind == "state" else column.title in _CHOSEN
        values = {row.cells[index].text for row in parts} if wanted else set()
        if 1 < len(values) <= _MOST_CHOICES and len(values) != len(parts):
            yield index
