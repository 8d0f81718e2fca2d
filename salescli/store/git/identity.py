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
        if known := plain_identity(folder, "AUTHOR"):
            return known
        answer = run_git(folder, "-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT")
    except OSError:
        return Identity()
    match = _IDENT.fullmatch(answer.stdout.decode("utf-8", "replace").strip())
    return (
        Identity(match["name"], match["email"]) if match and not answer.returncode else Identity()
    )


def plain_identity(folder: Path, role: str) -> Identity | None:
    """Return whom the environment or git's settings name as the AUTHOR, or the COMMITTER.

    None where git must say it: it leaves letters out of some names, and guesses what isn't set.
    Raises OSError.
    """
    from salescli.store.git.run import list_settings

    listed, refused = list_settings(folder)
    settings = dict(listed)
    own = (f"{role.lower()}.name", f"{role.lower()}.email")  # no older git goes by these
    if refused or not settings.keys().isdisjoint(own):
        return None
    name, email = (
        os.environ.get(f"GIT_{role}_{part}", settings.get(f"user.{part.lower()}", ""))
        for part in ("NAME", "EMAIL")
    )
    return Identity(name, email) if _is_plain(name) and _is_plain(email) else None


def why_nobody(folder: Path, role: str) -> str:
    """Return why git doesn't know who the AUTHOR is, or the COMMITTER; '' where it does.

    Raises OSError.
    """
    if not os.environ.get(f"GIT_{role}_DATE") and plain_identity(folder, role):
        return ""  # a date that git can't read is reason enough
    from salescli.store.git.refusals import git_failure
    from salescli.store.git.run import run_git

    answer = run_git(folder, "var", f"GIT_{role}_IDENT")
    return git_failure(answer.returncode, answer.stderr) if answer.returncode else ""


def _is_plain(text: str) -> bool:
    """Return whether git takes a name or an address as it stands."""
    ends = text[:1].isalnum() and text[-1:].isalnum()
    return ends and text.isprintable() and not set("<>") & set(text)


def account() -> str:
    """Return the account's name, as a handle: who writes in a book that doesn't name anybody."""
    return slug(os.environ.get("USER") or os.environ.get("LOGNAME") or "") or "me"
