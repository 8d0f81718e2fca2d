"""Advice: what to do next in a deal, with whom, and by when. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from salescli.domain.deal import Deal
from salescli.domain.pending import is_pending, owed
from salescli.domain.process import BUYER, STAGES, Fit, Process, Range, Step
from salescli.domain.standing import Standing
from salescli.domain.time.duration import Duration
from salescli.domain.time.workdays import Calendar

USUAL = Duration(5, "bd")  # where a step has no time frame of its own
RENEWAL = "renewal"  # the kind of deal whose close is a day that nobody can move


def suggest(standing: Standing, process: Process) -> Step | None:
    """Return the step that the process has next; None when nothing is left but the ending.

    What must follow a step that was held comes first (its response is owed), then the first
    required step that is unfinished and doesn't wait for another. A gap is what the deal has got
    past: it keeps nothing waiting, and comes up last, where the process has no order of stages.
    """
    waiting = [step for step in process.steps if is_pending(step, standing)]
    responses = owed(standing, process)
    for step in waiting:
        if step.id in responses and not _waits(step, standing, process):
            return step
    required = [step for step in waiting if step.required and step.id not in standing.gaps]
    free = [step for step in required if not _waits(step, standing, process)]
    left = [step for step in waiting if step.id in standing.gaps and process.order != STAGES]
    return next(iter(free or required or left), None)


def _waits(step: Step, standing: Standing, process: Process) -> bool:
    """Return whether a step still waits for another: one of `after`, or of the ask's minimum."""
    others = set(step.after)
    if process.ask is not None and process.ask.step == step.id:
        others |= set(process.minimum())
    passed = {*standing.finished, *standing.gaps}
    return any(other not in passed for other in others if process.step(other))


def due_day(within: Duration | None, today: date, calendar: Calendar) -> date:
    """Return the day by which a step is best held: its time frame from today, always a workday."""
    try:
        return calendar.next_workday(calendar.add(today, within or USUAL))
    except ValueError:
        return date.max


def people_for(deal: Deal, step: Step | None, standing: Standing) -> tuple[str, ...]:
    """Return who should be there: the deal's people in the roles that the step calls for.

    Where nobody has such a role: the people of the last encounter.
    """
    roles = set(step.theirs) if step is not None else set()
    called = tuple(handle for handle, person in deal.people.items() if person.role in roles)
    if called:
        return called
    last = standing.last_encounter
    return tuple(handle for handle in last.people if handle in deal.people) if last else ()


def roles_without_person(deal: Deal, step: Step | None) -> tuple[str, ...]:
    """Return the roles that a step calls for and that nobody in the deal has."""
    taken = {person.role for person in deal.people.values()}
    return tuple(role for role in (step.theirs if step else ()) if role not in taken)


def met_at_buyer(deal: Deal, process: Process, standing: Standing) -> set[str]:
    """Return the people on the buyer's side who were met."""
    met = {who for entry in standing.log if entry.is_encounter for who in entry.people}
    return {who for who in met if is_buyer(who, deal, process)}


def is_buyer(handle: str, deal: Deal, process: Process) -> bool:
    """Return whether a person is on the buyer's side; so they are without a declared role."""
    person = deal.people.get(handle)
    role = process.role(person.role) if person is not None else None
    return role is None or role.side == BUYER


def is_past_first(standing: Standing, process: Process) -> bool:
    """Return whether the deal is open and past its first stage."""
    stages = process.stages
    return standing.is_open and bool(stages) and standing.stage != stages[0].id


def contacts_wanted(standing: Standing, process: Process) -> int:
    """Return how many people at the buyer a deal should know by now: nobody, one or two.

    Past its first stage a deal needs two, unless what it has done so far calls for fewer: where
    the owner decides alone, one person is all there is to meet.
    """
    if not is_past_first(standing, process):
        return 0
    if not any(step.theirs for step in process.steps):
        return 2
    stages = [stage.id for stage in process.stages]
    earlier = set(stages[: stages.index(standing.stage)]) if standing.stage in stages else set()
    called = {
        role
        for step in process.steps
        if step.id in standing.trace.held or (step.required and step.stage in earlier)
        for role in step.theirs
        if (declared := process.role(role)) is None or declared.side == BUYER
    }
    return min(len(called), 2)


def renews(deal: Deal, process: Process) -> bool:
    """Return whether the deal renews a contract, so that its close is the contract's last day."""
    kinds = process.fits.get("kind", ())
    return RENEWAL in (deal.kind, process.name) or (isinstance(kinds, tuple) and RENEWAL in kinds)


def missing_before_ask(standing: Standing, process: Process) -> tuple[list[Step], list[str]]:
    """Return what the minimum before the ask still lacks: unfinished steps and unmet roles."""
    if process.ask is None:
        return [], []
    minimum = [step for name in process.minimum() if (step := process.step(name))]
    steps = [step for step in minimum if step.id not in standing.finished]
    roles = [role for role in process.ask.roles if role not in standing.trace.role_first]
    return steps, roles


def earliest_end(standing: Standing, process: Process, today: date, calendar: Calendar) -> date:
    """Return the workday on which what is still to come can be done, each step in its time frame.

    Steps overlap unless one waits for the other (see `schedule`); today when nothing is left.
    """
    from salescli.domain.schedule import earliest, in_turn

    return max(earliest(in_turn(standing, process), today, calendar).values(), default=today)


def fitting_processes(processes: Iterable[Process], facts: Mapping[str, object]) -> list[Process]:
    """Return the processes that fit some facts: those that name a fact first, then by conditions.

    A process fits when all that its [fits] gives holds; one without [fits] never comes up by
    itself. A fact that isn't known doesn't hold.
    """
    fit = [
        process
        for process in processes
        if process.fits and all(_holds(of, facts.get(name)) for name, of in process.fits.items())
    ]
    return sorted(fit, key=_fit_order)


def smallest_first(processes: Iterable[Process]) -> list[Process]:
    """Return processes in the order of how many people the companies have at most."""

    def people(process: Process) -> int:
        fit = process.fits.get("employees")
        high = fit.high if isinstance(fit, Range) else None
        return 10**9 if high is None else int(high)

    return sorted(processes, key=lambda process: (people(process), process.name))


def _fit_order(process: Process) -> tuple[int, int, str]:
    """Return the sort key: a matched word goes before a range, more conditions before fewer."""
    named = sum(not isinstance(fit, Range) for fit in process.fits.values())
    return -named, -len(process.fits), process.name


def _holds(fit: Fit, fact: object) -> bool:
    if fact is None or fact == "":
        return False
    if isinstance(fit, Range):
        above = fit.low is None or fact >= fit.low  # type: ignore[operator]
        return above and (fit.high is None or fact <= fit.high)  # type: ignore[operator]
    return str(fact).lower() in {word.lower() for word in fit}
