"""A change of a deal that an assistant proposes: its command, and what that would do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from salescli.errors import UsageError
from salescli.text.lazy_re import lazy_re
from salescli.text.safe_text import harmless

# What may be proposed: commands about one deal, which stands behind their name.
PROPOSABLE = ("log", "schedule", "cancel", "skip", "note", "set", "person", "win", "lose", "walk")
ENDINGS = ("win", "lose", "walk")
_ENDING_FLAGS = ("--won", "--lost", "--walk")
_NOT_PROPOSABLE = ("--book", "--edit", "-e")  # another book; something that only a person can do
# Lines of a change that end a deal, or say which process it is judged by.
_OWNERS = lazy_re(r"[+-]\s*(?:process|revision|result)\s*=")
_LONGEST = 20_000  # characters of a command line
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal: `by` whom and `why`, the `words` of the command, the `plan` it was tried as.

    `change` has the lines of the deal's file that differ, as a unified diff; `base` stands for the
    deal, its process and the settings that it was made for, `after` for the deal once it is done.
    """

    name: str
    by: str
    at: datetime
    words: tuple[str, ...]
    why: str
    plan: str
    change: tuple[str, ...]
    base: str
    after: str = ""

    @property
    def deal(self) -> str:
        """The handle of the deal that it is about."""
        return self.words[1]

    @property
    def ends_a_deal(self) -> bool:
        """Whether it closes the deal."""
        flagged = any(word.partition("=")[0] in _ENDING_FLAGS for word in self.words)
        return self.words[0] in ENDINGS or flagged

    @property
    def is_for_the_owner(self) -> bool:
        """Whether nobody but the owner may apply it: it ends the deal, or changes its process."""
        return self.ends_a_deal or any(map(_OWNERS.match, self.change))


def check_proposable(words: Sequence[str], handles: Collection[str]) -> None:
    """Raise UsageError for a command that can't be proposed, or a deal that isn't named exactly."""
    if len(words) < 2 or words[0] not in PROPOSABLE:
        raise UsageError(
            f"'{harmless(' '.join(words[:1]))}' can't be proposed",
            fix=f"salescli propose COMMAND DEAL …, COMMAND one of: {', '.join(PROPOSABLE)}",
        )
    for word in words:
        if word.partition("=")[0] in _NOT_PROPOSABLE:
            raise UsageError(f"{harmless(word)} can't be proposed", fix="leave it out")
    if sum(map(len, words)) > _LONGEST:
        raise UsageError(f"the command is longer than {_LONGEST} characters")
    if words[1] not in handles or words[1].startswith("-"):
        typed = words[1].casefold()
        near = [handle for handle in sorted(handles) if typed and typed in handle]
        raise UsageError(
            f"there is no deal '{harmless(words[1])}': a proposal names its handle",
            fix=f"deals: {', '.join(near[:10])}" if near else "salescli list --all   shows them",
        )


def check_name(by: str) -> None:
    """Raise UsageError where a name can't stand in a commit."""
    if not by.strip() or len(by) > _LONGEST_NAME or not by.isprintable():
        raise UsageError(
            f"--by takes a name of at most {_LONGEST_NAME} letters", fix="--by assistant"
        )
