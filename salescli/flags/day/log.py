"""Log a call or meeting and, always, a next step or an ending."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from salescli.errors import UsageError
from salescli.flags.support.declaration import Argument, Command, Flag
from salescli.flags.support.next_step import NextFlags
from salescli.flags.support.shared import (
    Book,
    DealAsked,
    Disqualifiers,
    Edit,
    Evidence,
    Keep,
    Newcomers,
    Note,
    Revisit,
    SaidBy,
)

if TYPE_CHECKING:
    from salescli.flags.support.ending import EndFlags


@dataclass(frozen=True, slots=True, repr=False)
class EndedFlags:
    """How the deal ended with the encounter, if it did."""

    won: Annotated[bool, Flag("--won", "", "It ended with a yes.")] = False
    lost: Annotated[str | None, Flag("--lost", "REASON", "It ended with a no.")] = None
    walk: Annotated[str | None, Flag("--walk", "REASON", "We walked away.")] = None
    evidence: Evidence = ""
    said_by: SaidBy = ""
    revisit: Revisit = ""

    @property
    def is_whole(self) -> bool:
        """Whether they name an ending with all that it needs: a reason has its evidence."""
        end = self.end()
        return end is not None and (end.result == "won" or bool(end.reason and end.evidence))

    def end(self) -> "EndFlags | None":
        """Return the ending that they name; None for none. Raises UsageError for two."""
        reasons = {"won": "" if self.won else None, "lost": self.lost, "disqualified": self.walk}
        named = [(result, reason) for result, reason in reasons.items() if reason is not None]
        if len(named) > 1:
            raise UsageError("a deal has one ending", fix="give one of --won, --lost and --walk")
        for result, reason in named:
            from salescli.flags.support.ending import EndFlags

            return EndFlags(reason, self.evidence, self.said_by, self.revisit, result)
        return None


@dataclass(frozen=True, slots=True, repr=False)
class LogFlags:
    """The flags of `log`, as they were typed.

    The last three are those of a captured encounter: where it came from, who wrote it, and the
    days that it names.
    """

    deal: DealAsked = None
    steps: Annotated[
        tuple[str, ...], Argument("[STEP]...", "The steps that took place, in this order.")
    ] = ()
    kind: Annotated[str, Flag("--kind", "KIND", "call, meeting, email, message or visit.")] = "call"
    at: Annotated[str | None, Flag("--at", "DATE", "When it was, if not just now.")] = None
    met: Annotated[tuple[str, ...], Flag("--met", "OUTCOME", "An outcome (repeatable).")] = ()
    people: Annotated[tuple[str, ...], Flag("--with", "PERSON", "Who was there (repeatable).")] = ()
    persons: Newcomers = ()
    facts: Disqualifiers = ()
    note: Note = ""
    edit: Edit = False
    following: NextFlags = field(default_factory=NextFlags)
    also: Annotated[bool, Flag("--also", "", "Put it beside what stays scheduled.")] = False
    keep: Keep = False
    did: Annotated[
        tuple[str, ...], Flag("--did", "ITEM", "A next step in words that it was (repeatable).")
    ] = ()
    drop: Annotated[
        tuple[str, ...], Flag("--drop", "ITEM", "A next step that is called off (repeatable).")
    ] = ()
    done_before: Annotated[
        tuple[str, ...],
        Flag("--done-before", "STEP", "A step before it, done earlier (repeatable)."),
    ] = ()
    skips: Annotated[
        tuple[str, ...],
        Flag("--skip", "STEP=REASON", "A step before it, not needed (repeatable)."),
    ] = ()
    ended: EndedFlags = field(default_factory=EndedFlags)
    book: Book = None
    ref: str = ""
    wrote: str = ""
    days: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether they say how the encounter ended, so that nothing needs to be asked."""
        return self.following.is_whole or self.keep or self.ended.is_whole


COMMAND = Command(
    "salescli.commands.log:log",
    LogFlags,
    (
        'log lindvik midpoint-review -m "Works" --next closing-call --on mon',
        'log ardent --kind email -m "Two clauses" --what "Call Felix" --on fri',
        'log tarrow --lost no-decision --evidence "They stay with paper"',
    ),
)
