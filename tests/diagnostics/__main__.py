"""`python -m tests.diagnostics`: write anew what is told of every rule's wrong example."""

import json
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# As pytest has it: pyproject.toml, pythonpath.
sys.path[:0] = [str(ROOT / "tests" / room) for room in ("diagnostics", "validation")]

from stages import Stage, told  # noqa: E402  found on the path above

from build_tools.diagnostics import RULES  # noqa: E402
from build_tools.diagnostics.rules import TOLD  # noqa: E402


def main() -> None:
    """Act out every wrong example."""
    lines = {}
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        for code in sorted(code for code, rule in RULES.items() if rule.example):
            found = stage.wrong(code)
            if [one.code for one in found] == [code]:
                lines[code] = told(found[0])
            else:
                print(f"{code}: not this rule alone: {[told(one) for one in found[:3]]}")
    (ROOT / "build_tools/diagnostics" / TOLD).write_text(
        json.dumps(lines, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
