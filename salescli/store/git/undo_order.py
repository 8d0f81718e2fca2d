"""Which command comes next when commands are taken back and brought back: by history alone. Pure.

A command that takes another one back says so in its commit: `Undoes: HASH`; one that brings it back
names the commit that took it back: `Redoes: HASH`. Of a history with the newest first, what a later
one undid or redid has no say any more. So the next to take back is the newest own command that is
in force; a redo stands for the command that it brought back. The next to bring back is the newest
own undo in force that no own command came after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from salescli.store.git.book_commits import BY, REDOES, UNDOES
from salescli.store.git.history import Commit
from salescli.store.git.identity import Identity


@dataclass(frozen=True, slots=True)
class Author:
    """Whose commands are one's own: the identity that git knows, and `me`."""

    git: Identity
    me: str

    def wrote(self, commit: Commit) -> bool:
        """Whether a commit is one's own, made on whichever machine."""
        by = commit.trailers.get(BY, "")
        if by and by != self.me:
            return False
        name, email = commit.by.casefold(), commit.email.casefold()
        return bool(
            (email and email == self.git.email.casefold())
            or (name and name == self.git.name.casefold())
            or (by and not any(self.git))
        )


def in_force(commits: Iterable[Commit]) -> Iterator[tuple[Commit, bool]]:
    """Yield commands, the newest first, each with whether nothing later took it back."""
    over: set[str] = set()
    for commit in commits:
        yield commit, commit.commit not in over
        named = commit.trailers.get(UNDOES) or commit.trailers.get(REDOES)
        if named:
            over.add(named)


def to_undo(commits: Iterable[Commit], author: Author) -> Iterator[Commit]:
    """Yield one's own commands that can be taken back, the newest first."""
    for commit, holds in in_force(commits):
        if holds and UNDOES not in commit.trailers and author.wrote(commit):
            yield commit


def to_redo(commits: Iterable[Commit], author: Author) -> Commit | None:
    """Return the commit that took back what is to be brought back next; None where there is none.

    A command of one's own puts an end to what could be brought back before it.
    """
    for commit, holds in in_force(commits):
        if not author.wrote(commit) or REDOES in commit.trailers:
            continue
        if UNDOES not in commit.trailers:
            return None
        if holds:
            return commit
    return None
