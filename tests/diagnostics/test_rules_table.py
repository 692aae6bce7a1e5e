"""The table of rules and the code that speaks of it know each other, by the code's own syntax."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

import pytest

from build_tools.diagnostics import RULES

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"[a-z]+\.[a-z0-9]+(?:-[a-z0-9]+)*")
NAMING_CALLS = frozenset({"add", "Diagnostic", "PydanticCustomError", "read_with", "_RefusedError"})
FILE_NAMES = re.compile(r"\.(?:md|csv|yml|toml|html|css|js|svg|json|txt|lock|py|ico|xml|woff2)$")
# What every message may use, besides the names that some code hands over.
ALWAYS = frozenset({"value"})


def sources() -> Iterator[ast.Module]:
    for room in ("build_tools", "schemas"):
        for file in sorted((ROOT / room).rglob("*.py")):
            yield ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def called_name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def named_codes() -> Iterator[str]:
    """Yield the codes that are written where a finding is made."""
    for tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called_name(node) in NAMING_CALLS:
                arguments = [*node.args, *(key.value for key in node.keywords if key.arg == "code")]
                for argument in arguments:
                    for part in ast.walk(argument):
                        if isinstance(part, ast.Constant) and isinstance(part.value, str):
                            text = part.value
                            if CODE.fullmatch(text) and not FILE_NAMES.search(text):
                                yield text


def texts_and_parameters() -> tuple[set[str], set[str]]:
    """Return all string constants, and all names that a finding could carry."""
    texts: set[str] = set()
    names: set[str] = set()
    for tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            elif isinstance(node, ast.keyword) and node.arg:
                names.add(node.arg)
            elif isinstance(node, ast.Dict):
                names |= {
                    key.value
                    for key in node.keys
                    if isinstance(key, ast.Constant) and isinstance(key.value, str)
                }
    return texts, names


@pytest.fixture(scope="module")
def written() -> Mapping[str, set[str]]:
    texts, names = texts_and_parameters()
    return {"texts": texts, "names": names, "codes": set(named_codes())}


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_rule_says_what_is_wrong_and_how_to_mend_it(code: str) -> None:
    rule = RULES[code]
    assert CODE.fullmatch(code)
    for text in (rule.message, rule.help):
        assert text == text.strip()
        assert len(text) > 10
        assert text.endswith((".", "?", "!", "”."))
        assert not re.search(r"\b(?:error|invalid|null|None|string|parse|token)\b", text)


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_parameter_of_a_message_is_one_that_findings_carry(
    code: str, written: Mapping[str, set[str]]
) -> None:
    for text in (RULES[code].message, RULES[code].help):
        for _, name, spec, conversion in Formatter().parse(text):
            if name is not None:
                assert name in written["names"] | ALWAYS, name
                assert not spec
                assert not conversion


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_rule_of_the_table_is_used(code: str, written: Mapping[str, set[str]]) -> None:
    assert code in written["texts"]


def test_every_code_that_findings_carry_stands_in_the_table(
    written: Mapping[str, set[str]],
) -> None:
    assert len(written["codes"]) > 60
    assert written["codes"] - set(RULES) == set()
