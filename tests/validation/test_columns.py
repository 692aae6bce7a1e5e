"""Reading tables by columns gives what reading them row by row does: rows, places and findings."""

import pickle
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.diagnostics import Diagnostics
from build_tools.reading import long_texts, splitting, tables
from build_tools.reading import text as reading
from build_tools.reading.plain_tables import PlainRows
from build_tools.reading.tables import read_table
from build_tools.reading.text import SourceText, text_of
from build_tools.validation import records
from build_tools.validation.columns import read_columns
from build_tools.validation.fields import fields_of
from build_tools.validation.records import read_rows
from build_tools.validation.references import KnownReferences
from build_tools.validation.rows import Rows
from schemas.area import Area
from schemas.base import Record
from schemas.catalogue import Located
from schemas.correction import Correction
from schemas.directive import Directive
from schemas.follow_up import DirectiveStep
from schemas.indicator import Indicator, IndicatorValue
from schemas.items import Issue, Recommendation
from schemas.registers import ANNEX_ROWS
from schemas.team import Member

MODELS: list[type[Record]] = [
    Correction,
    Directive,
    DirectiveStep,
    Indicator,
    IndicatorValue,
    Issue,
    Member,
    Recommendation,
]
GOOD = [
    "24781",
    "Xuân Hương - Đà Lạt",
    "to-01",
    "KT01",
    "CD-2026-001",
    "VD-2026-01001",
    "TV-01-01",
    "12",
    "1.234,5",
    "14/06/2026",
    "2026-06",
    "Kinh tế",
    "Kinh tế | Xây dựng Đảng và hệ thống chính trị",
    "Khó khăn",
    "Sơ bộ",
    "Mới",
    "Cộng",
    "Tháng | Quý",
    "true",
    "Tổ trưởng",
    "intranet",
]
BAD = [
    "=1+1",
    "1.234",
    "không rõ",
    "31/02/2026",
    "to-О1",
    "Xuân Huong",
    "-5",
    "TUYỆT MẬT",
    unicodedata.normalize("NFD", "Đạ Tẻh"),
    "\u00a0",
    "a" * 201,
    "Kinh tế |",
    "+84",
    "1 234",
    "12a",
]
CELLS = st.sampled_from(["", " ", *GOOD, *GOOD, *BAD]) | st.text(max_size=3)
# What no text of ours holds, or in another form only.
ODD = [
    *("Tr­ëng Ban Tæ chøc TØnh ñy", "Tröôûng Ban Toå chöùc", "Xã".encode().decode("latin-1")),
    *(unicodedata.normalize("NFD", "Đạ Tẻh"), "Đạ\u200b", "\u202eĐạ", "Хã", "\x07", "\ufffd"),
]
PADS = st.sampled_from(["", "", "", " ", "\u00a0", "  "])
Read = tuple[list[object], list[object]]


def known() -> KnownReferences:
    references = KnownReferences()
    references.add("area", "24781", "Xuân Hương - Đà Lạt")
    references.add("team", "to-01", "Tổ theo dõi địa bàn số 1")
    references.add("indicator", "KT01", "Thu ngân sách nhà nước trên địa bàn")
    references.add("directive", "CD-2026-001", "01-CT/TU")
    references.add("audience", "intranet", "Nội bộ")
    return references


def read(text: str, model: type[Record]) -> Read:
    """Everything of the rows that anybody may ask for, and everything of the findings."""
    return read_bytes(text.encode(), model, is_known=True)


def read_bytes(data: bytes, model: type[Record], *, is_known: bool = False) -> Read:
    """Do so for a file; `is_known` where its text is not to be looked at."""
    found = Diagnostics()
    path = "content/x.csv"
    source = SourceText(path, data.decode(), "") if is_known else text_of(data, path, "", found)
    table = read_table(source, found) if source else None
    rows = read_rows(table, model, known(), found) if table else ()
    return [told(row) for row in rows], [*found]


def told(row: Located[Any]) -> object:
    record, source = row.record, row.source
    return (
        record,
        list(record.__dict__.items()),
        record.model_fields_set,
        record.__pydantic_extra__,
        record.__pydantic_private__,
        source,
        [source.at(name) for name in (None, *record.__dict__)],
        source.known_places(),
    )


def row_by_row(text: str, model: type[Record]) -> Read:
    with pytest.MonkeyPatch.context() as patch:
        go_row_by_row(patch)
        return read(text, model)


def go_row_by_row(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(reading, "sound_text", lambda _: None)
    patch.setattr(tables, "plain_rows", lambda *_: None)
    patch.setattr(records, "read_columns", lambda *_: None)


def take_for_large(patch: pytest.MonkeyPatch) -> None:
    """Go the ways of large files, some letters at a time."""
    patch.setattr(long_texts, "_LONG", 3)
    patch.setattr(splitting, "_AT_ONCE", 30)
    patch.setattr(splitting, "_MANY", 0)


@st.composite
def texts(draw: st.DrawFn, model: type[Record]) -> str:
    names = draw(st.permutations(list(model.model_fields)))
    names = names[: draw(st.integers(max(len(names) - 3, 1), len(names)))]
    mark = draw(st.sampled_from([",", ",", ";", "\t"]))
    column = draw(st.lists(st.lists(CELLS, min_size=1, max_size=3), min_size=len(names)))
    lines = [names]
    for _ in range(draw(st.integers(0, 6))):
        cells = [draw(st.sampled_from(few)) for few in column[: len(names)]]
        lines.append([f"{draw(PADS)}{cell}{draw(PADS)}" for cell in cells])
    if draw(st.booleans()) and len(lines) > 1:  # a row too long, too short or blank
        at = draw(st.integers(1, len(lines) - 1))
        lines[at] = draw(st.sampled_from([lines[at][:-1], [*lines[at], "x"], [""] * len(names)]))
    quote = draw(st.sampled_from(["never", "never", "never", "some", "all"]))
    text = "\n".join(mark.join(_written(cell, mark, quote) for cell in line) for line in lines)
    return text + draw(st.sampled_from(["", "\n", "\n\n", f"\n{mark * (len(names) - 1)}\n"]))


def _written(cell: str, mark: str, quote: str) -> str:
    if quote == "all" or (quote == "some" and (mark in cell or " " in cell)):
        return '"' + cell.replace('"', '""') + '"'
    return cell


@given(data=st.data(), model=st.sampled_from(MODELS), many=st.booleans())
def test_reading_by_columns_gives_what_reading_row_by_row_does(
    *, data: st.DataObject, model: type[Record], many: bool
) -> None:
    text = data.draw(texts(model))
    with pytest.MonkeyPatch.context() as patch:
        if many:
            take_for_large(patch)
        by_columns = read(text, model)
    assert by_columns == row_by_row(text, model)


@given(
    data=st.data(),
    model=st.sampled_from(MODELS),
    odd=st.sampled_from(["", "", *ODD]),
    end=st.sampled_from(["\n", "\n", "\r\n"]),
    form=st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16"]),
)
def test_a_large_file_gives_what_looking_at_all_of_it_row_by_row_does(
    *, data: st.DataObject, model: type[Record], odd: str, end: str, form: str
) -> None:
    text = data.draw(texts(model))
    at = data.draw(st.integers(0, len(text)))
    content = (text[:at] + odd + text[at:]).replace("\n", end).encode(form)
    with pytest.MonkeyPatch.context() as patch:
        take_for_large(patch)
        large = read_bytes(content, model)
    with pytest.MonkeyPatch.context() as patch:
        go_row_by_row(patch)
        assert large == read_bytes(content, model)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_thousands_of_rows_with_one_in_a_hundred_at_fault_are_read_alike_both_ways(
    end: str, mark: str
) -> None:
    head = [*IndicatorValue.model_fields][2:]
    lines = [",".join(head)]
    for at in range(3000):
        actual = ["không rõ", "=1+1", "1.234", ""][at // 100 % 4] if at % 100 == 0 else str(at % 90)
        cells = ["24781", "KT01", "1200", actual, "", "7,5", "Sơ bộ", "14/06/2026", f"Nguồn {at}"]
        lines.append(",".join(f'"{cell}"' if cell == "7,5" else cell for cell in cells))
    plain = [line.replace('"7,5"', "7.5") for line in lines]
    for some in (lines, plain, [*plain, ",".join(["24781"] * 3)], [*plain, ""]):
        content = (mark + end.join([*some, ""])).encode()
        large = read_bytes(content, IndicatorValue)
        assert large[1]
        with pytest.MonkeyPatch.context() as patch:
            go_row_by_row(patch)
            assert large == read_bytes(content, IndicatorValue)


def rows_like(text: str, model: type[Record]) -> tuple[Rows[Any], Rows[Any]]:
    """The rows of a text twice: not made yet, and made."""
    found = Diagnostics()
    table = read_table(SourceText("content/x.csv", text, ""), found)
    assert table is not None
    return read_rows(table, model, known(), found), Rows(
        list(read_rows(table, model, known(), found))
    )


def test_rows_are_a_tuple_of_rows_in_all_that_is_asked_of_them() -> None:
    cells = ["", "", "24781", "KT01", "5", "1", "2", "3", "Sơ bộ", "14/06/2026", "Thuế"]
    text = rows_of(IndicatorValue, cells, 3)
    made = tuple(rows_like(text, IndicatorValue)[1])
    ways: list[Callable[[Any], object]] = [
        *(len, bool, list, tuple, repr, lambda rows: rows[-1], lambda rows: rows[1:]),
        *(lambda rows: [*reversed(rows)], lambda rows: made[2] in rows),
        *(lambda rows: rows == made, lambda rows: made == rows, lambda rows: rows != made),
        *(lambda rows: rows == made[:2], lambda rows: rows == list(made), lambda rows: rows == 3),
        *(lambda rows: rows.index(made[1]), lambda rows: rows.count(made[0])),
    ]
    for way in ways:
        for rows in rows_like(text, IndicatorValue):
            assert way(rows) == way(made)
    first, second = rows_like(text, IndicatorValue)
    assert first == second
    assert first[0] is first[0]
    with pytest.raises(IndexError):
        first[3]


@given(data=st.data(), model=st.sampled_from([*MODELS, Area]))
def test_rows_packed_for_another_process_come_back_as_they_were(
    *, data: st.DataObject, model: type[Record]
) -> None:
    text = data.draw(texts(model))
    found = Diagnostics()
    table = read_table(SourceText("content/x.csv", text, ""), found)
    rows = read_rows(table, model, known(), found) if table else ()
    again = pickle.loads(pickle.dumps(rows, pickle.HIGHEST_PROTOCOL))  # noqa: S301  our own
    assert type(again) is type(rows)
    assert [told(row) for row in again] == [told(row) for row in rows]
    assert pickle.loads(pickle.dumps(rows, pickle.HIGHEST_PROTOCOL)) == rows  # noqa: S301  our own


@given(data=st.data(), model=st.sampled_from(MODELS))
def test_what_a_field_holds_is_told_without_making_rows(
    *, data: st.DataObject, model: type[Record]
) -> None:
    text = data.draw(texts(model))
    found = Diagnostics()
    table = read_table(SourceText("content/x.csv", text, ""), found)
    rows = read_rows(table, model, known(), found) if table else Rows[Any](())
    told_before = {name: [*rows.different(name)] for name in model.model_fields}
    for name, values in told_before.items():
        of_rows = [getattr(row.record, name) for row in rows]
        assert all(value in of_rows for value in values)
        assert all(value in values for value in of_rows)


def rows_of(model: type[Record], cells: Sequence[str], count: int) -> str:
    return "\n".join([",".join(model.model_fields), *[",".join(cells)] * count]) + "\n"


def test_sound_rows_come_from_the_columns_and_faulty_ones_do_not() -> None:
    model = IndicatorValue
    cells = ["", "", "24781", "KT01", "5", "1", "2", "3", "Sơ bộ", "14/06/2026", "Thuế"]
    text = rows_of(model, cells, 2000) + ",".join([*cells[:5], "không rõ", *cells[6:]])
    found = Diagnostics()
    table = read_table(SourceText("content/x.csv", text, ""), found)
    assert table is not None
    assert isinstance(table.rows, PlainRows)
    indexes = {name: at for at, name in enumerate(model.model_fields)}
    by_columns = read_columns(table, model, indexes, known())
    assert by_columns is not None
    assert by_columns.others == {2000: ["actual"]}
    assert list(by_columns.indexes) == list(range(2000))
    assert by_columns.sound[7].record.unit_code == "24781"
    assert read(text, model) == row_by_row(text, model)


def test_every_schema_of_a_table_is_read_by_columns() -> None:
    models = {*ANNEX_ROWS.values(), *MODELS, Area}
    assert {model for model in models if fields_of(model)} == models
