"""Who runs a command, where and since when: for the eyes of people, never compared."""

import datetime as dt
import getpass
import os
import socket
from dataclasses import dataclass
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")  # a release folder is administered without any settings.yml


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A running command. `at` is when it began, by the clock of its machine."""

    user: str
    host: str
    pid: int
    command: str
    at: dt.datetime


def present_actor(command: str) -> Actor:
    """Return this process as the one that runs `command`."""
    return Actor(
        user=_user(),
        host=socket.gethostname(),
        pid=os.getpid(),
        command=command,
        at=dt.datetime.now(tz=_ZONE).replace(microsecond=0),
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run a user that has no name
        return str(os.getuid())
