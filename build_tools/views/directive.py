"""The page of one directive: how many areas, what is overdue, the matrix, history, reminders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from build_tools.aggregation.figures import Figures, Step, Thread
from build_tools.site_model import SearchEntry
from build_tools.views.addresses import (
    DIRECTIVES,
    HOME,
    area_anchor,
    directive_uri,
    source_title,
    source_uri,
)
from build_tools.views.cells import day_cell
from build_tools.views.directive_history import history_section, reminders_section
from build_tools.views.directive_progress import (
    NOT_REPORTED,
    Progress,
    progress_words,
    step_cells,
    step_of,
    unit_of_thread,
)
from build_tools.views.facts import Fact, fact
from build_tools.views.formatting import (
    MISSING,
    count_days,
    format_day,
    format_number,
)
from build_tools.views.page import PageView
from build_tools.views.parts import Cell, Column, Crumb, Row, Stat, TableView
from build_tools.views.pictures_states import step_matrix
from build_tools.views.report_indicators import area_ranks
from build_tools.views.sections import Section, sections_toc
from build_tools.views.states import due_cell
from build_tools.views.teams_in_words import team_label
from build_tools.views.threads import area_cell
from schemas.catalogue import Catalogue
from schemas.directive import Directive

OVERDUE, MATRIX = "qua-han", "ma-tran"
_ELSEWHERE = "Địa bàn không còn Tổ nào theo dõi"


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectiveView:
    """What the page `chi-dao/<id>/` says."""

    crumbs: tuple[Crumb, ...]
    title: str
    subtitle: str
    period: str | None
    as_of: str | None
    answer: str
    stats: tuple[Stat, ...]
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]


def build_directive_page(catalogue: Catalogue, figures: Figures, progress: Progress) -> PageView:
    """Return the page of the directive."""
    view = build_directive_view(catalogue, figures, progress)
    return PageView(
        uri=directive_uri(progress.directive.directive_id),
        kind="directive",
        title=view.title,
        template="directive.html.j2",
        view=view,
        section=DIRECTIVES,
        toc=sections_toc(view.sections),
        search=SearchEntry(
            name=f"{progress.directive.directive_id} {progress.directive.doc_ref}",
            about=progress.directive.subject,
        ),
    )


def build_directive_view(
    catalogue: Catalogue, figures: Figures, progress: Progress
) -> DirectiveView:
    """Say how far the areas are with the directive today."""
    directive, current = progress.directive, figures.current
    return DirectiveView(
        crumbs=(
            Crumb("Trang chủ", HOME),
            Crumb("Chỉ đạo", DIRECTIVES),
            Crumb(directive.directive_id),
        ),
        title=f"{directive.doc_type.label} số {directive.doc_ref}",
        subtitle=directive.subject,
        period=None if current is None else current.label,
        as_of=None if current is None else format_day(catalogue.schedule.cut_off(current)),
        answer=_answer(progress),
        stats=_stats(progress),
        facts=_facts(catalogue, directive),
        sections=(
            _overdue_section(catalogue, figures, progress),
            _matrix_section(catalogue, figures, progress),
            history_section(catalogue, progress),
            reminders_section(catalogue, progress),
        ),
    )


def _answer(progress: Progress) -> str:
    every = format_number(len(progress.threads))
    late = len(progress.overdue)
    overdue = f"{format_number(late)} quá hạn" if late else "không địa bàn nào quá hạn"
    missing = len(progress.threads) - len(progress.reported)
    text = (
        f"{format_number(progress.made_known)}/{every} địa bàn đã quán triệt, "
        f"{format_number(progress.planned)} đã cụ thể hóa, "
        f"{format_number(progress.done)} đã triển khai xong; {overdue}"
    )
    return f"{text}; {format_number(missing)} chưa có trong báo cáo." if missing else f"{text}."


def _stats(progress: Progress) -> tuple[Stat, ...]:
    every = format_number(len(progress.threads))
    steps = (
        ("Quán triệt", progress.made_known, "địa bàn"),
        ("Cụ thể hóa", progress.planned, "địa bàn có văn bản của mình"),
        (
            "Triển khai xong",
            progress.done,
            f"đang thực hiện {format_number(progress.in_progress)}",
        ),
    )
    late = len(progress.overdue)
    return (
        *(
            Stat(label=label, value=f"{format_number(n)}/{every}", detail=detail, uri=f"#{MATRIX}")
            for label, n, detail in steps
        ),
        Stat(
            label="Quá hạn",
            value=format_number(late),
            detail="địa bàn chưa xong",
            uri=f"#{OVERDUE}",
            tone="bad" if late else "good",
        ),
        Stat(
            label=NOT_REPORTED,
            value=format_number(len(progress.threads) - len(progress.reported)),
            detail="địa bàn, không phải là chưa làm",
            uri=f"#{MATRIX}",
        ),
    )


def _facts(catalogue: Catalogue, directive: Directive) -> tuple[Fact, ...]:
    due = None if directive.due_date is None else format_day(directive.due_date)
    row = catalogue.directives[directive.directive_id]
    return (
        Fact("Mã", directive.directive_id),
        Fact("Cơ quan ban hành", directive.issuer),
        Fact("Cấp ban hành", directive.issuer_level.label),
        Fact("Ngày ban hành", format_day(directive.issued_on)),
        fact("Thời hạn", due, reason="thực hiện thường xuyên"),
        Fact("Nguồn", source_title(row.source.at()).removeprefix("Nguồn: ")),
    )


def _overdue_section(catalogue: Catalogue, figures: Figures, progress: Progress) -> Section:
    table = TableView(
        caption="Địa bàn quá hạn, hạn cũ nhất trước",
        columns=(
            Column("Địa bàn"),
            Column("Tổ"),
            Column("Thời hạn", "date"),
            Column("Quá hạn", "number"),
            Column("Triển khai"),
            Column("Đôn đốc gần nhất", "date"),
            Column("Nguồn", "source"),
        ),
        rows=tuple(_overdue_row(catalogue, figures, progress, each) for each in progress.overdue),
        wide=True,
        empty="Không địa bàn nào quá hạn.",
    )
    return Section(id=OVERDUE, title="Quá hạn", tables=(table,))


def _overdue_row(catalogue: Catalogue, figures: Figures, progress: Progress, thread: Thread) -> Row:
    code = unit_of_thread(thread)
    days = 0 if thread.due_date is None else (figures.today - thread.due_date).days
    reminded = max(
        (row.record.reminded_on for row in progress.reminders if row.record.unit_code == code),
        default=None,
    )
    return Row(
        (
            area_cell(code, catalogue),
            Cell(team_label(catalogue, thread.team_id)),
            day_cell(thread.due_date),
            Cell(count_days(days), sort=str(days)),
            Cell(progress_words(step_of(thread)), f"#{area_anchor(code)}"),
            day_cell(reminded, reason="chưa đôn đốc"),
            _source_cell(thread.last),
        )
    )


def _source_cell(step: Step) -> Cell:
    place = step.row.source.at()
    return Cell(
        f"{step.period.label}, dòng {place.line}", source_uri(place), title=source_title(place)
    )


def _matrix_section(catalogue: Catalogue, figures: Figures, progress: Progress) -> Section:
    ranks = area_ranks(catalogue)
    by_team: dict[str | None, list[str]] = {team_id: [] for team_id in catalogue.teams}
    by_team[None] = []
    teams = {
        code: team_id
        for team_id in catalogue.teams
        for code in catalogue.areas_of(team_id, figures.today)
    }
    for code, thread in progress.threads.items():
        team_id = teams.get(code) if thread is None else thread.team_id
        by_team[team_id].append(code)
    tables = {
        team_id: _matrix_table(catalogue, progress, team_id, _urgent_first(progress, codes, ranks))
        for team_id, codes in by_team.items()
        if codes
    }
    blocks = [
        ("Không còn Tổ" if team_id is None else team_label(catalogue, team_id), table)
        for team_id, table in tables.items()
    ]
    return Section(
        id=MATRIX,
        title="Địa bàn và ba bước",
        lead="Mỗi ô dẫn tới dòng mới nhất của phụ lục; quá hạn đứng trước. Chưa có trong báo cáo "
        "không phải là chưa làm.",
        tables=tuple(tables.values()),
        pictures=(step_matrix("Ba bước ở các địa bàn", blocks),),
    )


def _urgent_first(progress: Progress, codes: Sequence[str], ranks: Mapping[str, int]) -> list[str]:
    """Order: overdue, then what is in the reports, then the rest, each in the order of names."""

    def urgency(code: str) -> tuple[bool, bool, int]:
        thread = progress.threads[code]
        return thread is None, thread is None or not thread.overdue, ranks[code]

    return sorted(codes, key=urgency)


def _matrix_table(
    catalogue: Catalogue, progress: Progress, team_id: str | None, codes: Sequence[str]
) -> TableView:
    name = _ELSEWHERE if team_id is None else team_label(catalogue, team_id)
    reported = sum(progress.threads[code] is not None for code in codes)
    return TableView(
        caption=f"{name}: {reported}/{len(codes)} địa bàn có trong báo cáo",
        columns=(
            Column("Địa bàn"),
            Column("Quán triệt", "state"),
            Column("Cụ thể hóa", "state"),
            Column("Triển khai", "state"),
            Column("Thời hạn", "date"),
            Column("Nguồn", "source"),
        ),
        rows=tuple(_matrix_row(catalogue, code, progress.threads[code]) for code in codes),
        wide=True,
    )


def _matrix_row(catalogue: Catalogue, code: str, thread: Thread | None) -> Row:
    name, anchor = area_cell(code, catalogue), area_anchor(code)
    if thread is None:
        blank = Cell(MISSING, title=NOT_REPORTED.lower())
        return Row((name, *step_cells(None), blank, blank), id=anchor)
    return Row((name, *step_cells(thread), due_cell(thread), _source_cell(thread.last)), id=anchor)
