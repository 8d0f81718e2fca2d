"""What `doctor` says of the set-up: the programs that salescli stands on, and the terminal."""

from __future__ import annotations

import locale
import os
import platform
import shlex
import sys
from pathlib import Path
from shutil import which

from salescli import __version__
from salescli.commands.support.typed.editor import editor_command
from salescli.store.git.repository import git_version
from salescli.views.doctor import Diagnostic

_OLDEST_GIT = (2, 26)  # the first one that takes file names on its input


def diagnose_environment(here: Path) -> list[Diagnostic]:
    """Everything outside the book that may be wrong, each with its state."""
    return [
        Diagnostic("salescli", "ok", __version__),
        Diagnostic("Python", "ok", platform.python_version()),
        _git(here),
        _editor(),
        _encoding(),
        _clock(),
    ]


def _git(here: Path) -> Diagnostic:
    version, missing = git_version(here)
    if missing:
        says, _, fix = missing.partition(": ")
        return Diagnostic("git program", "look", f"{says}: nothing remembers what changed", fix)
    numbers = [int(part) for part in version.split(".")[:2] if part.isdecimal()]
    if tuple(numbers) < _OLDEST_GIT:
        return Diagnostic("git program", "look", f"{version} is too old: install 2.26 or later")
    return Diagnostic("git program", "ok", version)


def _editor() -> Diagnostic:
    command = editor_command()
    try:
        program = shlex.split(command)[0]
    except (ValueError, IndexError):
        program = ""
    if program and which(Path(program).expanduser()):
        return Diagnostic("editor", "ok", command)
    return Diagnostic("editor", "look", f"'{command}' is not on this machine", "export EDITOR=nano")


def _encoding() -> Diagnostic:
    terminal = (getattr(sys.stdout, "encoding", "") or "unknown").lower()
    system = locale.getpreferredencoding(do_setlocale=False).lower()
    names = {name.replace("-", "").replace("_", "") for name in (terminal, system)}
    if names == {"utf8"}:
        return Diagnostic("encoding", "ok", "UTF-8")
    says = f"output is {terminal}, the locale {system}: names with accents may come out as escapes"
    return Diagnostic("encoding", "look", says, "export LANG=C.UTF-8")


def _clock() -> Diagnostic:
    said = os.environ.get("SALESCLI_NOW")
    if said:
        return Diagnostic("clock", "look", f"SALESCLI_NOW holds it at {said}", "unset SALESCLI_NOW")
    return Diagnostic("clock", "ok", "the machine's")
