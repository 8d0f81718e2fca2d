"""What was changed in a calendar and what here, told apart by what was last written there. Pure.

An event is compared three ways: as the book has it, as the calendar has it, and as it was last
written by this machine. Where that isn't known, the event itself says what salescli wrote last; by
the same mark an event that another machine of ours moved isn't taken for one that somebody moved.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from salescli.domain.calendar.events import SeenEvent


class EventSide(StrEnum):
    """Where an event was changed since it was written."""

    NOWHERE = "nowhere"
    HERE = "here"  # or it was never written
    THERE = "there"
    BOTH = "both"
    GONE = "gone"  # deleted there
    ELSEWHERE = "elsewhere"  # by another machine of ours, whose book hasn't come yet


class ChangeKind(StrEnum):
    """What there is to ask about an event."""

    MOVED = "moved"
    BOTH = "both"
    CANCELLED = "cancelled"  # here, and moved there
    DELETED = "deleted"
    MEETING = "meeting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """One thing that came back from the calendar, and asks for a decision.

    `here` and `there` are the keys of when it is in the book and in the calendar ('' for not at
    all). `who` are names, `others` the deals beside `deal` that it may belong to. `may_restore`:
    the event is ours to write. `at` is when a guest answered, `ref` the captured reply that did.
    """

    kind: ChangeKind
    uid: str
    deal: str
    company: str
    what: str
    here: str = ""
    there: str = ""
    who: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    may_restore: bool = True
    at: str = ""
    ref: str = ""

    @property
    def may_be_left(self) -> bool:
        """Whether the deal may stay as it is: an event of others can't be put back."""
        return self.may_restore or self.kind is ChangeKind.MEETING

    @property
    def id(self) -> str:
        """What it is named by on the command line: the same for as long as it is the same."""
        from hashlib import blake2b

        facts = "\0".join((self.kind, self.uid, self.there, self.at, *self.who))
        return blake2b(facts.encode("utf-8", "replace"), digest_size=3).hexdigest()


def changed_side(here: str, there: SeenEvent | None, last: str | None) -> EventSide:
    """Return where an event was moved; `last` is the key that was written, None for not known."""
    if there is None:
        return EventSide.HERE if last is None else EventSide.GONE
    if there.on == here:
        return EventSide.NOWHERE
    if last is None:
        return _by_its_mark(here, there)
    is_here, is_there = here != last, there.on != last
    if is_there and there.written == there.on and not is_here:
        return EventSide.ELSEWHERE
    if is_there and there.written != there.on:
        return EventSide.BOTH if is_here else EventSide.THERE
    return EventSide.HERE


def _by_its_mark(here: str, there: SeenEvent) -> EventSide:
    """Return the same by what the event says salescli wrote last."""
    if there.written == there.on:
        return EventSide.HERE  # by us, from another state of the book
    return EventSide.BOTH if there.written and there.written != here else EventSide.THERE
