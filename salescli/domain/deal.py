"""A deal as its file states it: header, people, and the log of encounters. Facts only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from salescli.domain.deal_fields import Header
from salescli.domain.time.moment import day_of

ENCOUNTERS = ("call", "meeting", "email", "message", "visit")
OTHER_KINDS = ("open", "note", "schedule", "skip", "change", "import", "close", "reopen")
KINDS = ENCOUNTERS + OTHER_KINDS
WRITERS = ("we", "they")
RESULTS = ("won", "lost", "disqualified")
TURNS = ("open", "reopen", "close")  # kinds after which a deal starts over, or is over

_ENCOUNTERS = frozenset(ENCOUNTERS)
ELSEWHERE = "crm:"  # begins the `ref` of what took place in another system
IMPORTED = "import"  # the table of [custom] in which an imported deal keeps where it came from
_HOLDING = _ENCOUNTERS | {"import"}
_TIME = attrgetter("at")


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """Somebody who takes part in a deal, named in it by a handle."""

    handle: str
    name: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""
    title: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NextStep:
    """What happens next: what, when, with whom, and whether the buyer agreed to it.

    `uid` names its event in calendars, where the deal or the entry was called otherwise before.
    """

    on: date | datetime
    step: str = ""
    what: str = ""
    people: tuple[str, ...] = ()
    goal: str = ""
    agreed: bool = False
    uid: str = ""

    @property
    def day(self) -> date:
        """The local day on which it is due."""
        return day_of(self.on)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log. `index` is its place in the file, counted from 0.

    `did` names by their words the next steps that an encounter was, where no step of the process
    does; `drop` names those that are called off. `ref` is where an entry came from that was not
    typed here; `wrote` says of a mail or a message whose it is, `we` or `they`: '' where nobody
    says. The day of an `undated` one is not known: `at` is only its place in the log.
    """

    at: datetime
    kind: str
    index: int = 0
    by: str = ""
    steps: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    note: str = ""
    nexts: tuple[NextStep, ...] = ()
    did: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    ref: str = ""
    reason: str = ""
    result: str = ""
    evidence: str = ""
    said_by: str = ""
    revisit: date | None = None
    change: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    undated: bool = False
    wrote: str = ""

    @property
    def is_encounter(self) -> bool:
        """Whether we met or exchanged with the buyer."""
        return self.kind in _ENCOUNTERS

    @property
    def is_elsewhere(self) -> bool:
        """Whether it was logged in another system: nothing is known of what followed from it."""
        return self.ref.startswith(ELSEWHERE)

    @property
    def is_contact(self) -> bool:
        """Whether it shows that we were in touch: also a day that another system has for it."""
        bare = self.kind == "import" and not (self.steps or self.met or self.undated)
        return self.is_encounter or bare

    @property
    def holds(self) -> bool:
        """Whether the steps that it names count as held."""
        return self.kind in _HOLDING


def by_time(log: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return a log in order of time; entries of one time keep the order of their file."""
    return tuple(sorted(log, key=_TIME))


@dataclass(frozen=True, slots=True, repr=False)
class Deal(Header):
    """One opportunity, as its file states it: its header, people and log."""

    custom: Mapping[str, Any] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    log: tuple[Entry, ...] = ()
