"""What was measured, as a table for people and as JSON for machines."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.benchmarks.measuring import Measured
from tests.benchmarks.peer_programs import HUGO, STOCK
from tests.benchmarks.targets import Verdict

_WIDE = 46


def measured_table(measured: Iterable[Measured]) -> Iterator[str]:
    """Yield the lines of a Markdown table of jobs; those with pages beside Hugo and stock."""
    measured = tuple(measured)
    heads = (
        *("seconds", "min", "max", "runs", "processor", "MB", "KB a page"),
        *("× Hugo", "stock / it", "processor × Hugo"),
    )
    yield f"| {'':<{_WIDE}} | " + " | ".join(f"{head:>9}" for head in heads) + " |"
    yield f"|{'-' * (_WIDE + 2)}|" + f"{'-' * 10}:|" * len(heads)
    by_name = {each.name: each for each in measured}
    for each in measured:
        yield f"| {each.name:<{_WIDE}} | {_cells(each, by_name)} |"


def _cells(each: Measured, by_name: Mapping[str, Measured]) -> str:
    if each.median is None:
        return each.trouble.replace("\n", " ") or "not run"
    cells = [f"{number:.2f}" for number in (each.median, min(each.seconds), max(each.seconds))]
    cells += [str(len(each.seconds)), f"{each.work or 0:.2f}", f"{each.megabytes:.0f}"]
    if each.pages:
        hugo, stock = (by_name.get(f"{name}, {each.pages} pages") for name in (HUGO, STOCK))
        cells.append(f"{each.written / each.pages / 1000:.1f}")
        cells.append(_parts(each.median, hugo.median if hugo else None))
        cells.append(_parts(stock.median if stock else None, each.median))
        cells.append(_parts(each.work, hugo.work if hugo else None))
    else:
        cells += [""] * 4
    return " | ".join(f"{cell:>9}" for cell in cells) + (f" {each.trouble}" if each.trouble else "")


def _parts(one: float | None, other: float | None) -> str:
    return f"{one / other:.2f}" if one is not None and other else ""


def absent_table(absent: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each that was not run, and why."""
    return (f"- {name}: {why}" for name, why in absent.items())


def stage_table(measured: Iterable[Measured]) -> Iterator[str]:
    """Yield a line with the stages of each job that tells them."""
    for each in measured:
        if each.stages:
            parts = (f"{name} {seconds:.2f}" for name, seconds in each.stages.items())
            yield f"- {each.name}: {' · '.join(parts)}"


def target_table(rows: Iterable[Verdict]) -> Iterator[str]:
    """Yield the lines of a Markdown table of the targets."""
    yield f"| {'target':<{_WIDE}} | {'asked':>22} | {'measured':>22} | |"
    yield f"|{'-' * (_WIDE + 2)}|{'-' * 23}:|{'-' * 23}:|---|"
    for row in rows:
        bound = "" if row.bound is None else f"{'≥' if row.at_least else '≤'} {_with(row, 0)}"
        measured = "" if row.measured is None else _with(row, 1)
        yield f"| {row.what:<{_WIDE}} | {bound:>22} | {measured:>22} | {row.says} |"


def _with(row: Verdict, which: int) -> str:
    number = (row.bound, row.measured)[which] or 0.0
    text = f"{number:,.0f}" if number >= 1000 else f"{number:.3g}"
    return f"{text} {row.unit}"


def write_json(
    path: Path,
    about: Mapping[str, object],
    measured: Iterable[Measured],
    absent: Mapping[str, str],
    rows: Iterable[Verdict],
) -> None:
    """Write everything; seconds, megabytes and bytes."""
    jobs = [
        {
            "name": each.name,
            "pages": each.pages,
            "seconds": each.seconds,
            "median": each.median,
            "processor_seconds": each.processor,
            "megabytes": each.megabytes,
            "html_bytes": each.written,
            "html_bytes_of_a_report": each.of_a_report,
            "stages": each.stages,
            "trouble": each.trouble,
        }
        for each in measured
    ]
    told = {**about, "jobs": jobs, "absent": absent, "targets": [row.as_json() for row in rows]}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
