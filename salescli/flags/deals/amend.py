"""Correct what an entry says: the last one, or --entry N."""

from dataclasses import dataclass, field, replace
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command, Flag
from salescli.flags.support.next_step import NextFlags
from salescli.flags.support.shared import Book, Deal, Json, Newcomers


@dataclass(frozen=True, slots=True)
class CorrectedNextFlags(NextFlags):
    """The next step as it is corrected; whether it was agreed to is asked for beside it."""

    agreed: bool = False


@dataclass(frozen=True, slots=True)
class AmendFlags:
    """What is corrected, as it was typed; None and () where nothing was. `-` is none."""

    steps: Annotated[
        tuple[str, ...], Argument("[STEP]...", "The steps that took place; - for none.")
    ] = ()
    entry: Annotated[
        int | None, Flag("--entry", "N", "The entry; without it, the last conversation.")
    ] = None
    kind: Annotated[
        str | None, Flag("--kind", "KIND", "call, meeting, email, message or visit.")
    ] = None
    at: Annotated[str | None, Flag("--at", "DATE", "When it was.")] = None
    met: Annotated[tuple[str, ...], Flag("--met", "OUTCOME", "All outcomes (repeatable).")] = ()
    people: Annotated[
        tuple[str, ...], Flag("--with", "PERSON", "All who were there (repeatable).")
    ] = ()
    persons: Newcomers = ()
    facts: Annotated[
        tuple[str, ...], Flag("--flag", "ID", "All disqualifying facts (repeatable).")
    ] = ()
    did: Annotated[
        tuple[str, ...], Flag("--did", "ITEM", "All next steps in words that it was (repeatable).")
    ] = ()
    drop: Annotated[
        tuple[str, ...], Flag("--drop", "ITEM", "All next steps called off (repeatable).")
    ] = ()
    note: Annotated[str | None, Flag("-m --note", "TEXT", "The note; '' for none.")] = None
    reason: Annotated[
        str | None, Flag("--reason", "TEXT", "The reason of a skip or an ending.")
    ] = None
    evidence: Annotated[str | None, Flag("--evidence", "TEXT", "The evidence of an ending.")] = None
    said_by: Annotated[str | None, Flag("--said-by", "PERSON", "Who at the buyer said so.")] = None
    revisit: Annotated[
        str | None, Flag("--revisit", "DATE", "When a closed deal comes back; - for never.")
    ] = None
    following: CorrectedNextFlags = field(default_factory=CorrectedNextFlags)
    agreed: Annotated[
        bool | None, Flag("--agreed/--not-agreed", "", "The buyer said yes to it, or not.")
    ] = None

    @property
    def is_empty(self) -> bool:
        """Whether they correct nothing."""
        return replace(self, entry=None) == AmendFlags()


@dataclass(frozen=True, slots=True)
class AmendRequest:
    """The flags of `amend`, as they were typed."""

    deal: Deal
    show: Annotated[bool, Flag("--show", "", "List the entries, numbered.")] = False
    flags: AmendFlags = field(default_factory=AmendFlags)
    book: Book = None
    as_json: Json = False


COMMAND = Command(
    "salescli.commands.amend.amend:amend",
    AmendRequest,
    (
        "amend ardent --show",
        'amend tarrow -m "Nell wants to start on a Monday" --with nell',
        'amend lindvik --entry 3 --at "2026-11-12 15:00"',
    ),
)
