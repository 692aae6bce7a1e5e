"""Nothing that follows from a report escapes what is watched."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import pytest

from build_tools.aggregation.figures import Figures
from build_tools.answers import Answers
from build_tools.asked import Kind, Question, Watched
from build_tools.groundwork import Groundwork
from build_tools.project import BuildOptions
from build_tools.site_plans import answers_of, plan_pages
from build_tools.views.page import PagePlan
from schemas.catalogue import Catalogue

# What is told with every page, and what follows from files outside of reports.
OF_EVERY_PAGE = {"today", "periods", "current"}
OUTSIDE = {
    "settings",
    "schedule",
    "areas",
    "agencies",
    "indicators",
    "directives",
    "teams",
    "documents",
    "pages",
    "screenshots",
    "boundaries",
    "withheld",  # these two are told with every page
    "withheld_figures",
}


@pytest.fixture(scope="module")
def ground(sample: Catalogue, sample_seen: tuple[Catalogue, Figures]) -> Groundwork:
    catalogue, figures = sample_seen
    return Groundwork(
        catalogue=catalogue,
        figures=figures,
        data=None,  # type: ignore[arg-type]  # its pages are made each time
        options=BuildOptions(today=figures.today),
        findings=(),
        files=sample.digests,
    )


def planned(answers: Answers, ground: Groundwork) -> list[PagePlan]:
    watched = replace(ground, catalogue=answers.catalogue, figures=answers.figures)
    plans = plan_pages(watched, answers.shared)
    found = []
    for plan in plans:
        if plan.uri.startswith("du-lieu/"):
            break
        found.append(plan)
    return found


def test_every_part_of_figures_and_catalogue_is_watched_or_told_with_every_page(
    ground: Groundwork,
) -> None:
    answers = answers_of(ground)
    for whole, watched, others in (
        (ground.figures, answers.figures, OF_EVERY_PAGE),
        (ground.catalogue, answers.catalogue, OUTSIDE),
    ):
        for each in fields(whole):
            part = getattr(watched, each.name)
            assert isinstance(part, Watched) != (each.name in others), each.name


@pytest.mark.slow
def test_every_page_can_be_told_and_asks_only_what_can_be_answered(ground: Groundwork) -> None:
    answers = answers_of(ground)
    plans = planned(answers, ground)
    told = {}
    asked: dict[str, frozenset[Question]] = {}
    for plan in plans:
        page, asked[plan.uri] = answers.asking.during(plan.make)
        told[plan.uri] = answers.told([plan], sorted(asked[plan.uri], key=repr))
        assert page.uri == plan.uri
    assert None not in told.values()
    again = answers_of(ground)
    for plan in planned(again, ground):
        assert told[plan.uri] == again.told([plan], sorted(asked[plan.uri], key=repr))


def test_a_question_to_an_unknown_mapping_cannot_be_told(ground: Groundwork) -> None:
    answers = answers_of(ground)
    plan = planned(answers, ground)[0]
    assert answers.told([plan], [Question("os.system", Kind.VALUE, "ls")]) is None


def test_another_day_another_audience_or_a_file_outside_of_reports_tells_of_every_page(
    ground: Groundwork,
) -> None:
    plans = planned(answers_of(ground), ground)[:3]
    others: list[Mapping[str, Any]] = [
        {"options": replace(ground.options, audience="leadership")},
        {"files": {**ground.files, "content/index.md": "0"}},
        {"figures": replace(ground.figures, today=ground.figures.today.replace(day=1))},
        {"catalogue": replace(ground.catalogue, withheld_figures=frozenset({1}))},
    ]
    told = {answers_of(ground).told(plans, [])} | {
        answers_of(replace(ground, **each)).told(plans, []) for each in others
    }
    assert len(told) == len(others) + 1


def test_where_one_of_many_keys_is_answered_otherwise_so_is_the_question_for_all(
    ground: Groundwork,
) -> None:
    plans = planned(answers_of(ground), ground)[:1]
    whole = ground.figures.indicators
    key, figure = next(iter(whole.items()))
    period, scope, indicator = key
    others = [
        whole,
        {each: one for each, one in whole.items() if each != key},
        {**whole, key: figure._replace(reported=figure.reported + 1)},
        {**whole, (period, scope, f"{indicator}-2"): figure},
        {(*each[:2], f"{each[2]}-2") if each == key else each: one for each, one in whole.items()},
    ]
    elsewhere = {**whole, (period, f"{scope}-2", indicator): figure}

    def told(indicators: Mapping[Any, Any]) -> str | None:
        figures = replace(ground.figures, indicators=indicators)
        asked = [Question("indicators", Kind.VALUE, (period, scope))]
        return answers_of(replace(ground, figures=figures)).told(plans, asked)

    assert len(set(map(told, others))) == len(others)
    assert told(elsewhere) == told(whole)
