"""The command, in a pseudo-terminal or with pipes, as a fork of the tests' own process.

Everything is imported already, so that it costs no start of Python: a dozen conversations take the
time of one. It is a process of its own for all that: signals, the terminal, files and git are
real. What matters at the very start or end of the interpreter is tried with the program itself.
"""

from __future__ import annotations

import atexit
import ctypes
import importlib
import inspect
import locale
import os
import pty
import readline
import signal
import subprocess
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import Any

import pexpect
import ptyprocess

from support.coverage import measuring
from support.crashing import import_all
from support.git_settings import know_system_file

_SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT, signal.SIGWINCH, signal.SIGALRM)
_MOST_FILES = 4096
_UNFLUSHED = 120  # what Python ends with where the last of the output can't be written


class Forked(pexpect.spawn):
    """A spawned command, or code behind `-c`, that is a fork; its program is not looked at."""

    def _spawnpty(self, args, *, env, dimensions, **_more):
        _warm()
        pid, descriptor = pty.fork()
        if pid == 0:
            _become([os.fsdecode(word) for word in args[1:]], env)
        child = ptyprocess.PtyProcess(pid, descriptor)
        with suppress(OSError):
            child.setwinsize(*dimensions)
        return child


class ForkedProcess(subprocess.Popen):
    """The same for a command that is spoken to by pipes: `words`, and what Popen takes."""

    def __init__(self, words: Sequence[str | bytes], **how) -> None:
        super().__init__(["salescli", *words], **how)

    def _execute_child(self, *arguments, **more):
        _warm()
        signature = inspect.signature(subprocess.Popen._execute_child)
        how = signature.bind(self, *arguments, **more).arguments
        self.pid = os.fork()
        if self.pid == 0:
            try:
                _take_pipes(how)
                words = [os.fsdecode(word) for word in how["args"][1:]]
                _become(words, dict(os.environ if how["env"] is None else how["env"]))
            finally:
                os._exit(1)
        self._child_created = True
        self._close_pipe_fds(*(how[name] for name in _PIPES))


def run_forked(
    words: Sequence[str | bytes], typed: str = "", timeout: float | None = 60, **how
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, and return its exit code and what it printed."""
    if typed:
        how["stdin"] = subprocess.PIPE
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with ForkedProcess(words, text=True, **(pipes | how)) as running:
        out, err = running.communicate(typed or None, timeout=timeout)
    return subprocess.CompletedProcess(words, running.returncode, out, err)


_PIPES = ("p2cread", "p2cwrite", "c2pread", "c2pwrite", "errread", "errwrite")


def _take_pipes(how: dict[str, Any]) -> None:
    """Do in a fork what Popen does between the fork and the program."""
    # Those that are in the way of another one are moved out of it first.
    ends = {0: how["p2cread"], 1: how["c2pwrite"], 2: how["errwrite"]}
    apart = {number: os.dup(end) for number, end in ends.items() if end != -1}
    for number, end in apart.items():
        os.dup2(end, number)
    if how["start_new_session"]:
        os.setsid()
    if how["process_group"] is not None and how["process_group"] >= 0:
        os.setpgid(0, how["process_group"])
    if how["cwd"] is not None:
        os.chdir(how["cwd"])


@cache
def _warm() -> None:
    from salescli.prompts.default_keys import default_keys

    import_all()
    for name in ("salescli.start", "prompt_toolkit", "subprocess", "rich.console"):
        importlib.import_module(name)
    default_keys().bindings  # noqa: B018 - they are made when they are asked for


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
    """Run the command, or the code behind `-c`; the exit code that Python would end with."""
    from salescli.start import main
    from salescli.store.git.kept_answers import forget_answers
    from salescli.store.write_count import forget_writes

    forget_answers()
    know_system_file()
    forget_writes()
    is_code = words[:1] == ["-c"]
    sys.argv = ["-c", *words[2:]] if is_code else ["salescli", *words]
    code: object = 0
    try:
        if is_code:
            exec(words[1], {"__name__": "__main__"})  # noqa: S102 - the tests' own code
        else:
            main()
    except SystemExit as end:
        code = end.code
    except BaseException:  # noqa: BLE001 - Python would print it and end with 1
        traceback.print_exc()
        code = 1
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            code = _UNFLUSHED
    return code if isinstance(code, int) else int(code is not None)
