"""The home page: the province's current period at a glance (Article 2.1; for whom: Article 3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.aggregation.counts import overdue_directives, requests_waiting
from build_tools.aggregation.figures import AgeBucket, Figures, Submission, SubmissionState, Thread
from build_tools.views.addresses import (
    DOCUMENTS,
    GUIDE,
    HOME,
    REGISTERS,
    REPORTS,
    TEAMS,
    period_uri,
    report_uri,
    team_uri,
)
from build_tools.views.cells import day_cell, number_cell
from build_tools.views.content_addresses import content_addresses
from build_tools.views.formatting import format_day, format_number, in_sentence
from build_tools.views.home_changes import changes_section, latest_section
from build_tools.views.home_map import map_section
from build_tools.views.home_matters import (
    DIRECTIVES,
    ISSUES,
    REQUESTS,
    Threads,
    directives_section,
    issues_section,
    list_sections,
    requests_section,
)
from build_tools.views.leading_indicators import LEADING, leading_section
from build_tools.views.page import PageView
from build_tools.views.parts import Cell, Column, Row, Stat, TableView
from build_tools.views.prose import ProseView, build_prose
from build_tools.views.sections import Section, sections_toc
from build_tools.views.states import submission_cell
from build_tools.views.teams_in_words import in_state, ledger_of, ledger_sentence, team_label
from build_tools.views.threads import all_threads, count_threads
from schemas.catalogue import Catalogue
from schemas.period import Period
from schemas.report import Annex

SUBMISSIONS = "nop-bao-cao"


@dataclass(frozen=True, slots=True)
class Entry:
    """Where one kind of reader begins (decision, Article 3)."""

    reader: str
    links: tuple[tuple[str, str], ...]  # title, uri


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """What the home page says. Without a period nothing is due yet, and only the frame stands."""

    title: str
    subtitle: str | None
    period: str | None
    as_of: str | None
    answer: str
    stats: tuple[Stat, ...]
    entries: tuple[Entry, ...]
    sections: tuple[Section, ...]
    introduction: ProseView | None


def build_home_page(catalogue: Catalogue, figures: Figures) -> PageView:
    """Say how the current period of the province stands; `index.md` introduces the site below."""
    authored = catalogue.pages.get("index")
    title = authored.page.record.title if authored else catalogue.settings.site_name
    period = figures.current
    sections = () if period is None else _sections(catalogue, figures, period)
    introduction = (
        build_prose(
            authored.prose,
            taken=[each.id for each in sections],
            addresses=content_addresses(catalogue),
        )
        if authored
        else None
    )
    view = HomeView(
        title=title,
        subtitle=authored.page.record.summary if authored else None,
        period=None if period is None else f"Kỳ hiện tại: {period.label}",
        as_of=None if period is None else format_day(catalogue.schedule.cut_off(period)),
        answer=_answer(catalogue, figures, period),
        stats=() if period is None else _stats(figures, period),
        entries=_entries(period),
        sections=sections,
        introduction=introduction,
    )
    toc = (*sections_toc(sections), *(introduction.toc if introduction else ()))
    return PageView(uri=HOME, kind="home", title=title, template="home.html.j2", view=view, toc=toc)


def _sections(catalogue: Catalogue, figures: Figures, period: Period) -> tuple[Section, ...]:
    threads = figures.threads
    return (
        _submissions_section(catalogue, figures, period),
        issues_section(threads),
        requests_section(threads),
        directives_section(threads, catalogue),
        leading_section(catalogue, figures, period),
        changes_section(catalogue, figures, period),
        map_section(catalogue, figures),
        latest_section(catalogue, figures),
        *list_sections(threads, catalogue),
    )


def _answer(catalogue: Catalogue, figures: Figures, period: Period | None) -> str:
    if period is None:
        return "Chưa có kỳ báo cáo nào đến hạn."
    issues = count_threads(figures.threads.get(Annex.ISSUES, ()))
    waiting = sum(requests_waiting(figures.threads).values())
    overdue = overdue_directives(figures.threads)
    return (
        f"{ledger_sentence(catalogue, period, ledger_of(figures, period))}; "
        f"{format_number(issues.open)} vấn đề đang mở, {format_number(issues.overdue)} quá hạn; "
        f"{format_number(waiting)} đề nghị chờ ý kiến; "
        f"{format_number(overdue)} lượt địa bàn thực hiện chỉ đạo quá hạn."
    )


def _stats(figures: Figures, period: Period) -> tuple[Stat, ...]:
    ledger = ledger_of(figures, period)
    late = in_state(ledger, SubmissionState.LATE)
    missing = in_state(ledger, SubmissionState.MISSING)
    on_time = in_state(ledger, SubmissionState.ON_TIME)
    uri = period_uri(period)
    return (
        Stat(
            label="Báo cáo đúng hạn",
            value=f"{len(on_time)}/{len(ledger)}",
            uri=uri,
            tone="good" if len(on_time) == len(ledger) else "none",
        ),
        Stat(label="Báo cáo chậm", value=str(len(late)), uri=uri, tone="warn" if late else "good"),
        Stat(
            label="Chưa có báo cáo",
            value=str(len(missing)),
            uri=uri,
            tone="bad" if missing else "good",
        ),
        *_matter_stats(figures.threads),
    )


def _matter_stats(threads: Threads) -> tuple[Stat, ...]:
    issues = threads.get(Annex.ISSUES, ())
    counts = count_threads(issues)
    old = sum(_is_old(thread) for thread in issues)
    waiting = sum(requests_waiting(threads).values())
    overdue = overdue_directives(threads)
    return (
        Stat(
            label="Vấn đề đang mở",
            value=format_number(counts.open),
            detail=f"{format_number(old)} đã trên 90 ngày, {format_number(counts.overdue)} quá hạn",
            uri=f"#{ISSUES}",
            tone="warn" if counts.overdue else "none",
        ),
        Stat(
            label="Đề nghị chờ ý kiến",
            value=format_number(waiting),
            uri=f"#{REQUESTS}",
            tone="none",
        ),
        Stat(
            label="Chỉ đạo quá hạn",
            value=format_number(overdue),
            detail="lượt địa bàn",
            uri=f"#{DIRECTIVES}",
            tone="bad" if overdue else "good",
        ),
    )


def _is_old(thread: Thread) -> bool:
    return thread.age_days is not None and AgeBucket.of(thread.age_days) is AgeBucket.OVER_90


def _entries(period: Period | None) -> tuple[Entry, ...]:
    now = (("Tổng hợp kỳ này", period_uri(period)),) if period else ()
    return (
        Entry(
            "Thường trực, Ban Thường vụ, Tổ trưởng",
            (*now, ("Chỉ tiêu chính", f"#{LEADING}"), ("Đề nghị chờ ý kiến", f"#{REQUESTS}")),
        ),
        Entry(
            "Thành viên Bộ phận giúp việc",
            (("Tổ và địa bàn của tôi", TEAMS), ("Hướng dẫn làm báo cáo", GUIDE)),
        ),
        Entry(
            "Cơ quan tham mưu, giúp việc",
            (
                ("Bảng báo cáo các Tổ", REPORTS),
                ("Sổ theo dõi", REGISTERS),
                ("Văn bản, căn cứ", DOCUMENTS),
            ),
        ),
    )


def _submissions_section(catalogue: Catalogue, figures: Figures, period: Period) -> Section:
    threads = all_threads(figures.threads)
    by_team: Mapping[str, list[Thread]] = {team_id: [] for team_id in catalogue.teams}
    for thread in threads:
        by_team[thread.team_id].append(thread)
    table = TableView(
        caption="Tình hình nộp báo cáo và việc đang mở của các Tổ",
        columns=(
            Column("Tổ"),
            Column("Báo cáo kỳ này", "state"),
            Column("Ngày gửi", "date"),
            Column("Việc đang mở", "number"),
            Column("Quá hạn", "number"),
        ),
        rows=tuple(
            _team_row(catalogue, figures, submission, by_team[submission.team_id])
            for submission in ledger_of(figures, period)
        ),
    )
    return Section(
        id=SUBMISSIONS,
        title=f"Báo cáo của các Tổ, {in_sentence(period)}",
        lead=_longer_kinds(catalogue, figures, period),
        tables=(table,),
    )


def _longer_kinds(catalogue: Catalogue, figures: Figures, current: Period) -> str | None:
    """Return how the newest quarter, year and so on stand: they fall due beside the month."""
    newest = {
        period.kind: period
        for period in figures.periods
        if catalogue.schedule.due(period) <= figures.today
    }
    sentences = [
        f"{ledger_sentence(catalogue, period, ledger_of(figures, period))}."
        for period in sorted(newest.values(), reverse=True)
        if period.kind is not current.kind
    ]
    return " ".join(sentences) or None


def _team_row(
    catalogue: Catalogue, figures: Figures, submission: Submission, threads: list[Thread]
) -> Row:
    key = submission.period, submission.team_id
    counts = count_threads(threads)
    return Row(
        (
            Cell(team_label(catalogue, submission.team_id), team_uri(submission.team_id)),
            submission_cell(submission, report_uri(*key) if key in figures.reports else None),
            day_cell(submission.submitted_on, reason="chưa gửi"),
            number_cell(counts.open, uri=team_uri(submission.team_id)),
            number_cell(counts.overdue),
        )
    )
