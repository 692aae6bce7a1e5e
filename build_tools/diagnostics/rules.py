"""The table of rules, read once from `rules.toml`: code → severity, message, help (Vietnamese)."""

import tomllib
from importlib.resources import files

from build_tools.diagnostics.model import Rule, Severity


def _read_rules() -> dict[str, Rule]:
    text = files("build_tools.diagnostics").joinpath("rules.toml").read_text(encoding="utf-8")
    families = tomllib.loads(text)
    return {
        f"{family}.{name}": Rule(
            code=f"{family}.{name}",
            severity=Severity(entry["severity"]),
            message=entry["message"],
            help=entry["help"],
        )
        for family, rules in families.items()
        for name, entry in rules.items()
    }


RULES = _read_rules()
