"""The table of rules, read once from the `*.toml` files beside this one.

`[family.name]` is the rule `family.name` with its severity and, in Vietnamese, the message (what is
wrong, with {value} and other parameters) and the help (how to mend it). Its `example` shows what
breaks it and what keeps it; tests put the one in the place of the other, and the guide prints both.
"""

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from build_tools.diagnostics.model import Example, Rule, Severity


def _read_rules() -> dict[str, Rule]:
    tables = sorted(
        (
            entry
            for entry in files("build_tools.diagnostics").iterdir()
            if entry.name.endswith(".toml")
        ),
        key=lambda entry: entry.name,
    )
    return {
        f"{family}.{name}": Rule(
            code=f"{family}.{name}",
            severity=Severity(entry["severity"]),
            message=entry["message"],
            help=entry["help"],
            example=Example(**entry["example"]),
        )
        for table in tables
        for family, rules in tomllib.loads(table.read_text(encoding="utf-8")).items()
        for name, entry in rules.items()
    }


RULES = _read_rules()
TOLD = "told.json"


@cache
def read_told() -> Mapping[str, Mapping[str, str]]:
    """Return what an editor is told of the wrong example of each rule, by the rule's code.

    `at` is path:line:column below `content/`; then `message`, `help` and, of some, `related`. Made
    by acting the examples out (`python -m tests.diagnostics`), and held to that by a test.
    """
    text = (files("build_tools.diagnostics") / TOLD).read_text(encoding="utf-8")
    told: dict[str, dict[str, str]] = json.loads(text)
    return told
