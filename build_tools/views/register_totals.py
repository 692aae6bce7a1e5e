"""Totals of a register: how many matters are open, overdue and closed, by group."""

from collections.abc import Iterator, Mapping, Sequence

from build_tools.aggregation.figures import Thread
from build_tools.views.addresses import directive_uri, team_uri
from build_tools.views.cells import number_cell
from build_tools.views.formatting import MISSING, count_days, format_number
from build_tools.views.matters import authority_of
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.teams_in_words import team_label
from build_tools.views.threads import count_threads
from schemas.base import FieldOfWork
from schemas.catalogue import Catalogue
from schemas.follow_up import DirectiveStep
from schemas.items import Issue
from schemas.report import Annex


def totals_tables(
    catalogue: Catalogue, annex: Annex, threads: Sequence[Thread]
) -> Iterator[TableView]:
    """Yield the totals by what leaders look for first in this register."""
    if annex is Annex.ISSUES:
        fields = {Cell(field.label): _of_field(threads, field) for field in FieldOfWork}
        yield totals_table("Vấn đề theo lĩnh vực", "Lĩnh vực", fields)
    if annex in {Annex.ISSUES, Annex.REQUESTS, Annex.RECOMMENDATIONS}:
        title = "Gửi đến" if annex is Annex.RECOMMENDATIONS else "Thẩm quyền"
        yield totals_table(f"Theo {title.lower()}", title, _by_authority(threads))
    if annex is Annex.DIRECTIVES:
        yield totals_table("Theo văn bản chỉ đạo", "Văn bản", _by_directive(catalogue, threads))


def _of_field(threads: Sequence[Thread], field: FieldOfWork) -> list[Thread]:
    records = ((thread, thread.last.row.record) for thread in threads)
    return [thread for thread, each in records if isinstance(each, Issue) and each.field is field]


def _by_authority(threads: Sequence[Thread]) -> Mapping[Cell, list[Thread]]:
    """Group by who decides, the most open ones first."""
    groups: dict[str, list[Thread]] = {}
    for thread in threads:
        label = authority_of(thread.last.row.record) or "Chưa ghi thẩm quyền"
        groups.setdefault(label, []).append(thread)
    return {Cell(label): groups[label] for label in _most_open_first(groups)}


def _by_directive(catalogue: Catalogue, threads: Sequence[Thread]) -> Mapping[Cell, list[Thread]]:
    groups: dict[str, list[Thread]] = {}
    for thread in threads:
        step = thread.last.row.record
        if isinstance(step, DirectiveStep):
            groups.setdefault(step.directive_id, []).append(thread)
    found = {}
    for directive_id in _most_open_first(groups):
        directive = catalogue.directives[directive_id].record
        found[Cell(directive.doc_ref, directive_uri(directive_id), title=directive.subject)] = (
            groups[directive_id]
        )
    return found


def _most_open_first(groups: Mapping[str, Sequence[Thread]]) -> list[str]:
    return sorted(groups, key=lambda label: (-count_threads(groups[label]).open, label))


def team_totals(catalogue: Catalogue, threads: Sequence[Thread]) -> TableView:
    """Return the totals by the team that has the matter now."""
    groups = {
        Cell(team_label(catalogue, team_id), uri=team_uri(team_id)): [
            thread for thread in threads if thread.team_id == team_id
        ]
        for team_id in catalogue.teams
    }
    return totals_table("Theo Tổ đang theo dõi", "Tổ", groups)


def totals_table(caption: str, title: str, groups: Mapping[Cell, Sequence[Thread]]) -> TableView:
    """Return how many are open, overdue and closed in each group, and in all of them."""
    everything = [thread for threads in groups.values() for thread in threads]
    return TableView(
        caption=caption,
        columns=(
            Column(title),
            Column("Đang mở", "number"),
            Column("Quá hạn", "number"),
            Column("Lâu nhất", "number"),
            Column("Đã xong", "number"),
            Column("Cộng", "number"),
        ),
        rows=tuple(Row((label, *_numbers(threads))) for label, threads in groups.items()),
        total=(Cell("Toàn tỉnh"), *_numbers(everything)),
    )


def _numbers(threads: Sequence[Thread]) -> tuple[Cell, ...]:
    counts = count_threads(threads)
    ages = [thread.age_days for thread in threads if thread.age_days is not None]
    return (
        number_cell(counts.open),
        Cell(format_number(counts.overdue), tone="bad" if counts.overdue else "none"),
        Cell(count_days(max(ages)), sort=str(max(ages)))
        if ages
        else Cell(MISSING, title="không có việc nào đang mở"),
        number_cell(len(threads) - counts.open),
        number_cell(len(threads)),
    )
