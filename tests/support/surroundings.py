"""What a test finds around it: an environment that is the same in each, and a home of its own."""

from __future__ import annotations

import os
import time
from itertools import count
from pathlib import Path

from support.git_settings import know_system_file

NOW = "2026-11-21T10:00:00+01:00"  # a Saturday
_LEFT_OUT = ("GIT_", "SALESCLI_", "XDG_")
_LEFT_OUT_TOO = ("VISUAL", "LOGNAME", "NO_COLOR", "PYTHONWARNINGS")
_FIXED = {
    "USER": "ada",
    "TZ": "Europe/Berlin",
    "SALESCLI_NOW": NOW,
    "EDITOR": "false",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.com",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.com",
    "COLUMNS": "80",
    "TERM": "dumb",
}
_OF_PYTEST = b"PYTEST_CURRENT_TEST"  # pytest sets it before each test


class Surroundings:
    """The environment of the tests, and their homes, in a folder."""

    def __init__(self, homes: Path, git_settings: Path) -> None:
        self._numbers = count()
        self._homes = homes
        for name in list(os.environ):
            if name.startswith(_LEFT_OUT) or name in _LEFT_OUT_TOO:
                del os.environ[name]
        os.environ.update({**_FIXED, "GIT_CONFIG_GLOBAL": str(git_settings)})
        self._enter_home()

    def renew(self) -> None:
        """Let it be as if no test had run before. A home that none has used is as good as new."""
        if self._left_as_it_was() != self._environment:
            for name in set(os.environb) - {_OF_PYTEST}:
                del os.environb[name]
            os.environb.update(self._environment)
        if self._state_of_home() != self._unused:
            self._enter_home()
        know_system_file()
        time.tzset()

    def _enter_home(self) -> None:
        self._home = f"{self._homes}/{next(self._numbers)}"
        os.mkdir(self._home)  # noqa: PTH102
        self._unused = self._state_of_home()
        os.environ.update({"HOME": self._home, "XDG_DATA_HOME": f"{self._home}/data"})
        self._environment = self._left_as_it_was()

    def _state_of_home(self) -> tuple[list[str], int, int] | None:
        try:
            status = os.lstat(self._home)
            return os.listdir(self._home), status.st_ino, status.st_ctime_ns  # noqa: PTH208
        except OSError:
            return None

    def _left_as_it_was(self) -> dict[bytes, bytes]:
        """Return the environment, without what pytest notes in it."""
        environment = dict(os.environ._data)  # a copy in a stride, of what is asked in each test
        environment.pop(_OF_PYTEST, None)
        return environment
