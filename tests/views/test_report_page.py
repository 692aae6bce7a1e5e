import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from build_tools.aggregation import Sight, build_figures
from build_tools.aggregation.figures import Figures, Submission, SubmissionState
from build_tools.views.addresses import row_anchor
from build_tools.views.formatting import format_number
from build_tools.views.page import PageView, made
from build_tools.views.parts import Row
from build_tools.views.report import ReportView, plan_report_pages
from build_tools.views.report_annexes_page import ReportAnnexesView
from build_tools.views.report_changes import SHOWN_ROWS
from build_tools.views.report_quotes import build_quotes
from build_tools.views.report_rows import SHOWN, follow_up_cell
from build_tools.views.threads import all_threads
from schemas.catalogue import Catalogue, Located, Report
from schemas.indicator import Aggregation, DataQuality, IndicatorValue
from schemas.period import Period
from schemas.registers import ANNEX_ROWS, columns
from schemas.report import Annex, ReportStatus
from schemas.text import natural_sort_key


@pytest.fixture(scope="module")
def pages(sample: Catalogue, figures: Figures) -> dict[str, PageView]:
    return {page.uri: page for page in made(plan_report_pages(sample, figures))}


def view_of(pages: dict[str, PageView], report: Report) -> ReportView:
    view = pages[f"bao-cao/{report.period.id.lower()}/{report.team_id}/"].view
    assert isinstance(view, ReportView)
    return view


def annexes_of(pages: dict[str, PageView], report: Report) -> ReportAnnexesView:
    view = pages[f"bao-cao/{report.period.id.lower()}/{report.team_id}/phu-luc/"].view
    assert isinstance(view, ReportAnnexesView)
    return view


def rows(view: ReportAnnexesView, annex: Annex) -> dict[str, Row]:
    section = next(each for each in view.sections if each.id == f"phu-luc-{annex.value}")
    return {str(row.id): row for table in section.tables for row in table.rows}


def test_only_shown_reports_have_a_page(pages: dict[str, PageView], figures: Figures) -> None:
    assert len(pages) == 2 * len(figures.reports)
    statuses = {report.head.record.status for report in figures.reports.values()}
    assert statuses == {ReportStatus.ISSUED}


def test_every_row_of_every_annex_has_its_anchor_and_its_line(
    pages: dict[str, PageView], figures: Figures
) -> None:
    for report in figures.reports.values():
        view = annexes_of(pages, report)
        for annex, located in report.annexes.items():
            found = rows(view, annex)
            for each in located:
                row = found[row_anchor(annex, each.source.line)]
                assert str(row.cells[0].source).endswith(f"dòng {each.source.line}")


def test_a_declared_annex_says_so_and_is_no_empty_table(
    pages: dict[str, PageView], figures: Figures
) -> None:
    declared = 0
    for report in figures.reports.values():
        in_short = view_of(pages, report).annexes
        in_full = annexes_of(pages, report).sections[-len(Annex) :]
        for short, full, annex in zip(in_short, in_full, Annex, strict=True):
            if annex in report.head.record.nothing_to_report:
                declared += 1
                for section in (short, full):
                    assert section.lead == "Không phát sinh (Bộ phận giúp việc khai trong báo cáo)."
                    assert section.tables == ()
                    assert section.more is None
    assert declared > 0


def values(figures: Figures) -> list[tuple[Report, Located[IndicatorValue]]]:
    return [(report, row) for report in figures.reports.values() for row in report.indicators]


def test_a_blank_figure_is_a_dash_with_its_reason_and_never_a_zero(
    pages: dict[str, PageView], figures: Figures
) -> None:
    blank = [(report, row) for report, row in values(figures) if row.record.actual is None]
    assert blank
    for report, located in blank:
        row = rows(annexes_of(pages, report), Annex.INDICATORS)[
            row_anchor(Annex.INDICATORS, located.source.line)
        ]
        dashes = [cell for cell in row.cells if cell.text == "–"]
        assert any(cell.title == located.record.note for cell in dashes)
        assert "0" not in {cell.text for cell in row.cells}


def test_an_estimate_is_marked_wherever_it_stands(
    pages: dict[str, PageView], figures: Figures
) -> None:
    estimates = [
        (report, row)
        for report, row in values(figures)
        if row.record.data_quality is DataQuality.ESTIMATE and row.record.actual is not None
    ]
    assert estimates
    for report, located in estimates:
        found = rows(annexes_of(pages, report), Annex.INDICATORS)
        row = found[row_anchor(Annex.INDICATORS, located.source.line)]
        assert any(cell.text.endswith(" (ước)") for cell in row.cells)
        total = found[f"tong-{located.record.indicator_id}"]
        figure = figures.indicators[report.period, report.team_id, located.record.indicator_id]
        if figure.actual is not None:
            assert any(cell.text.endswith(" (ước)") for cell in total.cells)


def test_a_team_total_comes_before_its_areas_in_the_order_of_their_names(
    pages: dict[str, PageView], figures: Figures, sample: Catalogue
) -> None:
    report = figures.reports[Period.parse("2026-06"), "to-01"]
    names: dict[str, list[str]] = {}
    current = ""
    for anchor, row in rows(annexes_of(pages, report), Annex.INDICATORS).items():
        if row.strong:
            current = anchor.removeprefix("tong-")
            names[current] = []
        else:
            names[current].append(row.cells[0].text)

    assert [code for code in sample.indicators if code in names] == sorted(
        names, key=list(sample.indicators).index
    )
    for listed in names.values():
        assert listed == sorted(listed, key=natural_sort_key)


def test_a_percentage_has_no_team_total(
    pages: dict[str, PageView], figures: Figures, sample: Catalogue
) -> None:
    report = figures.reports[Period.parse("2026-06"), "to-01"]
    found = rows(annexes_of(pages, report), Annex.INDICATORS)
    shares = [
        code
        for code, each in sample.indicators.items()
        if each.record.aggregation is Aggregation.NONE and f"tong-{code}" in found
    ]
    assert shares
    for code in shares:
        numbers = [cell.text for cell in found[f"tong-{code}"].cells[2:-1]]
        assert set(numbers) == {"–"}


def test_a_quoted_figure_stands_formatted_with_its_unit_and_leads_to_its_row(
    figures: Figures, sample: Catalogue
) -> None:
    quoted = 0
    for report in figures.reports.values():
        by_place = {
            f"#{row_anchor(Annex.INDICATORS, row.source.line)}" for row in report.indicators
        }
        for content, quote in build_quotes(sample, figures, report).items():
            quoted += 1
            assert "{" not in quote.text
            assert quote.text != "–"
            assert quote.uri is not None
            indicator = sample.indicators[content.partition("|")[0].strip()].record
            assert quote.text.endswith((indicator.unit, "%"))
            anchor = quote.uri[quote.uri.index("#") :]
            assert anchor in by_place or anchor == f"#tong-{indicator.indicator_id}"
    assert quoted > 100


def test_no_quote_of_a_report_is_left_without_a_figure(figures: Figures, sample: Catalogue) -> None:
    for report in figures.reports.values():
        asked = {
            token.content
            for block in report.prose.tokens
            for token in block.children or ()
            if token.type == "figure"
        }
        assert asked == set(build_quotes(sample, figures, report))


def submission(state: SubmissionState, submitted_on: dt.date | None, days_late: int) -> Submission:
    return Submission(
        period=Period.parse("2026-06"),
        team_id="to-01",
        cut_off=dt.date(2026, 6, 14),
        due=dt.date(2026, 6, 18),
        state=state,
        submitted_on=submitted_on,
        days_late=days_late,
    )


@pytest.mark.parametrize(
    ("state", "day", "late", "words"),
    [
        (
            SubmissionState.ON_TIME,
            16,
            0,
            "Gửi ngày 16/06/2026, trước hạn 18/06/2026 2 ngày.",
        ),
        (SubmissionState.ON_TIME, 18, 0, "Gửi ngày 18/06/2026, đúng ngày hạn."),
        (SubmissionState.LATE, 23, 5, "Gửi ngày 23/06/2026, chậm 5 ngày so với hạn 18/06/2026."),
        (SubmissionState.MISSING, None, 0, "Chưa gửi; hạn gửi 18/06/2026."),
    ],
)
def test_on_time_or_not_is_said_by_days(
    state: SubmissionState,
    day: int | None,
    late: int,
    words: str,
    figures: Figures,
    sample: Catalogue,
) -> None:
    key = Period.parse("2026-06"), "to-01"
    submitted_on = dt.date(2026, 6, day) if day else None
    staged = replace(
        figures,
        submissions=dict(figures.submissions) | {key: submission(state, submitted_on, late)},
        reports={key: figures.reports[key]},
    )
    page, _ = made(plan_report_pages(sample, staged))

    assert isinstance(page.view, ReportView)
    assert page.view.timeliness == words


def test_a_preview_marks_what_is_not_issued(sample: Catalogue, figures: Figures) -> None:
    key = Period.parse("2026-06"), "to-01"
    report = figures.reports[key]
    head = report.head.record.model_copy(update={"status": ReportStatus.DRAFT})
    draft = replace(report, head=replace(report.head, record=head))
    catalogue = replace(sample, reports={key: draft})
    shown = build_figures(catalogue, figures.today, Sight(drafts=True))

    page, _ = made(plan_report_pages(catalogue, shown))

    assert isinstance(page.view, ReportView)
    assert page.view.notes[0] == "Dự thảo"
    assert build_figures(catalogue, figures.today).reports == {}


def test_follow_up_says_open_overdue_or_done(figures: Figures) -> None:
    threads = all_threads(figures.threads)
    done = next(each for each in threads if not each.is_open)
    late = next(each for each in threads if each.overdue and each.age_days)
    fresh = next(each for each in threads if each.is_open and not each.overdue and each.age_days)

    assert follow_up_cell(done, done.last.row.record).text == "Đã xong"
    assert late.due_date is not None
    days = (figures.today - late.due_date).days
    assert follow_up_cell(late, late.last.row.record).text == f"Quá hạn {days} ngày"
    assert follow_up_cell(fresh, fresh.last.row.record).text == f"Mở {fresh.age_days} ngày"


def test_what_changed_names_new_and_closed_matters(
    pages: dict[str, PageView], figures: Figures
) -> None:
    report = figures.reports[Period.parse("2026-06"), "to-01"]
    before = figures.reports[Period.parse("2026-05"), "to-01"]
    known = {row.record.item_id for row in before.issues}
    new = {row.record.issue_id for row in report.issues} - known
    changes = annexes_of(pages, report).sections[0]
    assert changes.id == view_of(pages, report).changes.id
    first = changes.tables[0]
    assert first.caption == "Việc mới"
    listed = {row.cells[0].text for row in first.rows}

    assert new <= listed
    assert not known & listed
    assert Decimal(len(listed)) >= len(new)


def test_every_field_of_a_row_is_in_a_column_or_among_the_details(
    pages: dict[str, PageView], figures: Figures
) -> None:
    report = figures.reports[Period.parse("2026-06"), "to-01"]
    found = rows(annexes_of(pages, report), Annex.ISSUES)
    for each in report.issues:
        row = found[row_anchor(Annex.ISSUES, each.source.line)]
        said = " ".join(cell.text for cell in row.cells)
        for name in ("issue_id", "title", "cause", "proposed_measure", "responsible"):
            value = getattr(each.record, name)
            assert value is None or value.rstrip(".") in said


def test_every_column_of_its_own_is_a_field_of_the_annex() -> None:
    for annex, names in SHOWN.items():
        assert set(names) <= set(columns(ANNEX_ROWS[annex]))
    assert set(SHOWN) == set(Annex) - {Annex.INDICATORS}


def test_every_annex_with_rows_says_how_many_and_leads_to_them(
    pages: dict[str, PageView], figures: Figures
) -> None:
    for report in figures.reports.values():
        page = f"bao-cao/{report.period.id.lower()}/{report.team_id}/phu-luc/"
        in_full = {section.id for section in annexes_of(pages, report).sections}
        for section, annex in zip(view_of(pages, report).annexes, Annex, strict=True):
            count = len(report.annexes.get(annex, ()))
            if not count:
                assert section.more is None
                continue
            assert str(section.lead).startswith(f"{format_number(count)} dòng")
            assert section.more is not None
            assert section.more[1] == f"{page}#{section.id}"
            assert section.id in in_full


def test_the_open_overdue_and_closed_rows_of_an_annex_make_up_all_of_them(
    pages: dict[str, PageView], figures: Figures
) -> None:
    all_late = 0
    for report in figures.reports.values():
        if not report.issues:
            continue
        section = view_of(pages, report).annexes[list(Annex).index(Annex.ISSUES)]
        opened = sum(row.record.is_open for row in report.issues)
        closed = len(report.issues) - opened
        late = sum(thread.overdue for thread in figures.threads_by_report[report.key][Annex.ISSUES])
        all_late += late
        words = f", trong đó {late} quá hạn" if late else ""
        count = f"{len(report.issues)} dòng"
        assert section.lead == f"{count}: {opened} đang mở{words}; {closed} đã xong."
    assert all_late


def test_the_totals_of_the_team_stand_on_the_report_and_lead_to_the_areas(
    pages: dict[str, PageView], figures: Figures
) -> None:
    for report in figures.reports.values():
        tables = view_of(pages, report).annexes[0].tables
        if not report.indicators:
            assert tables == ()
            continue
        (table,) = tables
        full = rows(annexes_of(pages, report), Annex.INDICATORS)
        page = f"bao-cao/{report.period.id.lower()}/{report.team_id}/phu-luc/"
        assert [row.id for row in table.rows] == [key for key in full if key.startswith("tong-")]
        for row in table.rows:
            assert row.cells[0].uri == f"{page}#{row.id}"
            said = {cell.text for cell in full[str(row.id)].cells}
            assert {cell.text for cell in row.cells} <= said | {"", "–"}


def test_long_changes_are_cut_on_the_report_and_whole_with_its_annexes(
    pages: dict[str, PageView], figures: Figures
) -> None:
    cut = 0
    for report in figures.reports.values():
        short, annexes = view_of(pages, report).changes, annexes_of(pages, report)
        whole = next((each for each in annexes.sections if each.id == short.id), None)
        assert (whole is None) is (short.more is None)
        if whole is None:
            continue
        cut += 1
        for some, table in zip(short.tables, whole.tables, strict=True):
            assert some.rows == table.rows[:SHOWN_ROWS]
    assert cut
