"""The settings of git that tests go by, and what git says of them.

That is asked once, not in each test with its new home and its copy.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from subprocess import CompletedProcess

from salescli.store.git import kept_answers
from salescli.store.git.run import run_git

# With these a commit, or a push, starts no second program to tidy up.
UNTIDY = "[maintenance]\n\tauto = false\n[gc]\n\tauto = 0\n[receive]\n\tautoGC = false\n"

_asked = cache(kept_answers._ask_system_file)
kept_answers._OTHERS += (b"PYTEST_",)  # it has another value in each test, and at its beginning
_HOMES = (b"HOME", b"XDG_DATA_HOME", b"XDG_CONFIG_HOME", b"GIT_CEILING_DIRECTORIES")
_listed: dict[object, CompletedProcess[bytes]] = {}


def know_system_file() -> None:
    """Let what a command in this process would first ask git be known already."""
    kept_answers._system_files.clear()
    kept_answers._system_files[kept_answers._system_key()] = _asked()


def know_settings(repository: Path) -> None:
    """Let git's settings in a copy of a repository be known, as they are in what was copied."""
    basis = kept_answers.find_basis(repository)
    if basis is None:
        return
    *_, settings, environment, _ = basis
    surroundings = {(name, v) for name, v in environment.items() if name not in _HOMES}
    key = settings, frozenset(surroundings)
    if key not in _listed:
        _listed[key] = run_git(repository, *kept_answers.LIST_SETTINGS)
    kept_answers.keep(repository, kept_answers.LIST_SETTINGS, basis, _listed[key])
