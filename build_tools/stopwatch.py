"""Times the stages of a build for the shell; the core only says when one begins."""

import time
from typing import TextIO


class Stopwatch:
    """Shows a progress line on a terminal, nothing elsewhere, and sums up at the end."""

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal if terminal.isatty() else None
        self._stages: list[tuple[str, float]] = []

    def start(self, stage: str) -> None:
        """Begin a stage; the one before ends."""
        self._stages.append((stage, time.perf_counter()))
        if self._terminal:
            self._terminal.write(f"\r\033[K{stage} …")
            self._terminal.flush()

    def stop(self) -> None:
        """End the last stage and wipe the progress line."""
        self._stages.append(("", time.perf_counter()))
        if self._terminal:
            self._terminal.write("\r\033[K")
            self._terminal.flush()

    def summary(self) -> str:
        """Return one line with the seconds of each stage."""
        pairs = list(zip(self._stages, self._stages[1:], strict=False))
        parts = [f"{stage} {_seconds(end - begin)}" for (stage, begin), (_, end) in pairs]
        total = self._stages[-1][1] - self._stages[0][1] if pairs else 0.0
        return " · ".join([*parts, f"cả thảy {_seconds(total)}"])


def _seconds(span: float) -> str:
    return f"{span:.2f} giây".replace(".", ",")
