"""The catalogue of directives: those of higher levels and those of the communes, kept apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from build_tools.aggregation.figures import Figures
from build_tools.views.addresses import DIRECTIVES, HOME, directive_uri
from build_tools.views.cells import day_cell
from build_tools.views.directive import MATRIX, OVERDUE, build_directive_page
from build_tools.views.directive_progress import Progress, directive_cell, progress_of_all
from build_tools.views.formatting import format_day, format_number
from build_tools.views.page import PagePlan, PageView
from build_tools.views.parts import Cell, Column, Crumb, Row, Stat, TableView
from build_tools.views.sections import Section, sections_toc
from build_tools.views.shared import Shared
from schemas.catalogue import Catalogue
from schemas.directive import IssuerLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectivesView:
    """What the page `chi-dao/` says."""

    crumbs: tuple[Crumb, ...]
    title: str
    subtitle: str
    period: str | None
    as_of: str | None
    answer: str
    stats: tuple[Stat, ...]
    sections: tuple[Section, ...]


def plan_directive_pages(
    catalogue: Catalogue, figures: Figures, shared: Shared | None = None
) -> Iterator[PagePlan]:
    """Plan the catalogue of directives, then the page of each, in its order."""
    shared = shared or Shared(catalogue, figures)
    yield PagePlan(DIRECTIVES, partial(_list_page, catalogue, figures, shared))
    for directive_id in catalogue.directives:
        make = partial(_directive_page, catalogue, figures, shared, directive_id)
        yield PagePlan(directive_uri(directive_id), make)


def _list_page(catalogue: Catalogue, figures: Figures, shared: Shared) -> PageView:
    every = tuple(shared.by_key(progress_of_all).values())
    view = build_directives_view(catalogue, figures, every)
    return PageView(
        uri=DIRECTIVES,
        kind="directives",
        title=view.title,
        template="directives.html.j2",
        view=view,
        section=DIRECTIVES,
        toc=sections_toc(view.sections),
    )


def _directive_page(
    catalogue: Catalogue, figures: Figures, shared: Shared, directive_id: str
) -> PageView:
    progress = shared.by_key(progress_of_all)[directive_id]
    return build_directive_page(catalogue, figures, progress)


def build_directives_view(
    catalogue: Catalogue, figures: Figures, every: Sequence[Progress]
) -> DirectivesView:
    """Say how far the areas are with every directive."""
    current = figures.current
    own = [each for each in every if each.directive.issuer_level is IssuerLevel.COMMUNE]
    higher = [each for each in every if each.directive.issuer_level is not IssuerLevel.COMMUNE]
    late = [each for each in every if each.overdue]
    pairs = sum(len(each.overdue) for each in every)
    return DirectivesView(
        crumbs=(Crumb("Trang chủ", HOME), Crumb("Chỉ đạo")),
        title=f"{format_number(len(every))} văn bản chỉ đạo",
        subtitle="Của cấp trên và của xã, phường, đặc khu: quán triệt, cụ thể hóa, triển khai.",
        period=None if current is None else current.label,
        as_of=None if current is None else format_day(catalogue.schedule.cut_off(current)),
        answer=(
            f"{format_number(len(late))}/{format_number(len(every))} văn bản có địa bàn quá hạn, "
            f"cả thảy {format_number(pairs)} lượt địa bàn."
            if late
            else "Không văn bản nào có địa bàn quá hạn."
        ),
        stats=(
            Stat(label="Của cấp trên", value=format_number(len(higher)), uri="#cap-tren"),
            Stat(label="Của cấp xã", value=format_number(len(own)), uri="#cap-xa"),
            Stat(
                label="Quá hạn",
                value=format_number(pairs),
                detail="lượt địa bàn, theo mọi văn bản",
                tone="bad" if pairs else "good",
            ),
        ),
        sections=(
            _section("cap-tren", "Của Trung ương và của tỉnh", higher),
            _section("cap-xa", "Của xã, phường, đặc khu", own),
        ),
    )


def _section(anchor: str, title: str, every: Sequence[Progress]) -> Section:
    ordered = sorted(
        every, key=lambda each: (-len(each.overdue), -each.directive.issued_on.toordinal())
    )
    table = TableView(
        caption=f"{title}: nhiều địa bàn quá hạn đứng trước, rồi mới ban hành",
        columns=(
            Column("Số, ký hiệu"),
            Column("Loại"),
            Column("Trích yếu"),
            Column("Cơ quan ban hành"),
            Column("Ngày", "date"),
            Column("Thời hạn", "date"),
            Column("Quán triệt", "number"),
            Column("Cụ thể hóa", "number"),
            Column("Triển khai xong", "number"),
            Column("Quá hạn", "number"),
            Column("Mã"),
        ),
        rows=tuple(_row(each) for each in ordered),
        wide=True,
        empty="Danh mục chưa có văn bản nào.",
    )
    return Section(id=anchor, title=title, tables=(table,))


def _row(progress: Progress) -> Row:
    directive = progress.directive
    uri, every = directive_uri(directive.directive_id), format_number(len(progress.threads))
    late = len(progress.overdue)
    return Row(
        (
            directive_cell(directive)._replace(title=None),
            Cell(directive.doc_type.label),
            Cell(directive.subject),
            Cell(directive.issuer),
            day_cell(directive.issued_on),
            day_cell(directive.due_date, reason="thực hiện thường xuyên"),
            *(
                Cell(f"{format_number(number)}/{every}", f"{uri}#{MATRIX}", sort=str(number))
                for number in (progress.made_known, progress.planned, progress.done)
            ),
            Cell(format_number(late), f"{uri}#{OVERDUE}", tone="bad" if late else "none"),
            Cell(directive.directive_id),
        ),
        id=directive.directive_id.lower(),
    )
