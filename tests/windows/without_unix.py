"""Run `diaban` as far as this machine can be Windows: without what Python has on Unix alone."""

import os
import sys
from importlib.abc import MetaPathFinder

GONE = {"fcntl", "grp", "pwd", "resource", "termios"}
FLAGS = ("O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_SYNC")
CALLS = ("chown", "fchmod", "fchown", "fork", "geteuid", "getuid", "killpg", "pread", "pwrite")


class _Gone(MetaPathFinder):
    def find_spec(self, name: str, *_: object) -> None:
        if name in GONE:
            raise ModuleNotFoundError(name, name=name)


sys.meta_path.insert(0, _Gone())
for name in GONE:
    sys.modules.pop(name, None)
for name in (*FLAGS, *CALLS):
    delattr(os, name)
for supported in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks):
    supported.clear()

from build_tools.cli import main  # noqa: E402  only now

sys.exit(main())
