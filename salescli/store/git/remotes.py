"""The other copies of a repository, as git's settings name them: no program is started for each."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from salescli.store.git.run import list_settings, run_git
from salescli.text.lazy_re import lazy_re

_OF_A_REMOTE = lazy_re(r"(?s)remote\.(?P<name>[^/].*)\.(?P<key>[^.]+)")
_REWRITING = "url."  # settings that begin so have git take one address for another


def remote_names(settings: Iterable[tuple[str, str]]) -> list[str]:
    """Return the names of the remotes that settings speak of, in order."""
    named = (_OF_A_REMOTE.fullmatch(name) for name, _ in settings)
    return sorted({one["name"] for one in named if one})


def remote_addresses(root: Path) -> list[str]:
    """Return where git fetches from and pushes to, for all remotes, each once. Raises OSError."""
    settings, _ = list_settings(root)
    is_rewritten = any(name.startswith(_REWRITING) for name, _ in settings)
    urls: list[str] = []
    for remote in remote_names(settings):
        own = {
            key: [value for name, value in settings if name == f"remote.{remote}.{key}"]
            for key in ("url", "pushurl")
        }
        # Without an address git takes the name for one; an empty one takes back those before it.
        if is_rewritten or not own["url"] or "" in own["url"] + own["pushurl"]:
            urls += _as_git_says(root, remote)
        else:
            urls += own["url"] + own["pushurl"]
    return list(dict.fromkeys(urls))


def _as_git_says(root: Path, remote: str) -> list[str]:
    asked = (
        run_git(root, "remote", "get-url", "--all", *push, "--", remote)
        for push in ((), ("--push",))
    )
    return [url for done in asked for url in os.fsdecode(done.stdout).splitlines()]
