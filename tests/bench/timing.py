"""One process, timed from its start to its last word: in a pipe, or in a terminal of its own."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from books import NOW

NOTHING = ("-c", "pass")  # what Python is given to do nothing
_SCREEN = (24, 80)
_SAYS_SOMETHING = 1  # how `check` and `next` end where there is something to do


@dataclass(frozen=True)
class Taken:
    """What a process took: processor seconds, seconds by the clock, megabytes at its peak.

    The system counts no less memory than the program itself has that starts the other.
    """

    processor: float
    clock: float
    memory: float


def timed(
    command: Sequence[str], folder: Path, environ: Mapping[str, str], *, terminal: bool = False
) -> Taken:
    """What a command takes in a folder; it must succeed. Its output is read and thrown away."""
    start = time.perf_counter()
    if terminal:
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, _SCREEN)
        ends = {"stdin": theirs, "stdout": theirs}
    else:
        ours, theirs = os.pipe()
        ends = {"stdin": subprocess.DEVNULL, "stdout": theirs}
    with subprocess.Popen(command, cwd=folder, env=environ, **ends) as process:
        os.close(theirs)
        with suppress(OSError):  # how a terminal ends whose last process has gone
            while os.read(ours, 65536):
                pass
        os.close(ours)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, _SAYS_SOMETHING):
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    processor = usage.ru_utime + usage.ru_stime
    return Taken(processor, time.perf_counter() - start, usage.ru_maxrss / unit)


def surroundings(home: Path) -> dict[str, str]:
    """The environment that every command has here: NOW, a zone, a home of its own."""
    environ = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    fixed = {"SALESCLI_NOW": NOW, "TZ": "Europe/Berlin", "TERM": "xterm-256color"}
    return environ | fixed | {"HOME": str(home)}
