"""A command line in a process of its own that dies, or meets an error, at one chosen call.

The process is a fork of the tests' own: everything is imported already, so that hundreds of them
take seconds. The calls are the ones by which a command reaches the disk, the lock or git.
"""

from __future__ import annotations

import fcntl
import importlib
import io
import os
import pkgutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import salescli
from salescli.domain.time import date_forms
from salescli.store.git.kept_answers import forget_answers
from salescli.text.lazy_re import lazy_re

# Every one of these is a place where the power may go, or an error come back.
CALLS = (
    *((os, name) for name in ("open", "write", "pwrite", "ftruncate", "fchmod", "fsync")),
    *((os, name) for name in ("mkdir", "replace", "rename", "link", "unlink")),
    (io, "open"),
    (fcntl, "flock"),
    (subprocess, "run"),
)
_WRITES = ("write", "pwrite")
_ENDS = 97  # what a forked process ends with when the harness itself is at fault

Fate = Callable[[str], None]


@dataclass(frozen=True)
class End:
    """How the process ended: the exit code, None where it was killed; its words; the first call
    that met its fate, `read` for one that opens a file to read it, `running` within git.
    """

    code: int | None
    said: str
    call: str


def die(_call: str) -> None:
    """The fate of a process whose power goes."""
    os.kill(os.getpid(), signal.SIGKILL)


def failing(number: int) -> Fate:
    """The fate of a process whose call fails with that errno."""

    def fail(_call: str) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def run_until(
    arguments: tuple[str, ...],
    number: int,
    fate: Fate,
    *,
    for_good: bool = False,
    reads: bool = True,
    first: Callable[[], None] = lambda: None,
) -> End:
    """Run a command line whose `number`-th call (from 1), and each one after it if `for_good`,
    meets its fate. Where it has fewer calls it just runs: then `call` is empty. Those that open a
    file to read it count where `reads`.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    out, inlet = os.pipe()
    tell, called = os.pipe()
    child = os.fork()
    if child == 0:
        trap = _Trap(number, fate, called, for_good=for_good, reads=reads)
        _run(arguments, trap, inlet, first)
    os.close(inlet)
    os.close(called)
    said, calls = _all(out), _all(tell).split()
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    code = None if killed else os.waitstatus_to_exitcode(status)
    assert code != _ENDS, said
    return End(code, said, calls[0] if calls else "")


def run(*arguments: str, first: Callable[[], None] = lambda: None) -> End:
    """Run a command line to its end in a process of its own, after what it is to do `first`."""
    return run_until(arguments, 0, die, first=first)


def start(*arguments: str, first: Callable[[], None] = lambda: None) -> tuple[int, int]:
    """Start a command line in a process of its own, after what it is to do `first`.

    Returns the number of the process, and the descriptor on which all that it prints is read.
    """
    out, inlet = os.pipe()
    child = os.fork()
    if child == 0:
        _run(arguments, None, inlet, first)
    os.close(inlet)
    return child, out


@cache
def import_all() -> None:
    """Import all that a command might, and compile its patterns, once for all the forks."""
    for module in pkgutil.walk_packages(salescli.__path__, "salescli."):
        if not module.name.endswith("__main__"):
            _compile(vars(importlib.import_module(module.name)))
    for name in ("tomlkit", "tomli_w", "tempfile"):
        importlib.import_module(name)
    _compile([pattern for pattern, _ in date_forms._patterns()])


def _compile(held: object) -> None:
    """Compile the lazy patterns that a module, a table or a tuple holds."""
    if isinstance(held, type(lazy_re(""))):
        held.search  # noqa: B018 - to be asked for it is what it waits for
    elif isinstance(held, (dict, tuple, list)):
        for inner in held.values() if isinstance(held, dict) else held:
            _compile(inner)


def _all(descriptor: int) -> str:
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read().decode("utf-8", "replace")


class _Trap:
    """Counts the calls, and lets the chosen one meet its fate."""

    def __init__(
        self, number: int, fate: Fate, called: int, *, for_good: bool, reads: bool
    ) -> None:
        self.left = number
        self.fate = fate
        self.called = called
        self.for_good = for_good
        self.reads = reads
        self.tell = os.write
        self.kept = called
        self.inside = False

    def set(self) -> None:
        for module, name in CALLS:
            setattr(module, name, self._wrapped(name, getattr(module, name)))

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **more: Any) -> Any:
            reads = _reads(name, *given)
            if self.inside or (reads and not self.reads):
                return real(*given, **more)
            if self._is_due():
                self.tell(self.called, b"read\n" if reads else f"{name}\n".encode())
                if name in _WRITES:  # torn: half of it arrives
                    real(given[0], bytes(given[1])[: len(given[1]) // 2], *given[2:])
                self.fate(name)
            if name == "run":
                return self._git(real, *given, **more)
            return real(*given, **more)

        return call

    def _git(self, real: Callable[..., Any], *given: Any, **more: Any) -> Any:
        """Run git. To die while it is at work is a point of its own; what it began, it ends."""
        self.inside = True  # the calls by which Python starts a program are not ours
        try:
            if self.fate is die and self._is_due():
                self.tell(self.called, b"running\n")
                quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
                kept = {name: more[name] for name in ("cwd", "env")}
                passed = (*more.get("pass_fds", ()), self.kept)
                subprocess.Popen(*given, **kept, **quiet, pass_fds=passed)
                die("running")
            return real(*given, **more)
        finally:
            self.inside = False

    def _is_due(self) -> bool:
        self.left -= 1
        return self.left == 0 or (self.for_good and self.left < 0)


def _reads(name: str, *given: Any) -> bool:
    """Whether the call opens a file to read it."""
    if name != "open":
        return False
    how = given[1] if len(given) > 1 else "r"
    return "r" in how if isinstance(how, str) else not how & (os.O_WRONLY | os.O_RDWR)


def _run(
    arguments: tuple[str, ...], trap: _Trap | None, out: int, first: Callable[[], None]
) -> None:
    code = _ENDS
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(out, 2)
        sys.stdin = open(0, closefd=False)  # noqa: SIM115
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.argv = ["salescli", *arguments]
        forget_answers()
        first()
        from salescli.cli import main

        if trap is not None:
            trap.set()
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 - the fork must not go on with the tests
        import traceback

        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(code)
