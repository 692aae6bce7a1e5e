"""`python -m tests.benchmarks.press_command DOCS OUT [CACHE]`: `pressed` as our commands run.

What it needs is loaded and run with the collector of cycles at rest, and the process ends at once.
"""

import gc
import importlib
import sys

from build_tools.cli import leave

if __name__ == "__main__":
    gc.disable()
    leave(importlib.import_module("tests.benchmarks.pressed").main(sys.argv[1:]))
