"""The mutual action plan of a deal: what is still to come, planned backwards from its close. Pure.

Each step still to come is a row with the day by which it must be done, for all that waits for it
to be done by the close (see `schedule`); where it can't be done by then, the row says the day by
which it can. One owner stands on each side. What was done, or set aside, comes before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from salescli.domain.advice import is_buyer, people_for
from salescli.domain.deal import Deal, NextStep, Person
from salescli.domain.process import Process, Step, decides
from salescli.domain.schedule import PendingStep, earliest, earliest_without, in_turn, latest
from salescli.domain.standing import Standing
from salescli.domain.time.moment import day_of
from salescli.domain.time.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Owner:
    """Who sees to a row on one side, and in what part; `person` is None where it's nobody yet."""

    person: Person | None
    role: str = ""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A step still to come, to be done `by` a day; `earliest` is that by which it can be done.

    `times` counts the encounters that it needs, `brings` says what must come of it. `after` are
    the steps still to come that it waits for, those left out that these wait for themselves.
    `scheduled` is the first item of the agenda that is this step.
    """

    step: Step
    by: date
    earliest: date
    times: int
    ours: Owner
    theirs: Owner
    brings: tuple[str, ...]
    after: tuple[Step, ...]
    scheduled: NextStep | None

    @property
    def is_late(self) -> bool:
        """Whether it can't be done by its day, or is scheduled for a later one."""
        late = self.scheduled is not None and self.scheduled.day > self.by
        return late or self.earliest > self.by


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was held, last on a day, or set aside for a reason."""

    step: Step
    on: date
    held: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Relief:
    """A step without which the rest could be done by an earlier day."""

    step: Step
    end: date


@dataclass(frozen=True, slots=True)
class Plan:
    """The way to the close. `end` is the day by which all of it can be done.

    `spare` counts the business days between that day and the close: below zero, it doesn't fit.
    `reliefs` are then the steps to set aside, those first without which it fits.
    """

    deal: Deal
    process: Process
    today: date
    close: date
    end: date
    spare: int
    done: tuple[Done, ...]
    rows: tuple[PlannedRow, ...]
    reliefs: tuple[Relief, ...]
    next: NextStep | None

    @property
    def fits(self) -> bool:
        """Whether all that is left can be done by the close."""
        return self.end <= self.close


def make_plan(
    deal: Deal, process: Process, standing: Standing, today: date, calendar: Calendar
) -> Plan:
    """Return the plan of an open deal as of a day; without a close date it ends when it can."""
    turns = in_turn(standing, process)
    end = _end(turns, today, calendar)
    close = deal.close or end
    reliefs = [
        Relief(step, day)
        for step, day in (
            _ends_without(turns, standing, process, today, calendar) if end > close else ()
        )
        if not decides(step.id, process)
    ]
    sooner = (item for item in reliefs if item.end < end)
    return Plan(
        deal=deal,
        process=process,
        today=today,
        close=close,
        end=end,
        spare=calendar.workdays_between(end, close),
        done=tuple(sorted(_done(process, standing), key=lambda item: item.on)),
        rows=rows_to_come(deal, process, standing, turns, _days(turns, today, close, calendar)),
        reliefs=tuple(sorted(sooner, key=lambda item: max(item.end, close))),
        next=standing.next,
    )


def _end(turns: Sequence[PendingStep], today: date, calendar: Calendar) -> date:
    return max(earliest(turns, today, calendar).values(), default=today)


def _ends_without(
    turns: Sequence[PendingStep],
    standing: Standing,
    process: Process,
    today: date,
    calendar: Calendar,
) -> Iterator[tuple[Step, date]]:
    """Yield each step, and the day by which the others can be done without it."""
    if any(turn.in_circle for turn in turns):  # without a step of it, there is another order
        for turn in turns:
            rest = in_turn(standing, process, (turn.step.id,))
            yield turn.step, _end(rest, today, calendar)
    else:
        yield from earliest_without(turns, today, calendar)


def _days(
    turns: Sequence[PendingStep], today: date, close: date, calendar: Calendar
) -> dict[str, tuple[date, date]]:
    """Return the days by which each step must and can be done."""
    needed, soonest = latest(turns, close, calendar), earliest(turns, today, calendar)
    return {name: (day, soonest[name]) for name, day in needed.items()}


def rows_to_come(
    deal: Deal,
    process: Process,
    standing: Standing,
    turns: Sequence[PendingStep],
    days: Mapping[str, tuple[date, date]],
) -> tuple[PlannedRow, ...]:
    """Return the rows of steps still to come; `days` has by when each must and can be done."""
    before = _before(turns)
    booked: dict[str, NextStep] = {}
    for item in standing.agenda:
        booked.setdefault(item.next.step, item.next)
    rows = [
        PlannedRow(
            step=turn.step,
            by=days[turn.step.id][0],
            earliest=days[turn.step.id][1],
            times=turn.times,
            ours=_ours(deal, turn.step),
            theirs=_theirs(deal, process, standing, turn.step),
            brings=_brings(turn.step, standing),
            after=tuple(other.step for other in turns if other.step.id in before[turn.step.id]),
            scheduled=booked.get(turn.step.id),
        )
        for turn in turns
    ]
    return tuple(sorted(rows, key=lambda row: row.by))


def _before(turns: Sequence[PendingStep]) -> Mapping[str, frozenset[str]]:
    """Return what each step waits for, less what that waits for itself."""
    every: dict[str, frozenset[str]] = {}
    direct: dict[str, frozenset[str]] = {}
    for turn in turns:
        further = frozenset[str]().union(*(every[name] for name in turn.waits_for))
        every[turn.step.id] = turn.waits_for | further
        direct[turn.step.id] = turn.waits_for - further
    return direct


def _ours(deal: Deal, step: Step) -> Owner:
    """Return who has the first role that the step calls for on our side, else the deal's owner."""
    owner = _in_role(deal, step.ours[:1])
    if owner is not None:
        return owner
    person = deal.people.get(deal.owner, Person(deal.owner)) if deal.owner else None
    return Owner(person, next(iter(step.ours), ""))


def _theirs(deal: Deal, process: Process, standing: Standing, step: Step) -> Owner:
    """Return who has a role that the step calls for; where it calls for none, whom we met last."""
    owner = _in_role(deal, step.theirs)
    if owner is not None or step.theirs:
        return owner or Owner(None, step.theirs[0])
    there = (who for who in people_for(deal, step, standing) if is_buyer(who, deal, process))
    person = next((deal.people[who] for who in there), None)
    return Owner(person, person.role if person else "")


def _in_role(deal: Deal, roles: Iterable[str]) -> Owner | None:
    return next(
        (
            Owner(person, role)
            for role in roles
            for person in deal.people.values()
            if person.role == role
        ),
        None,
    )


def _brings(step: Step, standing: Standing) -> tuple[str, ...]:
    return tuple(
        outcome.text or outcome.id
        for outcome in step.outcomes
        if outcome.required and outcome.id not in standing.trace.met
    )


def _done(process: Process, standing: Standing) -> Iterator[Done]:
    trace = standing.trace
    for step in process.steps:
        held, skipped = trace.held.get(step.id), trace.skipped.get(step.id)
        if skipped is not None:
            entry = trace.entries[skipped]
            yield Done(step, day_of(entry.at), len(held or ()), entry.reason)
        elif held:
            yield Done(step, day_of(trace.entries[held[-1]].at), len(held))
