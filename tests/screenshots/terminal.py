"""A command run in a real terminal (a pseudo terminal of Unix): what it printed, to the byte."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from pathlib import Path

PROGRAM = str(Path(sys.executable).with_name("diaban"))
_ROWS = 50


def record(
    words: str,
    folder: Path,
    *,
    columns: int,
    answers: Mapping[str, str],
    environment: Mapping[str, str],
) -> str:
    """Run `diaban` with the words until it ends; return what the terminal got.

    `answers`: the end of what was printed → what is then typed, with a line's end behind.
    """
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, columns, 0, 0))
    process = subprocess.Popen(
        [PROGRAM, *words.split()],
        cwd=folder,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "TERM": "xterm-256color", "NO_COLOR": "", **environment},
        start_new_session=True,
    )
    os.close(slave)
    printed = b""
    while piece := _read(master):
        printed += piece
        typed = next((it for end, it in answers.items() if printed.endswith(end.encode())), None)
        if typed is not None:
            os.write(master, f"{typed}\n".encode())
    os.close(master)
    process.wait()
    return printed.decode("utf-8").replace("\r\n", "\n")


def _read(master: int) -> bytes:
    try:
        return os.read(master, 65536)
    except OSError:  # how Linux tells that nobody writes any more
        return b""
