"""`python -m tests.diagnostics`: write anew what is told of every rule's wrong example."""

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# As pytest has it: pyproject.toml, pythonpath.
sys.path[:0] = [str(ROOT / "tests" / room) for room in ("diagnostics", "validation")]

from stages import Stage, told  # noqa: E402  found on the path above

from build_tools.diagnostics import RULES, Diagnostic  # noqa: E402
from build_tools.diagnostics.rules import TOLD  # noqa: E402
from build_tools.diagnostics.wording import message  # noqa: E402


def main() -> None:
    """Act out every wrong example."""
    lines = {}
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        for code in sorted(RULES):
            try:
                right, wrong = stage.right(code), stage.wrong(code)
            except AssertionError as error:
                print(f"{code}: {error}")
                continue
            if [one.code for one in wrong] == [code]:
                lines[code] = told(wrong[0])
            if right or code not in lines:
                print(f"{code}: right {_shown(right)}, wrong {_shown(wrong)}")
    (ROOT / "build_tools/diagnostics" / TOLD).write_text(
        json.dumps(lines, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def _shown(found: Sequence[Diagnostic]) -> list[str]:
    return [f"{one.code} {one.place.path}:{one.place.line} {message(one)}" for one in found[:3]]


if __name__ == "__main__":
    main()
