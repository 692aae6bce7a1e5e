"""Open matters of the whole province on the home page: counts first, the lists they count below."""

from collections.abc import Iterable, Mapping

from build_tools.aggregation.counts import open_issues
from build_tools.aggregation.figures import AgeBucket, Thread
from build_tools.views.addresses import directive_uri, register_uri
from build_tools.views.cells import number_cell
from build_tools.views.formatting import count_days, format_number
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.registers import OPEN
from build_tools.views.sections import Section
from build_tools.views.threads import open_threads_table, urgent_first
from schemas.base import FieldOfWork
from schemas.catalogue import Catalogue
from schemas.follow_up import DirectiveStep
from schemas.items import Issue, Request, RequestAuthority, RequestStatus
from schemas.report import Annex

Threads = Mapping[Annex, tuple[Thread, ...]]
ISSUES, REQUESTS, DIRECTIVES = "van-de", "de-nghi", "chi-dao"
SHOWN_MATTERS = 10
_LISTS: Mapping[Annex, str] = {
    Annex.ISSUES: "danh-sach-van-de",
    Annex.REQUESTS: "danh-sach-de-nghi",
    Annex.DIRECTIVES: "danh-sach-chi-dao",
}
_REQUEST_STEPS: tuple[tuple[str, tuple[RequestStatus, ...]], ...] = (
    ("Chưa báo cáo", (RequestStatus.RECEIVED, RequestStatus.GATHERED)),
    ("Đã báo cáo, chờ ý kiến", (RequestStatus.REPORTED,)),
    ("Có ý kiến, chưa thông báo lại", (RequestStatus.ANSWERED,)),
)


def issues_section(threads: Threads) -> Section:
    """Count open issues by field and age, each count leading to the list."""
    counts = open_issues(threads)
    overdue = dict.fromkeys(FieldOfWork, 0)
    for thread in threads.get(Annex.ISSUES, ()):
        issue = thread.last.row.record
        if isinstance(issue, Issue) and thread.overdue:
            overdue[issue.field] += 1
    by_field = {field: [counts[field, age] for age in AgeBucket] for field in FieldOfWork}
    totals = [sum(column) for column in zip(*by_field.values(), strict=True)]
    table = TableView(
        caption="Vấn đề đang mở theo lĩnh vực và thời gian đã mở",
        columns=(
            Column("Lĩnh vực"),
            *(Column(age.label, "number") for age in AgeBucket),
            Column("Cộng", "number"),
            Column("Quá hạn", "number"),
        ),
        rows=tuple(
            Row(
                (
                    Cell(field.label),
                    *_counts([*numbers, sum(numbers), overdue[field]], Annex.ISSUES),
                )
            )
            for field, numbers in by_field.items()
        ),
        total=(
            Cell("Toàn tỉnh"),
            *_counts([*totals, sum(totals), sum(overdue.values())], Annex.ISSUES),
        ),
    )
    return Section(id=ISSUES, title="Vấn đề đang mở", tables=(table,))


def requests_section(threads: Threads) -> Section:
    """Count the requests of local committees on their way, by whose opinion they want."""
    found = [
        (thread, thread.last.row.record)
        for thread in threads.get(Annex.REQUESTS, ())
        if thread.is_open
    ]
    rows = []
    for authority in RequestAuthority:
        own = [
            (thread, record)
            for thread, record in found
            if isinstance(record, Request) and record.authority is authority
        ]
        steps = [
            sum(record.status in statuses for _, record in own) for _, statuses in _REQUEST_STEPS
        ]
        oldest = max((thread.age_days or 0 for thread, _ in own), default=None)
        rows.append(
            Row(
                (
                    Cell(authority.label),
                    *_counts([*steps, len(own)], Annex.REQUESTS),
                    Cell("–", title="không có đề nghị nào đang chờ")
                    if oldest is None
                    else Cell(count_days(oldest), sort=str(oldest)),
                )
            )
        )
    table = TableView(
        caption="Đề nghị của cấp ủy địa phương theo thẩm quyền cho ý kiến",
        columns=(
            Column("Thẩm quyền"),
            *(Column(title, "number") for title, _ in _REQUEST_STEPS),
            Column("Cộng", "number"),
            Column("Lâu nhất", "number"),
        ),
        rows=tuple(rows),
    )
    return Section(id=REQUESTS, title="Đề nghị chờ ý kiến", tables=(table,))


def directives_section(threads: Threads, catalogue: Catalogue) -> Section:
    """Return directives that some area has not carried out by the day, the most areas first."""
    late: dict[str, list[Thread]] = {}
    for thread in threads.get(Annex.DIRECTIVES, ()):
        step = thread.last.row.record
        if isinstance(step, DirectiveStep) and thread.overdue:
            late.setdefault(step.directive_id, []).append(thread)
    ordered = sorted(late.items(), key=lambda each: (-len(each[1]), each[0]))
    rows = [
        Row(
            (
                Cell(
                    catalogue.directives[directive_id].record.doc_ref, directive_uri(directive_id)
                ),
                Cell(catalogue.directives[directive_id].record.subject),
                number_cell(len(found), uri=_register(Annex.DIRECTIVES)),
                number_cell(len({thread.team_id for thread in found})),
            )
        )
        for directive_id, found in ordered
    ]
    table = TableView(
        caption="Văn bản chỉ đạo có địa bàn quá hạn",
        columns=(
            Column("Văn bản"),
            Column("Trích yếu"),
            Column("Địa bàn quá hạn", "number"),
            Column("Số Tổ", "number"),
        ),
        rows=tuple(rows),
        wide=True,
        empty="Không có văn bản chỉ đạo nào quá hạn.",
    )
    return Section(id=DIRECTIVES, title="Chỉ đạo quá hạn", tables=(table,))


def list_sections(threads: Threads, catalogue: Catalogue) -> tuple[Section, ...]:
    """Return the most urgent of the matters that the counts above count; registers have all."""
    issues = [thread for thread in threads.get(Annex.ISSUES, ()) if thread.is_open]
    requests = [thread for thread in threads.get(Annex.REQUESTS, ()) if thread.is_open]
    directives = [thread for thread in threads.get(Annex.DIRECTIVES, ()) if thread.overdue]
    return (
        _list(Annex.ISSUES, "Vấn đề đang mở cần xem trước", issues, catalogue),
        _list(Annex.REQUESTS, "Đề nghị chưa xong cần xem trước", requests, catalogue),
        _list(Annex.DIRECTIVES, "Chỉ đạo quá hạn cần xem trước", directives, catalogue),
    )


def _list(annex: Annex, title: str, threads: list[Thread], catalogue: Catalogue) -> Section:
    shown = urgent_first(threads)[:SHOWN_MATTERS]
    table = open_threads_table(shown, catalogue, caption=title, empty="Không có.", areas=True)
    return Section(
        id=_LISTS[annex],
        title=title,
        tables=(table,),
        fold=f"{title} ({format_number(len(shown))} trong {format_number(len(threads))})",
        more=(f"Cả {format_number(len(threads))} việc trong sổ", _register(annex)),
    )


def _register(annex: Annex) -> str:
    """Return where the register lists all that is open."""
    return f"{register_uri(annex)}#{OPEN}"


def _counts(numbers: Iterable[int], annex: Annex) -> tuple[Cell, ...]:
    uri = _register(annex)
    return tuple(number_cell(number, uri=uri if number else None) for number in numbers)
