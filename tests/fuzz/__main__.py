"""`make fuzz`: libFuzzer (atheris) on the readers, then on a whole province, for a bounded time.

    python -m tests.fuzz [--seconds N] [--seed N] [bytes|province ...]

Each target runs in a process of its own, which ends after N seconds or at the first crash. The
input of a crash is kept and named; it becomes a plain test.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent)]  # as pytest has it

import atheris  # noqa: E402  the targets are found first

with atheris.instrument_imports(include=["build_tools", "schemas", "yaml", "markdown_it"]):
    import targets

_LARGEST = 8192


def main() -> int:
    """Run the targets that were asked for; return 1 when one of them crashed."""
    parser = argparse.ArgumentParser(prog="fuzz")
    parser.add_argument("--seconds", type=int, default=300, help="for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    parser.add_argument("targets", nargs="*", default=list(_TARGETS), metavar="target")
    asked = parser.parse_args()
    if asked.inside:
        return _fuzz(asked.targets[0], asked.seconds, asked.seed, Path(asked.inside))
    kept = Path(tempfile.mkdtemp(prefix="fuzz-"))
    codes = [_run(name, asked.seconds, asked.seed, kept) for name in asked.targets]
    found = sorted(kept.glob("*/found/*"))
    print(f"{len(found)} input(s) found" + "".join(f"\n  {path}" for path in found))
    return int(any(codes) or bool(found))


def _run(name: str, seconds: int, seed: int, kept: Path) -> int:
    folder = kept / name
    (folder / "found").mkdir(parents=True)
    (folder / "seeds").mkdir()
    for number, data in enumerate(_SEEDS[name]()):
        (folder / "seeds" / str(number)).write_bytes(data)
    numbers = ["--seconds", str(seconds), "--seed", str(seed)]
    command = [sys.executable, "-m", "tests.fuzz", "--inside", str(folder), *numbers, name]
    return subprocess.run(command, check=False, cwd=targets.ROOT).returncode


def _fuzz(name: str, seconds: int, seed: int, folder: Path) -> int:
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={_LARGEST}",
        "-timeout=20",
        "-rss_limit_mb=2048",
        f"-seed={seed}",
        "-print_final_stats=1",
        "-verbosity=1",
        f"-artifact_prefix={folder / 'found'}/",
        str(folder / "seeds"),
    ]
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as work:  # noqa: PTH112, S108  memory, if there is any
        atheris.Setup([name, *options], _TARGETS[name](Path(work)))
        atheris.Fuzz()
    return 0


def _bytes(work: Path) -> "targets.Target":
    return lambda data: targets.read_bytes(work, data)


def _province(work: Path) -> "targets.Target":
    """The first byte says which file is replaced, the second whether by the rest or by chance."""
    project = targets.new_province(work)

    def check(data: bytes) -> None:
        if len(data) < 2:
            return
        path = targets.FILES[data[0] % len(targets.FILES)]
        if data[1] % 2:
            targets.check_with(project, path, data[2:])
        else:
            before = (targets.PROVINCE / path).read_bytes()
            chance = random.Random(data[2:])
            targets.check_with(project, path, targets.mutated(before, chance))

    return check


def _files() -> list[bytes]:
    return [(targets.PROVINCE / path).read_bytes() for path in targets.FILES]


_TARGETS = {"bytes": _bytes, "province": _province}
_SEEDS = {
    "bytes": lambda: [*_files(), *(token.encode("utf-8", "replace") for token in targets.TOKENS)],
    "province": lambda: [bytes([number, 1]) + data for number, data in enumerate(_files())],
}

if __name__ == "__main__":
    sys.exit(main())
