"""Where git has the settings for all users: asked once, not in each test with its new home."""

from __future__ import annotations

from functools import cache

from salescli.store.git import kept_answers

_asked = cache(kept_answers._ask_system_file)


def know_system_file() -> None:
    """Let what a command in this process would first ask git be known already."""
    kept_answers._system_files.clear()
    kept_answers._system_files[kept_answers._system_key()] = _asked()
