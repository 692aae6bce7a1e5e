"""The page of one team: its section, its areas, its reports, what it has open."""

from dataclasses import dataclass

from build_tools.aggregation.figures import Figures, Submission, Thread
from build_tools.site_model import SearchEntry
from build_tools.views.activities import meetings_of, meetings_table
from build_tools.views.addresses import HOME, TEAMS, team_uri
from build_tools.views.area_history import moved_areas_table
from build_tools.views.assignments import Assignments, assign, assignments_table
from build_tools.views.content_addresses import content_addresses
from build_tools.views.facts import (
    Fact,
    email_fact,
    fact,
    legal_basis_fact,
    phone_fact,
    validity_fact,
)
from build_tools.views.formatting import MISSING, format_day, format_number, in_sentence
from build_tools.views.indicator_source import IndicatorSource
from build_tools.views.indicator_tables import course_tables, newest_table
from build_tools.views.page import PageView
from build_tools.views.parts import Crumb, Stat
from build_tools.views.people import (
    NOT_ENTERED,
    leader_of,
    members_in_words,
    members_table,
    seal_agency,
)
from build_tools.views.pictures_states import report_timeline
from build_tools.views.prose import ProseView, build_prose
from build_tools.views.sections import Section, sections_toc
from build_tools.views.states import submission_badge
from build_tools.views.team_tables import (
    current_report_cell,
    team_areas_table,
    team_reports_table,
)
from build_tools.views.teams_in_words import team_label
from build_tools.views.threads import (
    ThreadCounts,
    all_threads,
    count_threads,
    open_threads_table,
    overdue_words,
)
from schemas.catalogue import Catalogue
from schemas.team import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamView:
    """What the page `to/NN/` says; `intro` is the team's own introduction."""

    crumbs: tuple[Crumb, ...]
    title: str
    subtitle: str
    period: str | None
    as_of: str | None
    answer: str
    stats: tuple[Stat, ...]
    facts: tuple[Fact, ...]
    intro: ProseView
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class _Standing:
    """What several parts of the page need, worked out once."""

    assignments: Assignments
    threads: tuple[Thread, ...]
    counts: ThreadCounts
    submission: Submission | None


def build_team_page(
    catalogue: Catalogue, figures: Figures, source: IndicatorSource, team_id: str
) -> PageView:
    """Return the page of the team."""
    view = build_team_view(catalogue, figures, source, team_id)
    label = team_label(catalogue, team_id)
    return PageView(
        uri=team_uri(team_id),
        kind="team",
        title=view.title,
        template="team.html.j2",
        view=view,
        section=TEAMS,
        toc=sections_toc(view.sections),
        search=SearchEntry(
            name=label,
            about=members_in_words(catalogue, team_id, figures.today),
            team=label,
        ),
    )


def build_team_view(
    catalogue: Catalogue, figures: Figures, source: IndicatorSource, team_id: str
) -> TeamView:
    """Say how the team stands today."""
    folder, current = catalogue.teams[team_id], figures.current
    threads = tuple(each for each in all_threads(figures.threads) if each.team_id == team_id)
    standing = _Standing(
        assign(catalogue, team_id, figures.today),
        threads,
        count_threads(threads),
        None if current is None else figures.submissions.get((current, team_id)),
    )
    sections = _sections(catalogue, figures, source, team_id, standing)
    return TeamView(
        crumbs=(
            Crumb("Trang chủ", HOME),
            Crumb("Tổ", TEAMS),
            Crumb(team_label(catalogue, team_id)),
        ),
        title=folder.team.record.name,
        subtitle="Bộ phận giúp việc và địa bàn theo dõi",
        period=None if current is None else current.label,
        as_of=None if current is None else format_day(catalogue.schedule.cut_off(current)),
        answer=_answer(catalogue, figures, team_id, standing),
        stats=_stats(catalogue, figures, team_id, standing),
        facts=_facts(catalogue, figures, team_id),
        intro=build_prose(
            folder.prose,
            taken=[section.id for section in sections],
            addresses=content_addresses(catalogue),
        ),
        sections=sections,
    )


def _answer(catalogue: Catalogue, figures: Figures, team_id: str, standing: _Standing) -> str:
    words = []
    if standing.submission is not None:
        badge = submission_badge(standing.submission)
        period = in_sentence(standing.submission.period)
        words.append(f"Báo cáo {period}: {badge.label[:1].lower()}{badge.label[1:]}")
    areas = format_number(len(catalogue.areas_of(team_id, figures.today)))
    words.append(
        f"{format_number(standing.counts.open)} việc đang mở trên {areas} địa bàn, "
        f"{overdue_words(standing.counts)}"
    )
    if standing.assignments.gaps:
        words.append(f"{standing.assignments.gaps} chỗ chưa phân công thành viên")
    return f"{'; '.join(words)}."


def _stats(
    catalogue: Catalogue, figures: Figures, team_id: str, standing: _Standing
) -> tuple[Stat, ...]:
    today, counts = figures.today, standing.counts
    report = current_report_cell(figures, team_id)
    return (
        _person_stat("Tổ trưởng", leader_of(catalogue, team_id, today)),
        _person_stat("Trưởng Bộ phận", catalogue.section_head(team_id, today)),
        Stat(
            label="Địa bàn",
            value=format_number(len(catalogue.areas_of(team_id, today))),
            detail="xã, phường, đặc khu",
            uri="#dia-ban",
        ),
        Stat(
            label="Báo cáo kỳ này",
            value=report.text,
            detail=report.title,
            uri=report.uri,
            tone=report.tone,
        ),
        Stat(
            label="Việc đang mở",
            value=format_number(counts.open),
            detail=f"{format_number(counts.overdue)} quá hạn",
            uri="#viec-dang-mo",
            tone="bad" if counts.overdue else "none",
        ),
    )


def _person_stat(label: str, person: Member | None) -> Stat:
    if person is None:
        return Stat(label=label, value=MISSING, detail=NOT_ENTERED)
    return Stat(label=label, value=person.full_name, detail=person.post)


def _facts(catalogue: Catalogue, figures: Figures, team_id: str) -> tuple[Fact, ...]:
    team = catalogue.teams[team_id].team.record
    return (
        fact(
            "Con dấu sử dụng",
            seal_agency(catalogue, team_id, figures.today),
            reason="chưa rõ cơ quan của Trưởng Bộ phận",
        ),
        phone_fact(team.work_phone),
        email_fact(team.work_email),
        legal_basis_fact(catalogue, team.legal_basis),
        validity_fact(team.valid_from, team.valid_to),
    )


def _sections(
    catalogue: Catalogue,
    figures: Figures,
    source: IndicatorSource,
    team_id: str,
    standing: _Standing,
) -> tuple[Section, ...]:
    open_threads = open_threads_table(
        standing.threads,
        catalogue,
        caption="Việc đang mở, quá hạn đứng trước",
        empty="Không có việc nào đang mở.",
        areas=True,
    )
    meetings = meetings_table(meetings_of(figures, team_id), catalogue, areas=True)
    reports = team_reports_table(figures, team_id)
    indicators = newest_table(source, team_id, caption="Số liệu mới nhất của toàn Tổ")
    return (
        Section(id="viec-dang-mo", title="Việc đang mở", tables=(open_threads,)),
        Section(
            id="dia-ban",
            title="Địa bàn",
            tables=(
                team_areas_table(catalogue, figures, team_id, standing.threads),
                *((moved,) if (moved := moved_areas_table(catalogue, team_id)) else ()),
            ),
        ),
        Section(
            id="phan-cong",
            title="Phân công",
            lead=_gaps_sentence(standing.assignments),
            tables=(
                assignments_table(standing.assignments, catalogue),
                members_table(catalogue, team_id, figures.today),
            ),
        ),
        Section(
            id="bao-cao",
            title="Các kỳ báo cáo",
            tables=(reports,),
            pictures=(report_timeline(reports, "Báo cáo của Tổ qua các kỳ"),),
        ),
        Section(
            id="chi-tieu",
            title="Chỉ tiêu",
            lead="Chỉ tiêu là tỷ lệ không cộng được giữa các địa bàn, xem ở trang từng địa bàn.",
            tables=(indicators, *course_tables(source, team_id)),
        ),
        Section(id="hop", title="Họp, hội nghị", tables=(meetings,)),
    )


def _gaps_sentence(assignments: Assignments) -> str:
    if not assignments.gaps:
        return "Mọi địa bàn, mọi lĩnh vực đều có thành viên phụ trách."
    return (
        f"{assignments.gaps} chỗ chưa có thành viên phụ trách; nhiệm vụ của các thành viên do "
        "Trưởng Bộ phận phân công (Quyết định, Điều 2 khoản 4)."
    )
