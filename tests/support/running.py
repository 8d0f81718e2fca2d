"""Commands of the installed program, started so that they can be killed: cold or warm.

Cold is the program as a shell starts it. Warm is a fork of `warm_server`: the same entry
point without the start of Python, ten times as many kills in the time.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from support.effort import FULL
from support.forked_command import ForkedProcess
from support.git_settings import UNTIDY

NOW = "2026-11-21T10:00:00+01:00"  # a Saturday
PATIENCE = 60  # seconds that no command takes

SCRIPT = Path(sys.executable).with_name("salescli")
PROGRAM = [str(SCRIPT)] if SCRIPT.exists() else [sys.executable, "-m", "salescli"]


def environment(home: Path, name: str = "Ada", now: str = NOW, editor: str = "false") -> dict:
    """Return the environment of a machine: nothing of this one reaches a command.

    In a full proof git tidies up as it does for its users.
    """
    home.mkdir(parents=True, exist_ok=True)
    settings = home / "git-settings"
    if not settings.exists():
        settings.write_text("" if FULL else UNTIDY)
    address = f"{name.lower()}@example.com"
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "USER": "ada",
        "TZ": "Europe/Berlin",
        "SALESCLI_NOW": now,
        "EDITOR": editor,
        "GIT_CONFIG_GLOBAL": str(settings),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": name,
        "GIT_AUTHOR_EMAIL": address,
        "GIT_COMMITTER_NAME": name,
        "GIT_COMMITTER_EMAIL": address,
        "COLUMNS": "80",
        "TERM": "dumb",
        "LC_ALL": "C.UTF-8",
    }


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended: its exit code (a signal's number negative), and what it printed."""

    code: int
    out: str
    err: str
    seconds: float


class Running:
    """A command that runs."""

    def __init__(self, runner: Runner, pid: int, files: tuple[Path, Path]) -> None:
        self.pid = pid
        self._runner, self._files, self._start = runner, files, time.monotonic()

    def send(self, number: int, *, group: bool) -> None:
        """Send a signal to the process alone, or to its whole group. Only before `end`."""
        with suppress(ProcessLookupError):
            (os.killpg if group else os.kill)(self.pid, number)

    def end(self) -> Done:
        """Wait for the end."""
        code = self._runner.wait(self.pid)
        seconds = time.monotonic() - self._start
        out, err = (path.read_text(errors="replace") for path in self._files)
        for path in self._files:
            path.unlink()
        return Done(code, out, err, seconds)


class Runner:
    """Starts commands, cold; see `Warm`."""

    def __init__(self, scratch: Path) -> None:
        self._scratch, self._numbers = scratch, count()
        self._children: dict[int, subprocess.Popen[bytes]] = {}

    def start(self, cwd: Path, env: dict[str, str], *arguments: str) -> Running:
        """Start a command."""
        number = next(self._numbers)
        files = (self._scratch / f"{number}.out", self._scratch / f"{number}.err")
        for path in files:
            path.touch()
        return Running(self, self._spawn(cwd, env, arguments, files), files)

    def run(self, cwd: Path, env: dict[str, str], *arguments: str) -> Done:
        """Run a command to its end."""
        return self.start(cwd, env, *arguments).end()

    def wait(self, pid: int) -> int:
        """Wait for a child's end; its exit code."""
        return self._children.pop(pid).wait(PATIENCE)

    def _spawn(
        self,
        cwd: Path,
        env: dict[str, str],
        arguments: Sequence[str],
        files: tuple[Path, Path],
    ) -> int:
        with files[0].open("ab") as out, files[1].open("ab") as err:
            child = subprocess.Popen(
                [*PROGRAM, *arguments],
                cwd=cwd,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                process_group=0,
            )
        self._children[child.pid] = child
        return child.pid


class Warm(Runner):
    """Starts commands as forks of a server, which is a fork itself."""

    def __init__(self, scratch: Path) -> None:
        super().__init__(scratch)
        self._server = ForkedProcess(
            ["-c", "from support.warm_server import begin; begin()"],
            env=environment(scratch / "home"),
            cwd=scratch,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait(self, pid: int) -> int:
        return self._ask({"wait": pid})["status"]

    def close(self) -> None:
        """End the server."""
        self._server.stdin.close()
        self._server.wait(PATIENCE)
        self._server.stdout.close()

    def _spawn(self, cwd, env, arguments, files) -> int:
        request = {"args": list(arguments), "cwd": str(cwd), "env": env}
        return self._ask({**request, "out": str(files[0]), "err": str(files[1])})["pid"]

    def _ask(self, request: dict) -> dict:
        self._server.stdin.write(f"{json.dumps(request)}\n")
        self._server.stdin.flush()
        answer = self._server.stdout.readline()
        if not answer:
            raise RuntimeError("the server of warm commands is gone")
        return json.loads(answer)


@contextmanager
def warm(scratch: Path) -> Iterator[Warm]:
    """Give a runner whose server ends with the block."""
    # A shell's background job ignores Ctrl-C, and so would all that we start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    runner = Warm(scratch)
    try:
        yield runner
    finally:
        runner.close()


Standing = frozenset[tuple[str, int]]


def standing(folder: Path) -> Standing:
    """Return which files stand in a folder, by name and inode; temporary ones aside."""
    try:
        with os.scandir(folder) as entries:
            return frozenset((e.name, e.inode()) for e in entries if not e.name.startswith("."))
    except OSError:
        return frozenset()


def wait_for_change(folder: Path, before: Standing, seconds: float) -> None:
    """Wait until the first file of a folder is put in its place, for so many seconds at most."""
    until = time.monotonic() + seconds
    while standing(folder) == before and time.monotonic() < until:
        time.sleep(0.00005)


def at_work(folder: Path) -> list[int]:
    """Return the processes that work in a folder, or in one below it."""
    working = []
    for entry in os.scandir("/proc"):
        if entry.name.isdecimal() and int(entry.name) != os.getpid():
            with suppress(OSError):
                place = str(Path(f"/proc/{entry.name}/cwd").readlink())
                if place == str(folder) or place.startswith(f"{folder}/"):
                    working.append(int(entry.name))
    return working


def quiet(folder: Path, seconds: float = PATIENCE) -> bool:
    """Wait until nothing works in a folder any more; False where something still does."""
    until = time.monotonic() + seconds
    while at_work(folder):
        if time.monotonic() > until:
            return False
        time.sleep(0.005)
    return True
