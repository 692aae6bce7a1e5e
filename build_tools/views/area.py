"""The page of one area: who answers for it, what is open, its figures, its directives."""

from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.aggregation.figures import Figures, Thread
from build_tools.site_model import SearchEntry
from build_tools.views.activities import (
    directives_table,
    meetings_table,
    requests_table,
)
from build_tools.views.addresses import AREAS, HOME, area_uri, team_uri
from build_tools.views.area_history import former_facts, former_sections, teams_section
from build_tools.views.assignments import assign
from build_tools.views.facts import (
    Fact,
    email_fact,
    fact,
    legal_basis_fact,
    phone_fact,
    validity_fact,
)
from build_tools.views.formatting import MISSING, format_day, format_number
from build_tools.views.indicator_source import IndicatorSource
from build_tools.views.indicator_tables import series_tables
from build_tools.views.page import PageView
from build_tools.views.parts import Cell, Column, Crumb, Row, Stat, TableView
from build_tools.views.pictures_read import Against, bars
from build_tools.views.sections import Section, sections_toc
from build_tools.views.teams_in_words import team_label
from build_tools.views.threads import count_threads, open_threads_table, overdue_words
from schemas.area import Area
from schemas.base import FieldOfWork
from schemas.catalogue import Catalogue, Located, in_force
from schemas.events import Meeting
from schemas.report import Annex
from schemas.team import TeamArea

NO_TEAM = "chưa có Tổ nào theo dõi"
_REASON = "Tổ chưa nhập đầu mối của cấp ủy"


@dataclass(frozen=True, slots=True)
class AreaMatters:
    """What reports tell of one area: its matters, and its meetings, each once, newest first."""

    threads: Sequence[Thread] = ()
    meetings: Sequence[Located[Meeting]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaView:
    """What the page `dia-ban/<slug>/` says."""

    crumbs: tuple[Crumb, ...]
    title: str
    subtitle: str
    period: str | None
    as_of: str | None
    notes: tuple[str, ...]
    answer: str
    stats: tuple[Stat, ...]
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]


def build_area_page(
    catalogue: Catalogue,
    figures: Figures,
    source: IndicatorSource,
    code: str,
    matters: AreaMatters,
) -> PageView:
    """Return the page of the area."""
    area = catalogue.areas[code].record
    view = build_area_view(catalogue, figures, source, code, matters)
    team_id = catalogue.team_of(code, figures.today)
    return PageView(
        uri=area_uri(area),
        kind="area",
        title=view.title,
        template="area.html.j2",
        view=view,
        section=AREAS,
        toc=sections_toc(view.sections),
        search=SearchEntry(
            name=area.code,
            about=area.former_units or "",
            team="" if team_id is None else team_label(catalogue, team_id),
        ),
    )


def build_area_view(
    catalogue: Catalogue,
    figures: Figures,
    source: IndicatorSource,
    code: str,
    matters: AreaMatters,
) -> AreaView:
    """Say how the area stands today."""
    threads = matters.threads
    area, current, today = catalogue.areas[code].record, figures.current, figures.today
    team_id = catalogue.team_of(code, today)
    ended = not in_force(area.valid_from, area.valid_to, today)
    return AreaView(
        crumbs=(Crumb("Trang chủ", HOME), Crumb("Địa bàn", AREAS), Crumb(area.full_name)),
        title=area.full_name,
        subtitle=f"Mã {area.code}; thuộc tỉnh {area.former_province} trước khi sắp xếp",
        period=None if current is None else current.label,
        as_of=None if current is None else format_day(catalogue.schedule.cut_off(current)),
        notes=("Đơn vị không còn hiệu lực",) if ended else (),
        answer=_answer(catalogue, team_id, threads),
        stats=_stats(catalogue, figures, team_id, threads),
        facts=_facts(catalogue, area, _contact(catalogue, figures, team_id, code)),
        sections=_sections(catalogue, figures, source, code, matters),
    )


def _answer(catalogue: Catalogue, team_id: str | None, threads: Sequence[Thread]) -> str:
    counts = count_threads(threads)
    followed = (
        "Chưa có Tổ nào theo dõi"
        if team_id is None
        else f"{team_label(catalogue, team_id)} theo dõi"
    )
    if not counts.open:
        return f"{followed}; không có việc nào đang mở."
    return f"{followed}; {format_number(counts.open)} việc đang mở, {overdue_words(counts)}."


def _stats(
    catalogue: Catalogue, figures: Figures, team_id: str | None, threads: Sequence[Thread]
) -> tuple[Stat, ...]:
    team = (
        Stat(label="Tổ theo dõi", value=MISSING, detail=NO_TEAM, tone="bad")
        if team_id is None
        else Stat(
            label="Tổ theo dõi",
            value=team_label(catalogue, team_id),
            detail=_head_name(catalogue, figures, team_id),
            uri=team_uri(team_id),
        )
    )
    return (
        team,
        *(
            _count_stat(label, [each for each in threads if each.annex in annexes], anchor)
            for label, annexes, anchor in (
                ("Vấn đề đang mở", {Annex.ISSUES}, "viec-dang-mo"),
                ("Đề nghị đang chờ", {Annex.REQUESTS}, "de-nghi"),
                ("Chỉ đạo chưa xong", {Annex.DIRECTIVES}, "chi-dao"),
            )
        ),
    )


def _head_name(catalogue: Catalogue, figures: Figures, team_id: str) -> str:
    head = catalogue.section_head(team_id, figures.today)
    return "Trưởng Bộ phận chưa nhập" if head is None else f"Trưởng Bộ phận: {head.full_name}"


def _count_stat(label: str, threads: Sequence[Thread], anchor: str) -> Stat:
    counts = count_threads(threads)
    return Stat(
        label=label,
        value=format_number(counts.open),
        detail=f"{format_number(counts.overdue)} quá hạn",
        uri=f"#{anchor}",
        tone="bad" if counts.overdue else "none",
    )


def _contact(
    catalogue: Catalogue, figures: Figures, team_id: str | None, code: str
) -> TeamArea | None:
    if team_id is None:
        return None
    rows = (row.record for row in catalogue.teams[team_id].areas)
    return next(
        (
            row
            for row in rows
            if row.unit_code == code and in_force(row.valid_from, row.valid_to, figures.today)
        ),
        None,
    )


def _facts(catalogue: Catalogue, area: Area, contact: TeamArea | None) -> tuple[Fact, ...]:
    return (
        fact("Cấp ủy", contact.party_org_name if contact else None, reason=_REASON),
        phone_fact(contact.office_phone if contact else None),
        email_fact(contact.office_email if contact else None),
        fact("Đơn vị cũ", area.former_units),
        legal_basis_fact(catalogue, area.legal_basis),
        validity_fact(area.valid_from, area.valid_to),
        *_successor(catalogue, area),
        *former_facts(catalogue, area.code),
    )


def _successor(catalogue: Catalogue, area: Area) -> tuple[Fact, ...]:
    if area.successor is None:
        return ()
    new = catalogue.areas[area.successor].record
    return (Fact("Nhập vào", new.full_name, area_uri(new)),)


def _sections(
    catalogue: Catalogue,
    figures: Figures,
    source: IndicatorSource,
    code: str,
    matters: AreaMatters,
) -> tuple[Section, ...]:
    threads = matters.threads
    team_id = catalogue.team_of(code, figures.today)
    open_threads = open_threads_table(
        threads,
        catalogue,
        caption="Việc đang mở, quá hạn đứng trước",
        empty="Không có việc nào đang mở.",
        areas=False,
    )
    directives = [each for each in threads if each.annex is Annex.DIRECTIVES]
    requests = [each for each in threads if each.annex is Annex.REQUESTS]
    return (
        Section(id="viec-dang-mo", title="Việc đang mở", tables=(open_threads,)),
        _indicators_section(source, code, team_id),
        *former_sections(catalogue, source, code),
        Section(id="chi-dao", title="Chỉ đạo", tables=(directives_table(directives, catalogue),)),
        Section(id="de-nghi", title="Đề nghị của cấp ủy", tables=(requests_table(requests),)),
        Section(
            id="phu-trach",
            title="Thành viên phụ trách",
            tables=(_responsible_table(catalogue, figures, code, team_id),),
        ),
        Section(
            id="hop",
            title="Họp, làm việc với địa bàn",
            tables=(meetings_table(matters.meetings, catalogue, areas=False),),
        ),
        *teams_section(catalogue, code),
    )


def _indicators_section(source: IndicatorSource, code: str, team_id: str | None) -> Section:
    """Return the figures over the periods; the shortest kind of period is drawn against plan."""
    tables = tuple(series_tables(source, code, team_id))
    against = Against(goal=100, goal_name="kế hoạch năm", mark="Tỉnh đạt")
    title = "Mức đạt so với kế hoạch năm, cạnh mức của tỉnh"
    pictures = tuple(bars(table, title, "Đạt so kế hoạch", against) for table in tables[:1])
    return Section(id="chi-tieu", title="Chỉ tiêu", tables=tables, pictures=pictures)


def _responsible_table(
    catalogue: Catalogue, figures: Figures, code: str, team_id: str | None
) -> TableView:
    names = () if team_id is None else assign(catalogue, team_id, figures.today).cells(code)
    rows = tuple(
        Row((Cell(field.label), cell)) for field, cell in zip(FieldOfWork, names, strict=False)
    )
    return TableView(
        caption="Phụ trách theo lĩnh vực",
        columns=(Column("Lĩnh vực"), Column("Thành viên Bộ phận giúp việc")),
        rows=rows,
        empty="Chưa có Tổ nào theo dõi địa bàn này.",
    )
