"""Who we are, as git knows it: the name and the address that commits are made under."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from salescli.text.handles import slug
from salescli.text.lazy_re import lazy_re

_IDENT = lazy_re(r"(?P<name>.*?) ?<(?P<email>[^<>]*)> [0-9]+ [+-][0-9]+")


class Identity(NamedTuple):
    """A name and an address, each of them empty where git doesn't know it."""

    name: str = ""
    email: str = ""


def identity(folder: Path) -> Identity:
    """Whose commits the next ones in a folder would be, guessed by nobody. Never raises."""
    from salescli.store.git.run import run_git

    try:
        answer = run_git(folder, "-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT")
    except OSError:
        return Identity()
    match = _IDENT.fullmatch(answer.stdout.decode("utf-8", "replace").strip())
    return (
        Identity(match["name"], match["email"]) if match and not answer.returncode else Identity()
    )


def account() -> str:
    """Return the account's name, as a handle: who writes in a book that doesn't name anybody."""
    return slug(os.environ.get("USER") or os.environ.get("LOGNAME") or "") or "me"
