"""The settings of git that tests go by, and where git has those for all users.

That is asked once, not in each test with its new home.
"""

from __future__ import annotations

from functools import cache

from salescli.store.git import kept_answers

# With these a commit, or a push, starts no second program to tidy up.
UNTIDY = "[maintenance]\n\tauto = false\n[gc]\n\tauto = 0\n[receive]\n\tautoGC = false\n"

_asked = cache(kept_answers._ask_system_file)


def know_system_file() -> None:
    """Let what a command in this process would first ask git be known already."""
    kept_answers._system_files.clear()
    kept_answers._system_files[kept_answers._system_key()] = _asked()
