"""Registers over all periods (Article 2.1, 2.3): open matters first, never kept twice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from build_tools.aggregation.figures import AgeBucket, Figures, Thread
from build_tools.views.addresses import HOME, REGISTERS, register_uri, thread_uri
from build_tools.views.downloads import Download, register_downloads
from build_tools.views.formatting import (
    MISSING,
    count_days,
    format_day,
    format_number,
)
from build_tools.views.matters import NOUNS
from build_tools.views.page import PagePlan, PageView
from build_tools.views.parts import Cell, Column, Crumb, Row, Stat, TableView
from build_tools.views.register_events import EVENT_ANNEXES, event_sections, event_stats, events_of
from build_tools.views.register_tables import closed_table, open_table
from build_tools.views.register_totals import team_totals, totals_tables
from build_tools.views.sections import Section
from build_tools.views.teams_in_words import team_label
from build_tools.views.threads import count_threads, overdue_words
from schemas.catalogue import Catalogue
from schemas.items import Request, RequestStatus
from schemas.report import Annex

REGISTER_ANNEXES: Mapping[Annex, str] = {
    Annex.ISSUES: "Vấn đề, khó khăn, vướng mắc",
    Annex.RECOMMENDATIONS: "Đề xuất, kiến nghị",
    Annex.REQUESTS: "Đề nghị của cấp ủy địa phương",
    Annex.DIRECTIVES: "Thực hiện chỉ đạo",
    Annex.REMINDERS: "Đôn đốc",
    Annex.MEETINGS: "Họp, làm việc với địa bàn",
    Annex.ORIENTATION: "Trao đổi định hướng",
    Annex.INFORMATION_REQUESTS: "Yêu cầu thông tin",
    Annex.TASKS: "Nhiệm vụ",
}
_SUBTITLES: Mapping[Annex, str] = {
    Annex.ISSUES: "Việc nổi lên ở địa bàn phải theo dõi đến khi giải quyết xong",
    Annex.RECOMMENDATIONS: "Của Bộ phận giúp việc, gửi trước hết Tổ trưởng",
    Annex.REQUESTS: "Cấp ủy đề nghị, Thường trực hoặc Ban Thường vụ cho ý kiến, Bộ phận báo lại",
    Annex.DIRECTIVES: "Từng văn bản ở từng địa bàn: quán triệt, cụ thể hóa, triển khai",
    Annex.REMINDERS: "Bộ phận giúp việc nhắc địa bàn thực hiện văn bản chỉ đạo",
    Annex.MEETINGS: "Họp cấp ủy, hội nghị, khảo sát mà Bộ phận giúp việc dự",
    Annex.ORIENTATION: "Trao đổi ý kiến định hướng với cấp ủy địa phương",
    Annex.INFORMATION_REQUESTS: "Cơ quan, địa bàn được yêu cầu cung cấp thông tin, tài liệu",
    Annex.TASKS: "Trưởng Bộ phận giao thành viên",
}
OPEN, TOTALS, BY_TEAM, CLOSED = "dang-mo", "tong-hop", "theo-to", "da-xong"
# Annexes whose rows have a day by which the matter is to be done.
_WITH_DUE_DAY = {Annex.ISSUES, Annex.DIRECTIVES, Annex.INFORMATION_REQUESTS, Annex.TASKS}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterView:
    """What the page of a register, or the list of the registers, says."""

    crumbs: tuple[Crumb, ...]
    title: str
    subtitle: str
    period: str | None
    as_of: str
    answer: str
    stats: tuple[Stat, ...]
    sections: tuple[Section, ...]
    downloads: tuple[Download, ...] = ()


def plan_register_pages(
    catalogue: Catalogue, figures: Figures, *, documents: bool = False
) -> Iterator[PagePlan]:
    """Plan the list of the registers, then the page of each.

    `documents`: whether the registers' documents are made too, so that the pages offer them.
    """
    yield PagePlan(REGISTERS, partial(_list_page, figures))
    for annex in REGISTER_ANNEXES:
        downloads = register_downloads(annex) if documents else ()
        yield PagePlan(
            register_uri(annex), partial(_register_page, catalogue, figures, annex, downloads)
        )


def _list_page(figures: Figures) -> PageView:
    return _page(REGISTERS, "registers", _index_view(figures))


def _register_page(
    catalogue: Catalogue, figures: Figures, annex: Annex, downloads: tuple[Download, ...]
) -> PageView:
    view = build_register_view(catalogue, figures, annex)
    return _page(register_uri(annex), "register", replace(view, downloads=downloads))


def _page(uri: str, kind: str, view: RegisterView) -> PageView:
    return PageView(
        uri=uri,
        kind=kind,
        title=view.title,
        template="register.html.j2",
        view=view,
        section=uri,  # no table of contents: the tables need its room, key figures lead to them
    )


def build_register_view(catalogue: Catalogue, figures: Figures, annex: Annex) -> RegisterView:
    """Say how the matters or events of one kind stand today."""
    if annex in EVENT_ANNEXES:
        answer, stats = event_stats(figures, annex)
        sections = event_sections(catalogue, figures, annex)
    else:
        threads = _known(figures, annex)
        answer = _answer(catalogue, annex, threads)
        stats = _stats(annex, threads)
        sections = _sections(catalogue, annex, threads)
    return RegisterView(
        crumbs=(
            Crumb("Trang chủ", HOME),
            Crumb("Sổ theo dõi", REGISTERS),
            Crumb(REGISTER_ANNEXES[annex]),
        ),
        title=annex.label,
        subtitle=_SUBTITLES[annex],
        period=_period(figures),
        as_of=format_day(figures.today),
        answer=answer,
        stats=stats,
        sections=sections,
    )


def _known(figures: Figures, annex: Annex) -> tuple[Thread, ...]:
    """Return the matters that are known to be open or closed; others stand on their own pages."""
    return tuple(thread for thread in figures.threads.get(annex, ()) if thread.followed)


def _period(figures: Figures) -> str | None:
    return None if figures.current is None else f"Kỳ hiện tại: {figures.current.label}"


def _answer(catalogue: Catalogue, annex: Annex, threads: Sequence[Thread]) -> str:
    counts = count_threads(threads)
    words = [f"{format_number(counts.open)}/{format_number(len(threads))} {NOUNS[annex]} đang mở"]
    if annex in _WITH_DUE_DAY:
        words.append(overdue_words(counts))
    if annex is Annex.REQUESTS:
        words.append(f"{format_number(_without_opinion(threads))} chưa có ý kiến")
    oldest = _oldest(threads)
    if oldest is not None:
        words.append(
            f"lâu nhất {count_days(oldest.age_days or 0)} ({oldest.item_id.partition('@')[0]}, "
            f"{team_label(catalogue, oldest.team_id)})"
        )
    return f"{', '.join(words)}."


def _oldest(threads: Sequence[Thread]) -> Thread | None:
    aged = [thread for thread in threads if thread.age_days is not None]
    return max(aged, key=lambda thread: thread.age_days or 0, default=None)


def _without_opinion(threads: Sequence[Thread]) -> int:
    statuses = {RequestStatus.RECEIVED, RequestStatus.GATHERED, RequestStatus.REPORTED}
    records = (thread.last.row.record for thread in threads)
    return sum(isinstance(each, Request) and each.status in statuses for each in records)


def _stats(annex: Annex, threads: Sequence[Thread]) -> tuple[Stat, ...]:
    counts = count_threads(threads)
    old = sum(
        thread.age_days is not None and AgeBucket.of(thread.age_days) is AgeBucket.OVER_90
        for thread in threads
    )
    oldest = _oldest(threads)
    second = (
        Stat(
            label="Quá hạn",
            value=format_number(counts.overdue),
            uri=f"#{OPEN}",
            tone="bad" if counts.overdue else "good",
        )
        if annex in _WITH_DUE_DAY
        else Stat(
            label="Trên 90 ngày",
            value=format_number(old),
            uri=f"#{OPEN}",
            tone="warn" if old else "good",
        )
    )
    return (
        Stat(label="Đang mở", value=format_number(counts.open), uri=f"#{OPEN}"),
        second,
        Stat(
            label="Lâu nhất",
            value=MISSING if oldest is None else count_days(oldest.age_days or 0),
            uri=None if oldest is None else thread_uri(annex, oldest.item_id),
        ),
        Stat(
            label="Đã xong",
            value=format_number(len(threads) - counts.open),
            uri=f"#{CLOSED}",
        ),
    )


def _sections(catalogue: Catalogue, annex: Annex, threads: Sequence[Thread]) -> tuple[Section, ...]:
    counts = count_threads(threads)
    done = f"Đã xong ({format_number(len(threads) - counts.open)})"
    totals = tuple(totals_tables(catalogue, annex, threads))
    found = open_table(annex, threads, catalogue, "Đang mở: quá hạn đứng trước, rồi lâu nhất")
    return (
        *((Section(id=TOTALS, title="Tổng hợp", tables=totals),) if totals else ()),
        Section(id=OPEN, title=f"Đang mở ({format_number(counts.open)})", tables=(found,)),
        Section(id=BY_TEAM, title="Theo Tổ", tables=(team_totals(catalogue, threads),)),
        Section(
            id=CLOSED,
            title=done,
            fold=done,
            tables=(closed_table(annex, threads, catalogue, "Đã xong, kỳ gần nhất trước"),),
        ),
    )


def _index_view(figures: Figures) -> RegisterView:
    matters = [thread for annex in NOUNS for thread in _known(figures, annex)]
    counts = count_threads(matters)
    events = sum(len(events_of(figures, annex)) for annex in EVENT_ANNEXES)
    return RegisterView(
        crumbs=(Crumb("Trang chủ", HOME), Crumb("Sổ theo dõi")),
        title="Sổ theo dõi",
        subtitle="Chín sổ, lập từ báo cáo của mọi kỳ",
        period=_period(figures),
        as_of=format_day(figures.today),
        answer=f"{format_number(counts.open)} việc đang mở trong sáu sổ, "
        f"{overdue_words(counts)}; {format_number(events)} lần đôn đốc, họp, trao đổi đã ghi.",
        stats=(
            Stat(label="Việc đang mở", value=format_number(counts.open)),
            Stat(
                label="Quá hạn",
                value=format_number(counts.overdue),
                tone="bad" if counts.overdue else "good",
            ),
            Stat(label="Việc đã xong", value=format_number(len(matters) - counts.open)),
        ),
        sections=(Section(id="cac-so", title="Các sổ", tables=(_index_table(figures),)),),
    )


def _index_table(figures: Figures) -> TableView:
    return TableView(
        caption="Chín sổ theo dõi",
        columns=(
            Column("Sổ"),
            Column("Đang mở", "number"),
            Column("Quá hạn", "number"),
            Column("Lâu nhất", "number"),
            Column("Đã xong", "number"),
            Column("Cộng", "number"),
            Column("Ghi gì"),
        ),
        rows=tuple(_index_row(figures, annex) for annex in REGISTER_ANNEXES),
    )


def _index_row(figures: Figures, annex: Annex) -> Row:
    label = Cell(REGISTER_ANNEXES[annex], uri=register_uri(annex))
    if annex in EVENT_ANNEXES:
        none = Cell(MISSING, title="ghi một lần, không theo dõi tiếp")
        total = Cell(format_number(len(events_of(figures, annex))))
        return Row((label, none, none, none, none, total, Cell(_SUBTITLES[annex])))
    threads = _known(figures, annex)
    counts, oldest = count_threads(threads), _oldest(threads)
    late = (
        Cell(format_number(counts.overdue), tone="bad" if counts.overdue else "none")
        if annex in _WITH_DUE_DAY
        else Cell(MISSING, title="sổ này không ghi thời hạn")
    )
    return Row(
        (
            label,
            Cell(format_number(counts.open)),
            late,
            Cell(MISSING, title="không có việc nào đang mở")
            if oldest is None
            else Cell(count_days(oldest.age_days or 0)),
            Cell(format_number(len(threads) - counts.open)),
            Cell(format_number(len(threads))),
            Cell(_SUBTITLES[annex]),
        )
    )
