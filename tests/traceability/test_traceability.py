"""Every clause of the decision is served: by words on a page, by a rule, or by a test.

`clauses.csv` is the table; each row of it is checked against a real build of the sample, the table
of rules, or the tests as they stand.
"""

import ast
import csv
import html
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from build_tools.diagnostics import RULES
from build_tools.project import Project
from build_tools.publishing.build import build_site
from build_tools.shell_environment import options_from_environment

ROOT = Path(__file__).resolve().parents[2]
CLAUSES = [f"S{number:02}" for number in range(33)]
ELEMENT = re.compile(r"<[^>]+>")
MAIN = re.compile(r"<article\b.*?</article>", re.DOTALL)


class Row(NamedTuple):
    clause: str
    asks_for: str
    kind: str
    target: str
    text: str


def read_rows() -> list[Row]:
    path = Path(__file__).with_name("clauses.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return [Row(**row) for row in csv.DictReader(file)]


ROWS = read_rows()


def rows_of(kind: str) -> list[Row]:
    return [row for row in ROWS if row.kind == kind]


def name(row: Row) -> str:
    return f"{row.clause} {row.target}"


@pytest.fixture(scope="session")
def built(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("traceability") / "site"
    composition = build_site(project, options_from_environment(project), out, lambda _: None)
    assert composition.site is not None, composition.findings
    return out


@pytest.fixture(scope="session")
def shown(built: Path) -> Mapping[str, str]:
    """Return the words of the pages that the table names, without the frame around them."""
    found = {}
    for uri in {row.target for row in rows_of("page")}:
        page = (built / uri / "index.html").read_text(encoding="utf-8")
        main = MAIN.search(page)
        assert main is not None, uri
        found[uri] = " ".join(html.unescape(ELEMENT.sub(" ", main.group())).split())
    return found


def test_every_clause_has_its_rows_and_every_row_a_clause() -> None:
    assert sorted({row.clause for row in ROWS}) == CLAUSES


def test_every_clause_has_a_page_that_a_reader_can_open() -> None:
    assert sorted({row.clause for row in rows_of("page")}) == CLAUSES


def test_every_row_says_what_is_asked_for_and_how_it_is_shown() -> None:
    for row in ROWS:
        assert row.kind in {"page", "rule", "test"}, row
        assert len(row.asks_for) > 5, row
        assert bool(row.text) == (row.kind == "page"), row
    assert len({(row.clause, row.kind, row.target, row.text) for row in ROWS}) == len(ROWS)


@pytest.mark.slow
@pytest.mark.parametrize("row", rows_of("page"), ids=name)
def test_the_words_stand_on_the_page(row: Row, shown: Mapping[str, str]) -> None:
    assert row.text in shown[row.target]


@pytest.mark.parametrize("row", rows_of("rule"), ids=name)
def test_the_rule_is_in_the_table_of_rules(row: Row) -> None:
    assert row.target in RULES


@pytest.mark.parametrize("row", rows_of("test"), ids=name)
def test_the_test_is_there(row: Row) -> None:
    path, _, function = row.target.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert function in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
