"""The list of the areas: which team follows each, what is open there."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from build_tools.aggregation.figures import Figures, Thread
from build_tools.views.activities import meetings_by_area
from build_tools.views.addresses import AREAS, HOME, area_uri, team_uri
from build_tools.views.area import AreaMatters, build_area_page
from build_tools.views.cells import text_cell
from build_tools.views.formatting import MISSING, format_day, format_number
from build_tools.views.indicator_source import indicator_source
from build_tools.views.map_ground import map_ground
from build_tools.views.page import PagePlan, PageView
from build_tools.views.parts import Cell, Column, Crumb, Row, Stat, TableView
from build_tools.views.sections import Section, sections_toc
from build_tools.views.shared import Shared
from build_tools.views.teams_in_words import team_label
from build_tools.views.threads import all_threads, count_threads, unit_of
from schemas.area import Area, AreaKind
from schemas.catalogue import Catalogue, in_force
from schemas.text import natural_sort_key


@dataclass(frozen=True, slots=True, kw_only=True)
class AreasView:
    """What the page `dia-ban/` says."""

    crumbs: tuple[Crumb, ...]
    title: str
    subtitle: str
    period: str | None
    as_of: str | None
    answer: str
    stats: tuple[Stat, ...]
    sections: tuple[Section, ...]


Threads = Mapping[str, list[Thread]]  # area code → its threads


def plan_area_pages(
    catalogue: Catalogue, figures: Figures, shared: Shared | None = None
) -> Iterator[PagePlan]:
    """Plan the list of areas, then the page of each, in the order of the catalogue."""
    shared = shared or Shared(catalogue, figures)
    yield PagePlan(AREAS, partial(_list_page, catalogue, figures, shared))
    for code, row in catalogue.areas.items():
        yield PagePlan(area_uri(row.record), partial(_area_page, catalogue, figures, shared, code))


def _list_page(catalogue: Catalogue, figures: Figures, shared: Shared) -> PageView:
    view = _build_list(catalogue, figures, shared.by_key(threads_by_area))
    return PageView(
        uri=AREAS,
        kind="areas",
        title=view.title,
        template="areas.html.j2",
        view=view,
        section=AREAS,
        toc=sections_toc(view.sections),
    )


def _area_page(catalogue: Catalogue, figures: Figures, shared: Shared, code: str) -> PageView:
    matters = AreaMatters(
        threads=shared.by_key(threads_by_area).get(code, ()),
        meetings=shared.by_key(meetings_by_area).get(code, ()),
    )
    source = indicator_source(catalogue, figures, shared)
    return build_area_page(catalogue, figures, source, code, matters)


def threads_by_area(catalogue: Catalogue, figures: Figures) -> Threads:
    """Return them by area; those of a merged one stand with it and go on with its successor."""
    found: dict[str, list[Thread]] = defaultdict(list)
    for thread in all_threads(figures.threads):
        unit_code = unit_of(thread.last.row.record)
        if unit_code is not None:
            found[unit_code].append(thread)
            successor = catalogue.successor_of(unit_code)
            if successor != unit_code:
                found[successor].append(thread)
    return found


def _build_list(catalogue: Catalogue, figures: Figures, threads: Threads) -> AreasView:
    current, today = figures.current, figures.today
    areas = sorted(
        (located.record for located in catalogue.areas.values()),
        key=lambda area: (natural_sort_key(area.name), area.code),
    )
    present = [area for area in areas if in_force(area.valid_from, area.valid_to, today)]
    past = [area for area in areas if area not in present]
    return AreasView(
        crumbs=(Crumb("Trang chủ", HOME), Crumb("Địa bàn")),
        title=f"{format_number(len(present))} xã, phường, đặc khu",
        subtitle=f"Địa bàn theo dõi của các Tổ, tỉnh {catalogue.settings.province}",
        period=None if current is None else current.label,
        as_of=None if current is None else format_day(catalogue.schedule.cut_off(current)),
        answer=_answer(present, threads),
        stats=_stats(present),
        sections=_sections(catalogue, figures, threads, present, past),
    )


def _answer(areas: list[Area], threads: Threads) -> str:
    counts = [count_threads(threads.get(area.code, ())) for area in areas]
    with_open = sum(bool(each.open) for each in counts)
    overdue = sum(bool(each.overdue) for each in counts)
    return (
        f"{format_number(with_open)}/{format_number(len(areas))} địa bàn có việc đang mở, "
        f"{format_number(overdue)} địa bàn có việc quá hạn."
    )


def _stats(areas: list[Area]) -> tuple[Stat, ...]:
    return tuple(
        Stat(label=kind.label, value=format_number(sum(area.kind is kind for area in areas)))
        for kind in AreaKind
    )


def _sections(
    catalogue: Catalogue,
    figures: Figures,
    threads: Threads,
    present: list[Area],
    past: list[Area],
) -> tuple[Section, ...]:
    sections = [
        Section(
            id="danh-sach",
            title="Danh sách",
            tables=(_table(catalogue, figures, threads, present, "Địa bàn theo thứ tự tên"),),
        )
    ]
    if past:
        table = _table(catalogue, figures, threads, past, "Đơn vị không còn hiệu lực")
        sections.append(Section(id="don-vi-cu", title="Đơn vị đã sắp xếp", tables=(table,)))
    return tuple(sections)


def _table(
    catalogue: Catalogue, figures: Figures, threads: Threads, areas: list[Area], caption: str
) -> TableView:
    return TableView(
        caption=caption,
        columns=(
            Column("Địa bàn"),
            Column("Tổ"),
            Column("Việc đang mở", "number"),
            Column("Quá hạn", "number"),
            Column("Loại"),
            Column("Tỉnh cũ"),
            Column("Ký hiệu trên bản đồ"),
            Column("Mã"),
        ),
        rows=tuple(
            _row(catalogue, figures, threads.get(area.code, ()), area, place)
            for place, area in enumerate(areas, start=1)
        ),
    )


def _row(
    catalogue: Catalogue, figures: Figures, threads: Sequence[Thread], area: Area, place: int
) -> Row:
    counts = count_threads(threads)
    label = map_ground(catalogue, figures.today).labels.get(area.code)
    team_id = catalogue.team_of(area.code, figures.today)
    team = (
        Cell(MISSING, title="chưa có Tổ nào theo dõi")
        if team_id is None
        else Cell(
            team_label(catalogue, team_id),
            uri=team_uri(team_id),
            sort=f"{catalogue.teams[team_id].team.record.number:02}",
        )
    )
    return Row(
        (
            Cell(area.full_name, uri=area_uri(area), sort=f"{place:04}"),
            team,
            Cell(format_number(counts.open)),
            Cell(format_number(counts.overdue), tone="bad" if counts.overdue else "none"),
            Cell(area.kind.label),
            Cell(area.former_province),
            text_cell(label, reason="đơn vị không còn hiệu lực"),
            Cell(area.code),
        ),
        id=f"ma-{area.code}",
    )
