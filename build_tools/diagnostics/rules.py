"""The table of rules, read from the `*.toml` files beside this one when the first one is asked for.

`[family.name]` is the rule `family.name` with its severity and, in Vietnamese, the message (what is
wrong, with {value} and other parameters) and the help (how to mend it). Its `example` shows what
breaks it and what keeps it; tests put the one in the place of the other, and the guide prints both.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache, cached_property

from build_tools.diagnostics.model import Example, Rule, Severity


class _Rules(Mapping[str, Rule]):
    """Code → rule, in the order of the files and of what stands in them."""

    @cached_property
    def by_code(self) -> dict[str, Rule]:
        """Return all rules; read once."""
        # Whoever finds no fault asks for no rule, and need not load what reads them.
        import tomllib  # noqa: PLC0415
        from importlib.resources import files  # noqa: PLC0415

        folder = files("build_tools.diagnostics")
        tables = sorted(
            (entry for entry in folder.iterdir() if entry.name.endswith(".toml")),
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

    def __getitem__(self, code: str) -> Rule:
        return self.by_code[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_code)

    def __len__(self) -> int:
        return len(self.by_code)


RULES = _Rules()
TOLD = "told.json"


@cache
def read_told() -> Mapping[str, Mapping[str, str]]:
    """Return what an editor is told of the wrong example of each rule, by the rule's code.

    `at` is path:line:column below `content/`; then `message`, `help` and, of some, `related`. Made
    by acting the examples out (`python -m tests.diagnostics`), and held to that by a test.
    """
    from importlib.resources import files  # noqa: PLC0415  as above

    text = (files("build_tools.diagnostics") / TOLD).read_text(encoding="utf-8")
    told: dict[str, dict[str, str]] = json.loads(text)
    return told
