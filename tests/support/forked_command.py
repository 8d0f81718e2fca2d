"""The command in a pseudo-terminal, as a fork of the tests' own process.

Everything is imported already, so that it costs no start of Python: a dozen conversations take the
time of one. It is a process of its own for all that: signals, the terminal, files and git are
real. What matters at the very start or end of the interpreter is tried with the program itself.
"""

from __future__ import annotations

import atexit
import ctypes
import importlib
import locale
import os
import pty
import readline
import signal
import sys
import threading
import time
import traceback
import warnings
from contextlib import suppress
from functools import cache

import pexpect
import ptyprocess

from support.crashing import import_all
from support.measuring import measuring

_SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT, signal.SIGWINCH, signal.SIGALRM)
_MOST_FILES = 4096


class Forked(pexpect.spawn):
    """A spawned command that is a fork; the program that it is spawned with is not looked at."""

    def _spawnpty(self, args, *, env, dimensions, **_more):
        _warm()
        pid, descriptor = pty.fork()
        if pid == 0:
            _become([os.fsdecode(word) for word in args[1:]], env)
        child = ptyprocess.PtyProcess(pid, descriptor)
        with suppress(OSError):
            child.setwinsize(*dimensions)
        return child


@cache
def _warm() -> None:
    import_all()
    for name in ("salescli.start", "prompt_toolkit", "subprocess", "rich.console"):
        importlib.import_module(name)


def _become(words: list[str], env: dict[str, str]) -> None:
    """Be the program with those words, to the end of this process."""
    code = 1
    try:
        _forget(env)
        traced = measuring()
        measured = traced is not None and traced.starts_in_fork()
        code = _run(words)
        if measured:
            traced.ends_in_fork()
    finally:
        os._exit(code)


def _forget(env: dict[str, str]) -> None:
    """Leave behind what belongs to the tests: files, signals, hooks, environment."""
    atexit._clear()
    os.closerange(3, _MOST_FILES)
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    with suppress(locale.Error):
        locale.setlocale(locale.LC_CTYPE, "")
    warnings.resetwarnings()
    ctypes.CDLL(readline.__file__).rl_reset_terminal(None)  # it was set up for another terminal
    sys.unraisablehook, threading.excepthook = sys.__unraisablehook__, threading.__excepthook__
    form = {"encoding": "utf-8", "closefd": False}
    sys.stdin = sys.__stdin__ = open(0, errors="surrogateescape", **form)  # noqa: SIM115
    sys.stdout = sys.__stdout__ = open(1, "w", errors="surrogateescape", **form)  # noqa: SIM115
    sys.stderr = sys.__stderr__ = open(2, "w", errors="backslashreplace", **form)  # noqa: SIM115


def _run(words: list[str]) -> int:
    from salescli.start import main
    from salescli.store.git.kept_answers import forget_answers
    from salescli.store.write_count import forget_writes

    forget_answers()
    forget_writes()
    sys.argv = ["salescli", *words]
    code: object = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    except BaseException:  # noqa: BLE001 - Python would print it and end with 1
        traceback.print_exc()
        code = 1
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    return code if isinstance(code, int) else int(code is not None)
