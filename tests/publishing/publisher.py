"""Composes two sites once, then publishes them in children of its own, which it kills as told.

Run by `conftest.py`, apart from pytest: a process with threads should not fork. Each line of the
input is an order, each line of the output says how its child ended.
"""

import json
import os
import resource
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import build_tools.mkdocs_plugin  # noqa: F401  imported once, before the children
from build_tools.errors import DiabanError
from build_tools.project import Project
from build_tools.publishing.actor import present_actor
from build_tools.publishing.publish import Publisher
from build_tools.publishing.rollback import rollback
from build_tools.publishing.turn import alone_in
from build_tools.shell_environment import options_from_environment
from build_tools.site import Composition, compose

# What Python tells before it does it to the disk. fsync is not told; times and modes are.
STEPS = {"os.rename", "os.symlink", "os.remove", "os.rmdir", "os.mkdir", "os.utime", "os.chmod"}

NOBODY = 65534


def _composed(root: str) -> tuple[Project, Composition]:
    project = Project(root=Path(root))
    composition = compose(project, options_from_environment(project))
    assert composition.site is not None, composition.findings
    return project, composition


def _die_at(step: int, names: set[str]) -> None:
    """Have this process killed just before the `step`-th thing it does to the disk."""
    left = step

    def count(event: str, _: tuple[object, ...]) -> None:
        nonlocal left
        if event in names:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def _obey(order: dict[str, Any], sites: list[tuple[Project, Composition]]) -> int:
    folder, actor = Path(order["folder"]), present_actor("diaban publish")
    if order.get("die_at"):
        _die_at(order["die_at"], set(order.get("steps") or STEPS))
    if order.get("file_limit"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["file_limit"],) * 2)
    if order.get("as_nobody") and os.getuid() == 0:
        os.setuid(NOBODY)
    try:
        if order["action"] == "rollback":
            rollback(folder, None, actor)
        else:
            project, composition = sites[order["site"]]
            assert composition.site is not None
            assert composition.facts is not None
            with alone_in(folder, actor) as turn:
                # Another commit is another release, as it is on the page about the build.
                facts = replace(composition.facts, commit=order["commit"])
                Publisher(project, actor, order["keep"]).put_out(composition.site, facts, turn)
    except DiabanError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


def _answer(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(roots: list[str]) -> None:
    """Obey until the input ends."""
    sites = [_composed(root) for root in roots]
    _answer("ready")
    for line in sys.stdin:
        order = json.loads(line)
        began = time.perf_counter()
        child = os.fork()
        if child == 0:
            code = 70
            try:
                code = _obey(order, sites)
            finally:
                os._exit(code)
        if order.get("kill_after") is not None:
            time.sleep(order["kill_after"])
            os.kill(child, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        _answer(json.dumps({"code": code, "seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main(sys.argv[1:])
