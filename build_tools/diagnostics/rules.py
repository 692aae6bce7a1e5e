"""The table of rules, read once from the `*.toml` files beside this one.

`[family.name]` is the rule `family.name` with its severity and, in Vietnamese, the message (what is
wrong, with {value} and other parameters) and the help (how to mend it).
"""

import tomllib
from importlib.resources import files

from build_tools.diagnostics.model import Rule, Severity


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
        )
        for table in tables
        for family, rules in tomllib.loads(table.read_text(encoding="utf-8")).items()
        for name, entry in rules.items()
    }


RULES = _read_rules()
