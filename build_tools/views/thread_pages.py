"""One page for each matter: its state, who has it, its history report by report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from build_tools.aggregation.figures import Figures, Thread
from build_tools.site_model import SearchEntry
from build_tools.views.addresses import (
    HOME,
    REGISTERS,
    area_uri,
    register_uri,
    source_uri,
    team_uri,
    thread_uri,
)
from build_tools.views.facts import Fact
from build_tools.views.formatting import (
    count_days,
    format_day,
    overdue_by,
    place_label,
)
from build_tools.views.matters import (
    NOT_FOLLOWED,
    closed_on,
    handing_over,
    result_of,
    state_cell,
    team_cell,
    until,
)
from build_tools.views.page import PagePlan, PageView
from build_tools.views.parts import Cell, Column, Crumb, Row, Stat, TableView
from build_tools.views.registers import REGISTER_ANNEXES
from build_tools.views.report_rows import field_cell, field_title
from build_tools.views.sections import Section
from build_tools.views.shared import Shared
from build_tools.views.states import age_cell
from build_tools.views.teams_in_words import team_label
from build_tools.views.thread_history import history_table, round_trip_table
from build_tools.views.threads import (
    KIND_LABELS,
    PAGE_ANNEXES,
    area_cell,
    id_cell,
    status_of,
    subject_of,
    unit_of,
)
from schemas.catalogue import Catalogue
from schemas.items import Recommendation
from schemas.registers import columns
from schemas.report import Annex

# Said in the first screen already, or of no concern to a reader.
_SKIPPED = {"unit_code", "status", "audience", "handed_over_to"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadView:
    """What the page `so/<register>/<id>/` says."""

    crumbs: tuple[Crumb, ...]
    title: str
    subtitle: str
    as_of: str
    answer: str
    stats: tuple[Stat, ...]
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]


Related = Mapping[str, tuple[Thread, ...]]  # id → the matters that belong to it


def plan_thread_pages(
    catalogue: Catalogue, figures: Figures, shared: Shared | None = None
) -> Iterator[PagePlan]:
    """Plan a page for every matter of the registers that have pages of their own."""
    shared = shared or Shared(catalogue, figures)
    for annex in PAGE_ANNEXES:
        for thread in figures.threads.get(annex, ()):
            item_id = thread.item_id
            make = partial(_page, catalogue, figures, shared, annex, item_id)
            yield PagePlan(thread_uri(annex, item_id), make)


def _page(
    catalogue: Catalogue, figures: Figures, shared: Shared, annex: Annex, item_id: str
) -> PageView:
    thread = shared.by_key(threads_by_id)[annex, item_id]
    view = build_thread_view(catalogue, figures, thread, shared.by_key(related_threads))
    return PageView(
        uri=thread_uri(thread.annex, thread.item_id),
        kind="thread",
        title=view.title,
        template="thread.html.j2",
        view=view,
        section=register_uri(thread.annex),
        search=SearchEntry(
            name=thread.item_id,
            about=view.subtitle,
            team=team_label(catalogue, thread.team_id),
            period=thread.last.period,
        ),
    )


def threads_by_id(catalogue: Catalogue, figures: Figures) -> Mapping[tuple[Annex, str], Thread]:
    """Return every matter by its register and id."""
    del catalogue
    return {
        (annex, thread.item_id): thread
        for annex, threads in figures.threads.items()
        for thread in threads
    }


def related_threads(catalogue: Catalogue, figures: Figures) -> Related:
    """Return the recommendations of each issue, and the issue of each recommendation."""
    del catalogue
    issues = {thread.item_id: thread for thread in figures.threads.get(Annex.ISSUES, ())}
    found: dict[str, tuple[Thread, ...]] = {}
    for thread in figures.threads.get(Annex.RECOMMENDATIONS, ()):
        item = thread.last.row.record
        issue = issues.get(item.issue_id or "") if isinstance(item, Recommendation) else None
        if issue is not None:
            found[thread.item_id] = (issue,)
            found[issue.item_id] = (*found.get(issue.item_id, ()), thread)
    return found


def build_thread_view(
    catalogue: Catalogue, figures: Figures, thread: Thread, related: Related
) -> ThreadView:
    """Say how the matter stands today and how it came to that."""
    return ThreadView(
        crumbs=(
            Crumb("Trang chủ", HOME),
            Crumb("Sổ theo dõi", REGISTERS),
            Crumb(REGISTER_ANNEXES[thread.annex], register_uri(thread.annex)),
            Crumb(thread.item_id),
        ),
        title=f"{KIND_LABELS[thread.annex]} {thread.item_id}",
        subtitle=subject_of(thread.last.row.record, catalogue),
        as_of=format_day(figures.today),
        answer=_answer(catalogue, figures, thread),
        stats=_stats(catalogue, thread),
        facts=_facts(catalogue, thread, related.get(thread.item_id, ())),
        sections=_sections(catalogue, thread, related.get(thread.item_id, ())),
    )


def _answer(catalogue: Catalogue, figures: Figures, thread: Thread) -> str:
    item = thread.last.row.record
    words = [status_of(item)]
    if thread.age_days is not None and thread.opened_on is not None:
        words.append(f"mở {count_days(thread.age_days)} từ ngày {format_day(thread.opened_on)}")
    if thread.overdue and thread.due_date is not None:
        words.append(overdue_by((figures.today - thread.due_date).days))
    if not thread.followed:
        words.append(f"{until(thread)}; {NOT_FOLLOWED}")
    if thread.is_closed and (day := closed_on(item)) is not None:
        words.append(f"xong ngày {format_day(day)}")
    words.append(team_cell(thread, catalogue).text)
    sentence = f"{', '.join(words)}."
    result = result_of(item) if thread.is_closed else None
    return sentence if result is None else f"{sentence} {result.rstrip('.')}."


def _stats(catalogue: Catalogue, thread: Thread) -> tuple[Stat, ...]:
    item = thread.last.row.record
    state, age = state_cell(thread), age_cell(thread)
    unit_code = unit_of(item)
    area = None if unit_code is None else catalogue.areas[unit_code].record
    return (
        Stat(label="Tình trạng", value=state.text, tone=state.tone),
        Stat(label="Đã mở", value=age.text, detail=age.title)
        if not thread.is_closed
        else Stat(label="Ngày xong", value=format_day(closed_on(item))),
        Stat(
            label="Thời hạn",
            value=format_day(thread.due_date),
            detail=None if thread.due_date else "không ghi thời hạn",
            tone="bad" if thread.overdue else "none",
        ),
        Stat(
            label="Tổ đang theo dõi",
            value=team_label(catalogue, thread.team_id),
            detail=handing_over(thread, catalogue),
            uri=team_uri(thread.team_id),
        ),
        Stat(label="Địa bàn", value="Cả Tổ")
        if area is None
        else Stat(label="Địa bàn", value=area.full_name, uri=area_uri(area)),
    )


def _facts(catalogue: Catalogue, thread: Thread, related: tuple[Thread, ...]) -> tuple[Fact, ...]:
    """Return what the newest report states of the matter, in the order of the file."""
    item, place = thread.last.row.record, thread.last.row.source.at()
    kind = type(item)
    id_field = columns(kind)[0]
    addresses = {each.item_id: thread_uri(each.annex, each.item_id) for each in related}
    facts = []
    for name in columns(kind):
        value = getattr(item, name)
        if name in {*_SKIPPED, id_field} or value in {None, ()}:
            continue
        cell = field_cell(catalogue, name, value)
        uri = addresses.get(value) if name == "issue_id" else cell.uri
        facts.append(Fact(field_title(kind, name), cell.text, uri))
    newest = f"{thread.last.period.label}, {place_label(place)}"
    return (*facts, Fact("Theo báo cáo gần nhất", newest, source_uri(place)))


def _sections(
    catalogue: Catalogue, thread: Thread, related: tuple[Thread, ...]
) -> tuple[Section, ...]:
    way = round_trip_table(thread)
    sections = [
        Section(id="dien-bien", title="Diễn biến", tables=(history_table(thread, catalogue),))
    ]
    if way is not None:
        sections.insert(0, Section(id="duong-di", title="Đường đi", tables=(way,)))
    if thread.annex is Annex.ISSUES:
        table = _related_table(related, catalogue, "Kiến nghị về vấn đề này")
        sections.append(Section(id="lien-quan", title="Kiến nghị liên quan", tables=(table,)))
    if thread.annex is Annex.RECOMMENDATIONS:
        table = _related_table(related, catalogue, "Vấn đề của kiến nghị này")
        sections.append(Section(id="lien-quan", title="Vấn đề liên quan", tables=(table,)))
    return tuple(sections)


def _related_table(threads: tuple[Thread, ...], catalogue: Catalogue, caption: str) -> TableView:
    return TableView(
        caption=caption,
        columns=(
            Column("Mã"),
            Column("Nội dung"),
            Column("Địa bàn"),
            Column("Tình trạng", "state"),
        ),
        rows=tuple(
            Row(
                (
                    id_cell(thread),
                    Cell(subject_of(thread.last.row.record, catalogue)),
                    area_cell(unit_of(thread.last.row.record), catalogue),
                    state_cell(thread),
                )
            )
            for thread in threads
        ),
        empty="Chưa có.",
    )
