"""The page of rules says of each what an editor is told of its wrong example, and where to look."""

import re
from collections.abc import Mapping
from dataclasses import astuple

import pytest

from build_tools.diagnostics import RULES
from build_tools.diagnostics.rules import read_told
from build_tools.project import Project
from build_tools.rendering.html import Renderer
from build_tools.site_model import SitePage
from build_tools.views.addresses import GUIDE_RULES
from build_tools.views.guide import plan_guide_pages
from build_tools.views.page import made
from build_tools.views.rules_page import RuleView, Side, rule_families
from schemas.catalogue import Catalogue


@pytest.fixture(scope="module")
def rules() -> Mapping[str, RuleView]:
    return {rule.code: rule for family in rule_families() for rule in family.rules}


@pytest.fixture(scope="module")
def page(project: Project, sample: Catalogue) -> SitePage:
    plans = (plan for plan in plan_guide_pages(sample) if plan.uri == GUIDE_RULES)
    (view,) = made(plans)
    return Renderer(project.templates / "pages").page(view)


def test_every_rule_stands_there_with_what_is_told_of_its_example(
    rules: Mapping[str, RuleView],
) -> None:
    assert sorted(rules) == sorted(RULES)
    for code, rule in rules.items():
        example, told = RULES[code].example, read_told()[code]
        assert (rule.message, rule.help) == (told["message"], told["help"])
        assert "".join(astuple(rule.wrong)) == example.wrong.strip("\n")
        assert "".join(astuple(rule.right)) == example.right.strip("\n")


def test_what_differs_is_marked_to_whole_words_and_in_sentences_nothing(
    rules: Mapping[str, RuleView],
) -> None:
    reference, link = rules["reference.unknown"], rules["file.link"]
    assert reference.wrong == Side("VD-2031-01001,", "Xa Da Teh", "")
    assert reference.right == Side("VD-2031-01001,", "Xã Đạ Tẻh", "")
    assert (link.wrong.differs, link.right.differs) == ("", "")


def test_the_page_leads_to_each_rule_by_its_code_and_shows_it_once(page: SitePage) -> None:
    assert f"{len(RULES)} quy tắc: " in page.body
    anchors = re.findall(r'<h3 id="([^"]+)"', page.body)
    assert sorted(anchors) == sorted(RULES)
    assert page.body.count("<dt>Sai</dt>") == page.body.count("<dt>Đúng</dt>") == len(RULES)
    assert [entry.id for entry in page.toc] == re.findall(r'<h2 id="([^"]+)"', page.body)
    assert not re.search(r"\{[a-z_]+\}", re.sub("<pre>.*?</pre>", "", page.body, flags=re.DOTALL))


def test_the_page_weighs_little_for_so_many_rules(page: SitePage) -> None:
    assert len(page.body.encode()) < 220 * 1024
