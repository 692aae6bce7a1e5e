"""Tables of states to matrices: reports of a team over time, steps of a directive in areas."""

from collections.abc import Sequence

from build_tools.views.formatting import MISSING, format_number
from build_tools.views.parts import Cell, TableView, Tone
from build_tools.views.pictures import Block, Matrix, State, StateRow, Unseen
from build_tools.views.pictures_read import column_of
from schemas.area import AreaKind

_STEPS = ("Quán triệt", "Cụ thể hóa", "Triển khai")
_REPORT_LEGEND: tuple[tuple[Tone, str], ...] = (
    ("good", "đúng hạn"),
    ("warn", "chậm"),
    ("bad", "chưa có"),
    ("none", "chưa đến hạn"),
)
_STEP_LEGEND: tuple[tuple[Tone, str], ...] = (
    ("good", "đã làm"),
    ("warn", "chưa làm"),
    ("bad", "quá hạn"),
    ("none", "đang thực hiện"),
)
_LEAST_AREAS = 3


def report_timeline(table: TableView, title: str) -> Matrix | Unseen:
    """Return a team's reports, a row for each kind of period and year, the newest year first.

    The table has a row for each period: its name and the state of the report.
    """
    states: dict[str, dict[int, State]] = {}
    place = column_of(table, "Tình trạng") or 0
    for row in table.rows:
        kind, number = _line_of(row.cells[0].text)
        states.setdefault(kind, {})[number] = _state(row.cells[place]) or State("", "none")
    if len(table.rows) < _LEAST_AREAS:
        return Unseen(f"{title}: mới có {len(table.rows)} kỳ, chưa đủ để vẽ hình.")
    width = max(max(found) for found in states.values())
    columns = range(1, width + 1)
    counts = [
        (words, sum(each.tone == tone for found in states.values() for each in found.values()))
        for tone, words in _REPORT_LEGEND
    ]
    says = ", ".join(f"{format_number(count)} {words}" for words, count in counts if count)
    block = Block(
        title=title,
        says=f"{format_number(len(table.rows))} kỳ: {says}",
        table=table.caption,
        rows=tuple(
            StateRow(kind, tuple(states[kind].get(number) for number in columns))
            for kind in sorted(
                states, key=lambda kind: (kind[-4:], len(states[kind])), reverse=True
            )
        ),
    )
    return Matrix(
        title=title,
        says=block.says,
        table=table.caption,
        columns=tuple(str(number) for number in columns),
        blocks=(block,),
        legend=_shown(_REPORT_LEGEND, (block,)),
        note="cột là tháng, quý trong năm",
    )


def _line_of(label: str) -> tuple[str, int]:
    """Return row and column of a period: `Tháng 2026` and 1 for `Tháng 01/2026`."""
    words, slash, year = label.rpartition("/")
    kind, _, number = words.partition(" ")
    if not slash:
        return label, 1
    return f"{kind} {year}", _ROMAN.get(number) or (int(number) if number.isdigit() else 1)


_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


def step_matrix(title: str, tables: Sequence[tuple[str, TableView]]) -> Matrix | Unseen:
    """Return the three steps of a directive in the areas, a block for each team's table.

    `tables`: heading of the block and its table, whose columns are the steps.
    """
    blocks = tuple(_step_block(heading, table) for heading, table in tables)
    rows = [row for block in blocks for row in block.rows]
    if sum(any(row.states) for row in rows) < _LEAST_AREAS:
        return Unseen(f"{title}: chưa đủ ba địa bàn có trong báo cáo để vẽ hình.")
    return Matrix(
        title=title,
        says="; ".join(f"{block.title}: {block.says}" for block in blocks),
        table=tables[0][1].caption,
        columns=("QT", "CT", "TK"),
        blocks=blocks,
        legend=_shown(_STEP_LEGEND, blocks),
        note="QT quán triệt, CT cụ thể hóa, TK triển khai",
    )


def _step_block(heading: str, table: TableView) -> Block:
    places = [place for step in _STEPS if (place := column_of(table, step)) is not None]
    every = tuple(
        StateRow(_bare(row.cells[0].text), _steps([row.cells[place] for place in places]))
        for row in table.rows
    )
    rows = tuple(row for row in every if any(row.states))
    done = [sum(_is_done(row.states[i]) for row in rows) for i in range(len(places))]
    silent = len(every) - len(rows)
    if silent:
        words = f"{format_number(silent)} chưa có báo cáo"
        rows += (StateRow(words if not rows else f"và {words}", (None,) * len(places)),)
    words = ", ".join(
        f"{format_number(count)} đã {step.lower()}"
        for step, count in zip(_STEPS, done, strict=True)
    )
    return Block(
        title=heading, says=f"{words} trên {len(every)} địa bàn", table=table.caption, rows=rows
    )


def _steps(cells: Sequence[Cell]) -> tuple[State | None, ...]:
    """Return the states; none of them where the area is not in the reports."""
    if cells[-1].text == MISSING:
        return (None,) * len(cells)
    return tuple(_state(cell) for cell in cells)


def _state(cell: Cell) -> State | None:
    return None if cell.text == MISSING else State(cell.text, cell.tone)


def _is_done(state: State | None) -> bool:
    return state is not None and state.tone == "good"


def _bare(name: str) -> str:
    """Return the name of an area without its kind: there is little room."""
    kinds = (f"{kind.label} " for kind in AreaKind)
    return next((name.removeprefix(kind) for kind in kinds if name.startswith(kind)), name)


def _shown(
    legend: tuple[tuple[Tone, str], ...], blocks: Sequence[Block]
) -> tuple[tuple[Tone, str], ...]:
    tones = {state.tone for block in blocks for row in block.rows for state in row.states if state}
    return tuple(each for each in legend if each[0] in tones)
