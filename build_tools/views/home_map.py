"""Where matters are past their day: the map of the home page, and the table that it draws."""

from build_tools.aggregation.figures import Figures
from build_tools.views.addresses import AREAS, area_anchor, area_uri, team_uri
from build_tools.views.areas import threads_by_area
from build_tools.views.cells import number_cell, text_cell
from build_tools.views.formatting import MISSING, format_number
from build_tools.views.map_ground import map_ground
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.pictures_map import Shown, area_map
from build_tools.views.sections import Section
from build_tools.views.teams_in_words import team_label
from build_tools.views.threads import ThreadCounts, count_threads
from schemas.catalogue import Catalogue
from schemas.text import natural_sort_key

MAP = "ban-do"
OVERDUE, UNIT = "Quá hạn", " quá hạn"


def map_section(catalogue: Catalogue, figures: Figures) -> Section:
    """Return the map of what is past its day, most of it first in the table below."""
    ground = map_ground(catalogue, figures.today)
    threads = threads_by_area(catalogue, figures)
    counts = {code: count_threads(threads.get(code, ())) for code in ground.shapes}
    teams = {
        code: team_id
        for team_id in reversed(tuple(catalogue.teams))
        for code in catalogue.areas_of(team_id, figures.today)
    }
    codes = sorted(
        counts,
        key=lambda code: (
            -counts[code].overdue,
            -counts[code].open,
            natural_sort_key(catalogue.areas[code].record.name),
        ),
    )
    table = TableView(
        caption="Việc đang mở và quá hạn theo địa bàn, nhiều quá hạn đứng trước",
        columns=(
            Column("Địa bàn"),
            Column(OVERDUE, "number"),
            Column("Việc đang mở", "number"),
            Column("Tổ"),
            Column("Ký hiệu"),
        ),
        rows=tuple(
            _row(catalogue, code, counts[code], teams.get(code), ground.labels[code])
            for code in codes
        ),
    )
    late = sum(bool(each.overdue) for each in counts.values())
    shown = Shown(table=table, column=OVERDUE, title="Số việc quá hạn theo địa bàn", unit=UNIT)
    return Section(
        id=MAP,
        title="Bản đồ việc quá hạn",
        lead=f"{format_number(late)}/{format_number(len(counts))} địa bàn có việc quá hạn.",
        tables=(table,),
        pictures=(area_map(catalogue, figures.today, shown),),
        fold=f"Bảng số liệu của bản đồ ({format_number(len(codes))} địa bàn)",
        more=("Danh sách địa bàn", AREAS),
    )


def _row(
    catalogue: Catalogue, code: str, counts: ThreadCounts, team_id: str | None, label: str
) -> Row:
    area = catalogue.areas[code].record
    team = (
        Cell(MISSING, title="chưa có Tổ nào theo dõi")
        if team_id is None
        else Cell(team_label(catalogue, team_id), team_uri(team_id))
    )
    return Row(
        (
            Cell(area.full_name, area_uri(area)),
            number_cell(counts.overdue),
            number_cell(counts.open),
            team,
            text_cell(label),
        ),
        id=area_anchor(code),
    )
