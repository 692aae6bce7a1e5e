"""What each audience may see: filtered once, and no figure with two values."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest
from hand_made import value
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.aggregation import Sight, as_seen, build_figures
from build_tools.aggregation.cut_lines import cut_digest, cuts_of, line_after
from build_tools.aggregation.figures import PROVINCE, Figures, IndicatorFigure
from build_tools.validation.rules.restricted_figures import check_restricted_figures
from build_tools.views.formatting import in_sentence
from schemas.audience import INTRANET, LEADERSHIP, is_within, known_audiences, may_see
from schemas.period import Period
from schemas.place import Place
from schemas.report import Annex

NewProvince = Callable[..., Any]
TODAY = dt.date(2026, 7, 10)
MONTHS = ("2026-01", "2026-02", "2026-03")
JANUARY, FEBRUARY, MARCH = map(Period.parse, MONTHS)
QUARTER = Period.parse("2026-Q1")
AUDIENCES = known_audiences(["to-01", "to-02"])


def _issue(serial: int, **given_: object) -> dict[str, object]:
    return {
        "issue_id": f"VD-2026-{serial:05}",
        "unit_code": "10001",
        "field": "kinh_te",
        "kind": "kho_khan",
        "title": "Thiếu nước tưới",
        "detected_on": "2026-01-10",
        "status": "dang_xu_ly",
    } | given_


def test_each_audience_sees_what_is_for_everyone_and_what_is_for_it() -> None:
    seen = {
        audience: [mark for mark in AUDIENCES if may_see(audience, mark)] for audience in AUDIENCES
    }
    assert seen == {
        "intranet": ["intranet"],
        "leadership": ["intranet", "leadership", "to-01", "to-02"],
        "to-01": ["intranet", "to-01"],
        "to-02": ["intranet", "to-02"],
    }


@given(st.sampled_from(AUDIENCES), st.sampled_from(AUDIENCES))
def test_a_mark_is_within_another_where_all_who_see_the_one_see_the_other(
    mark: str, wider: str
) -> None:
    readers, more = ({a for a in AUDIENCES if may_see(a, each)} for each in (mark, wider))
    assert is_within(mark, wider) == (readers <= more)


_marks = st.sampled_from([None, None, None, LEADERSHIP, "to-01", "to-02"])
_cells = st.tuples(st.integers(0, 99) | st.none(), st.integers(0, 99) | st.none(), _marks)
_values = ("plan", "actual", "cumulative", "same_period", "headline", "previous", "change")
_shares = ("percent_of_plan", "percent_of_same_period")


@settings(max_examples=40)
@given(
    st.lists(_cells, min_size=24, max_size=24),
    st.lists(_marks, min_size=8, max_size=8),
    st.sampled_from(["sum", "last"]),
)
def test_a_figure_has_the_same_value_for_every_audience_or_none(
    new_province: NewProvince,
    cells: list[tuple[int | None, int | None, str | None]],
    heads: list[str | None],
    aggregation: str,
) -> None:
    province = new_province()
    province.indicator("KT01", aggregation)
    given_cells, marks = iter(cells), iter(heads)
    for period in (*MONTHS, "2026-Q1"):
        for team_id in province.team_ids:
            rows = [
                value(
                    unit_code=code,
                    plan="100",
                    same_period="50",
                    actual=None if actual is None else str(actual),
                    cumulative=None if cumulative is None else str(cumulative),
                    audience=mark,
                )
                for code in province.codes
                if province.team_of(code) == team_id
                for actual, cumulative, mark in [next(given_cells)]
            ]
            own = next(marks) or INTRANET
            province.report(period, team_id, {Annex.INDICATORS: rows}, audience=own)
    catalogue = province.catalogue()
    whole = build_figures(catalogue, TODAY, Sight(LEADERSHIP))
    for audience in AUDIENCES:
        seen = build_figures(catalogue, TODAY, Sight(audience))
        for name in ("indicators", "rolled_up"):
            for key, figure in getattr(seen, name).items():
                _same_or_none(figure, getattr(whole, name)[key])


def _same_or_none(figure: IndicatorFigure, whole: IndicatorFigure) -> None:
    for name in (*_values, *_shares):
        assert getattr(figure, name) in {None, getattr(whole, name)}, (figure, whole)


def test_a_total_that_lacks_a_row_says_that_it_is_withheld(new_province: NewProvince) -> None:
    province = new_province()
    province.indicator("KT01", "sum")
    for month in MONTHS:
        mark = LEADERSHIP if month == "2026-02" else None
        rows = [
            {"unit_code": "10001", "actual": "1", "audience": mark},
            *({"unit_code": code, "actual": "2"} for code in province.codes[1:]),
        ]
        province.values(month, rows)
    figures = build_figures(province.catalogue(), TODAY)

    def told(period: Period, scope: str, at: str = "indicators") -> tuple[object, ...]:
        figure = getattr(figures, at)[period, scope, "KT01"]
        return figure.actual, figure.change, figure.withheld

    assert told(JANUARY, PROVINCE) == (11, None, False)
    assert told(FEBRUARY, PROVINCE) == told(FEBRUARY, "to-01") == (None, None, True)
    assert told(FEBRUARY, "to-02") == (6, 0, False)
    assert told(MARCH, PROVINCE) == (11, None, False)  # with February it cannot be compared
    assert told(MARCH, "to-02") == (6, 0, False)


def test_a_quarter_of_a_withheld_month_is_withheld_too(new_province: NewProvince) -> None:
    province = new_province()
    province.indicator("KT01", "sum")
    for month in (*MONTHS, "2026-Q1"):
        mark = LEADERSHIP if month == "2026-02" else None
        rows = [{"unit_code": code, "actual": "2"} for code in province.codes]
        province.values(month, [rows[0] | {"audience": mark}, *rows[1:]])
    rolled = build_figures(province.catalogue(), TODAY).rolled_up
    assert rolled[QUARTER, PROVINCE, "KT01"].actual is None
    assert rolled[QUARTER, "to-01", "KT01"].withheld
    assert rolled[QUARTER, "to-02", "KT01"].actual == 18


@pytest.mark.parametrize(
    ("aggregation", "hidden", "telling", "field"),
    [
        ("sum", "2026-02", {"2026-Q1": {"actual": "9"}}, "Thực hiện trong kỳ"),
        ("sum", "2026-02", {"2026-03": {"cumulative": "9"}}, "Lũy kế từ đầu năm"),
        ("sum", "2026-02", {"2027-02": {"same_period": "9"}}, "Cùng kỳ năm trước"),
        ("sum", "2026-02", {"2027-05": {"same_period": "9"}}, "Cùng kỳ năm trước"),
        ("last", "2026-03", {"2026-Q1": {"actual": "9"}}, "Thực hiện trong kỳ"),
        ("none", "2026-02", {"2027-02": {"same_period": "9"}}, "Cùng kỳ năm trước"),
        ("sum", "2026-02", {"2026-01": {"cumulative": "9"}, "2026-03": {"actual": "9"}}, None),
        ("last", "2026-02", {"2026-Q1": {"actual": "9"}, "2026-03": {"actual": "9"}}, None),
        ("none", "2026-02", {"2026-Q1": {"actual": "9", "cumulative": "9"}}, None),
        ("sum", "2026-02", {"2026-Q1": {"actual": "9", "audience": "leadership"}}, None),
    ],
)
def test_no_wider_row_tells_a_restricted_figure(
    new_province: NewProvince,
    aggregation: str,
    hidden: str,
    telling: dict[str, dict[str, object]],
    field: str | None,
) -> None:
    province = new_province()
    province.indicator("KT01", aggregation)
    row = {"unit_code": "10001", "actual": "5", "audience": LEADERSHIP}
    for period, given_ in {hidden: row, **telling}.items():
        rows = [value(**{"unit_code": "10001", **given_})]
        province.report(period, "to-01", {Annex.INDICATORS: rows})
    found = list(check_restricted_figures(province.catalogue()))
    assert [(one.code, one.value, one.params["field"]) for one in found] == (
        [("audience.computable", f"KT01, {in_sentence(Period.parse(hidden))}", field)]
        if field
        else []
    )


def test_a_matter_goes_on_only_as_far_as_it_may_be_seen(new_province: NewProvince) -> None:
    province = new_province()
    marks = {"2026-01": None, "2026-02": LEADERSHIP, "2026-03": None}
    for month, mark in marks.items():
        rows = [_issue(1001, audience=mark), _issue(1002)]
        province.report(month, "to-01", {Annex.ISSUES: rows})
    first, other = build_figures(province.catalogue(), TODAY).threads[Annex.ISSUES]
    assert [step.period for step in first.steps] == [JANUARY, MARCH]
    assert (first.is_open, first.followed) == (other.is_open, other.followed) == (True, True)


def test_a_matter_that_is_no_longer_shown_is_neither_open_nor_closed(
    new_province: NewProvince,
) -> None:
    province = new_province()
    for month, mark in {"2026-01": None, "2026-02": LEADERSHIP}.items():
        rows = [_issue(1001, audience=mark, due_date="2026-02-28"), _issue(1002)]
        province.report(month, "to-01", {Annex.ISSUES: rows})
    catalogue = province.catalogue()
    hidden, shown = build_figures(catalogue, TODAY).threads[Annex.ISSUES]
    assert (hidden.is_open, hidden.is_closed, hidden.overdue, hidden.age_days) == (
        False,
        False,
        False,
        None,
    )
    assert shown.is_open
    whole, _ = build_figures(catalogue, TODAY, Sight(LEADERSHIP)).threads[Annex.ISSUES]
    assert (whole.is_open, whole.overdue) == (True, True)


def test_a_withheld_report_is_known_to_have_come_and_no_more(new_province: NewProvince) -> None:
    province = new_province()
    head = {"submitted_on": "2026-01-16", "nothing_to_report": list(Annex)}
    province.report("2026-01", "to-01", {}, audience="to-01", **head)
    figures = build_figures(province.catalogue(), TODAY)
    submission = figures.submissions[JANUARY, "to-01"]
    assert (submission.state.label, submission.submitted_on) == ("Đúng hạn", dt.date(2026, 1, 16))
    assert not submission.nothing_to_report
    assert figures.reports == {}


def test_what_refers_to_a_hidden_matter_no_longer_names_it(new_province: NewProvince) -> None:
    province = new_province()
    recommendation = {
        "rec_id": "KN-2026-01001",
        "issue_id": "VD-2026-01001",
        "content": "Cho cơ chế.",
        "sent_to": "to_truong",
        "status": "cho_y_kien",
    }
    rows = {
        Annex.ISSUES: [_issue(1001, audience=LEADERSHIP)],
        Annex.RECOMMENDATIONS: [recommendation],
    }
    province.report("2026-01", "to-01", rows)
    catalogue = replace(
        province.catalogue(),
        digests={"content/reports/2026-01/to-01/recommendations.csv": "0" * 64},
    )

    def issue_of(figures: Figures) -> str | None:
        (row,) = figures.reports[JANUARY, "to-01"].recommendations
        return row.record.issue_id

    assert issue_of(build_figures(catalogue, TODAY)) is None
    assert issue_of(build_figures(catalogue, TODAY, Sight(LEADERSHIP))) == "VD-2026-01001"
    assert as_seen(catalogue, Sight()).digests == {}


def test_what_was_seen_once_is_seen_the_same_again(new_province: NewProvince) -> None:
    province = new_province()
    province.report(
        "2026-01", "to-01", {Annex.ISSUES: [_issue(1001, audience="to-01"), _issue(1002)]}
    )
    province.report("2026-01", "to-02", {}, audience=LEADERSHIP)
    for audience in AUDIENCES:
        seen = as_seen(province.catalogue(), Sight(audience))
        assert as_seen(seen, Sight(audience)) is seen
        assert audience == LEADERSHIP or not seen.narrowed_files


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_digest_of_a_cut_file_is_that_of_the_file_without_the_lines(
    new_province: NewProvince, mark: str, end: str
) -> None:
    def digest(text: str) -> str:
        return hashlib.sha256(f"{mark}{text}".replace("\n", end).encode()).hexdigest()

    text = "a,b\nmột,1\nhai,2\nba,3\n"
    assert cut_digest(text, digest(text), ((3, 4),)) == digest("a,b\nmột,1\nba,3\n")
    assert cut_digest(text, digest(text), ((2, 3), (4, 2**62))) == digest("a,b\nhai,2\n")
    assert cut_digest(text, hashlib.sha256(text.encode("utf-16")).hexdigest(), ((3, 4),)) is None
    del new_province


def test_lines_below_a_cut_move_up(new_province: NewProvince) -> None:
    province = new_province()
    rows = [
        _issue(1001, audience=LEADERSHIP),
        _issue(1002),
        _issue(1003, audience="to-02"),
        _issue(1004),
    ]
    province.report("2026-01", "to-01", {Annex.ISSUES: rows})
    catalogue = province.catalogue()
    (report,) = catalogue.reports.values()
    cuts = cuts_of(report.issues, Sight().shows_row)
    assert [line_after(line, cuts) for line in range(1, 7)] == [1, None, 2, None, 3, 4]
    (seen,) = as_seen(catalogue, Sight()).reports.values()
    assert [(row.record.issue_id, row.source.line) for row in seen.issues] == [
        ("VD-2026-01002", 2),
        ("VD-2026-01004", 3),
    ]
    places = Sight().places(catalogue)
    path = report.issues[0].source.path
    assert [places(Place(path, line)) for line in (2, 3)] == [None, Place(path, 2)]


def test_nothing_of_a_catalogue_is_handed_on_unseen(new_province: NewProvince) -> None:
    """A new field of the catalogue that holds something of reports must be filtered as well."""
    catalogue = new_province().catalogue()
    assert {each.name for each in fields(catalogue)} == {
        *("reports", "corrections", "attachments", "digests", "locks", "narrowed_files"),
        *("withheld", "withheld_figures"),
        # For everyone, whatever the reports say:
        *("settings", "schedule", "areas", "agencies", "indicators", "directives", "teams"),
        *("documents", "pages", "boundaries", "screenshots"),
    }
