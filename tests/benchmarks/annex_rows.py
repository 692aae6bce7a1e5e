"""`python -m tests.benchmarks.annex_rows PROJECT ROWS`: rows of annexes through real validation.

Files of figures of ten columns, as large as they may be, one row in a hundred at fault; opened,
decoded, read and validated against the project's own catalogues, every record and every finding
kept to the end; then every record asked for, as the rules do.
"""

import csv
import gc
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from build_tools.diagnostics import Diagnostics
from build_tools.project import Project
from build_tools.stopwatch import Stopwatch
from build_tools.validation.catalogue_files import read_catalogue_files
from build_tools.validation.inputs import Inputs
from build_tools.validation.references import KnownReferences
from build_tools.validation.team_folders import read_team_folders
from schemas.base import Record
from schemas.catalogue import Located
from schemas.period import Period
from schemas.registers import ANNEX_ROWS, columns
from schemas.report import Annex
from tests.benchmarks.term import INDICATOR_IDS, INDICATORS

ROWS_A_FILE = 40_000
READING = "open, read and validate"
_ASKING = "make every record"
Rows = Sequence[Located[Record]]
_FAULTY = 100  # one row in so many
_ROW = ANNEX_ROWS[Annex.INDICATORS]


def write_annexes(project: Project, root: Path, rows: int) -> Project:
    """Write the project's content with annexes of `rows` rows in place of its reports."""
    shutil.copytree(project.content, root / "content", ignore=shutil.ignore_patterns("reports"))
    (root / "content/catalogue/indicators.csv").write_text(INDICATORS, encoding="utf-8")
    copied = Project(root=root)
    with (root / "content/catalogue/areas.csv").open(encoding="utf-8-sig", newline="") as file:
        areas = [row[0] for row in csv.reader(file)][1:]
    for number, first in enumerate(range(0, rows, ROWS_A_FILE)):
        path = root / _path(number)
        path.parent.mkdir(parents=True)
        _write(path, areas, range(first, min(first + ROWS_A_FILE, rows)))
    return copied


def _path(number: int) -> str:
    return f"content/reports/2026-01/to-{number:02}/{Annex.INDICATORS.file_name}"


def _write(path: Path, areas: Sequence[str], numbers: range) -> None:
    fields = dict.fromkeys(columns(_ROW), "")
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        kept = [name for name in fields if name in _cells(areas, 0)]
        table.writerow([_ROW.model_fields[name].title for name in kept])
        for number in numbers:
            cells = _cells(areas, number)
            table.writerow([cells[name] for name in kept])


def _cells(areas: Sequence[str], number: int) -> dict[str, str]:
    return {
        "unit_code": areas[number % len(areas)],
        "indicator_id": INDICATOR_IDS[number % len(INDICATOR_IDS)],
        "plan": "1200",
        "actual": "không rõ" if number % _FAULTY == 0 else str(90 + number % 20),
        "cumulative": str(600 + number % 200),
        "same_period": str(580 + number % 200),
        "data_quality": "Chính thức",
        "as_of": "14/01/2026",
        "source": "Ủy ban nhân dân cấp xã",
        "note": f"Dòng {number}",
    }


def validate(project: Project) -> tuple[Sequence[Rows], int]:
    """Return the sound rows of all annexes, and how many findings there were."""
    found = Diagnostics()
    inputs = Inputs(project, found)
    references = KnownReferences()
    read_catalogue_files(inputs, references)
    read_team_folders(inputs, references)
    period = Period.parse("2026-01")
    kept = [
        inputs.rows(path, _ROW, references.on(period.last_day))
        for path in inputs.paths
        if path.endswith(Annex.INDICATORS.file_name) and "/reports/" in path
    ]
    return kept, len(tuple(found))


def main(arguments: Sequence[str]) -> int:
    """Write, validate and say how long that took."""
    rows = int(arguments[1])
    watch = Stopwatch(sys.stderr)
    with tempfile.TemporaryDirectory(prefix="diaban-rows-") as folder:
        watch.start("write")
        project = write_annexes(Project(root=Path(arguments[0])), Path(folder) / "rows", rows)
        watch.start(READING)
        gc.disable()  # as each command does
        kept, faults = validate(project)
        watch.start(_ASKING)
        sound = sum(1 for annex in kept for _ in annex)
        watch.stop()
    if (sound, faults) != (rows - -(-rows // _FAULTY), -(-rows // _FAULTY)):
        raise SystemExit(f"{sound} sound rows and {faults} faults of {rows} rows are not right")
    print(watch.summary())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
