"""Where a deal stands in its process by its log alone: what replay returns. No clock in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from salescli.domain.deal import IMPORTED, Deal, Entry, NextStep
from salescli.domain.time.moment import day_of


class Status(StrEnum):
    """Open, or how the deal ended."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    DISQUALIFIED = "disqualified"


@dataclass(frozen=True, slots=True, repr=False)
class Trace:
    """The log as a sequence of moments, counted from 0 in order of time.

    Each entry takes one moment of its own (people and outcomes belong to it) and one more for
    each step that it names. `entries[m]` is the entry that moment `m` belongs to. `held` lists
    the moments at which a step was held, `skipped` and `met` have the first one of a skip and
    of an outcome. `role_first` is the beginning of the first entry in which somebody in that role
    was met, `role_last` the end of the last one.
    """

    entries: tuple[Entry, ...]
    held: Mapping[str, Sequence[int]]
    skipped: Mapping[str, int]
    met: Mapping[str, int]
    role_first: Mapping[str, int]
    role_last: Mapping[str, int]


@dataclass(frozen=True, slots=True, repr=False)
class AgendaItem:
    """A next step in force, the entry that put it there, and how often it was postponed.

    `place` is its place among the next steps of that entry. `serial` numbers the items of a log;
    one that is moved keeps its number.
    """

    next: NextStep
    entry: Entry
    place: int = 0
    put_off: int = 0
    serial: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Standing:
    """The conclusions that hold for ever, whatever the day.

    `log` is the deal's log in order of time. `finished` has, for each finished step, the moment
    at which it was finished. `left` names the stages that were left, `gaps` the required steps of
    stages before its own that are unfinished. `agenda` has all next steps in force, by time.
    `follow_ups` has, for the place in `log` of each encounter that was logged here, what it
    scheduled first, else what it kept. `unfollowed` are those that ended without a next
    step although the log goes on after them.
    """

    status: Status
    log: tuple[Entry, ...]
    trace: Trace
    finished: Mapping[str, int]
    stage: str | None
    reached: str | None
    left: frozenset[str]
    gaps: tuple[str, ...]
    agenda: tuple[AgendaItem, ...]
    follow_ups: Mapping[int, NextStep | None]
    ending: Entry | None
    last_encounter: Entry | None
    unfollowed: tuple[Entry, ...]

    @property
    def is_open(self) -> bool:
        """Whether the deal is still to be won."""
        return self.status is Status.OPEN

    @property
    def next(self) -> NextStep | None:
        """The next step: the first of the agenda."""
        return self.agenda[0].next if self.agenda else None

    @property
    def revisit(self) -> date | None:
        """The day on which a deal that was lost or walked away from comes back."""
        left = self.status in (Status.LOST, Status.DISQUALIFIED) and self.ending
        return left.revisit if left else None

    @property
    def opened(self) -> datetime | None:
        """When the first entry was logged."""
        return self.log[0].at if self.log else None

    @property
    def opened_on(self) -> date | None:
        """The day of the opening; None where an import did not know it."""
        first = self.log[0] if self.log else None
        if first is None or first.undated or first.kind == "close" or first.is_elsewhere:
            return None
        return day_of(first.at)

    def held(self, step: str) -> int:
        """Return how many entries held that step."""
        return len(self.trace.held.get(step, ()))

    def was_skipped(self, step: str) -> bool:
        """Return whether that step was set aside on the record."""
        return step in self.trace.skipped


def is_untold(deal: Deal, standing: Standing) -> bool:
    """Return whether a deal was imported as closed, and nothing says how far it had come.

    Of its way nothing is known, and so nothing is concluded: neither that it took a step, nor that
    it left one out.
    """
    return standing.ending is not None and standing.reached is None and IMPORTED in deal.custom
