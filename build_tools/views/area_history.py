"""What an area was before: the units merged into it, the teams that followed it."""

from collections.abc import Iterator
from dataclasses import replace

from build_tools.views.addresses import area_uri, team_uri
from build_tools.views.cells import day_cell
from build_tools.views.facts import Fact
from build_tools.views.formatting import format_day
from build_tools.views.indicator_source import IndicatorSource
from build_tools.views.indicator_tables import series_tables
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.sections import Section
from build_tools.views.teams_in_words import team_label
from schemas.area import Area
from schemas.catalogue import Catalogue

_NOW = "hiện nay"


def former_facts(catalogue: Catalogue, code: str) -> tuple[Fact, ...]:
    """Return what was merged into the area during the term, each linked to its own page."""
    formers = (catalogue.areas[former].record for former in catalogue.former_areas(code))
    return tuple(Fact("Nhận từ", _until(former), area_uri(former)) for former in formers)


def _until(former: Area) -> str:
    ended = f" đến ngày {format_day(former.valid_to)}" if former.valid_to else ""
    return f"{former.full_name} (mã {former.code}{ended})"


def former_sections(
    catalogue: Catalogue, source: IndicatorSource, code: str
) -> tuple[Section, ...]:
    """Return the series of every unit merged into the area, not mixed with its own."""
    return tuple(
        _former_section(source, catalogue.areas[former].record, catalogue.areas[code].record)
        for former in catalogue.former_areas(code)
    )


def _former_section(source: IndicatorSource, former: Area, area: Area) -> Section:
    tables = tuple(_named_tables(source, former))
    return Section(
        id=f"don-vi-cu-{former.code}",
        title=f"Chỉ tiêu của {former.full_name} trước khi sắp xếp",
        lead=f"{_until(former)} đã nhập vào {area.full_name} (mã {area.code}). Số liệu các kỳ "
        "trước của đơn vị cũ nối vào đây, ghi dưới tên cũ và không cộng vào số của đơn vị mới.",
        tables=tables,
    )


def _named_tables(source: IndicatorSource, former: Area) -> Iterator[TableView]:
    for table in series_tables(source, former.code, None):
        yield replace(table, caption=f"{former.full_name}: {table.caption}")


def teams_section(catalogue: Catalogue, code: str) -> tuple[Section, ...]:
    """Return who followed the area and when; none where it never changed."""
    rows = sorted(
        (
            (row.record.valid_from, row.record.valid_to, team_id)
            for team_id, folder in catalogue.teams.items()
            for row in folder.areas
            if row.record.unit_code == code
        ),
        key=lambda each: each[0],
    )
    if len(rows) <= 1:
        return ()
    table = TableView(
        caption="Tổ theo dõi qua các thời gian",
        columns=(Column("Tổ"), Column("Từ ngày", "date"), Column("Đến ngày", "date")),
        rows=tuple(
            Row(
                (
                    Cell(team_label(catalogue, team_id), team_uri(team_id)),
                    day_cell(first),
                    day_cell(last) if last else Cell(_NOW),
                )
            )
            for first, last, team_id in rows
        ),
    )
    return (
        Section(
            id="to-theo-doi",
            title="Tổ theo dõi",
            lead="Báo cáo của mỗi Tổ giữ nguyên; việc đang mở được bàn giao cho Tổ nhận địa bàn.",
            tables=(table,),
        ),
    )


def moved_areas_table(catalogue: Catalogue, team_id: str) -> TableView | None:
    """Return the areas that the team took over or gave away; None where there are none."""
    founded = catalogue.teams[team_id].team.record.valid_from
    rows = [
        row.record
        for row in catalogue.teams[team_id].areas
        if row.record.valid_to is not None or row.record.valid_from > founded
    ]
    if not rows:
        return None
    return TableView(
        caption="Địa bàn đã chuyển đến, chuyển đi",
        columns=(
            Column("Địa bàn"),
            Column("Từ ngày", "date"),
            Column("Đến ngày", "date"),
            Column("Trước đó"),
            Column("Sau đó"),
        ),
        rows=tuple(
            Row(
                (
                    Cell(
                        catalogue.areas[row.unit_code].record.full_name,
                        area_uri(catalogue.areas[row.unit_code].record),
                    ),
                    day_cell(row.valid_from),
                    day_cell(row.valid_to) if row.valid_to else Cell(_NOW),
                    _other_team(catalogue, team_id, row.unit_code, before=True),
                    _other_team(catalogue, team_id, row.unit_code, before=False),
                )
            )
            for row in rows
        ),
    )


def _other_team(catalogue: Catalogue, team_id: str, code: str, *, before: bool) -> Cell:
    """Return the team that had the area before this one, or has it after."""
    own = [row.record for row in catalogue.teams[team_id].areas if row.record.unit_code == code]
    first, last = min(row.valid_from for row in own), own[-1].valid_to
    for other, folder in catalogue.teams.items():
        for row in (row.record for row in folder.areas if row.record.unit_code == code):
            if other == team_id:
                continue
            if before and row.valid_from < first:
                return Cell(team_label(catalogue, other), team_uri(other))
            if not before and last is not None and row.valid_from > last:
                return Cell(team_label(catalogue, other), team_uri(other))
    return Cell("")
