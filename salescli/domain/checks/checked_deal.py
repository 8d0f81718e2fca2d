"""The case that a check looks into: a deal, its process, its standing, and the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from salescli.domain.advice import is_buyer, is_past_first, renews
from salescli.domain.deal import Deal, Entry, Person
from salescli.domain.finding import Finding, Key
from salescli.domain.process import Process
from salescli.domain.replay import left_behind
from salescli.domain.requirement import Requirement, Rule
from salescli.domain.standing import AgendaItem, Standing, Status
from salescli.domain.time.duration import Duration
from salescli.domain.time.moment import day_of
from salescli.domain.time.workdays import Calendar
from salescli.text.shell_quoting import command


@dataclass(frozen=True, slots=True)
class Case:
    """All that the checks of one deal may know.

    `requirements` are those that don't hold. `faults` are the findings of family F that reading the
    deal's file gave. Where the process isn't in the book, `process` is an empty one and `judged` is
    false.
    """

    deal: Deal
    process: Process
    judged: bool
    standing: Standing
    requirements: tuple[Requirement, ...]
    now: datetime
    calendar: Calendar
    faults: tuple[Finding, ...] = ()

    @property
    def today(self) -> date:
        """The local day of `now`."""
        return day_of(self.now)

    def command(self, verb: str, *words: str, flags: str = "") -> str:
        """Return a command on the deal, quoted for a shell (see `salescli.text.shell_quoting`)."""
        return command(verb, self.deal.handle, *words, flags=flags)

    @property
    def is_open(self) -> bool:
        """Whether the deal is still to be won."""
        return self.standing.is_open

    @property
    def ahead(self) -> tuple[AgendaItem, ...]:
        """What is on the agenda for today or later: of what is overdue, N02 says enough."""
        return tuple(item for item in self.standing.agenda if item.next.day >= self.today)

    @property
    def ends_contract(self) -> bool:
        """Whether the expected close is the last day of a contract: it can't be moved."""
        return renews(self.deal, self.process)

    @property
    def was_abandoned(self) -> bool:
        """Whether the deal was lost or walked away from."""
        return self.standing.status in (Status.LOST, Status.DISQUALIFIED)

    @property
    def past_first_stage(self) -> bool:
        """Whether the deal is open and past its first stage."""
        return is_past_first(self.standing, self.process)

    def after(self, start: date, duration: Duration) -> date:
        """Return the day so long after another; the calendar's last day beyond its end."""
        try:
            return self.calendar.add(start, duration)
        except ValueError:
            return date.max

    def of(self, *rules: Rule) -> Iterator[Requirement]:
        """Yield the requirements of some kinds."""
        return (requirement for requirement in self.requirements if requirement.rule in rules)

    def stages_left(self) -> frozenset[str]:
        """Return the stages that were left, on a deal that is open or was won.

        A win leaves no stage here: what it leaves out was no finding while the deal was open.
        """
        if self.was_abandoned:
            return frozenset()
        return left_behind(self.process, self.standing.trace, self.standing.reached)

    def title(self, step: str) -> str:
        """Return the title of a step, or what it was called."""
        declared = self.process.step(step)
        return f"'{declared.title or step}'" if declared else f"'{step}'"

    def is_buyer(self, handle: str) -> bool:
        """Return whether a person is on the buyer's side."""
        return is_buyer(handle, self.deal, self.process)

    def role_of(self, handle: str) -> str:
        """Return the role of a person; nothing where there is none."""
        return self.deal.people.get(handle, Person(handle)).role

    def clock_start(self, until: datetime | None = None) -> Entry | None:
        """Return the entry that time frames count from.

        It is the last contact or reopening up to a time, else the first entry.
        """
        starts = [
            entry
            for entry in self.standing.log
            if (entry.is_contact or entry.kind == "reopen") and (until is None or entry.at <= until)
        ]
        return next(iter(starts[-1:] or self.standing.log[:1]), None)

    def last_holding(self, step: str) -> Entry | None:
        """Return the last entry that held that step, else the last one of the log."""
        held = self.standing.trace.held.get(step)
        if held:
            return self.standing.trace.entries[held[-1]]
        return self.standing.log[-1] if self.standing.log else None


def place(entry: Entry | None, *rest: str | int) -> Key:
    """Return the key of an entry, or of something in it; of the file as a whole without one."""
    return () if entry is None else ("log", entry.index, *rest)


def next_place(entry: Entry, number: int, *rest: str) -> Key:
    """Return the key of one of an entry's next steps, or of something in it."""
    return place(entry, "next", *((number,) if len(entry.nexts) > 1 else ()), *rest)
