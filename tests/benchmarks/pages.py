"""`python -m tests.benchmarks.pages SITE [--rounds 3] [--lighthouse PROGRAM]`: what a page costs.

SITE is a built site; the first page of every kind is served by nginx with the shipped configuration
(compressed, connections kept) and opened as by a phone. Given are bytes of the HTML, elements, the
browser's own milliseconds on the page's thread (counted by processor, so that other work on the
machine tells less), what of its tasks would be longer than 50 ms on a phone a quarter as fast, and
how far things moved. Where Lighthouse is found (`npm install lighthouse`), its scores follow for
phone and desktop, medians of the rounds; where not, that is said.
"""

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.serving.nginx_server import nginx
from tests.site.contact_sheet import kinds_of

PHONE = ViewportSize(width=412, height=823)
SLOWER = 4  # a phone's processor beside this one, as Lighthouse has it
LONGEST = 50  # milliseconds that a task may take before it holds the reader up
_TASK = "ThreadControllerImpl::RunTask"
_CATEGORIES = ("performance", "accessibility", "best-practices")
_MOVED = """
  window.moved = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.moved += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
"""
_CHROME = "--headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run"


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one opening of a page; milliseconds are of the processor."""

    elements: int
    busy: float
    blocked: float
    moved: float


def _cost(browser: Browser, address: str) -> Cost:
    context = browser.new_context(viewport=PHONE, device_scale_factor=1.75, is_mobile=True)
    page = context.new_page()
    page.add_init_script(_MOVED)
    browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline"])
    page.goto(address)
    page.wait_for_load_state("networkidle")
    events = json.loads(browser.stop_tracing())["traceEvents"]
    elements, moved = page.evaluate("[document.getElementsByTagName('*').length, window.moved]")
    context.close()
    tasks = _tasks(events)
    blocked = sum(max(0.0, SLOWER * task - LONGEST) for task in tasks)
    return Cost(elements, sum(tasks), blocked, moved)


def _tasks(events: Sequence[Mapping[str, object]]) -> list[float]:
    """Return the milliseconds of each task of the thread that laid the page out."""
    layouts: dict[object, float] = {}
    tasks: dict[object, list[float]] = {}
    for event in events:
        thread, spent = (event.get("pid"), event.get("tid")), event.get("tdur")
        if not isinstance(spent, int | float):
            continue
        if event["name"] == "Layout":
            layouts[thread] = layouts.get(thread, 0) + spent
        elif event["name"] == _TASK:
            tasks.setdefault(thread, []).append(spent / 1000)
    return tasks[max(layouts, key=lambda thread: layouts[thread])] if layouts else []


def _scores(program: Path, address: str, form: str, rounds: int) -> Iterator[float]:
    """Yield the medians of Lighthouse's scores, from 0 to 100, in the order of the categories."""
    command = [str(program), address, "--quiet", "--output=json", "--output-path=stdout"]
    command += [f"--only-categories={','.join(_CATEGORIES)}", f"--chrome-flags={_CHROME}"]
    command += ["--preset=desktop"] if form == "desktop" else []
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    reports = [
        json.loads(
            subprocess.run(
                command, check=True, capture_output=True, text=True, env=environment
            ).stdout
        )
        for _ in range(rounds)
    ]
    for category in _CATEGORIES:
        yield statistics.median(100 * each["categories"][category]["score"] for each in reports)


def _print_costs(browser: Browser, base: str, pages: Mapping[str, Path], rounds: int) -> None:
    heads = ("KB", "gzip KB", "elements", "busy ms", "blocked ms", "moved")
    print(f"{'':<18}" + "".join(f"{head:>12}" for head in heads))
    for kind, path in pages.items():
        content = (pages["home"].parent / path).read_bytes()
        address = f"{base}/{path.relative_to(pages['home'].parent).as_posix()}"
        costs = [_cost(browser, address) for _ in range(rounds)]
        busy, blocked, moved = (
            statistics.median(values)
            for values in zip(*((c.busy, c.blocked, c.moved) for c in costs), strict=True)
        )
        print(
            f"{kind:<18}{len(content) / 1000:>12.0f}{len(gzip.compress(content, 6)) / 1000:>12.0f}"
            f"{costs[-1].elements:>12}{busy:>12.0f}{blocked:>12.0f}{moved:>12.3f}",
            flush=True,
        )


def _print_scores(program: Path | None, base: str, pages: Mapping[str, Path], rounds: int) -> None:
    if program is None:
        print("Lighthouse was not found: npm install lighthouse, then --lighthouse PROGRAM.")
        return
    root = pages["home"].parent
    for form in ("mobile", "desktop"):
        print(f"{form:<18}" + "".join(f"{category:>16}" for category in _CATEGORIES))
        for kind, path in pages.items():
            address = f"{base}/{path.relative_to(root).as_posix()}"
            scores = _scores(program, address, form, rounds)
            print(f"{kind:<18}" + "".join(f"{score:>16.0f}" for score in scores), flush=True)


def main(arguments: Sequence[str]) -> int:
    """Measure every kind of page of a site; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.pages")
    parser.add_argument("site", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--lighthouse", type=Path, default=shutil.which("lighthouse"))
    given = parser.parse_args(arguments)
    site = given.site.resolve()
    pages = {kind: path.resolve() for kind, path in kinds_of(site).items()}
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = Path(scratch) / "served"
        folder.mkdir()
        (folder / "current").symlink_to(site)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox"]
        )
        with nginx(Path(scratch) / "nginx", folder) as base:
            _print_costs(browser, base, pages, given.rounds)
            browser.close()
            program = None if given.lighthouse is None else Path(given.lighthouse)
            _print_scores(program, base, pages, given.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
