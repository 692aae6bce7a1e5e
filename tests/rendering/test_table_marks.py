"""What the script is told of a table, and that the style sheet keeps room for all of it."""

from pathlib import Path

import pytest

from build_tools.rendering.table_marks import marks_of, scroller_of
from build_tools.views.parts import Cell, Column, Row, TableView

STYLES = Path(__file__).resolve().parents[2] / "site_templates/assets/css/table-tools.css"
COLUMNS = (Column("Mã"), Column("Tổ"), Column("Số", "number"), Column("Tình trạng", "state"))


def table_of(rows: int, columns: tuple[Column, ...] = COLUMNS, *, strong: int = 0) -> TableView:
    parts = tuple(
        Row(tuple(Cell(f"{line % (place + 2)}") for place in range(len(columns))))
        for line in range(rows)
    )
    leads = (Row(tuple(Cell("x") for _ in columns), strong=True),) * strong
    return TableView(caption="Bảng", columns=columns, rows=(*leads, *parts))


@pytest.mark.parametrize(
    ("rows", "marks"),
    [
        (1, "db-scroll db-many"),
        (2, "db-scroll db-sorts db-many"),
        (4, "db-scroll db-sorts db-takes db-many db-h3"),
        (12, "db-scroll db-sorts db-takes db-long db-many db-h4"),
        (5_000, "db-scroll db-sorts db-takes db-long db-many db-h9"),
    ],
)
def test_a_table_is_marked_by_its_size(rows: int, marks: str) -> None:
    assert marks_of(rows, columns=4) == marks


def test_a_long_table_can_be_filtered_and_what_repeats_be_chosen() -> None:
    assert scroller_of(table_of(12), is_matrix=False) == (
        'class="db-scroll db-sorts db-takes db-long db-many db-h4 db-filters db-f2"'
        ' data-rows="12" data-choices="2 4"'
    )
    assert "db-filters" not in scroller_of(table_of(12), is_matrix=True)


def test_rows_that_lead_others_are_not_counted() -> None:
    assert "db-filters" not in scroller_of(table_of(11, strong=3), is_matrix=False)
    assert 'data-rows="12"' in scroller_of(table_of(12, strong=3), is_matrix=False)


def test_what_is_all_one_all_different_or_too_much_is_not_chosen_from() -> None:
    state = Column("Tình trạng", "state")
    many_states = scroller_of(table_of(12, (Column("Mã"), *[state] * 4)), is_matrix=False)
    alike = TableView(
        caption="Bảng",
        columns=(Column("Mã"), Column("Tổ"), Column("Địa bàn")),
        rows=tuple(Row((Cell(f"{n}"), Cell("Tổ 1"), Cell(f"Xã {n}"))) for n in range(12)),
    )
    assert "data-choices" not in many_states
    assert 'db-f0" data-rows="12"' in scroller_of(alike, is_matrix=False)
    assert "data-choices" not in scroller_of(alike, is_matrix=False)


def test_the_style_sheet_has_a_rule_for_every_mark() -> None:
    rules = STYLES.read_text(encoding="utf-8")
    assert all(f".db-h{height} {{" in rules for height in range(3, 10))
    assert all(f".db-f{choices}:not(.db-set) {{" in rules for choices in range(1, 6))
    assert all(f".db-{mark}" in rules for mark in ("sorts", "filters", "takes", "long", "many"))
